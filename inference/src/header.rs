//! The header of a GGUF file: metadata and the table of tensors, read from bytes that nobody vouches
//! for. Every length is checked against what is left before anything is allocated, so that a damaged
//! file is an error and never a panic or a huge allocation; candle's own reader divides by a
//! zero alignment and multiplies shapes unchecked. Format:
//! <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>.

use std::collections::HashMap;
use std::ops::Range;

use candle_core::quantized::GgmlDType;

/// Longest text accepted (a chat template has some kilobytes).
const MAX_TEXT: u64 = 1 << 24;
/// Most elements of one array (a vocabulary has some hundred thousand).
const MAX_ELEMENTS: u64 = 1 << 22;
/// Most metadata entries and tensors.
const MAX_ENTRIES: u64 = 1 << 16;
const DEFAULT_ALIGNMENT: u64 = 32;

/// Why bytes are not a usable header; the file's path is added by the caller.
#[derive(Debug, PartialEq)]
pub(crate) enum Flaw {
    NotGguf,
    Damaged(String),
    Truncated { needed: u64, found: u64 },
    Unsupported(String),
}

/// One metadata value; widths are folded together, kinds nobody asks for are skipped.
#[derive(Debug, PartialEq)]
pub(crate) enum Value {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
    Integers(Vec<i64>),
    Skipped,
}

/// Where a tensor lies and how it is stored.
#[derive(Debug)]
pub(crate) struct TensorInfo {
    pub(crate) dtype: GgmlDType,
    /// Row-major: the last dimension is contiguous (the file lists it first).
    pub(crate) shape: Vec<usize>,
    /// Bytes of the whole file, checked to lie inside it.
    pub(crate) bytes: Range<usize>,
}

/// Everything before the tensors' bytes.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) metadata: HashMap<String, Value>,
    pub(crate) tensors: HashMap<String, TensorInfo>,
}

