//! What can be asked of the harness.

use crate::plan::Size;
use clap::Parser;
use std::path::PathBuf;

/// Breaks a studio in every way that can be had here, and checks what it promises.
#[derive(Clone, Debug, Parser)]
#[command(name = "faults")]
pub struct Settings {
    /// Chooses every fault and its moment
    #[arg(long, default_value_t = 1)]
    pub seed: u64,

    /// A small run that ends within a minute and a half
    #[arg(long)]
    pub short: bool,

    /// Commands in all [default: 1000, or 210 in a short run]
    #[arg(long, value_parser = clap::value_parser!(u32).range(60..=100_000))]
    pub commands: Option<u32>,

    /// Jobs in all [default: 200, or 48 in a short run]
    #[arg(long, value_parser = clap::value_parser!(u32).range(12..=10_000))]
    pub jobs: Option<u32>,

    /// Only the rounds whose names contain this
    #[arg(long, default_value = "")]
    pub only: String,

    /// The `spool` to break [default: the one beside this program]
    #[arg(long, env = "SPOOL_BIN")]
    pub spool: Option<PathBuf>,

    /// Keep logs and data even if every promise was kept
    #[arg(long)]
    pub keep: bool,
}

impl Settings {
    /// How much there is to do.
    pub fn size(&self) -> Size {
        let usual = if self.short { Size::SHORT } else { Size::FULL };
        Size {
            commands: self.commands.map_or(usual.commands, |it| it as usize),
            jobs: self.jobs.map_or(usual.jobs, |it| it as usize),
            ..usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_flag_is_well_formed() {
        Settings::command().debug_assert();
    }

    #[test]
    fn what_is_said_wins_over_what_is_usual() {
        let parse = |flags: &[&str]| Settings::parse_from([&["faults"], flags].concat()).size();
        assert_eq!(parse(&[]), Size::FULL);
        assert_eq!(parse(&["--short"]), Size::SHORT);
        assert_eq!(parse(&["--short", "--commands", "600"]), Size { commands: 600, ..Size::SHORT });
        assert!(Settings::try_parse_from(["faults", "--jobs", "1"]).is_err());
    }
}
