//! What the tests with real weights share.

use std::num::NonZeroUsize;

use inference::{Generated, LoadOptions, Message, Request, Sampling, TextEngine};

#[path = "one_thread.rs"]
mod one_thread;
#[path = "smollm2.rs"]
mod smollm2;

/// The real weights on one thread, so that tests running side by side leave each other their cores.
pub(crate) fn engine() -> TextEngine {
    load(&LoadOptions::default())
}

/// As [`engine`], with a shorter context.
pub(crate) fn load(options: &LoadOptions) -> TextEngine {
    one_thread::one_thread();
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
