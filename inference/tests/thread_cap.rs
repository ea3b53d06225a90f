//! The thread cap must be set while a process has one thread, which a test harness never has: this is a
//! program of its own that speaks as much of the harness's protocol as runners need.

use std::num::NonZeroUsize;

use inference::{InferenceError, cap_threads, compute_threads};

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
}
