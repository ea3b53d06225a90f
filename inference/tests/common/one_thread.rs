//! The thread cap of tests, which run side by side.

use std::sync::Once;

/// Makes models compute on one thread, so that tests leave each other their cores. Call it before anything
/// is computed.
pub(crate) fn one_thread() {
    static ONE_THREAD: Once = Once::new();
    ONE_THREAD.call_once(|| {
        for name in ["CANDLE_NUM_THREADS", "RAYON_NUM_THREADS"] {
            #[expect(unsafe_code, reason = "a test's main thread is the harness's, before this one")]
            // SAFETY: the harness only waits for this thread; Rust's own readers take a lock.
            unsafe {
                std::env::set_var(name, "1");
            }
        }
    });
}
