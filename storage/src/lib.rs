//! Where the bytes of assets lie: a local directory, or a bucket of S3, R2 or anything else that speaks
//! S3.
//!
//! An object is named by the SHA-256 of its bytes, so the same bytes are kept once, an object never
//! changes, and whoever reads one can check it. Bytes arrive in a temporary file first, where they are
//! counted, hashed and looked at; only whole, they take their place in one step. What a crash leaves
//! behind is a temporary file, which [`Store::sweep`] removes: no reader ever sees half an object.
//!
//! Nothing here knows what an object is for. Which are still needed is for the caller to say; see
//! [`Store::list`] and [`Store::delete_older`].

mod bucket;
mod content;
mod digest;
mod directory;
mod error;
mod incoming;
mod quota;
mod settings;
mod store;

pub use content::Content;
pub use digest::{Digest, NotADigest};
pub use error::StorageError;
pub use incoming::{Incoming, Received};
pub use settings::{Place, S3, Settings};
pub use store::{Object, Objects, Store, Stored, Usage};
