//! What `spool verify` and `spool log` take.

use super::Place;
use clap::{Args, Subcommand};
use event_store::Head;
use std::path::PathBuf;

/// What to check.
#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// A head that was kept elsewhere, as `spool log head` gives it: the history must still lead through it
    #[arg(long, value_name = "POSITION:HASH")]
    pub(crate) against: Option<Head>,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// The log as a whole.
#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Show where the log ends and what its history hashes to; worth keeping elsewhere
    Head(Place),
    /// Write the whole log as lines of JSON
    Export(Export),
    /// Continue an empty log, or a beginning of the same one, from an export; every line is checked
    Import(Import),
}

/// Out.
#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The file to write; `-` is standard output
    pub(crate) file: PathBuf,

    /// Leave out the keys of the scripts: what happened can be proved from the file, but not what people wrote
    #[arg(long)]
    pub(crate) without_keys: bool,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// In.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The file to read; `-` is standard input
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) place: Place,
}
