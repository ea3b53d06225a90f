//! Read models, one file each, and the projectors that drive them.
//!
//! A [`Projection`] turns events into rows; a [`Projector`] follows the log and applies each batch in one
//! transaction with the move of its checkpoint. [`Projectors`] runs those of this crate, which are what
//! people read: scripts, versions, scenes, characters, jobs, history, assets. Queries belong to an owner by their
//! first parameter; what is someone else's does not exist for them. [`as_of`] answers the same questions
//! about the past. [`progress`] is what running jobs say of themselves between two events, [`structure`] what
//! the planner of productions asks, [`operations`] what those see who run the studio.

pub mod as_of;
pub mod assets;
mod changes;
pub mod characters;
mod checkpoint;
pub mod erasing;
pub mod history;
pub mod jobs;
pub mod metrics;
pub mod operations;
pub mod page;
pub mod progress;
mod projection;
pub mod projector;
mod projectors;
mod read_model;
pub mod rebuild;
mod row;
pub mod scenes;
pub mod scripts;
pub mod shots;
mod status;
pub mod structure;
pub mod versions;

pub use as_of::Past;
pub use assets::{Asset, AssetFilter, AssetUsage};
pub use characters::{Character, CharacterFilter};
pub use history::{ActorRef, HistoryFilter, HistoryItem};
pub use jobs::{Graph, GraphEdge, GraphNode, Job, JobFilter, JobResult, NodeState};
pub use page::{BadCursor, BadLimit, Cursor, Limit, Page};
pub use progress::{JobProgress, JobTick, JobToken, ProgressWriter};
pub use projection::{Projection, ProjectionError, payload};
pub use projector::{Progress, Projector, Role};
pub use projectors::{Projectors, READ_MODELS, Target, Waited, position};
pub use rebuild::{RebuildError, rebuild};
pub use row::ReadError;
pub use scenes::{Scene, SceneRevision};
pub use scripts::{CharacterRef, Script, ScriptFilter};
pub use status::{ProjectorStatus, resume, status};
pub use versions::{Version, VersionSummary};
