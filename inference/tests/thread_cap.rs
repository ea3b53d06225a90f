//! The thread cap must be set while a process has one thread, which a test harness never has: this is a
//! program of its own that speaks as much of the harness's protocol as runners need.

use std::num::NonZeroUsize;

use inference::{InferenceError, LoadOptions, TextEngine, cap_threads, compute_threads};

#[path = "common/tiny.rs"]
mod tiny;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--list") {
        if !arguments.iter().any(|argument| argument == "--ignored") {
            println!("the_cap_holds_when_set_first: test");
        }
        return;
    }
    let threads = |n| NonZeroUsize::new(n).expect("not zero");
    // Before any other thread: it holds, may be changed, and may be repeated.
    cap_threads(threads(2)).expect("a process of one thread");
    cap_threads(threads(3)).expect("a process of one thread");
    cap_threads(threads(3)).expect("the same again");
    assert_eq!(compute_threads(), 3);
    // The pool runs now: too late for another number, while the same is still granted.
    let late = cap_threads(threads(1));
    assert!(matches!(late, Err(InferenceError::Threads { wanted: 1, started: 3 })), "{late:?}");
    cap_threads(threads(3)).expect("the same again");
    assert_eq!(compute_threads(), 3);
    // A model that is to keep to fewer is not loaded; one that may have as many, or is not asked, is.
    for (tiny, wanted) in [(tiny::Tiny::llama(), 2), (tiny::Tiny::qwen2(), 3), (tiny::Tiny::llama(), 0)] {
        let options = LoadOptions { threads: NonZeroUsize::new(wanted), ..LoadOptions::default() };
        let loaded = TextEngine::load(tiny::file(&tiny).path(), &options);
        let refused = matches!(loaded, Err(InferenceError::Threads { wanted: 2, started: 3 }));
        assert_eq!(refused, wanted == 2, "{wanted}: {:?}", loaded.err());
    }
    println!("the cap holds");
}
