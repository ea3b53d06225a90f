//! Every flag of `spool`, its environment variable and its default, in one place.
//!
//! Read once, at the start; nothing else looks at the environment.

mod client;
mod files;
mod films;
mod log;
mod pictures;
mod produce;
mod studio;

pub(crate) use client::{Erase, History, Jobs, JobsCommand, Login, OfJob, Remote, Write};
pub(crate) use files::Files;
pub(crate) use log::{Export, Import, LogCommand, Verify};
pub(crate) use produce::{Manuscript, NewScript, Produce, ProduceScope, Source};
pub(crate) use studio::{Crew, Most, Studio};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// A studio for film pre-production: scripts written, watched and kept, live.
#[derive(Debug, Parser)]
#[command(name = "spool", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How log lines look
    #[arg(long, visible_alias = "log-format", env = "SPOOL_LOG", value_enum, default_value_t = LogStyle::Text, global = true)]
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

/// The argument that makes this program its own child for media.
pub(crate) const FILM_CHILD: &str = "film-child";

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
    Verify(Verify),
    /// Show the log's head, or take the whole log out or in
    #[command(subcommand)]
    Log(LogCommand),
    /// Show how far the read models have followed the log, and what stopped one
    Projections(Projections),
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
    /// Make a film of a screenplay, or whatever is wanted of a script, and watch it being made
    Produce(Produce),
    /// Show everything that happened to a script, newest first
    History(History),
    /// Erase a script for good: what people wrote in it is unreadable afterwards, everywhere
    Erase(Erase),
    /// Show jobs and how far they are, or change one
    Jobs(Jobs),
    /// Read and encode media for a worker, which starts this itself
    #[command(name = FILM_CHILD, hide = true)]
    FilmChild,
}

impl Command {
    /// Threads that the language model is to keep to, where one runs in this process.
    pub(crate) fn threads(&self) -> Option<NonZeroUsize> {
        match self {
            Self::Up(studio) | Self::Work(studio) => studio.crew.threads,
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

/// How read models stand.
#[derive(Args, Debug)]
pub(crate) struct Projections {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Let this one go on that has stopped, once what stopped it is mended
    #[arg(long, value_name = "NAME")]
    pub(crate) resume: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,
}

/// What to make again.
#[derive(Args, Debug)]
pub(crate) struct Rebuild {
    /// The read model, as `spool projections` names it [default: all of them]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) place: Place,
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
