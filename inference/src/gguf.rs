//! A model file on disk: mapped into memory, its header checked, its metadata asked by name. The
//! mapping is shared with the weights, which are used where they lie.

use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::Mmap;

use crate::error::InferenceError;
use crate::header::{Flaw, Header, TensorInfo, Value, parse};

/// An open GGUF file whose header holds together.
pub(crate) struct Gguf {
    path: PathBuf,
    map: Arc<Mmap>,
    header: Header,
}

impl Gguf {
    pub(crate) fn open(path: &Path) -> Result<Self, InferenceError> {
        let read = |source| InferenceError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        if file.metadata().map_err(read)?.is_dir() {
            return Err(read(std::io::ErrorKind::IsADirectory.into()));
        }
        #[expect(unsafe_code, reason = "the one way to use weights without a copy of the file in memory")]
        // SAFETY: the map is only read. A writer that shrinks the file in place would fault this
        // process; weights are downloaded beside their name and renamed, never rewritten.
        let map = unsafe { Mmap::map(&file) }.map_err(read)?;
        let header = parse(&map).map_err(|flaw| with_path(flaw, path))?;
        Ok(Self { path: path.to_owned(), map: Arc::new(map), header })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn map(&self) -> &Arc<Mmap> {
        &self.map
    }

    pub(crate) fn tensor(&self, name: &str) -> Option<&TensorInfo> {
        self.header.tensors.get(name)
    }

    pub(crate) fn tensors(&self) -> impl Iterator<Item = &TensorInfo> {
        self.header.tensors.values()
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match self.header.metadata.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn texts(&self, key: &str) -> Option<&[String]> {
        match self.header.metadata.get(key)? {
            Value::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    pub(crate) fn integers(&self, key: &str) -> Option<&[i64]> {
        match self.header.metadata.get(key)? {
            Value::Integers(integers) => Some(integers),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        match self.header.metadata.get(key)? {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(crate) fn whole(&self, key: &str) -> Option<usize> {
        match self.header.metadata.get(key)? {
            Value::Unsigned(n) => usize::try_from(*n).ok(),
            Value::Signed(n) => usize::try_from(*n).ok(),
            _ => None,
        }
    }

    pub(crate) fn real(&self, key: &str) -> Option<f64> {
        match self.header.metadata.get(key)? {
            Value::Float(x) => Some(*x),
            _ => None,
        }
    }

    /// The error for a file that lacks or contradicts `what`.
    pub(crate) fn damaged(&self, what: impl Display) -> InferenceError {
        InferenceError::Damaged { path: self.path.clone(), what: what.to_string() }
    }
}

fn with_path(flaw: Flaw, path: &Path) -> InferenceError {
    let path = path.to_owned();
    match flaw {
        Flaw::NotGguf => InferenceError::NotGguf { path },
        Flaw::Damaged(what) => InferenceError::Damaged { path, what },
        Flaw::Truncated { needed, found } => InferenceError::Truncated { path, needed, found },
        Flaw::Unsupported(what) => InferenceError::Unsupported { what },
    }
}
