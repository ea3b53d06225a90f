//! The flags of the command line as a client: which studio, and what is asked of it.

use super::{Place, Studio};
use clap::{Args, Subcommand};
use domain::{Format, Genre, Length, ScriptType, Tone};
use std::path::PathBuf;
use std::str::FromStr;
use uuid::Uuid;

/// The studio to talk to.
#[derive(Args, Clone, Debug)]
pub(crate) struct Remote {
    /// The studio's address [default: the one that runs on the data directory]
    #[arg(long, env = "SPOOL_SERVER")]
    pub(crate) server: Option<String>,

    /// An access token, instead of `spool login`
    #[arg(long, env = "SPOOL_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// Signing in.
#[derive(Args, Debug)]
pub(crate) struct Login {
    #[command(flatten)]
    pub(crate) server: Remote,
    /// The address to sign in with
    #[arg(long)]
    pub(crate) email: Option<String>,
}

/// Writing a script.
#[derive(Args, Debug)]
pub(crate) struct Write {
    /// The story in a sentence or two
    pub(crate) logline: String,

    /// The script's title [default: the logline's first words]
    #[arg(long)]
    pub(crate) title: Option<String>,

    /// The genre
    #[arg(long, default_value = "drama", value_parser = Genre::from_str)]
    pub(crate) genre: Genre,

    /// The tone
    #[arg(long, default_value = "dramatic", value_parser = Tone::from_str)]
    pub(crate) tone: Tone,

    /// Feature, series or short
    #[arg(long, default_value = "short", value_parser = Format::from_str)]
    pub(crate) format: Format,

    /// Screenplay, treatment or outline
    #[arg(long = "type", default_value = "screenplay", value_parser = ScriptType::from_str)]
    pub(crate) script_type: ScriptType,

    /// How much: short, medium or long
    #[arg(long, default_value = "short", value_parser = Length::from_str)]
    pub(crate) length: Length,

    /// Also write the finished text to this file
    #[arg(long, short)]
    pub(crate) out: Option<PathBuf>,

    /// The language model's weights, when a studio is started for this run
    #[arg(long, env = "SPOOL_TEXT_MODEL")]
    pub(crate) text_model: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) server: Remote,
}

impl Write {
    /// The studio that is started for this run.
    pub(crate) fn studio(&self) -> Studio {
        Studio::for_one_run(self.server.place.clone(), self.text_model.clone())
    }
}

/// A script's history.
#[derive(Args, Debug)]
pub(crate) struct History {
    /// The script's id
    pub(crate) script: Uuid,
    /// Only this type of event, such as `script.retitled`
    #[arg(long = "type")]
    pub(crate) kind: Option<String>,
    /// How many entries, at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) server: Remote,
}

/// Erasing a script.
#[derive(Args, Debug)]
pub(crate) struct Erase {
    /// The script's id
    pub(crate) script: Uuid,
    /// Its title, instead of being asked for it
    #[arg(long)]
    pub(crate) title: Option<String>,
    #[command(flatten)]
    pub(crate) server: Remote,
}

/// Jobs.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Jobs {
    /// What to do with one [default: show them]
    #[command(subcommand)]
    pub(crate) command: Option<JobsCommand>,
    /// Only jobs in this state
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// Only the parts of this production
    #[arg(long, value_name = "ID")]
    pub(crate) production: Option<Uuid>,
    /// How many, at most
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) server: Remote,
}

/// What is done with one job.
#[derive(Debug, Subcommand)]
pub(crate) enum JobsCommand {
    /// Watch a production until it is over
    Watch(OfJob),
    /// End it; a production ends with all its parts
    Cancel(OfJob),
    /// Try it again; of a production, what failed, was blocked or cancelled
    Retry(OfJob),
    /// Let it rest; what runs is handed back
    Pause(OfJob),
    /// Let it go on
    Resume(OfJob),
}

/// One job.
#[derive(Args, Debug)]
pub(crate) struct OfJob {
    /// The job's id
    pub(crate) id: Uuid,
    #[command(flatten)]
    pub(crate) server: Remote,
}
