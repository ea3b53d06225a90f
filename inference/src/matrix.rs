//! Products with quantised matrices. candle chooses among kernels by the shape of the input and the
//! matrix; this steers it to the fast ones, and to the same one for a token that comes alone as for one
//! among many, so that a text does not depend on how its prompt was cut up.

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Error, Tensor};

/// Columns that candle's tiled kernels on x86 take at a time.
const TILE_COLUMNS: usize = 256;

/// A matrix that rows are multiplied with.
pub(crate) struct Matrix {
    weights: QTensor,
    /// Columns of zeros beyond those of the file.
    padding: usize,
}

impl Matrix {
    /// `padding` of the columns of `weights` are zeros that inputs do not have.
    pub(crate) fn new(weights: QTensor, padding: usize) -> Self {
        Self { weights, padding }
    }

    /// The product with each row of `x`.
    pub(crate) fn times(&self, x: &Tensor) -> Result<Tensor, Error> {
        let x = self.pad(x)?;
        if x.dim(0)? > 1 || self.weights.dtype() != GgmlDType::Q6K || !is_tiled() {
            return x.apply_op1_no_bwd(&self.weights);
        }
        // A lone row of a Q6_K product takes another kernel, which rounds otherwise: it gets company.
        Tensor::cat(&[&x, &x], 0)?.apply_op1_no_bwd(&self.weights)?.narrow(0, 0, 1)
    }

    /// The product with a single row, by the kernel made for that: for a matrix that sees no others.
    pub(crate) fn times_one(&self, x: &Tensor) -> Result<Tensor, Error> {
        self.pad(x)?.apply_op1_no_bwd(&self.weights)
    }

    /// The products of one input with several matrices. Those stored like the first are computed
    /// together: the input is quantised once, and the threads meet once.
    pub(crate) fn times_all<const N: usize>(matrices: [&Self; N], x: &Tensor) -> Result<[Tensor; N], Error> {
        let first = matrices[0];
        let alike = |m: &&Self| m.weights.dtype() == first.weights.dtype() && m.padding == first.padding;
        let together: Vec<&QTensor> = matrices.into_iter().take_while(alike).map(|m| &m.weights).collect();
        let mut products = QTensor::gemv_fused_shared_lhs(&together, &first.pad(x)?)?.unwrap_or_default();
        for matrix in &matrices[products.len()..] {
            products.push(matrix.times(x)?);
        }
        Ok(products.try_into().expect("one product for each matrix"))
    }

    fn pad(&self, x: &Tensor) -> Result<Tensor, Error> {
        if self.padding == 0 { Ok(x.clone()) } else { x.pad_with_zeros(1, 0, self.padding) }
    }
}

/// How many columns of zeros make a matrix of 8-bit blocks fit the tiled kernel: an order of magnitude
/// faster for prompts, where the added work is a fraction.
pub(crate) fn useful_padding(columns: usize) -> usize {
    let padding = columns.next_multiple_of(TILE_COLUMNS) - columns;
    if padding <= columns / 2 && is_tiled_for_q8_0() { padding } else { 0 }
}

/// Whether candle 0.11.1 has tiled kernels here (`quantized/repack_x86.rs`, `level`).
fn is_tiled() -> bool {
    #[cfg(target_arch = "x86_64")]
    return is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// As [`is_tiled`], for 8-bit blocks, which need instructions of their own.
fn is_tiled_for_q8_0() -> bool {
    #[cfg(target_arch = "x86_64")]
    return is_x86_feature_detected!("avx512vnni") || is_x86_feature_detected!("avxvnni");
    #[cfg(not(target_arch = "x86_64"))]
    false
}
