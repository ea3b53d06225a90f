//! `?as_of=`: a moment of the past, by position or by time.

use crate::problem::Problem;
use domain::Position;
use event_store::AsOf;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

/// The query of reads that can look back.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsOfQuery {
    /// A position of the log, or a time (RFC 3339): the answer is what it was then.
    #[param(example = "2026-01-31T12:00:00Z", max_length = 64)]
    pub as_of: Option<String>,
}

impl AsOfQuery {
    /// The moment, if one is asked for.
    pub(crate) fn moment(&self) -> Result<Option<AsOf>, Problem> {
        moment(self.as_of.as_deref())
    }
}

/// Reads a moment.
pub(crate) fn moment(text: Option<&str>) -> Result<Option<AsOf>, Problem> {
    let Some(text) = text else { return Ok(None) };
    // A plus that was not encoded arrives as a space.
    let text = text.trim().replace(' ', "+");
    if let Some(position) = text.parse::<u64>().ok().filter(|position| i64::try_from(*position).is_ok()) {
        return Ok(Some(AsOf::Position(Position(position))));
    }
    match text.parse::<Timestamp>() {
        Ok(time) => Ok(Some(AsOf::Time(time))),
        Err(_) => Err(Problem::field("/as_of", "must be a position or a time such as 2026-01-31T12:00:00Z")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_position_or_a_time() {
        let time: Timestamp = "2026-01-31T10:00:00Z".parse().unwrap();
        assert_eq!(moment(Some("17")).unwrap(), Some(AsOf::Position(Position(17))));
        assert_eq!(moment(Some("2026-01-31T10:00:00Z")).unwrap(), Some(AsOf::Time(time)));
        assert_eq!(moment(Some("2026-01-31T12:00:00 02:00")).unwrap(), Some(AsOf::Time(time)));
        assert_eq!(moment(None).unwrap(), None);
        for text in ["-1", "yesterday", "18446744073709551615", "2026-01-31"] {
            assert!(moment(Some(text)).is_err(), "{text}");
        }
    }
}
