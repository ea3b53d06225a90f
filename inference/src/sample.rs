//! The choice of the next token from the weights that the network gives to each. The same settings,
//! seed and weights give the same choice on every machine: the generator is the one below and ties go
//! to the lower token id.

use serde::{Deserialize, Serialize};
use toktrie::SimpleVob;

/// How freely tokens are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// 0 takes the likeliest token always; 1 chooses as the model believes; above is wilder.
    pub temperature: f32,
    /// Choose among so many of the likeliest; 0 among all.
    pub top_k: usize,
    /// Choose among the likeliest that together have this probability; 1 among all.
    pub top_p: f32,
    /// Weakens tokens of the last [`Self::repeat_window`]; 1 leaves them alone.
    pub repeat_penalty: f32,
    /// How many of the newest tokens count as recent.
    pub repeat_window: usize,
    /// Where the choices begin; equal seeds choose equally.
    pub seed: u64,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { temperature: 0.7, top_k: 40, top_p: 0.95, repeat_penalty: 1.1, repeat_window: 64, seed: 0 }
    }
}

impl Sampling {
    /// The likeliest token always, nothing weakened.
    pub fn greedy() -> Self {
        Self { temperature: 0.0, repeat_penalty: 1.0, ..Self::default() }
    }
}

/// A weight and the token that has it.
type Candidate = (f32, u32);

/// Makes the choices of one answer.
pub(crate) struct Sampler {
    settings: Sampling,
    state: u64,
}

impl Sampler {
    pub(crate) fn new(settings: &Sampling) -> Self {
        Self { settings: settings.clone(), state: settings.seed }
    }

    /// Chooses among the `allowed` tokens (all, where there is no grammar), never one of `never`.
    /// `recent` are the answer's tokens so far. None when no token is left.
    pub(crate) fn choose(
        &mut self,
        logits: &mut [f32],
        recent: &[u32],
        allowed: Option<&SimpleVob>,
        never: &[u32],
    ) -> Option<u32> {
        self.weaken(logits, recent);
        for id in never {
            if let Some(logit) = logits.get_mut(*id as usize) {
                *logit = f32::NEG_INFINITY;
            }
        }
        let greedy = self.settings.temperature <= 0.0;
        let mut best = Best::new(if greedy { 1 } else { self.settings.top_k });
        match allowed {
            None => (0u32..).zip(logits.iter()).for_each(|(id, logit)| best.offer(*logit, id)),
            Some(allowed) => {
                for id in allowed.iter() {
                    best.offer(logits.get(id as usize).copied().unwrap_or(f32::NEG_INFINITY), id);
                }
            }
        }
        let candidates = best.sorted();
        if greedy { candidates.first().map(|(_, id)| *id) } else { self.draw(&candidates) }
    }

    /// The repetition penalty of <https://arxiv.org/abs/1909.05858>, once for each recent token.
    fn weaken(&self, logits: &mut [f32], recent: &[u32]) {
        let penalty = self.settings.repeat_penalty;
        let mut recent = recent[recent.len().saturating_sub(self.settings.repeat_window)..].to_vec();
        recent.sort_unstable();
        recent.dedup();
        for id in recent {
            if let Some(logit) = logits.get_mut(id as usize) {
                *logit = if *logit > 0.0 { *logit / penalty } else { *logit * penalty };
            }
        }
    }

    fn draw(&mut self, candidates: &[Candidate]) -> Option<u32> {
        let (most, _) = candidates.first()?;
        let temperature = f64::from(self.settings.temperature);
        let weight = |(logit, _): &Candidate| (f64::from(logit - most) / temperature).exp();
        let total: f64 = candidates.iter().map(weight).sum();
        let nucleus = total * f64::from(self.settings.top_p);
        let mut reached = 0.0;
        let kept = candidates.iter().position(|candidate| {
            reached += weight(candidate);
            reached >= nucleus
        });
        let kept = &candidates[..kept.map_or(candidates.len(), |last| last + 1)];
        let mut left = self.uniform() * kept.iter().map(weight).sum::<f64>();
        let chosen = kept.iter().find(|candidate| {
            left -= weight(candidate);
            left < 0.0
        });
        chosen.or(kept.last()).map(|(_, id)| *id)
    }

    /// A number from 0 up to but not including 1, by `SplitMix64`
    /// (<https://prng.di.unimi.it/splitmix64.c>).
    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in an f64")]
        let unit = (z >> 11) as f64 * 2f64.powi(-53);
        unit
    }
}

