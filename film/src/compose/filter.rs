//! The two inner loops of interpolation, along a row and between rows, in whole numbers: the same result from
//! the vector units of today's x86 (AVX2) as from the plain loop that every other machine gets.

use super::taps::{POINT, Taps};

/// Bits that the result of a row keeps behind the point: with the eight of a sample, and the quarter by which
/// interpolation overshoots, they fit sixteen bits.
const KEPT: u32 = 6;
/// Bits to drop after a row, and after a column.
const ACROSS: i32 = (POINT - KEPT).cast_signed();
const DOWN: i32 = (POINT + KEPT).cast_signed();

/// The columns of a plane, arranged for the loops.
pub(super) struct Columns {
    taps: Vec<Taps>,
    /// Sixteen columns each, from the first on; what is left over is done one by one.
    #[cfg(target_arch = "x86_64")]
    blocks: Vec<wide::Block>,
}

impl Columns {
    /// For rows of `available` samples.
    pub(super) fn new(taps: Vec<Taps>, available: usize) -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            blocks: wide::blocks(&taps, available),
            taps,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.taps.len()
    }
}

/// Something that is done with a filter.
pub(super) trait Task {
    fn call(self, filter: Filter);
}

#[cfg(target_arch = "x86_64")]
struct Run<T>(Filter, T);

#[cfg(target_arch = "x86_64")]
impl<T: Task> pulp::NullaryFnOnce for Run<T> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each set of vector instructions")]
    fn call(self) {
        self.1.call(self.0);
    }
}

/// What this machine computes with.
#[derive(Clone, Copy)]
pub(super) struct Filter {
    #[cfg(target_arch = "x86_64")]
    wide: Option<pulp::x86::V3>,
}

#[expect(clippy::inline_always, reason = "compiled once for each set of vector instructions")]
impl Filter {
    pub(super) fn new() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            wide: pulp::x86::V3::try_new(),
        }
    }

    /// Runs a task in code that is compiled for this machine. Its `call` must be `inline(always)`, and so must
    /// everything from there to the vectors: a function that is not would be compiled for any machine.
    pub(super) fn run<T: Task>(self, task: T) {
        #[cfg(target_arch = "x86_64")]
        if let Some(wide) = self.wide {
            return wide.vectorize(Run(self, task));
        }
        task.call(self);
    }

    /// Interpolates along a row.
    #[inline(always)]
    pub(super) fn across(self, row: &[u8], columns: &Columns, to: &mut [i16]) {
        let mut done = 0;
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = self.wide {
            done = wide::across(simd, row, &columns.blocks, to);
        }
        for (to, taps) in to.iter_mut().zip(&columns.taps).skip(done) {
            let near = &row[taps.first..][..4];
            let sum =
                near.iter().zip(taps.weights).map(|(sample, weight)| i32::from(*sample) * i32::from(weight));
            *to = narrow((sum.sum::<i32>() + (1 << (ACROSS - 1))) >> ACROSS);
        }
    }

    /// Interpolates between four rows.
    #[inline(always)]
    pub(super) fn down(self, rows: [&[i16]; 4], weights: [i16; 4], to: &mut [u8]) {
        let mut done = 0;
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = self.wide {
            done = wide::down(simd, rows, weights, to);
        }
        for (at, to) in to.iter_mut().enumerate().skip(done) {
            let sum = rows.iter().zip(weights).map(|(row, weight)| i32::from(row[at]) * i32::from(weight));
            let value = (sum.sum::<i32>() + (1 << (DOWN - 1))) >> DOWN;
            *to = u8::try_from(value.clamp(0, 255)).expect("clamped to a byte");
        }
    }
}

/// A result of a row, which [`KEPT`] lets fit.
fn narrow(value: i32) -> i16 {
    i16::try_from(value).expect("a sample, a quarter more and the bits kept are below 2^15")
}

#[cfg(target_arch = "x86_64")]
#[expect(clippy::inline_always, reason = "compiled once for each set of vector instructions")]
mod wide {
    //! With 256-bit vectors, whose two halves are worked on alike.

    use std::arch::x86_64::{__m128i, __m256i};

    use pulp::cast;
    use pulp::x86::V3;

    use super::{ACROSS, DOWN, Taps};

    /// Sixteen neighbouring columns: four fours, of which two share a vector.
    #[derive(Clone, Copy)]
    pub(super) struct Block([Pair; 2]);

    /// Two fours of columns.
    #[derive(Clone, Copy)]
    struct Pair {
        /// Where the sixteen samples begin that each four is made of.
        at: [usize; 2],
        /// Which of them each column takes, four a column.
        pick: [u8; 32],
        /// What they count: of the first two columns of each four, and of the other two.
        weights: [[i16; 16]; 2],
    }