/// Reads the header from the bytes of a whole file.
pub(crate) fn parse(bytes: &[u8]) -> Result<Header, Flaw> {
    let mut reader = Reader { bytes, at: 0 };
    let is_gguf = bytes.starts_with(b"GGUF");
    reader.at = 4;
    if !is_gguf || !matches!(reader.u32(), Ok(2 | 3)) {
        return Err(Flaw::NotGguf);
    }
    let tensor_count = reader.count(MAX_ENTRIES, "tensors")?;
    let metadata_count = reader.count(MAX_ENTRIES, "metadata entries")?;
    let mut metadata = HashMap::new();
    for _ in 0..metadata_count {
        let key = reader.text()?;
        let kind = reader.u32()?;
        metadata.insert(key, reader.value(kind)?);
    }
    let mut found = Vec::new();
    for _ in 0..tensor_count {
        found.push(reader.tensor()?);
    }
    let alignment = match metadata.get("general.alignment") {
        None => DEFAULT_ALIGNMENT,
        Some(Value::Unsigned(n)) if *n > 0 && n.is_multiple_of(8) => *n,
        Some(_) => return Err(Flaw::Damaged("general.alignment is not a multiple of 8".into())),
    };
    let start = (reader.at as u64)
        .checked_next_multiple_of(alignment)
        .ok_or_else(|| Flaw::Damaged("general.alignment is beyond every file".into()))?;
    let tensors = found
        .into_iter()
        .map(|raw| raw.place(start, alignment, bytes.len() as u64))
        .collect::<Result<_, Flaw>>()?;
    Ok(Header { metadata, tensors })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn left(&self) -> u64 {
        self.bytes.len().saturating_sub(self.at) as u64
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], Flaw> {
        if length > self.left() {
            let needed = (self.at as u64).saturating_add(length);
            return Err(Flaw::Truncated { needed, found: self.bytes.len() as u64 });
        }
        let length = usize::try_from(length).expect("no longer than a slice in memory");
        let taken = &self.bytes[self.at..self.at + length];
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Flaw> {
        Ok(self.take(N as u64)?.try_into().expect("take gives exactly what was asked"))
    }

    fn u32(&mut self) -> Result<u32, Flaw> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, Flaw> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn count(&mut self, most: u64, of: &str) -> Result<u64, Flaw> {
        match self.u64()? {
            n if n > most => Err(Flaw::Damaged(format!("{n} {of} announced"))),
            n => Ok(n),
        }
    }

    fn text(&mut self) -> Result<String, Flaw> {
        let length = self.count(MAX_TEXT, "bytes of text")?;
        Ok(String::from_utf8_lossy(self.take(length)?).into_owned())
    }

    fn value(&mut self, kind: u32) -> Result<Value, Flaw> {
        Ok(match kind {
            0 => Value::Unsigned(u64::from(self.array::<1>()?[0])),
            2 => Value::Unsigned(u64::from(u16::from_le_bytes(self.array()?))),
            4 => Value::Unsigned(u64::from(self.u32()?)),
            10 => Value::Unsigned(self.u64()?),
            1 => Value::Signed(i64::from(i8::from_le_bytes(self.array()?))),
            3 => Value::Signed(i64::from(i16::from_le_bytes(self.array()?))),
            5 => Value::Signed(i64::from(i32::from_le_bytes(self.array()?))),
            11 => Value::Signed(i64::from_le_bytes(self.array()?)),
            6 => Value::Float(f64::from(f32::from_le_bytes(self.array()?))),
            12 => Value::Float(f64::from_le_bytes(self.array()?)),
            7 => Value::Flag(self.array::<1>()?[0] != 0),
            8 => Value::Text(self.text()?),
            9 => self.list()?,
            other => return Err(Flaw::Damaged(format!("value of unknown kind {other}"))),
        })
    }

    fn list(&mut self) -> Result<Value, Flaw> {
        let kind = self.u32()?;
        let count = self.count(MAX_ELEMENTS, "elements")?;
        let least = match kind {
            0 | 1 | 7 => 1,
            2 | 3 => 2,
            4..=6 => 4,
            8 | 10..=12 => 8,
            other => return Err(Flaw::Damaged(format!("list of unknown kind {other}"))),
        };
        match kind {
            6 | 7 | 12 => {
                self.take(count * least)?;
                Ok(Value::Skipped)
            }
            // Checked before the list is allocated: an announced length alone costs nothing.
            _ if count * least > self.left() => {
                let needed = self.at as u64 + count * least;
                Err(Flaw::Truncated { needed, found: self.bytes.len() as u64 })
            }
            8 => Ok(Value::Texts((0..count).map(|_| self.text()).collect::<Result<_, _>>()?)),
            _ => Ok(Value::Integers((0..count).map(|_| self.integer(kind)).collect::<Result<_, _>>()?)),
        }
    }

    fn integer(&mut self, kind: u32) -> Result<i64, Flaw> {
        match self.value(kind)? {
            Value::Signed(n) => Ok(n),
            Value::Unsigned(n) => {
                i64::try_from(n).map_err(|_| Flaw::Damaged(format!("integer {n} out of range")))
            }
            _ => Err(Flaw::Damaged("a list of integers holds something else".into())),
        }
    }

    fn tensor(&mut self) -> Result<RawTensor, Flaw> {
        let name = self.text()?;
        let rank = self.u32()?;
        if !(1..=4).contains(&rank) {
            return Err(Flaw::Damaged(format!("tensor {name} has {rank} dimensions")));
        }
        let mut shape = (0..rank).map(|_| self.u64()).collect::<Result<Vec<_>, _>>()?;
        shape.reverse();
        let kind = self.u32()?;
        let offset = self.u64()?;
        Ok(RawTensor { name, shape, kind, offset })
    }
}

/// A row of the tensor table, before it is known where the tensors' bytes begin.
struct RawTensor {
    name: String,
    shape: Vec<u64>,
    kind: u32,
    offset: u64,
}

impl RawTensor {
    fn place(self, start: u64, alignment: u64, found: u64) -> Result<(String, TensorInfo), Flaw> {
        let Self { name, shape, kind, offset } = self;
        let dtype =
            dtype(kind).ok_or_else(|| Flaw::Unsupported(format!("tensors of GGML type {kind} ({name})")))?;
        let damaged = |what: &str| Flaw::Damaged(format!("tensor {name} {what}"));
        let block = dtype.block_size() as u64;
        let row = *shape.last().expect("a tensor has at least one dimension");
        if shape.contains(&0) || !row.is_multiple_of(block) {
            return Err(damaged("has rows that are not whole blocks"));
        }
        if !offset.is_multiple_of(alignment) {
            return Err(damaged("is not aligned"));
        }
        let elements = shape.iter().try_fold(1u64, |product, n| product.checked_mul(*n));
        let length = elements.and_then(|n| (n / block).checked_mul(dtype.type_size() as u64));
        let begin = start.checked_add(offset);
        let (Some(begin), Some(length)) = (begin, length) else {
            return Err(damaged("is larger than any file"));
        };
        let end = begin.checked_add(length).ok_or_else(|| damaged("is larger than any file"))?;
        if end > found {
            return Err(Flaw::Truncated { needed: end, found });
        }
        let inside = "no longer than the file in memory";
        let shape = shape.iter().map(|n| usize::try_from(*n).expect(inside)).collect();
        let bytes = usize::try_from(begin).expect(inside)..usize::try_from(end).expect(inside);
        Ok((name, TensorInfo { dtype, shape, bytes }))
    }
}

/// GGML's numbers for the storage types that candle knows.
fn dtype(kind: u32) -> Option<GgmlDType> {
    Some(match kind {
        0 => GgmlDType::F32,
        1 => GgmlDType::F16,
        2 => GgmlDType::Q4_0,
        3 => GgmlDType::Q4_1,
        6 => GgmlDType::Q5_0,
        7 => GgmlDType::Q5_1,
        8 => GgmlDType::Q8_0,
        10 => GgmlDType::Q2K,
        11 => GgmlDType::Q3K,
        12 => GgmlDType::Q4K,
        13 => GgmlDType::Q5K,
        14 => GgmlDType::Q6K,
        30 => GgmlDType::BF16,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tiny;

    #[test]
    fn what_candle_writes_is_read_back() {
        let bytes = tiny::gguf(&tiny::Tiny::llama());
        let header = parse(&bytes).unwrap();
        assert_eq!(header.metadata["general.architecture"], Value::Text("llama".into()));
        assert_eq!(header.metadata["llama.block_count"], Value::Unsigned(2));
        assert!(
            matches!(&header.metadata["tokenizer.ggml.tokens"], Value::Texts(t) if t.len() == tiny::VOCABULARY)
        );
        let embedding = &header.tensors["token_embd.weight"];
        assert_eq!(embedding.shape, [tiny::VOCABULARY, 64]);
        assert_eq!(embedding.dtype, GgmlDType::Q8_0);
        assert_eq!(embedding.bytes.len(), tiny::VOCABULARY * 64 / 32 * 34);
    }

    #[test]
    fn every_cut_is_an_error() {
        let bytes = tiny::gguf(&tiny::Tiny::llama());
        for length in (0..bytes.len()).step_by(97) {
            assert!(parse(&bytes[..length]).is_err(), "{length} bytes were taken for a whole file");
        }
        assert_eq!(parse(b"GGUF").unwrap_err(), Flaw::NotGguf);
        assert!(matches!(parse(&bytes[..bytes.len() - 1]), Err(Flaw::Truncated { .. })));
    }

    #[test]
    fn a_zero_alignment_is_damage() {
        let mut tiny = tiny::Tiny::llama();
        tiny.alignment = Some(0);
        assert!(matches!(parse(&tiny::gguf(&tiny)), Err(Flaw::Damaged(_))));
    }

    proptest! {
        /// Whatever is overwritten in the header, reading it ends, and ends without a panic.
        #[test]
        fn noise_never_panics(at in 0usize..6000, noise in proptest::collection::vec(any::<u8>(), 1..12)) {
            let mut bytes = tiny::gguf(&tiny::Tiny::llama());
            let at = at.min(bytes.len() - noise.len());
            bytes[at..at + noise.len()].copy_from_slice(&noise);
            if let Ok(header) = parse(&bytes) {
                for info in header.tensors.values() {
                    prop_assert!(info.bytes.end <= bytes.len());
                }
            }
        }
    }
}
