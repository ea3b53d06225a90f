//! A diffusers folder on disk: which file holds what, read with limits, each error naming its file.

use std::fmt::Display;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::diffusion::error::DiffusionError;

/// Largest settings, vocabulary or merges file, in bytes; CLIP's own vocabulary has 1.1 MB.
const TEXT_LIMIT: u64 = 16 << 20;

/// A folder as diffusers' `save_pretrained` writes it.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a file, by its name inside the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A whole text file.
    pub(crate) fn text(&self, name: &str) -> Result<String, DiffusionError> {
        self.text_if_there(name)?.ok_or_else(|| DiffusionError::Missing { path: self.path(name) })
    }

    /// A whole text file, None where there is none of that name.
    pub(crate) fn text_if_there(&self, name: &str) -> Result<Option<String>, DiffusionError> {
        let path = self.path(name);
        let read = |source| DiffusionError::Read { path: self.path(name), source };
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(read(error)),
        };
        let mut bytes = Vec::new();
        file.take(TEXT_LIMIT + 1).read_to_end(&mut bytes).map_err(read)?;
        if bytes.len() as u64 > TEXT_LIMIT {
            return Err(self.damaged(name, format!("more than {TEXT_LIMIT} bytes")));
        }
        String::from_utf8(bytes).map(Some).map_err(|error| self.damaged(name, error))
    }

    /// A settings file.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, DiffusionError> {
        serde_json::from_str(&self.text(name)?).map_err(|error| self.damaged(name, error))
    }

    /// The weights of one part, half precision only where the full one is not there.
    pub(crate) fn weights(&self, part: &str, stem: &str) -> Result<PathBuf, DiffusionError> {
        let full = self.path(&format!("{part}/{stem}.safetensors"));
        let half = self.path(&format!("{part}/{stem}.fp16.safetensors"));
        if full.is_file() {
            return Ok(full);
        }
        if half.is_file() {
            return Ok(half);
        }
        if self.path(&format!("{part}/{stem}.safetensors.index.json")).is_file() {
            return Err(DiffusionError::Unsupported {
                path: full,
                what: "weights in several files".to_owned(),
            });
        }
        Err(DiffusionError::Missing { path: full })
    }

    pub(crate) fn damaged(&self, name: &str, what: impl Display) -> DiffusionError {
        DiffusionError::Damaged { path: self.path(name), what: what.to_string() }
    }

    pub(crate) fn unsupported(&self, name: &str, what: impl Display) -> DiffusionError {
        DiffusionError::Unsupported { path: self.path(name), what: what.to_string() }
    }
}
