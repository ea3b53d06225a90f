//! What can go wrong for whoever asks for a film. Every kind says whether the same request may succeed
//! another time, because that is what a queue has to know.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::reel::check::InvalidReel;

/// Why there is no film.
#[derive(Debug, Error)]
pub enum FilmError {
    /// The plan cannot be filmed.
    #[error("the reel cannot be filmed: {0}")]
    Invalid(#[from] InvalidReel),
    /// An input file is missing, damaged, of an unknown kind or larger than allowed.
    #[error("input {path} refused: {reason}")]
    Input {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The media libraries could not do it.
    #[error("media libraries failed at {step}: {reason}")]
    Media {
        /// What was being done.
        step: String,
        /// What the library said.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("{action} {path} failed: {source}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The child ran into one of its limits and was ended.
    #[error("the film process passed its limit of {0}")]
    Limit(LimitKind),
    /// The child took longer than allowed and was ended.
    #[error("the film process did not finish within {0:?}")]
    Timeout(Duration),
    /// The child died. `stderr` holds the last it said.
    #[error("the film process died ({how}): {stderr}")]
    Crashed {
        /// Its signal or exit status.
        how: String,
        /// The end of its standard error.
        stderr: String,
    },
    /// The child spoke something that is not its protocol.
    #[error("the film process answered nonsense: {0}")]
    Protocol(String),
    /// The caller asked to stop; nothing is left behind.
    #[error("cancelled")]
    Cancelled,
}

/// The limits a child can run into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Address space.
    #[error("memory")]
    Memory,
    /// Processor seconds.
    #[error("processor time")]
    Cpu,
    /// Bytes of one file.
    #[error("file size")]
    FileSize,
}

impl FilmError {
    /// Whether the same request may succeed later or elsewhere. What is wrong with the request itself stays
    /// wrong; a crash, a slow hour or a full disk may pass.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::Input { .. } | Self::Media { .. } | Self::Limit(_) | Self::Cancelled => {
                false
            }
            Self::Io { source, .. } => source.kind() != io::ErrorKind::NotFound,
            Self::Timeout(_) | Self::Crashed { .. } | Self::Protocol(_) => true,
        }
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// What the child reports when it gives up by itself; the parent turns it into a [`FilmError`].
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    /// See [`FilmError::Input`].
    #[error("input {path:?}: {reason}")]
    Input {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// See [`FilmError::Media`].
    #[error("{step}: {reason}")]
    Media {
        /// What was being done.
        step: String,
        /// What the library said.
        reason: String,
    },
    /// See [`FilmError::Limit`].
    #[error("limit of {0}")]
    Limit(LimitKind),
    /// The disk or something else of the system, which may be better another time.
    #[error("{step}: {reason}")]
    System {
        /// What was being done.
        step: String,
        /// The system's error number.
        errno: i32,
        /// What it means.
        reason: String,
    },
}

impl Fault {
    /// An input that cannot be used.
    pub(crate) fn input(path: &std::path::Path, reason: impl std::fmt::Display) -> Self {
        Self::Input { path: path.to_owned(), reason: reason.to_string() }
    }

    /// Sorts a library's error by what it means for the request.
    pub(crate) fn media(step: &str) -> impl FnOnce(ffmpeg_next::Error) -> Self + '_ {
        move |error| match error {
            ffmpeg_next::Error::Other { errno } => Self::system(step, errno),
            other => Self::Media { step: step.to_owned(), reason: other.to_string() },
        }
    }

    /// An error of the standard library's input and output.
    pub(crate) fn from_io(step: &str, error: &io::Error) -> Self {
        match error.raw_os_error() {
            Some(errno) => Self::system(step, errno),
            None => Self::Media { step: step.to_owned(), reason: error.to_string() },
        }
    }

    fn system(step: &str, errno: i32) -> Self {
        use nix::errno::Errno;
        match Errno::from_raw(errno) {
            Errno::ENOMEM => Self::Limit(LimitKind::Memory),
            Errno::EFBIG => Self::Limit(LimitKind::FileSize),
            Errno::EINVAL => Self::Media { step: step.to_owned(), reason: "invalid argument".to_owned() },
            known => Self::System { step: step.to_owned(), errno, reason: known.desc().to_owned() },
        }
    }
}

impl From<Fault> for FilmError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Input { path, reason } => Self::Input { path, reason },
            Fault::Media { step, reason } => Self::Media { step, reason },
            Fault::Limit(kind) => Self::Limit(kind),
            Fault::System { step, errno, .. } => Self::Io {
                action: "making a film",
                path: PathBuf::from(step),
                source: io::Error::from_raw_os_error(errno),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
        let full = Fault::from_io("writing", &io::Error::from_raw_os_error(nix::errno::Errno::ENOSPC as i32));
        assert!(FilmError::from(full).is_transient());
        assert!(FilmError::Timeout(Duration::from_secs(1)).is_transient());
        assert!(!FilmError::Limit(LimitKind::Memory).is_transient());
        assert!(!FilmError::from(Fault::input("a.png".as_ref(), "torn")).is_transient());
    }

    #[test]
    fn a_library_that_has_no_memory_ran_into_the_memory_limit() {
        let error = ffmpeg_next::Error::Other { errno: nix::errno::Errno::ENOMEM as i32 };
        assert_eq!(Fault::media("decoding")(error), Fault::Limit(LimitKind::Memory));
    }

    #[test]
    fn a_fault_crosses_the_process_boundary_unchanged() {
        for fault in [
            Fault::input("a b.png".as_ref(), "torn"),
            Fault::Limit(LimitKind::FileSize),
            Fault::System { step: "writing".into(), errno: 28, reason: "no space".into() },
        ] {
            let json = serde_json::to_string(&fault).unwrap();
            assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), fault);
        }
    }
}
