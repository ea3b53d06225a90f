//! Attention of one layer over everything it has seen: the growing store of keys and values, the
//! rotary embedding, and the attention itself, once for the CPU and once for any device. The store
//! can be cut back to any length, which is what makes prompts that share a beginning cheap.

use candle_core::{D, Device, Result, Tensor};
use candle_nn::attention::{AttnMask, flash_attn};
use candle_nn::ops::softmax_last_dim;
use candle_nn::rotary_emb::{rope, rope_i};

use crate::dimensions::{Dimensions, Rotary};

/// Positions that a store holds at first; it doubles from there.
const FIRST_POSITIONS: usize = 256;

/// Keys and values of one layer, shape `(positions, heads, head)` each.
pub(crate) struct KeyValues {
    keys: Tensor,
    values: Tensor,
    length: usize,
}

impl KeyValues {
    pub(crate) fn new(dimensions: &Dimensions, device: &Device) -> Result<Self> {
        let shape = (FIRST_POSITIONS, dimensions.kv_heads, dimensions.head);
        let zeros = || Tensor::zeros(shape, candle_core::DType::F32, device);
        Ok(Self { keys: zeros()?, values: zeros()?, length: 0 })
    }

    /// Forgets every position from `length` on.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Adds positions; both tensors have shape `(new positions, heads, head)`.
    pub(crate) fn append(&mut self, keys: &Tensor, values: &Tensor) -> Result<()> {
        let length = self.length + keys.dim(0)?;
        self.keys = room_for(&self.keys, self.length, length)?;
        self.values = room_for(&self.values, self.length, length)?;
        self.keys.slice_set(keys, 0, self.length)?;
        self.values.slice_set(values, 0, self.length)?;
        self.length = length;
        Ok(())
    }

    /// Attention of `queries`, shape `(new positions, heads, head)`, whose keys were appended last:
    /// each sees the positions up to its own. Shape of the answer: `(new positions, heads · head)`.
    pub(crate) fn attend(&self, queries: &Tensor) -> Result<Tensor> {
        let keys = self.keys.narrow(0, 0, self.length)?;
        let values = self.values.narrow(0, 0, self.length)?;
        if queries.device().is_cpu() {
            streaming(queries, &keys, &values)
        } else {
            dense(queries, &keys, &values)
        }
    }
}

fn room_for(store: &Tensor, used: usize, needed: usize) -> Result<Tensor> {
    let (room, heads, head) = store.dims3()?;
    if needed <= room {
        return Ok(store.clone());
    }
    let larger = Tensor::zeros((needed.next_power_of_two(), heads, head), store.dtype(), store.device())?;
    if used > 0 {
        larger.slice_set(&store.narrow(0, 0, used)?, 0, 0)?;
    }
    Ok(larger)
}

/// One pass over the keys per query, without a matrix of scores. Each query is computed alone, so
/// that a position's numbers do not depend on which other positions came in the same call.
fn streaming(queries: &Tensor, keys: &Tensor, values: &Tensor) -> Result<Tensor> {
    let (new, heads, head) = queries.dims3()?;
    let mask = AttnMask::causal_with_offset(keys.dim(0)? - new);
    let attended = flash_attn::<f32>(
        &queries.unsqueeze(0)?,
        &keys.unsqueeze(0)?,
        &values.unsqueeze(0)?,
        scale(head),
        mask,
        None,
        None,
    )?;
    attended.transpose(1, 2)?.reshape((new, heads * head))
}

/// The same by matrix products, for devices that the streaming kernel does not run on.
fn dense(queries: &Tensor, keys: &Tensor, values: &Tensor) -> Result<Tensor> {
    let (new, heads, head) = queries.dims3()?;
    let (length, kv_heads, _) = keys.dims3()?;
    let group = heads / kv_heads;
    // Queries that share a key head become rows of one product.
    let queries = queries.reshape((new, kv_heads, group, head))?.permute((1, 2, 0, 3))?;
    let queries = queries.reshape((kv_heads, group * new, head))?;
    let scores = (queries.matmul(&keys.permute((1, 2, 0))?.contiguous()?)? * f64::from(scale(head)))?;
    let scores =
        scores.reshape((kv_heads, group, new, length))?.broadcast_add(&causal(new, length, keys)?)?;
    let weights = softmax_last_dim(&scores)?.reshape((kv_heads, group * new, length))?;
    let attended = weights.matmul(&values.transpose(0, 1)?.contiguous()?)?;
    attended.reshape((kv_heads, group, new, head))?.permute((2, 0, 1, 3))?.reshape((new, heads * head))
}