    /// As many blocks as there are, none if the columns lie too far apart or rows are too short for this.
    pub(super) fn blocks(taps: &[Taps], available: usize) -> Vec<Block> {
        let Some(last) = available.checked_sub(16) else { return Vec::new() };
        let block = |columns: &[Taps; 16]| {
            // Packing later takes halves in turn: the first and the third four share a vector.
            let pair = |a: usize, b: usize| pair([&columns[a..a + 4], &columns[b..b + 4]], last);
            Some(Block([pair(0, 8)?, pair(4, 12)?]))
        };
        let (whole, _) = taps.as_chunks::<16>();
        whole.iter().map_while(block).collect()
    }

    fn pair(fours: [&[Taps]; 2], last: usize) -> Option<Pair> {
        let at = fours.map(|four| four[0].first.min(last));
        let (mut pick, mut weights) = ([0; 32], [[0; 16]; 2]);
        for (half, four) in fours.iter().enumerate() {
            for (column, taps) in four.iter().enumerate() {
                for (k, weight) in taps.weights.into_iter().enumerate() {
                    let sample = (taps.first + k).checked_sub(at[half]).filter(|sample| *sample < 16)?;
                    pick[half * 16 + column * 4 + k] = u8::try_from(sample).ok()?;
                    weights[column / 2][half * 8 + column % 2 * 4 + k] = weight;
                }
            }
        }
        Some(Pair { at, pick, weights })
    }

    /// Does all blocks; how many columns that were.
    #[inline(always)]
    pub(super) fn across(simd: V3, row: &[u8], blocks: &[Block], to: &mut [i16]) -> usize {
        let (whole, _) = to.as_chunks_mut::<16>();
        for (to, Block([a, b])) in whole.iter_mut().zip(blocks) {
            *to = cast(simd.avx2._mm256_packs_epi32(eight(simd, row, a), eight(simd, row, b)));
        }
        blocks.len() * 16
    }

    /// The results of eight columns.
    #[inline(always)]
    fn eight(simd: V3, row: &[u8], pair: &Pair) -> __m256i {
        let avx2 = simd.avx2;
        let near = simd.avx._mm256_set_m128i(load(row, pair.at[1]), load(row, pair.at[0]));
        let near = avx2._mm256_shuffle_epi8(near, cast(pair.pick));
        let zero = simd.avx._mm256_setzero_si256();
        let low = avx2._mm256_madd_epi16(avx2._mm256_unpacklo_epi8(near, zero), cast(pair.weights[0]));
        let high = avx2._mm256_madd_epi16(avx2._mm256_unpackhi_epi8(near, zero), cast(pair.weights[1]));
        let round = simd.avx._mm256_set1_epi32(1 << (ACROSS - 1));
        let sum = avx2._mm256_add_epi32(avx2._mm256_hadd_epi32(low, high), round);
        avx2._mm256_srai_epi32::<ACROSS>(sum)
    }

    #[inline(always)]
    fn load(row: &[u8], at: usize) -> __m128i {
        cast(*row[at..].first_chunk::<16>().expect("a block begins sixteen samples before the end"))
    }

    /// Does as many columns as fill whole vectors; how many that were.
    #[inline(always)]
    pub(super) fn down(simd: V3, rows: [&[i16]; 4], weights: [i16; 4], to: &mut [u8]) -> usize {
        let avx2 = simd.avx2;
        let [w0, w1, w2, w3] = weights;
        let weights: [__m256i; 2] = [cast([[w0, w1]; 8]), cast([[w2, w3]; 8])];
        let (whole, _) = to.as_chunks_mut::<32>();
        let [r0, r1, r2, r3] = rows;
        let near = r0.as_chunks::<32>().0.iter().zip(r1.as_chunks::<32>().0);
        let near = near.zip(r2.as_chunks::<32>().0).zip(r3.as_chunks::<32>().0);
        let done = whole.len() * 32;
        for (to, (((r0, r1), r2), r3)) in whole.iter_mut().zip(near) {
            let (r0, r1): ([__m256i; 2], [__m256i; 2]) = (cast(*r0), cast(*r1));
            let (r2, r3): ([__m256i; 2], [__m256i; 2]) = (cast(*r2), cast(*r3));
            let a = sixteen(simd, [r0[0], r1[0], r2[0], r3[0]], weights);
            let b = sixteen(simd, [r0[1], r1[1], r2[1], r3[1]], weights);
            // Packing takes halves in turn, which is put right again.
            let packed = avx2._mm256_packus_epi16(a, b);
            *to = cast(avx2._mm256_permute4x64_epi64::<0b11_01_10_00>(packed));
        }
        done
    }

