//! Language models on this machine: a GGUF file is loaded and continues conversations, token by token,
//! under a grammar where one is given. Pictures likewise, in [`diffusion`]. Built on candle; knows nothing of
//! scripts, jobs or events.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use inference::{LoadOptions, Message, Request, TextEngine};
//!
//! # fn main() -> Result<(), inference::InferenceError> {
//! let mut engine = TextEngine::load(Path::new("model.gguf"), &LoadOptions::default())?;
//! let request = Request { messages: vec![Message::user("Name a film.")], ..Request::default() };
//! let answer = engine.generate(&request, &|| false, &mut |text| print!("{text}"))?;
//! println!("\n{:?}", answer.finish);
//! # Ok(())
//! # }
//! ```

mod attention;
mod card;
mod chat;
mod decoder;
pub mod diffusion;
mod dimensions;
mod engine;
mod error;
mod gguf;
mod grammar;
mod header;
mod mapped;
mod matrix;
#[cfg(test)]
#[path = "../tests/common/one_thread.rs"]
mod one_thread;
mod request;
mod sample;
#[cfg(test)]
#[path = "../tests/common/smollm2.rs"]
mod smollm2;
mod stream;
mod threads;
#[cfg(test)]
#[path = "../tests/common/tiny.rs"]
mod tiny;
mod tokenizer;
mod weights;

pub use card::{ModelCard, sha256_file};
pub use chat::{Message, Role};
pub use engine::{LoadOptions, TextEngine};
pub use error::InferenceError;
pub use grammar::Grammar;
pub use request::{Finish, Generated, Request, Stats};
pub use sample::Sampling;
pub use threads::{cap_threads, compute_threads};
