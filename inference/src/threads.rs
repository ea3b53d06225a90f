//! The thread cap. candle computes on a pool of its own whose idle threads spin, so that an uncapped
//! pool starves whatever shares the machine. It reads its size from the environment once, when it first
//! computes, and can never be resized: the cap must be set before that, and the environment may only be
//! changed while a process has a single thread.

use std::num::NonZeroUsize;

use crate::error::InferenceError;

/// What candle's own pool, and rayon's under it, read their sizes from.
const VARIABLES: [&str; 2] = ["CANDLE_NUM_THREADS", "RAYON_NUM_THREADS"];

/// Caps the threads that models compute on, in this process and its children. Call it first in `main`,
/// before a runtime or any thread is started.
///
/// Errors with [`InferenceError::Threads`] when other threads run already; nothing is changed then.
/// Setting `CANDLE_NUM_THREADS` and `RAYON_NUM_THREADS` outside the process does the same.
pub fn cap_threads(threads: NonZeroUsize) -> Result<(), InferenceError> {
    let wanted = threads.get();
    let count = threads.to_string();
    if VARIABLES.iter().all(|name| std::env::var(name).is_ok_and(|value| value == count)) {
        return Ok(());
    }
    let started = running_threads();
    if started != 1 {
        return Err(InferenceError::Threads { wanted, started });
    }
    for name in VARIABLES {
        #[expect(unsafe_code, reason = "candle takes the size of its pool from the environment only")]
        // SAFETY: this is the process's only thread, as was just counted; nothing reads meanwhile.
        unsafe {
            std::env::set_var(name, &count);
        }
    }
    Ok(())
}

/// Threads that models compute on. Starts candle's pool, and so fixes the number.
pub fn compute_threads() -> usize {
    candle_core::utils::barrier_pool().n_workers() + 1
}

/// Errors when models would compute on more than `wanted` threads, setting the cap where it still can be.
pub(crate) fn hold_to(wanted: NonZeroUsize) -> Result<(), InferenceError> {
    // Too late is not yet an error: the pool may have been capped from outside.
    cap_threads(wanted).ok();
    match compute_threads() {
        started if started <= wanted.get() => Ok(()),
        started => Err(InferenceError::Threads { wanted: wanted.get(), started }),
    }
}

/// Threads of this process; where the system does not tell, more than one.
fn running_threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(2, Iterator::count)
}
