//! Products with quantised matrices. candle chooses among kernels by the shape of the input and the
//! matrix; this steers it to the fast ones.

use candle_core::quantized::{QTensor, QuantizedType};
use candle_core::{CpuStorage, CustomOp1, Error, Layout, Shape, Tensor};

/// Columns that candle's tiled kernels on x86 take at a time.
const TILE_COLUMNS: usize = 256;

/// A matrix that rows are multiplied with.
pub(crate) struct Matrix {
    weights: QTensor,
    /// Columns of zeros beyond those of the file.
    padding: usize,
    /// The same weights for a row that comes alone, where candle would take a slower way.
    lone_row: Option<LoneRow>,
}

impl Matrix {
    /// `padding` of the columns of `weights` are zeros that inputs do not have.
    pub(crate) fn new(weights: QTensor, padding: usize, lone_row: Option<LoneRow>) -> Self {
        Self { weights, padding, lone_row }
    }

    /// The product with each row of `x`.
    pub(crate) fn times(&self, x: &Tensor) -> Result<Tensor, Error> {
        match &self.lone_row {
            Some(lone_row) if x.dim(0)? == 1 => x.apply_op1_no_bwd(lone_row),
            _ => self.pad(x)?.apply_op1_no_bwd(&self.weights),
        }
    }

    /// The products of one input with several matrices. Those stored like the first are computed
    /// together: the input is quantised once, and the threads meet once.
    pub(crate) fn times_all<const N: usize>(matrices: [&Self; N], x: &Tensor) -> Result<[Tensor; N], Error> {
        let first = matrices[0];
        let mut products = Vec::new();
        if first.lone_row.is_none() || x.dim(0)? > 1 {
            let alike = |m: &&Self| m.weights.dtype() == first.weights.dtype() && m.padding == first.padding;
            let together: Vec<&QTensor> =
                matrices.into_iter().take_while(alike).map(|m| &m.weights).collect();
            products = QTensor::gemv_fused_shared_lhs(&together, &first.pad(x)?)?.unwrap_or_default();
        }
        for matrix in &matrices[products.len()..] {
            products.push(matrix.times(x)?);
        }
        Ok(products.try_into().expect("one product for each matrix"))
    }

    fn pad(&self, x: &Tensor) -> Result<Tensor, Error> {
        if self.padding == 0 { Ok(x.clone()) } else { x.pad_with_zeros(1, 0, self.padding) }
    }
}

/// A matrix on the CPU that a single row is multiplied with straight from where it is stored. For `Q4_K`
/// candle 0.11.1 rearranges the weights into tiles a third larger, which pays for many rows; for one, the
/// reading is the work (83 against 52 ms a token for 1.5 billion weights on one core).
pub(crate) struct LoneRow {
    pub(crate) storage: Box<dyn QuantizedType>,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl CustomOp1 for LoneRow {
    fn name(&self) -> &'static str {
        "lone-row"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape), Error> {
        let Some((from, to)) = layout.contiguous_offsets() else { candle_core::bail!("a row with gaps") };
        let mut product = vec![0f32; self.rows];
        self.storage.matmul_t((1, self.columns, self.rows), &x.as_slice()?[from..to], &mut product)?;
        Ok((CpuStorage::F32(product), Shape::from((1, self.rows))))
    }
}

/// How many columns of zeros make a matrix of 8-bit blocks fit the tiled kernel: several times faster for
/// prompts, where the added work is a fraction.
pub(crate) fn useful_padding(columns: usize) -> usize {
    let padding = columns.next_multiple_of(TILE_COLUMNS) - columns;
    if padding <= columns / 2 && is_tiled_for_q8_0() { padding } else { 0 }
}

/// Whether candle 0.11.1 has a tiled kernel for 8-bit blocks here (`quantized/repack_x86.rs`, `level`).
fn is_tiled_for_q8_0() -> bool {
    #[cfg(target_arch = "x86_64")]
    return is_x86_feature_detected!("avx512vnni") || is_x86_feature_detected!("avxvnni");
    #[cfg(not(target_arch = "x86_64"))]
    false
}
