//! Database errors as problems: a constraint we know by name is the client's to mend, everything else
//! is ours.

use super::{Kind, Problem};
use std::error::Error;
use tokio_postgres::error::SqlState;

/// The name of the constraint that refused, if one did.
pub(crate) fn constraint(error: &tokio_postgres::Error) -> Option<&str> {
    error.as_db_error().and_then(|refusal| refusal.constraint())
}

pub(super) fn problem(error: &tokio_postgres::Error) -> Problem {
    match constraint(error) {
        Some("accounts_email_key") => {
            Problem::new(Kind::Conflict).at("/email", "belongs to an account already")
        }
        _ if is_away(error) => Problem::unavailable(chain(error)),
        _ => Problem::internal(chain(error)),
    }
}

/// Whether the database is stopping, starting or out of reach.
fn is_away(error: &tokio_postgres::Error) -> bool {
    error.is_closed()
        || error.code().is_some_and(|code| {
            code.code().starts_with("57P")
                || code.code().starts_with("08")
                || *code == SqlState::TOO_MANY_CONNECTIONS
        })
}

/// An error with all its causes in one line: the driver prints "db error" and keeps what Postgres said
/// in the source.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
