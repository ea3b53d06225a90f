//! Tensors of a model file by name, each checked against the shape that the network expects, so that
//! no kernel ever meets a surprise. On the CPU they stay mapped, unless another storage type is
//! enough faster to be worth a copy.

use std::borrow::Cow;

use candle_core::quantized::{GgmlDType, QStorage, QTensor};
use candle_core::{Device, Tensor};

use crate::error::InferenceError;
use crate::gguf::Gguf;
use crate::header::TensorInfo;
use crate::mapped;
use crate::matrix::{LoneRow, Matrix, useful_padding};

/// Loads tensors of one file onto one device.
pub(crate) struct Weights<'a> {
    pub(crate) gguf: &'a Gguf,
    pub(crate) device: &'a Device,
}

impl Weights<'_> {
    /// A vector of `length` numbers, as f32: norms and biases.
    pub(crate) fn vector(&self, name: &str, length: usize) -> Result<Tensor, InferenceError> {
        Ok(self.load(name, &[length])?.dequantize(self.device)?)
    }

    /// As [`Self::vector`], when the file has it.
    pub(crate) fn optional_vector(
        &self,
        name: &str,
        length: usize,
    ) -> Result<Option<Tensor>, InferenceError> {
        self.gguf.tensor(name).is_some().then(|| self.vector(name, length)).transpose()
    }

    /// A table whose rows are looked up one by one; stored as the file stores it.
    pub(crate) fn table(&self, name: &str, rows: usize, columns: usize) -> Result<QTensor, InferenceError> {
        self.load(name, &[rows, columns])
    }

    /// A matrix that rows are multiplied with.
    pub(crate) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Matrix, InferenceError> {
        let info = self.find(name, &[rows, columns])?;
        let (faster, padding) = if self.device.is_cpu() { as_q8_0(info.dtype, columns) } else { (false, 0) };
        if !faster {
            let lone_row = self.lone_row(info, rows, columns)?;
            return Ok(Matrix::new(self.load(name, &[rows, columns])?, 0, lone_row));
        }
        let storage = mapped::storage(info.dtype, self.gguf.map(), info.bytes.clone())?;
        let storage = mapped::to_q8_0(storage.as_ref(), rows, columns, padding)?;
        Ok(Matrix::new(QTensor::new(QStorage::Cpu(storage), (rows, columns + padding))?, padding, None))
    }

    fn lone_row(
        &self,
        info: &TensorInfo,
        rows: usize,
        columns: usize,
    ) -> Result<Option<LoneRow>, InferenceError> {
        if !self.device.is_cpu() || info.dtype != GgmlDType::Q4K || cfg!(not(target_arch = "x86_64")) {
            return Ok(None);
        }
        let storage = mapped::storage(info.dtype, self.gguf.map(), info.bytes.clone())?;
        Ok(Some(LoneRow { storage, rows, columns }))
    }

    fn find(&self, name: &str, shape: &[usize]) -> Result<&TensorInfo, InferenceError> {
        let info = self.gguf.tensor(name).ok_or_else(|| self.gguf.damaged(format!("no tensor {name}")))?;
        if info.shape != shape {
            let what = format!("tensor {name} has shape {:?}, the network needs {shape:?}", info.shape);
            return Err(self.gguf.damaged(what));
        }
        Ok(info)
    }

    fn load(&self, name: &str, shape: &[usize]) -> Result<QTensor, InferenceError> {
        let info = self.find(name, shape)?;
        let storage = if self.device.is_cpu() {
            QStorage::Cpu(mapped::storage(info.dtype, self.gguf.map(), info.bytes.clone())?)
        } else {
            let bytes = Cow::Borrowed(&self.gguf.map()[info.bytes.clone()]);
            QStorage::from_data(bytes, self.device, info.dtype)?
        };
        Ok(QTensor::new(storage, shape)?)
    }
}

/// Whether a matrix is multiplied faster as `Q8_0` than as stored, and with how many columns of padding.
/// candle 0.11.1 has no vector kernel on x86 for `Q4_1` and the `Q5_x` kinds (plain loops: 2.7 times slower
/// measured), `Q4_0` lacks the tiled one that `Q8_0` has, and the float kinds are two to four times the
/// bytes. The K-quants are at their best.
fn as_q8_0(dtype: GgmlDType, columns: usize) -> (bool, usize) {
    if !columns.is_multiple_of(GgmlDType::Q8_0.block_size()) {
        return (false, 0);
    }
    let padding = useful_padding(columns);
    let faster = match dtype {
        GgmlDType::Q8_0 => padding > 0,
        GgmlDType::Q4_0 | GgmlDType::Q4_1 | GgmlDType::Q5_0 | GgmlDType::Q5_1 => true,
        other => other.block_size() == 1,
    };
    (faster, padding)
}
