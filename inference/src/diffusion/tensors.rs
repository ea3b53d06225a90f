//! Weights out of a safetensors file, read tensor by tensor where the network asks for them: neither a map
//! (which a changing file could tear away) nor a second copy of the whole in memory. The format is a
//! length, a JSON header and the bytes (<https://github.com/huggingface/safetensors#format>); the header is
//! checked against the file before anything is read through it.

use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use candle_core::{DType, Device, Result as CandleResult, Shape, Tensor};
use candle_nn::var_builder::SimpleBackend;
use candle_nn::{Init, VarBuilder};
use serde::Deserialize;
use serde_json::Value;

use crate::diffusion::error::DiffusionError;

/// Largest header in bytes; a Stable Diffusion network has 686 tensors in 90 kB.
const HEADER_LIMIT: u64 = 16 << 20;

/// What a header says about one tensor.
#[derive(Debug, Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

/// A tensor that the header places inside the file.
#[derive(Debug)]
struct Place {
    dtype: DType,
    shape: Vec<usize>,
    /// From the beginning of the file.
    at: u64,
    bytes: usize,
}

/// An open safetensors file whose header holds together.
#[derive(Debug)]
pub(crate) struct TensorFile {
    path: PathBuf,
    file: File,
    places: HashMap<String, Place>,
}

impl TensorFile {
    pub(crate) fn open(path: &Path) -> Result<Self, DiffusionError> {
        let read = |source| DiffusionError::Read { path: path.to_owned(), source };
        let damaged = |what: String| DiffusionError::Damaged { path: path.to_owned(), what };
        let file = File::open(path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        let mut size = [0; 8];
        if length < 8 {
            return Err(damaged(format!("{length} bytes are too few for a header")));
        }
        file.read_exact_at(&mut size, 0).map_err(read)?;
        let size = u64::from_le_bytes(size);
        if size > HEADER_LIMIT.min(length - 8) {
            return Err(damaged(format!("a header of {size} bytes in a file of {length}")));
        }
        let mut header = vec![0; usize::try_from(size).expect("at most 16 MiB")];
        file.read_exact_at(&mut header, 8).map_err(read)?;
        let entries: HashMap<String, Value> =
            serde_json::from_slice(&header).map_err(|error| damaged(format!("header: {error}")))?;
        let mut places = HashMap::new();
        for (name, entry) in entries.into_iter().filter(|(name, _)| name != "__metadata__") {
            let place = place(entry, 8 + size, length).map_err(|what| damaged(format!("{name}: {what}")))?;
            places.insert(name, place);
        }
        Ok(Self { path: path.to_owned(), file, places })
    }

    /// The file as what networks are built from, its numbers as f32 on `device`.
    pub(crate) fn builder(self, device: &Device) -> VarBuilder<'static> {
        VarBuilder::from_backend(Box::new(self), DType::F32, device.clone())
    }

    fn load(&self, name: &str, dtype: DType, device: &Device) -> CandleResult<Tensor> {
        let Some(place) = self.places.get(name) else { candle_core::bail!("no tensor {name}") };
        let mut bytes = vec![0; place.bytes];
        self.file.read_exact_at(&mut bytes, place.at)?;
        Tensor::from_raw_buffer(&bytes, place.dtype, &place.shape, &Device::Cpu)?
            .to_dtype(dtype)?
            .to_device(device)
    }

    fn shape(&self, name: &str) -> Option<&[usize]> {
        self.places.get(name).map(|place| place.shape.as_slice())
    }
}

impl SimpleBackend for TensorFile {
    fn get(&self, shape: Shape, name: &str, _: Init, dtype: DType, device: &Device) -> CandleResult<Tensor> {
        match self.shape(name) {
            Some(found) if found == shape.dims() => self.load(name, dtype, device),
            Some(found) => {
                candle_core::bail!("tensor {name} has shape {found:?}, the settings need {:?}", shape.dims())
            }
            None => candle_core::bail!("no tensor {name} in {}", self.path.display()),
        }
    }

    fn get_unchecked(&self, name: &str, dtype: DType, device: &Device) -> CandleResult<Tensor> {
        self.load(name, dtype, device)
    }

