//! What the tests with real weights share.

use std::num::NonZeroUsize;
use std::sync::Once;

use inference::{Generated, LoadOptions, Message, Request, Sampling, TextEngine};

#[path = "smollm2.rs"]
pub(crate) mod smollm2;

/// The real weights on one thread, so that tests running side by side leave each other their cores.
pub(crate) fn engine() -> TextEngine {
    load(&LoadOptions::default())
}

/// As [`engine`], with a shorter context.
pub(crate) fn load(options: &LoadOptions) -> TextEngine {
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
    let options = LoadOptions { threads: NonZeroUsize::new(1), ..options.clone() };
    TextEngine::load(&smollm2::path(), &options).unwrap()
}

/// A request that asks one thing of a screenwriter.
pub(crate) fn ask(what: &str, max_new_tokens: usize, sampling: Sampling) -> Request {
    let messages = vec![Message::system("You write films."), Message::user(what)];
    Request { messages, max_new_tokens, sampling, ..Request::default() }
}

/// Chooses freely, from a seed.
pub(crate) fn wild(temperature: f32, seed: u64) -> Sampling {
    Sampling { temperature, seed, ..Sampling::default() }
}

/// Answers; fails unless the pieces handed out are the text.
pub(crate) fn answer(engine: &mut TextEngine, request: &Request) -> Generated {
    let mut pieces = String::new();
    let answer = engine.generate(request, &|| false, &mut |text| pieces.push_str(text)).unwrap();
    assert_eq!(pieces, answer.text);
    answer
}
