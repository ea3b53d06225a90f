//! How long a failed attempt waits before the next: exponential, with jitter that is a hash of job
//! and attempt instead of a random number, so that the same history always gives the same times.

use std::time::Duration;

use domain::JobId;
use uuid::Uuid;

/// The wait after the first failure, in milliseconds.
const FIRST_MS: u64 = 2_000;
/// The longest wait, in milliseconds.
const LONGEST_MS: u64 = 300_000;

/// The wait after the `failures`-th failed attempt in a row (from 1): 2 s, 4 s, 8 s … at most 5 min,
/// each ± 25 %.
pub fn backoff(job: JobId, failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    let whole = (FIRST_MS << doublings).min(LONGEST_MS);
    let spread = Uuid::new_v5(&job.0, format!("backoff:{failures}").as_bytes()).as_u128();
    // 750 ‰ … 1250 ‰ of the whole.
    let permille = 750 + u64::try_from(spread % 501).expect("a remainder of 501 fits u64");
    Duration::from_millis(whole * permille / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(n: u128) -> JobId {
        JobId(Uuid::from_u128(n))
    }

    #[test]
    fn waits_double_up_to_five_minutes_and_stay_within_a_quarter() {
        for (failures, whole_ms) in [(1, 2_000_u64), (2, 4_000), (3, 8_000), (4, 16_000), (12, 300_000)] {
            for n in 0..50 {
                let wait = backoff(job(n), failures).as_millis();
                assert!(wait >= u128::from(whole_ms) * 3 / 4 && wait <= u128::from(whole_ms) * 5 / 4);
            }
        }
        assert!(backoff(job(1), u32::MAX) <= Duration::from_secs(375));
    }

    #[test]
    fn jobs_that_failed_together_do_not_come_back_together() {
        let waits: std::collections::BTreeSet<_> = (0..20).map(|n| backoff(job(n), 1)).collect();
        assert!(waits.len() > 15, "{waits:?}");
        assert_eq!(backoff(job(7), 3), backoff(job(7), 3));
    }
}
