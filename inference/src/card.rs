//! What a model file is and where it comes from: shown to whoever runs it, and written into the
//! provenance of everything it writes. Read from the header alone, so that asking costs milliseconds.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use candle_core::quantized::GgmlDType;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::InferenceError;
use crate::gguf::Gguf;

/// What stands where a file does not say.
const UNKNOWN: &str = "unknown";

/// A model file in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCard {
    /// The model's own name.
    pub name: String,
    /// File name, without its directory.
    pub file: String,
    /// File size in bytes.
    pub bytes: u64,
    /// `llama`, `qwen2` …
    pub architecture: String,
    /// Number of weights.
    pub parameters: u64,
    /// SPDX id where the file or the list of known weights names one, else `unknown`.
    pub licence: String,
    /// Address of the publisher's page, else `unknown`.
    pub origin: String,
    /// How the weights are stored, e.g. `Q4_K_M`.
    pub quantisation: String,
    /// Tokens that the model was made for; an engine may be loaded with fewer.
    pub context_length: usize,
    /// The digest that the caller gave, in lower-case hexadecimal.
    pub sha256: Option<String>,
}

/// Weights whose files do not name their licence or origin themselves.
struct Known {
    bytes: u64,
    sha256: &'static str,
    licence: &'static str,
    origin: &'static str,
}

const KNOWN: [Known; 2] = [
    Known {
        bytes: 1_117_320_768,
        sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence: "Apache-2.0",
        origin: "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    },
    Known {
        bytes: 98_362_432,
        sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence: "Apache-2.0",
        origin: "https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct",
    },
];

impl ModelCard {
    /// Reads the card of a file. `sha256` is the file's digest where the caller has it
    /// ([`sha256_file`]); without one, known weights are recognised by their exact size.
    pub fn read(path: &Path, sha256: Option<&str>) -> Result<Self, InferenceError> {
        Self::of(&Gguf::open(path)?, sha256)
    }

    pub(crate) fn of(gguf: &Gguf, sha256: Option<&str>) -> Result<Self, InferenceError> {
        let file = gguf.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = gguf.map().len() as u64;
        let known = KNOWN
            .iter()
            .find(|k| k.bytes == bytes && sha256.is_none_or(|s| s.eq_ignore_ascii_case(k.sha256)));
        let architecture =
            gguf.text("general.architecture").ok_or_else(|| gguf.damaged("no general.architecture"))?;
        let first = |keys: &[&str]| keys.iter().find_map(|key| gguf.text(key)).map(str::to_owned);
        let name = first(&["general.name", "general.basename"]).unwrap_or_else(|| file.clone());
        let licence = first(&["general.license"]).map(spdx).or_else(|| known.map(|k| k.licence.to_owned()));
        let origin = first(&[
            "general.source.url",
            "general.source.repo_url",
            "general.repo_url",
            "general.url",
            "general.base_model.0.repo_url",
        ])
        .or_else(|| known.map(|k| k.origin.to_owned()));
        Ok(Self {
            name,
            bytes,
            architecture: architecture.to_owned(),
            parameters: gguf.tensors().map(|t| t.shape.iter().product::<usize>() as u64).sum(),
            licence: licence.unwrap_or_else(|| UNKNOWN.to_owned()),
            origin: origin.unwrap_or_else(|| UNKNOWN.to_owned()),
            quantisation: quantisation(gguf),
            context_length: gguf.whole(&format!("{architecture}.context_length")).unwrap_or(0),
            sha256: sha256.map(str::to_ascii_lowercase),
            file,
        })
    }
}

/// The digest of a file, read in pieces, in lower-case hexadecimal. A gigabyte takes about a second:
/// callers keep the answer beside the file's size and time of change.
pub fn sha256_file(path: &Path) -> Result<String, InferenceError> {
    let read = |source| InferenceError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(read)?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 20];
    loop {
        match file.read(&mut piece).map_err(read)? {
            0 => return Ok(format!("{:x}", digest.finalize())),
            n => digest.update(&piece[..n]),
        }
    }
}

/// Files write `apache-2.0`; SPDX writes `Apache-2.0`.
fn spdx(licence: String) -> String {
    ["Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-NC-4.0"]
        .iter()
        .find(|id| id.eq_ignore_ascii_case(&licence))
        .map_or(licence, |id| (*id).to_owned())
}

/// The name of `general.file_type` (llama.cpp's `llama_ftype`), else the commonest storage type.
fn quantisation(gguf: &Gguf) -> String {
    let named = match gguf.whole("general.file_type") {
        Some(0) => "F32",
        Some(1) => "F16",
        Some(2) => "Q4_0",
        Some(3) => "Q4_1",
        Some(7) => "Q8_0",
        Some(8) => "Q5_0",
        Some(9) => "Q5_1",
        Some(10) => "Q2_K",
        Some(11) => "Q3_K_S",
        Some(12) => "Q3_K_M",
        Some(13) => "Q3_K_L",
        Some(14) => "Q4_K_S",
        Some(15) => "Q4_K_M",
        Some(16) => "Q5_K_S",
        Some(17) => "Q5_K_M",
        Some(18) => "Q6_K",
        Some(32) => "BF16",
        _ => "",
    };
    if !named.is_empty() {
        return named.to_owned();
    }
    let count = |dtype: GgmlDType| gguf.tensors().filter(|t| t.dtype == dtype && t.shape.len() == 2).count();
    gguf.tensors()
        .map(|t| t.dtype)
        .max_by_key(|dtype| count(*dtype))
        .map_or_else(|| UNKNOWN.to_owned(), |dtype| format!("{dtype:?}"))
}