    /// Sixteen columns of four rows.
    #[inline(always)]
    fn sixteen(simd: V3, rows: [__m256i; 4], weights: [__m256i; 2]) -> __m256i {
        let avx2 = simd.avx2;
        let [r0, r1, r2, r3] = rows;
        let low = eight_down(
            simd,
            [avx2._mm256_unpacklo_epi16(r0, r1), avx2._mm256_unpacklo_epi16(r2, r3)],
            weights,
        );
        let high = eight_down(
            simd,
            [avx2._mm256_unpackhi_epi16(r0, r1), avx2._mm256_unpackhi_epi16(r2, r3)],
            weights,
        );
        avx2._mm256_packs_epi32(low, high)
    }

    #[inline(always)]
    fn eight_down(simd: V3, near: [__m256i; 2], weights: [__m256i; 2]) -> __m256i {
        let avx2 = simd.avx2;
        let upper = avx2._mm256_madd_epi16(near[0], weights[0]);
        let lower = avx2._mm256_madd_epi16(near[1], weights[1]);
        let round = simd.avx._mm256_set1_epi32(1 << (DOWN - 1));
        let sum = avx2._mm256_add_epi32(avx2._mm256_add_epi32(upper, lower), round);
        avx2._mm256_srai_epi32::<DOWN>(sum)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One filter that uses what the machine has, and one that does without.
    fn both() -> [Filter; 2] {
        let mut plain = Filter::new();
        #[cfg(target_arch = "x86_64")]
        {
            plain.wide = None;
        }
        [Filter::new(), plain]
    }

    struct Across<'a>(&'a [u8], &'a Columns, &'a mut [i16]);

    impl Task for Across<'_> {
        fn call(self, filter: Filter) {
            filter.across(self.0, self.1, self.2);
        }
    }

    struct Down<'a>([&'a [i16]; 4], [i16; 4], &'a mut [u8]);

    impl Task for Down<'_> {
        fn call(self, filter: Filter) {
            filter.down(self.0, self.1, self.2);
        }
    }

    /// Weights of one in sum, with the overshoot of interpolation.
    fn taps(first: usize, t: i16) -> Taps {
        let side = -(t / 8).min(1_200);
        Taps { first, weights: [side, 16_384 - t - 2 * side, t, side] }
    }

    proptest! {
        #[test]
        fn vectors_and_the_plain_loop_agree_to_the_bit(
            row in proptest::collection::vec(any::<u8>(), 4..200),
            columns in proptest::collection::vec((0.0_f64..1.0, 0_i16..16_384), 1..120),
            spread in 0.0_f64..1.0,
        ) {
            let mut columns = columns;
            columns.sort_by(|a, b| a.0.total_cmp(&b.0));
            let room = f64::from(u32::try_from(row.len() - 4).unwrap()) * spread;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
            let all = columns.iter().map(|(at, t)| taps((at * room) as usize, *t)).collect();
            let columns = Columns::new(all, row.len());
            let lines = both().map(|filter| {
                let mut line = vec![0; columns.len()];
                filter.run(Across(&row, &columns, &mut line));
                line
            });
            prop_assert_eq!(&lines[0], &lines[1]);
        }

        #[test]
        fn between_rows_they_agree_too(
            rows in proptest::collection::vec([-2_100_i16..20_500, -2_100_i16..20_500, -2_100_i16..20_500, -2_100_i16..20_500], 1..100),
            t in 0_i16..16_384,
        ) {
            let lines: Vec<Vec<i16>> = (0..4).map(|k| rows.iter().map(|row| row[k]).collect()).collect();
            let near = [&lines[0][..], &lines[1], &lines[2], &lines[3]];
            let made = both().map(|filter| {
                let mut to = vec![0; rows.len()];
                filter.run(Down(near, taps(0, t).weights, &mut to));
                to
            });
            prop_assert_eq!(&made[0], &made[1]);
        }
    }

    #[test]
    fn what_is_outside_a_byte_is_held_at_its_ends() {
        for filter in both() {
            let (high, low) = ([20_400_i16; 40], [-2_000_i16; 40]);
            let mut to = [7; 40];
            filter.run(Down([&high[..]; 4], [0, 16_384, 0, 0], &mut to));
            assert_eq!(to, [255; 40]);
            filter.run(Down([&low[..]; 4], [0, 16_384, 0, 0], &mut to));
            assert_eq!(to, [0; 40]);
        }
    }
}
