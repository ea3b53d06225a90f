//! Every flag of `spool`, its environment variable and its default, in one place.
//!
//! Read once, at the start; nothing else looks at the environment.

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{Format, Genre, Length, ScriptType, Tone};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use uuid::Uuid;

/// A studio for film pre-production: scripts written, watched and kept, live.
#[derive(Debug, Parser)]
#[command(name = "spool", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How log lines look
    #[arg(long, env = "SPOOL_LOG", value_enum, default_value_t = LogStyle::Text, global = true)]
    pub(crate) log: LogStyle,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogStyle {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What `spool` does.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the whole studio: database, API and a worker, in this process
    Up(Studio),
    /// Start the API only, on a database that is there already
    Serve(Studio),
    /// Start workers only, on a database that is there already
    Work(Studio),
    /// Bring the database's tables up to date
    Migrate(Place),
    /// Check the log's hash chain; names the first broken position
    Verify(Place),
    /// Show how far the read models have followed the log
    Projections(Place),
    /// Make read models again from the log; reads go on meanwhile
    Rebuild(Rebuild),
    /// Manage accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Check what Spool needs on this machine, and say how to mend it
    Doctor(Studio),
    /// Sign in to a studio and remember it
    Login(Login),
    /// Write a script from a logline, and watch it being written
    Write(Write),
    /// Show everything that happened to a script, newest first
    History(History),
    /// Show jobs and how far they are
    Jobs(Jobs),
}

impl Command {
    /// Threads that the language model is to keep to, where one runs in this process.
    pub(crate) fn threads(&self) -> Option<NonZeroUsize> {
        match self {
            Self::Up(studio) | Self::Work(studio) => studio.threads,
            _ => None,
        }
    }
}

/// Where the data lies.
#[derive(Args, Clone, Debug)]
pub(crate) struct Place {
    /// The directory of the private database, and of everything else that is kept
    #[arg(long, env = "SPOOL_DATA_DIR", default_value = ".spool")]
    pub(crate) data_dir: PathBuf,

    /// A Postgres to use instead of the private one, as `postgres://USER:PASSWORD@HOST/DATABASE`
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,

    /// The directory of Postgres' own programs, if they are not found by themselves
    #[arg(long, env = "SPOOL_PG_BIN")]
    pub(crate) pg_bin: Option<PathBuf>,
}

/// What to make again.
#[derive(Args, Debug)]
pub(crate) struct Rebuild {
    /// The read model, as `spool projections` names it [default: all of them]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// What a running studio needs to know.
#[derive(Args, Clone, Debug)]
pub(crate) struct Studio {
    #[command(flatten)]
    pub(crate) place: Place,

    /// The address and port to answer at
    #[arg(long, env = "SPOOL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,

    /// The language model's weights, a GGUF file [default: the one `make run` fetched]
    #[arg(long, env = "SPOOL_TEXT_MODEL")]
    pub(crate) text_model: Option<PathBuf>,

    /// The directory of fetched language models [default: `spool/models` in the user's cache]
    #[arg(long = "models-dir", env = "SPOOL_MODELS_DIR")]
    pub(crate) models: Option<PathBuf>,

    /// How many jobs to work on at once; 0 for an API without a worker
    #[arg(long, env = "SPOOL_WORKERS", default_value_t = 1)]
    pub(crate) workers: usize,

    /// Threads for the language model [default: the machine's cores]
    #[arg(long, env = "SPOOL_THREADS")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// A name for this worker, different from every other's [default: host and data directory]
    #[arg(long, env = "SPOOL_WORKER_NAME")]
    pub(crate) worker_name: Option<String>,
}

impl Studio {
    /// Where fetched language models lie; `None` where there is no home directory either.
    pub(crate) fn models_dir(&self) -> Option<PathBuf> {
        self.models.clone().or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME").filter(|it| !it.is_empty()).map(PathBuf::from);
            let cache = cache.or_else(|| Some(std::env::home_dir()?.join(".cache")))?;
            Some(cache.join("spool/models"))
        })
    }
}

/// Accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make an account; the password is read from the terminal or from standard input
    Create {
        #[command(flatten)]
        place: Place,
        /// The address to sign in with
        #[arg(long)]
        email: String,
        /// The name others see [default: the address up to the @]
        #[arg(long)]
        name: Option<String>,
        /// Let it manage the studio
        #[arg(long)]
        admin: bool,
    },
}

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
    /// The studio that is started for this run, at any free port.
    pub(crate) fn studio(&self) -> Studio {
        Studio {
            place: self.server.place.clone(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            text_model: self.text_model.clone(),
            models: None,
            workers: 1,
            threads: None,
            worker_name: None,
        }
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

/// Jobs.
#[derive(Args, Debug)]
pub(crate) struct Jobs {
    /// Only jobs in this state
    #[arg(long)]
    pub(crate) state: Option<String>,
    /// How many, at most
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) server: Remote,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_flag_is_well_formed_and_has_a_line_of_help() {
        let mut cli = Cli::command();
        cli.build();
        cli.clone().debug_assert();
        let mut open = vec![cli];
        while let Some(command) = open.pop() {
            for argument in command.get_arguments() {
                let about = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty(), "{} {}", command.get_name(), argument.get_id());
            }
            open.extend(command.get_subcommands().cloned());
        }
    }

    #[test]
    fn an_unknown_genre_is_a_usage_error_that_lists_the_genres() {
        let error =
            Cli::try_parse_from(["spool", "write", "--genre", "telenovela", "A logline"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("science_fiction"));
    }
}
