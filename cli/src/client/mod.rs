//! Spool as a client of Spool: HTTP and the event stream, as any other program would use them.

mod credentials;
mod http;
mod resources;
mod stream;

pub(crate) use credentials::{Credentials, SavedLogin, write_private};
pub(crate) use http::{Client, Login};
pub(crate) use resources::{
    HistoryItem, Job, JobToken, Page, Progress, ScriptAnswer, SessionAnswer, VersionAnswer,
};
pub(crate) use stream::{Incoming, follow_job};
