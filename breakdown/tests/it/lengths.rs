//! How long shots last: speech by its words, action by its lines, and a page about a minute.

use crate::common::{alone, holding, scene};
use domain::scene::shot::{Coverage as C, ShotPlan};
use domain::{Genre, Tone};

fn seconds(shots: &[ShotPlan]) -> f64 {
    shots.iter().map(|shot| f64::from(shot.duration_ms.get()) / 1_000.0).sum()
}

fn lasting(text: &str, words: &str) -> f64 {
    let broken = alone(text);
    f64::from(holding(&broken, text, words).duration_ms.get()) / 1_000.0
}

#[test]
fn a_line_lasts_as_long_as_it_takes_to_say() {
    for count in [5, 10, 20, 40] {
        let line = "word ".repeat(count);
        let text = format!("ANNA\n{}.\n", line.trim());
        let heard = lasting(&text, "word");
        let said = 0.4 * f64::from(u32::try_from(count).unwrap());
        assert!((said..said + 2.5).contains(&heard), "{count} words: {heard} s");
    }
}

#[test]
fn a_pause_takes_time() {
    let line = |manner: &str| {
        lasting(&format!("ANNA\n{manner}I have thought about it for a long time.\n"), "thought")
    };
    assert!(line("(beat)\n") > line("") + 0.8);
    assert!(line("(long pause)\n") > line("(smiling)\n") + 0.8);
}

#[test]
fn every_shot_is_a_whole_number_of_frames_at_24_a_second() {
    let text =
        "ANNA runs down the street and up the stairs and over the roof.\n\nANNA\nYes.\n\nBEN\nNo, no, no.\n";
    for shot in alone(text).shots {
        let frames = f64::from(shot.duration_ms.get()) * 24.0 / 1_000.0;
        assert!((frames - frames.round()).abs() < 0.013, "{frames} frames");
    }
}

#[test]
fn no_shot_is_too_short_to_be_read() {
    let text =
        "Rain.\n\nThe KEY.\n\nANNA\nNo.\n\nBEN\nYes.\n\nAnna runs.\n\nANNA\nGo.\n\nBEN\nStop!\n".repeat(3);
    for shot in scene("EXT. STREET - DAY", &text, Genre::Action, Tone::Gritty).shots {
        let least = match shot.role {
            C::Establishing => 3_000,
            C::Master | C::Moving => 2_000,
            C::Insert | C::Reaction => 1_250,
            _ => 1_000,
        };
        assert!(shot.duration_ms.get() >= least, "{} {}", shot.role, shot.duration_ms.get());
    }
}

#[test]
fn twice_the_text_is_about_twice_the_time() {
    let part = "Anna walks to the window and looks out at the rain for a while.\n\nANNA\nIt will not stop, will \
        it? It never does when it should.\n\nBEN\nIt will stop when it wants to, like everything.\n\n";
    let (one, two) = (seconds(&alone(&part.repeat(6)).shots), seconds(&alone(&part.repeat(12)).shots));
    assert!((1.6..2.4).contains(&(two / one)), "{one} s and {two} s");
}

#[test]
fn a_page_of_dialogue_and_a_page_of_action_both_play_about_a_minute() {
    let talk = "ANNA\nI said that I would be there and I was there, wasn't I?\n\nBEN\nYou were there for an hour.\n\n";
    let acts = "Anna crosses the yard and lifts the heavy gate. It will not open. She sets her shoulder to the wood \
        and pushes until the hinges give way.\n\n";
    for text in [talk.repeat(10), acts.repeat(10)] {
        let eighths = screenplay::page_eighths(&screenplay::parse_fragment(&text).unwrap());
        let page = f64::from(eighths) * 7.5;
        let played = seconds(&scene("EXT. YARD - DAY", &text, Genre::Drama, Tone::Neutral).shots);
        assert!((0.55..1.6).contains(&(played / page)), "{played} s for {page} s");
    }
}