/// 0 where a query may look, minus infinity where it may not; shape `(new, length)`.
fn causal(new: usize, length: usize, like: &Tensor) -> Result<Tensor> {
    let before = length - new;
    let mask: Vec<f32> = (0..new)
        .flat_map(|query| {
            (0..length).map(move |key| if key <= before + query { 0.0 } else { f32::NEG_INFINITY })
        })
        .collect();
    Tensor::from_vec(mask, (new, length), like.device())
}

fn scale(head: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "heads have some hundred values")]
    let head = head as f32;
    1.0 / head.sqrt()
}

/// Rotates queries and keys by their position, so that attention sees distances
/// (<https://arxiv.org/abs/2104.09864>).
pub(crate) struct RotaryTable {
    cosines: Tensor,
    sines: Tensor,
    pairing: Rotary,
}

impl RotaryTable {
    pub(crate) fn new(dimensions: &Dimensions, device: &Device) -> Result<Self> {
        let half = dimensions.head / 2;
        #[expect(clippy::cast_precision_loss, reason = "heads have some hundred values")]
        let frequencies: Vec<f64> = (0..half)
            .map(|pair| dimensions.rotary_base.powf(-2.0 * pair as f64 / dimensions.head as f64))
            .collect();
        let angles = |f: fn(f64) -> f64| {
            let mut values = Vec::with_capacity(dimensions.context * half);
            for position in 0..u32::try_from(dimensions.context).unwrap_or(u32::MAX) {
                #[expect(clippy::cast_possible_truncation, reason = "meant to be f32; exact enough by far")]
                values.extend(frequencies.iter().map(|frequency| f(f64::from(position) * frequency) as f32));
            }
            Tensor::from_vec(values, (dimensions.context, 1, half), device)
        };
        Ok(Self { cosines: angles(f64::cos)?, sines: angles(f64::sin)?, pairing: dimensions.rotary })
    }

    /// Rotates `x`, shape `(positions, heads, head)`, whose first row stands at `position`.
    pub(crate) fn apply(&self, x: &Tensor, position: usize) -> Result<Tensor> {
        let new = x.dim(0)?;
        let cosines = self.cosines.narrow(0, position, new)?;
        let sines = self.sines.narrow(0, position, new)?;
        // Each position as its own batch entry: no transposition there and back.
        let x = x.unsqueeze(2)?;
        let rotated = match self.pairing {
            Rotary::Neighbours => rope_i(&x, &cosines, &sines)?,
            Rotary::Halves => rope(&x, &cosines, &sines)?,
        };
        rotated.squeeze(D::Minus2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(shape: (usize, usize, usize), seed: u32) -> Tensor {
        let count = shape.0 * shape.1 * shape.2;
        let mut state = seed;
        let values: Vec<f32> = (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f32::from((state >> 16) as u16) / 32_768.0 - 1.0
            })
            .collect();
        Tensor::from_vec(values, shape, &Device::Cpu).unwrap()
    }

    #[test]
    fn both_ways_of_attending_agree() {
        for (new, length) in [(1, 1), (1, 37), (5, 5), (7, 300)] {
            let (queries, keys, values) =
                (noise((new, 6, 8), 1), noise((length, 2, 8), 2), noise((length, 2, 8), 3));
            let a: Vec<f32> =
                streaming(&queries, &keys, &values).unwrap().flatten_all().unwrap().to_vec1().unwrap();
            let b: Vec<f32> =
                dense(&queries, &keys, &values).unwrap().flatten_all().unwrap().to_vec1().unwrap();
            let worst = a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-5, "{new} of {length}: {worst}");
        }
    }

    #[test]
    fn the_store_grows_and_is_cut_back() {
        let file = crate::tiny::file(&crate::tiny::Tiny::llama());
        let gguf = crate::gguf::Gguf::open(file.path()).unwrap();
        let dimensions = Dimensions::read(&gguf, 512).unwrap();
        let mut store = KeyValues::new(&dimensions, &Device::Cpu).unwrap();
        let (first, second) = (noise((300, 2, 16), 4), noise((3, 2, 16), 5));
        store.append(&first, &first).unwrap();
        store.truncate(200);
        store.append(&second, &second).unwrap();
        let kept = store.keys.narrow(0, 0, store.length).unwrap();
        let expected = Tensor::cat(&[&first.narrow(0, 0, 200).unwrap(), &second], 0).unwrap();
        assert_eq!(
            kept.flatten_all().unwrap().to_vec1::<f32>().unwrap(),
            expected.flatten_all().unwrap().to_vec1::<f32>().unwrap()
        );
    }
}
