//! The workers: a queue filled from the log, the runner that works it off, and the kinds of work.
//!
//! The log says what a job is; the queue says who may take it up and when; the job's aggregate decides
//! who has it. A worker that dies, hangs or comes back late can therefore neither lose a job nor finish
//! one twice: its attempt number is over, and whatever it still says is refused.
//!
//! To add a kind of work: a variant of `domain::job::Work`, a folder under `kinds/` that implements
//! [`Kind`], and a line in [`kinds::standard`].

mod backoff;
mod early;
mod engine;
mod error;
mod handover;
mod image_model;
pub mod kinds;
pub mod maintenance;
mod metrics;
mod models;
pub mod moderation;
pub mod orphans;
mod queue;
mod reactor;
mod registry;
mod runner;
mod running;
mod stop;

pub use backoff::backoff;
pub use early::early_queue;
pub use engine::{EngineClass, UnknownEngine};
pub use error::JobError;
pub use handover::Handover;
pub use image_model::ImageModel;
pub use kinds::produce::record as record_plan;
pub use kinds::{Crafts, Kind, Kinds, Made, Making, Projector, SoundStage};
pub use maintenance::{Maintenance, Task};
pub use metrics::describe_metrics;
pub use models::TextModel;
pub use queue::{CANCEL_CHANNEL, Limits, READY_CHANNEL};
pub use reactor::JobQueue;
pub use runner::{Worker, WorkerDeps, WorkerHandle, WorkerOptions};
pub use running::{RunningJob, Step};
pub use stop::{Stop, StopSignal};