/// The likeliest few of a long row, without sorting the row.
struct Best {
    keep: usize,
    candidates: Vec<Candidate>,
    threshold: f32,
}

impl Best {
    /// Keeps `keep` of them, or all when it is 0.
    fn new(keep: usize) -> Self {
        let keep = if keep == 0 { usize::MAX } else { keep };
        Self { keep, candidates: Vec::new(), threshold: f32::NEG_INFINITY }
    }

    fn offer(&mut self, logit: f32, id: u32) {
        // Not-a-number compares false, and is never chosen.
        if logit > self.threshold {
            self.candidates.push((logit, id));
            if self.candidates.len() >= self.keep.saturating_mul(4).saturating_add(64) {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        if self.candidates.len() > self.keep {
            let (_, last, _) = self.candidates.select_nth_unstable_by(self.keep - 1, likelier);
            self.threshold = last.0;
            self.candidates.truncate(self.keep);
        }
    }

    fn sorted(mut self) -> Vec<Candidate> {
        self.cut();
        self.candidates.sort_unstable_by(likelier);
        self.candidates
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that sorting takes")]
fn likelier(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choose(settings: &Sampling, logits: &[f32]) -> Option<u32> {
        Sampler::new(settings).choose(&mut logits.to_vec(), &[], None, &[])
    }

    #[test]
    fn greedy_takes_the_likeliest_and_the_lower_id_of_equals() {
        assert_eq!(choose(&Sampling::greedy(), &[0.5, 2.0, 2.0, -1.0]), Some(1));
        assert_eq!(choose(&Sampling::greedy(), &[f32::NAN, -3.0]), Some(1));
        assert_eq!(choose(&Sampling::greedy(), &[f32::NAN, f32::NEG_INFINITY]), None);
        assert_eq!(choose(&Sampling::default(), &[]), None);
    }

    #[test]
    fn frequencies_follow_the_weights() {
        let settings = Sampling { temperature: 1.0, top_p: 1.0, ..Sampling::default() };
        let mut sampler = Sampler::new(&settings);
        let logits = [0.5f32.ln(), 0.3f32.ln(), 0.2f32.ln()];
        let mut counts = [0f64; 3];
        for _ in 0..10_000 {
            let chosen = sampler.choose(&mut logits.to_vec(), &[], None, &[]).unwrap();
            counts[chosen as usize] += 1.0 / 10_000.0;
        }
        for (count, expected) in counts.iter().zip([0.5, 0.3, 0.2]) {
            assert!((count - expected).abs() < 0.02, "{counts:?}");
        }
    }

    #[test]
    fn limits_and_masks_hold() {
        let logits: Vec<f32> = (0..1000u16).map(|i| f32::from(i % 97) / 10.0).collect();
        let mut allowed = SimpleVob::alloc(1000);
        for id in [3, 500, 999] {
            allowed.allow_token(id);
        }
        let wild = Sampling { temperature: 3.0, top_k: 0, top_p: 1.0, ..Sampling::default() };
        let mut sampler = Sampler::new(&wild);
        for _ in 0..200 {
            let chosen = sampler.choose(&mut logits.clone(), &[], Some(&allowed), &[500]).unwrap();
            assert!(chosen == 3 || chosen == 999);
        }
        let mut narrow = Sampler::new(&Sampling { top_k: 10, ..wild });
        for _ in 0..200 {
            assert_eq!(narrow.choose(&mut logits.clone(), &[], None, &[]).unwrap() % 97, 96);
        }
        let repeated = Sampling { repeat_penalty: 2.0, ..Sampling::greedy() };
        let mut sampler = Sampler::new(&repeated);
        assert_eq!(sampler.choose(&mut [1.0, 1.5, -0.5], &[1], None, &[]), Some(0));
    }

    proptest! {
        /// Picking out the likeliest few agrees with sorting everything.
        #[test]
        fn the_best_are_the_best(row in proptest::collection::vec(-9i8..9, 0..900), keep in 1usize..60) {
            let mut sorted: Vec<Candidate> =
                row.iter().zip(0u32..).map(|(logit, id)| (f32::from(*logit), id)).collect();
            let mut best = Best::new(keep);
            for (logit, id) in &sorted {
                best.offer(*logit, *id);
            }
            sorted.sort_by(likelier);
            sorted.truncate(keep);
            prop_assert_eq!(best.sorted(), sorted);
        }
    }
}
