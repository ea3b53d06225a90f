//! The log on Postgres: append, sequence, read, follow, verify.
//!
//! Commands go through [`Store`]: it loads the aggregate, lets it decide, and appends its events
//! together with the command's idempotency record. One [`Sequencer`] per cluster gives every event
//! its [`Position`](domain::Position) after the commit and chains it to the one before. Every reader follows
//! the log by position, through [`Log`] page by page or through [`Tail`] live. [`verify`] proves that
//! nothing was changed afterwards.

mod append;
mod chain;
pub mod codec;
mod context;
pub mod edge;
mod error;
mod framework;
mod listen;
mod load;
pub mod log;
mod metadata;
mod meters;
mod observer;
mod seal;
pub mod sequencer;
mod snapshot;
mod sql;
mod store;
pub mod tail;
pub mod transfer;
mod unit;
pub mod verify;
mod warm;
mod writer;

pub use chain::Head;
pub use context::{CommandContext, Committed, Touched};
pub use error::{CommitError, Conflict, ExecuteError, StoreError};
pub use framework::{AggregateStore, LoadedContext};
pub use listen::listen;
pub use load::{AsOf, Loaded};
pub use log::{Filter, Log, RecordedEvent};
pub use metadata::Metadata;
pub use meters::describe_metrics;
pub use observer::{Fresh, Observer};
pub use sequencer::Sequencer;
pub use store::{Store, StoreOptions};
pub use tail::{Batch, Tail};
pub use unit::Unit;
