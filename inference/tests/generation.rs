//! Free text from the real weights: repeatable, remembered, cut off where it must be.

mod common;

use std::cell::Cell;

use common::{answer, ask, engine, load, wild};
use inference::{Finish, InferenceError, LoadOptions, Message, Request, Sampling};

const STORY: &str = "Mara keeps the lighthouse. Tom comes with a crate and is afraid of the sea. ";

#[test]
fn equal_seeds_write_equal_texts_whatever_was_asked_before() {
    let mut engine = engine();
    let first = ask(&STORY.repeat(8), 24, wild(0.9, 7));
    let cold = answer(&mut engine, &first);
    assert_eq!(cold.stats.reused_tokens, 0);
    assert_eq!(cold.stats.new_tokens, 24);
    assert_eq!(cold.finish, Finish::Length);

    // The same again: the whole pieces of the prompt are remembered, and the text is the same.
    let again = answer(&mut engine, &first);
    assert_eq!(again.text, cold.text);
    assert_eq!(again.stats.reused_tokens, (cold.stats.prompt_tokens - 1) / 64 * 64);
    let other = answer(&mut engine, &ask(&STORY.repeat(8), 24, wild(0.9, 8)));
    assert_ne!(other.text, cold.text);

    // The conversation goes on: what was read is remembered.
    let mut next = first.clone();
    next.messages.push(Message::assistant(&other.text));
    next.messages.push(Message::user("Now the next beat."));
    let warm = answer(&mut engine, &next);
    assert_eq!(warm.stats.reused_tokens, again.stats.reused_tokens);
    engine.forget();
    let cold_again = answer(&mut engine, &next);
    assert_eq!(cold_again.stats.reused_tokens, 0);
    assert_eq!(cold_again.text, warm.text);

    // A prompt that parts ways in the middle keeps the part that it shares.
    let parting = ask(&format!("{}Ilse calls on the radio.", STORY.repeat(4)), 16, wild(0.9, 7));
    let warm = answer(&mut engine, &parting);
    assert_eq!(warm.stats.reused_tokens, 64);
    assert!(warm.stats.prompt_tokens > 80);
    engine.forget();
    assert_eq!(answer(&mut engine, &parting).text, warm.text);
}

#[test]
fn cancelling_ends_a_prompt_and_an_answer_at_once() {
    let mut engine = engine();
    let request = ask(&STORY.repeat(12), 40, wild(0.9, 3));
    let asked = Cell::new(0);
    let third = || {
        asked.set(asked.get() + 1);
        asked.get() == 3
    };
    let stopped = engine.generate(&request, &third, &mut |_| panic!("text of a prompt not read")).unwrap();
    assert_eq!((stopped.finish, stopped.text.as_str(), asked.get()), (Finish::Cancelled, "", 3));

    // The two pieces that were read are remembered, and the whole text is none the worse for it.
    let whole = answer(&mut engine, &request);
    assert_eq!(whole.stats.reused_tokens, 128);
    engine.forget();
    assert_eq!(answer(&mut engine, &request).text, whole.text);

    let seen = Cell::new(0);
    let enough = || seen.get() >= 20;
    let mut take = |text: &str| seen.set(seen.get() + text.len());
    let part = engine.generate(&request, &enough, &mut take).unwrap();
    assert_eq!(part.finish, Finish::Cancelled);
    assert!(whole.text.starts_with(&part.text) && part.text.len() < whole.text.len());
    assert!(part.stats.new_tokens < 20, "{} tokens after 20 bytes", part.stats.new_tokens);
}

#[test]
fn limits_prefixes_and_stop_sequences_are_kept() {
    let mut engine = engine();
    let free = answer(&mut engine, &ask("Describe a lighthouse at night.", 40, Sampling::greedy()));
    assert_eq!(free.finish, Finish::Length);

    // A stop sequence out of the middle of words: its tokens are not those that the model chose.
    let from = free.text.char_indices().nth(40).unwrap().0;
    let stop = free.text[from..].chars().take(9).collect::<String>();
    let mut stopping = ask("Describe a lighthouse at night.", 40, Sampling::greedy());
    stopping.stop = vec!["never to be seen".into(), stop.clone()];
    let stopped = answer(&mut engine, &stopping);
    assert_eq!(stopped.finish, Finish::StopSequence);
    assert_eq!(stopped.text, free.text.split(&stop).next().unwrap());

    // The model goes on from what it is given; saying it again as a prompt leads to the same text.
    let mut prefixed = ask("Describe a lighthouse at night.", 20, Sampling::greedy());
    prefixed.assistant_prefix = Some(free.text[..from].to_owned());
    let continued = answer(&mut engine, &prefixed);
    assert!(!continued.text.starts_with(&free.text[..20]));
    let prompt = engine.count_prompt_tokens(&prefixed).unwrap();
    assert_eq!(continued.stats.prompt_tokens, prompt);
    prefixed.assistant_prefix = None;
    assert!(engine.count_prompt_tokens(&prefixed).unwrap() < prompt);

    // Nothing asked for is nothing written.
    let nothing = answer(&mut engine, &ask("Describe a lighthouse at night.", 0, Sampling::greedy()));
    assert_eq!((nothing.finish, nothing.text.as_str()), (Finish::Length, ""));

    // A model that has said all ends its turn itself.
    let short = ask("Answer with the single word Yes.", 200, Sampling::greedy());
    assert_eq!(answer(&mut engine, &short).finish, Finish::Stop);
}

#[test]
fn the_context_bounds_prompt_and_answer() {
    let mut engine = load(&LoadOptions { context: 96, ..LoadOptions::default() });
    assert_eq!(engine.context(), 96);
    let fits = ask("Name a film.", 500, wild(1.5, 1));
    let prompt = engine.count_prompt_tokens(&fits).unwrap();
    let full = answer(&mut engine, &fits);
    assert!(full.finish == Finish::Stop || full.stats.new_tokens == 96 - prompt, "{:?}", full.stats);

    let refused = engine.generate(&ask(&STORY.repeat(9), 5, wild(1.0, 1)), &|| false, &mut |_| {});
    let Err(InferenceError::TooLong { prompt, limit: 96 }) = refused else { panic!("{refused:?}") };
    assert!(prompt > 96);
    assert_eq!(answer(&mut engine, &fits).text, full.text, "a refusal leaves the engine as it was");

    assert_eq!(engine.count_tokens("").unwrap(), 0);
    assert_eq!(engine.count_tokens("FADE IN:").unwrap(), engine.tokens("FADE IN:").unwrap().len());
    let empty = answer(&mut engine, &Request { max_new_tokens: 3, ..Request::default() });
    assert!(empty.stats.prompt_tokens > 0);
}
