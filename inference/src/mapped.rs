//! Quantised weights used where the file is mapped. candle's own loader copies every tensor onto the
//! heap; this implements its storage trait over the map instead, so that the pages stay the kernel's
//! to share and to drop, and a gigabyte of weights is not held twice.

use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use candle_core::quantized::k_quants::{
    BlockQ2K, BlockQ3K, BlockQ4_0, BlockQ4_1, BlockQ4K, BlockQ5_0, BlockQ5_1, BlockQ5K, BlockQ6K, BlockQ8_0,
    BlockQ8_1, BlockQ8K, GgmlType, QK8_0, matmul, matmul_f16,
};
use candle_core::quantized::{GgmlDType, QuantizedType};
use candle_core::{CpuStorage, Result};
use half::{bf16, f16};
use memmap2::Mmap;

/// The bytes `range` of `map` as storage of type `dtype`.
///
/// Errors when the range is not aligned for the type; its length is the caller's to check.
pub(crate) fn storage(
    dtype: GgmlDType,
    map: &Arc<Mmap>,
    range: Range<usize>,
) -> Result<Box<dyn QuantizedType>> {
    match dtype {
        GgmlDType::F32 => boxed(Mapped::<f32>::new(map, range)?),
        GgmlDType::F16 => boxed(Mapped::<f16>::new(map, range)?),
        GgmlDType::BF16 => boxed(Mapped::<bf16>::new(map, range)?),
        GgmlDType::Q4_0 => boxed(Mapped::<BlockQ4_0>::new(map, range)?),
        GgmlDType::Q4_1 => boxed(Mapped::<BlockQ4_1>::new(map, range)?),
        GgmlDType::Q5_0 => boxed(Mapped::<BlockQ5_0>::new(map, range)?),
        GgmlDType::Q5_1 => boxed(Mapped::<BlockQ5_1>::new(map, range)?),
        GgmlDType::Q8_0 => boxed(Mapped::<BlockQ8_0>::new(map, range)?),
        GgmlDType::Q8_1 => boxed(Mapped::<BlockQ8_1>::new(map, range)?),
        GgmlDType::Q2K => boxed(Mapped::<BlockQ2K>::new(map, range)?),
        GgmlDType::Q3K => boxed(Mapped::<BlockQ3K>::new(map, range)?),
        GgmlDType::Q4K => boxed(Mapped::<BlockQ4K>::new(map, range)?),
        GgmlDType::Q5K => boxed(Mapped::<BlockQ5K>::new(map, range)?),
        GgmlDType::Q6K => boxed(Mapped::<BlockQ6K>::new(map, range)?),
        GgmlDType::Q8K => boxed(Mapped::<BlockQ8K>::new(map, range)?),
    }
}

/// The same weights as 8-bit blocks on the heap, each row followed by `padding` zeros. Goes row by row:
/// the whole as f32 would be eight times the file.
pub(crate) fn to_q8_0(
    storage: &dyn QuantizedType,
    rows: usize,
    columns: usize,
    padding: usize,
) -> Result<Box<dyn QuantizedType>> {
    let blocks_a_row = (columns + padding) / QK8_0;
    let mut blocks = vec![BlockQ8_0::zeros(); rows * blocks_a_row];
    for (row, blocks) in (0u32..).zip(blocks.chunks_mut(blocks_a_row)) {
        let CpuStorage::F32(mut values) = storage.embedding(&[row], rows, columns)? else {
            unreachable!("dequantised weights are f32")
        };
        values.resize(columns + padding, 0.0);
        BlockQ8_0::from_float(&values, blocks);
    }
    boxed(blocks)
}

#[expect(clippy::unnecessary_wraps, reason = "lets every arm of `storage` be one expression")]
fn boxed(storage: impl QuantizedType + 'static) -> Result<Box<dyn QuantizedType>> {
    Ok(Box::new(storage))
}

struct Mapped<T> {
    map: Arc<Mmap>,
    start: usize,
    blocks: usize,
    block: PhantomData<T>,
}

impl<T: GgmlType> Mapped<T> {
    fn new(map: &Arc<Mmap>, range: Range<usize>) -> Result<Self> {
        let bytes = &map[range.clone()];
        if !bytes.as_ptr().addr().is_multiple_of(align_of::<T>()) {
            candle_core::bail!("weights at byte {} are not aligned", range.start)
        }
        let blocks = bytes.len() / size_of::<T>();
        Ok(Self { map: Arc::clone(map), start: range.start, blocks, block: PhantomData })
    }

    fn as_slice(&self) -> &[T] {
        let first = self.map[self.start..].as_ptr().cast::<T>();
        #[expect(unsafe_code, reason = "a view of mapped bytes as the blocks they are")]
        // SAFETY: `new` saw that `blocks` whole blocks lie inside the map and that they are aligned;
        // the map lives as long as `self`; GGML blocks are plain numbers, valid for any bytes.
        unsafe {
            std::slice::from_raw_parts(first, self.blocks)
        }
    }
}

impl<T: GgmlType> QuantizedType for Mapped<T> {
    fn dtype(&self) -> GgmlDType {
        T::DTYPE
    }

    fn matmul_t(&self, mkn: (usize, usize, usize), lhs: &[f32], dst: &mut [f32]) -> Result<()> {
        matmul(mkn, lhs, self.as_slice(), dst)
    }

    fn matmul_t_f16(&self, mkn: (usize, usize, usize), lhs: &[f16], dst: &mut [f16]) -> Result<()> {
        matmul_f16(mkn, lhs, self.as_slice(), dst)
    }

    fn embedding(&self, ids: &[u32], rows: usize, hidden: usize) -> Result<CpuStorage> {
        let row_blocks = hidden / T::BLCK_SIZE;
        if !hidden.is_multiple_of(T::BLCK_SIZE) || self.blocks != rows * row_blocks {
            candle_core::bail!("{} blocks are not {rows} rows of {hidden} values", self.blocks)
        }
        let mut values = vec![0f32; ids.len() * hidden];
        for (id, values) in ids.iter().zip(values.chunks_exact_mut(hidden)) {
            let row = *id as usize;
            if row >= rows {
                candle_core::bail!("row {row} of {rows} does not exist")
            }
            T::to_float(&self.as_slice()[row * row_blocks..(row + 1) * row_blocks], values);
        }
        Ok(CpuStorage::F32(values))
    }

    fn dequantize(&self, elem_count: usize) -> Result<CpuStorage> {
        let mut values = vec![0f32; elem_count];
        T::to_float(self.as_slice(), &mut values);
        Ok(CpuStorage::F32(values))
    }

    fn storage_size_in_bytes(&self) -> usize {
        self.blocks * size_of::<T>()
    }

    fn as_ptr(&self) -> *const u8 {
        self.as_slice().as_ptr().cast()
    }

    fn block_size(&self) -> usize {
        T::BLCK_SIZE
    }

    fn from_float(&mut self, _: &[f32]) {
        unreachable!("candle quantises only into storage that it made itself")
    }

    fn from_float_imatrix(&mut self, _: &[f32], _: &[f32], _: usize) {
        unreachable!("candle quantises only into storage that it made itself")
    }

    fn size(&self) -> usize {
        self.storage_size_in_bytes()
    }
}
