//! The log as a file: one JSON object a line, exported and imported page by page in constant memory.
//!
//! The first line says what the file is and where it ends; every other line is an event with its position
//! and hash, or a key. What is stored is exported as it is stored, sealed or not, so an imported log has the
//! same positions and the same hashes, and each line is checked against its hash as it comes in. A database
//! whose log is a beginning of the file is continued, so an import that was broken off goes on where it was.

mod export;
mod import;
mod line;
mod page;

pub use export::{ExportError, Exported, export};
pub use import::{ImportError, Imported, import};
