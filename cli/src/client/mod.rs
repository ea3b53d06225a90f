//! Spool as a client of Spool: HTTP and the event stream, as any other program would use them.

mod credentials;
mod http;
mod resources;
mod stream;
mod transfer;

pub(crate) use credentials::{Credentials, SavedLogin, write_private};
pub(crate) use http::{Client, Login};
pub(crate) use resources::{
    Budget, Chapter, Cost, ErasedAnswer, Estimate, Film, Graph, GraphNode, HistoryItem, Job, JobToken, Page,
    Place, Progress, ScriptAnswer, SessionAnswer, Totals, VersionAnswer,
};
pub(crate) use stream::{Incoming, follow_job};