    fn contains_tensor(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

/// Where an entry lies in a file of `length` bytes whose data begin at `data`.
fn place(entry: Value, data: u64, length: u64) -> Result<Place, String> {
    let entry: Entry = serde_json::from_value(entry).map_err(|error| error.to_string())?;
    let dtype = match entry.dtype.as_str() {
        "F32" => DType::F32,
        "F16" => DType::F16,
        "BF16" => DType::BF16,
        // The positions that old text encoders carry along; never asked for.
        "I64" => DType::I64,
        other => return Err(format!("numbers of type {other}")),
    };
    let (from, to) = entry.data_offsets;
    let count = entry.shape.iter().try_fold(1usize, |product, side| product.checked_mul(*side));
    let bytes = count.and_then(|count| count.checked_mul(dtype.size_in_bytes()));
    let bytes = bytes.ok_or_else(|| format!("shape {:?} is too large", entry.shape))?;
    if from > to || to - from != bytes as u64 {
        return Err(format!("shape {:?} in bytes {from} to {to}", entry.shape));
    }
    if to > length - data {
        return Err(format!("bytes up to {to} announced, {} there", length - data));
    }
    Ok(Place { dtype, shape: entry.shape, at: data + from, bytes })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn file(header: &str, data: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&(header.len() as u64).to_le_bytes()).unwrap();
        file.write_all(header.as_bytes()).unwrap();
        file.write_all(data).unwrap();
        file
    }

    fn refusal(header: &str, data: &[u8]) -> String {
        TensorFile::open(file(header, data).path()).unwrap_err().to_string()
    }

    #[test]
    fn numbers_of_every_width_come_out_as_f32() {
        let header = r#"{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
            "h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},"b":{"dtype":"BF16","shape":[1,2],"data_offsets":[12,16]}}"#;
        let mut data = [1.5f32, -2.0].map(f32::to_le_bytes).concat();
        data.extend([0.5, 3.0].map(|x| half::f16::from_f32(x).to_le_bytes()).concat());
        data.extend([0.25, 8.0].map(|x| half::bf16::from_f32(x).to_le_bytes()).concat());
        let builder = TensorFile::open(file(header, &data).path()).unwrap().builder(&Device::Cpu);
        let read =
            |name| builder.get_unchecked(name).unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap();
        assert_eq!([read("a"), read("h"), read("b")], [[1.5, -2.0], [0.5, 3.0], [0.25, 8.0]].map(Vec::from));
        let shape = builder.get((2, 1), "b").unwrap_err().to_string();
        assert!(shape.contains("tensor b has shape [1, 2], the settings need [2, 1]"), "{shape}");
        assert!(builder.get(3, "c").unwrap_err().to_string().contains("no tensor c"));
    }

    #[test]
    fn a_header_that_contradicts_the_file_is_refused_by_name() {
        let entry = |shape: &str, from: u64, to: u64| {
            format!(r#"{{"w":{{"dtype":"F32","shape":{shape},"data_offsets":[{from},{to}]}}}}"#)
        };
        let cases = [
            (entry("[2]", 0, 8), &[0; 7][..], "bytes up to 8 announced, 7 there"),
            (entry("[3]", 0, 8), &[0; 8], "shape [3] in bytes 0 to 8"),
            (entry("[1]", 8, 4), &[0; 8], "shape [1] in bytes 8 to 4"),
            (entry("[4611686018427387904,8]", 0, 8), &[0; 8], "is too large"),
            (entry("[2]", 0, 8).replace("F32", "F8_E4M3"), &[0; 8], "numbers of type F8_E4M3"),
            ("{\"w\":".to_owned(), &[], "header: EOF"),
        ];
        for (header, data, expected) in cases {
            let said = refusal(&header, data);
            assert!(said.contains(expected), "{said} does not say {expected}");
        }
        let mut long = tempfile::NamedTempFile::new().unwrap();
        long.write_all(&u64::MAX.to_le_bytes()).unwrap();
        assert!(TensorFile::open(long.path()).unwrap_err().to_string().contains("in a file of 8"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64), length in 0u64..80) {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&length.to_le_bytes()).unwrap();
            file.write_all(&bytes).unwrap();
            let _ = TensorFile::open(file.path());
        }
    }
}
