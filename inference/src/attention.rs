//! Attention of one layer over everything it has seen: the growing store of keys and values, the
//! rotary embedding, and the attention itself. The store can be cut back to any length, which is what
//! makes prompts that share a beginning cheap.

use candle_core::{D, DType, Device, Result, Tensor};
use candle_nn::ops::softmax_last_dim;
use candle_nn::rotary_emb::{rope, rope_i};

use crate::dimensions::{Dimensions, Rotary};

/// Positions that a store holds at first; it doubles from there.
const FIRST_POSITIONS: usize = 256;

/// Keys and values of one layer, shape `(heads, positions, head)` each, with room to spare.
pub(crate) struct KeyValues {
    keys: Tensor,
    values: Tensor,
    length: usize,
}

impl KeyValues {
    pub(crate) fn new(dimensions: &Dimensions, device: &Device) -> Result<Self> {
        let shape = (dimensions.kv_heads, FIRST_POSITIONS, dimensions.head);
        let zeros = || Tensor::zeros(shape, DType::F32, device);
        Ok(Self { keys: zeros()?, values: zeros()?, length: 0 })
    }

    /// Forgets every position from `length` on.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Adds positions; both tensors have shape `(new positions, heads, head)`.
    pub(crate) fn append(&mut self, keys: &Tensor, values: &Tensor) -> Result<()> {
        let length = self.length + keys.dim(0)?;
        for (store, new) in [(&mut self.keys, keys), (&mut self.values, values)] {
            *store = room_for(store, self.length, length)?;
            store.slice_set(&new.transpose(0, 1)?.contiguous()?, 1, self.length)?;
        }
        self.length = length;
        Ok(())
    }

    /// Attention of `queries`, shape `(new positions, heads, head)`, whose keys were appended last:
    /// each sees the positions up to its own. Shape of the answer: `(new positions, heads · head)`.
    pub(crate) fn attend(&self, queries: &Tensor) -> Result<Tensor> {
        let (new, heads, head) = queries.dims3()?;
        let keys = self.keys.narrow(1, 0, self.length)?;
        let values = self.values.narrow(1, 0, self.length)?;
        let kv_heads = keys.dim(0)?;
        let group = heads / kv_heads;
        // Queries that share a key head become rows of one product, so that no key is copied.
        let queries = queries.reshape((new, kv_heads, group, head))?.permute((1, 2, 0, 3))?;
        let queries = (queries.reshape((kv_heads, group * new, head))? * scale(head))?;
        let mut scores = queries.matmul(&keys.t()?)?;
        if new > 1 {
            let mask = causal(new, self.length, queries.device())?;
            let by_query = scores.reshape((kv_heads, group, new, self.length))?;
            scores = by_query.broadcast_add(&mask)?.reshape(scores.shape())?;
        }
        let attended = softmax_last_dim(&scores)?.matmul(&values)?;
        attended.reshape((kv_heads, group, new, head))?.permute((2, 0, 1, 3))?.reshape((new, heads * head))
    }
}

fn room_for(store: &Tensor, used: usize, needed: usize) -> Result<Tensor> {
    let (heads, room, head) = store.dims3()?;
    if needed <= room {
        return Ok(store.clone());
    }
    let larger = Tensor::zeros((heads, needed.next_power_of_two(), head), store.dtype(), store.device())?;
    if used > 0 {
        larger.slice_set(&store.narrow(1, 0, used)?.contiguous()?, 1, 0)?;
    }
    Ok(larger)
}

/// 0 where a query may look, minus infinity where it may not; shape `(new, length)`.
fn causal(new: usize, length: usize, device: &Device) -> Result<Tensor> {
    let before = length - new;
    let mut mask = vec![0f32; new * length];
    for (query, row) in mask.chunks_exact_mut(length).enumerate() {
        row[before + query + 1..].fill(f32::NEG_INFINITY);
    }
    Tensor::from_vec(mask, (new, length), device)
}

fn scale(head: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "heads have some hundred values")]
    let head = head as f64;
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

    fn store() -> KeyValues {
        let file = crate::tiny::file(&crate::tiny::Tiny::llama());
        let gguf = crate::gguf::Gguf::open(file.path()).unwrap();
        KeyValues::new(&Dimensions::read(&gguf, 512).unwrap(), &Device::Cpu).unwrap()
    }

    fn numbers(tensor: &Tensor) -> Vec<f32> {
        tensor.flatten_all().unwrap().to_vec1().unwrap()
    }

    /// Attention by its definition, one query and head at a time.
    fn by_definition(queries: &Tensor, keys: &Tensor, values: &Tensor) -> Vec<f32> {
        let [queries, keys, values] = [queries, keys, values].map(|t| t.to_vec3::<f32>().unwrap());
        let before = keys.len() - queries.len();
        let mut out = Vec::new();
        for (position, heads) in queries.iter().enumerate() {
            for (head, query) in heads.iter().enumerate() {
                let kv = head * keys[0].len() / heads.len();
                let mut mixed = vec![0f32; query.len()];
                let mut total = 0f32;
                for (key, value) in keys.iter().zip(&values).take(before + position + 1) {
                    // Heads have 16 values: their scores are divided by 4.
                    let score: f32 = query.iter().zip(&key[kv]).map(|(a, b)| a * b / 4.0).sum();
                    total += score.exp();
                    mixed.iter_mut().zip(&value[kv]).for_each(|(m, v)| *m += score.exp() * v);
                }
                out.extend(mixed.iter().map(|m| m / total));
            }
        }
        out
    }

    #[test]
    fn attention_is_what_its_definition_says() {
        for (before, new) in [(0, 1), (36, 1), (0, 5), (293, 7)] {
            let mut store = store();
            let (keys, values) = (noise((before + new, 2, 16), 2), noise((before + new, 2, 16), 3));
            for (from, count) in [(0, before), (before, new)].into_iter().filter(|(_, count)| *count > 0) {
                let part = |t: &Tensor| t.narrow(0, from, count).unwrap();
                store.append(&part(&keys), &part(&values)).unwrap();
            }
            let queries = noise((new, 4, 16), 1);
            let expected = by_definition(&queries, &keys, &values);
            let attended = numbers(&store.attend(&queries).unwrap());
            let worst = attended.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-5 && attended.len() == expected.len(), "{new} after {before}: {worst}");
        }
    }

    #[test]
    fn the_store_grows_and_is_cut_back() {
        let mut store = store();
        let (first, second) = (noise((300, 2, 16), 4), noise((3, 2, 16), 5));
        store.append(&first, &first).unwrap();
        store.truncate(200);
        store.append(&second, &second).unwrap();
        let kept = store.keys.narrow(1, 0, store.length).unwrap().transpose(0, 1).unwrap();
        let expected = Tensor::cat(&[&first.narrow(0, 0, 200).unwrap(), &second], 0).unwrap();
        assert_eq!(numbers(&kept), numbers(&expected));
    }
}
