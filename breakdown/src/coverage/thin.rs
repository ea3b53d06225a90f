//! Fewer set-ups, where there are more than the length of the scene carries: the least telling one joins
//! its neighbour until the count is right. No text is lost.

use super::Setup;
use crate::beats::Beat;
use domain::scene::shot::Coverage as C;

/// Most shots a scene is broken into.
const MOST: usize = 40;
/// Most shots for each page, beyond the first two: short scenes are cut faster.
const A_PAGE: usize = 12;

/// From this tension on, two who talk are seen over a shoulder, and not side by side.
const CLOSE: f64 = 0.36;

/// Brings the set-ups of a scene of so many eighths of a page down to what it carries.
pub(crate) fn thin(mut setups: Vec<Setup>, beats: &[Beat], page_eighths: u32) -> Vec<Setup> {
    let eighths = usize::try_from(page_eighths).unwrap_or(usize::MAX);
    let most = (eighths.saturating_mul(A_PAGE) / 8).saturating_add(2).min(MOST);
    // Many at once first, so that a very long scene takes no more than linear time.
    while setups.len() > 8 * most {
        setups = setups
            .chunks(2)
            .map(|pair| pair.iter().cloned().reduce(joined).expect("no chunk is empty"))
            .collect();
    }
    while setups.len() > most {
        let cost = |at: usize| cost(&setups[at - 1], &setups[at], beats);
        let Some(at) = (1..setups.len()).min_by(|a, b| cost(*a).total_cmp(&cost(*b))) else { break };
        let gone = setups.remove(at);
        setups[at - 1] = joined(setups[at - 1].clone(), gone);
    }
    setups
}

/// How much a scene loses when a set-up joins the one before: its own worth, the time the two would take in
/// one picture, and more if that picture is of something else.
fn cost(before: &Setup, setup: &Setup, beats: &[Beat]) -> f64 {
    if setup.answers.is_some() {
        return 0.2 + setup.tension;
    }
    let worth = match setup.role {
        C::Establishing => 9.0,
        C::Insert => 3.0,
        C::Moving => 1.6,
        C::Reaction => 1.2,
        C::Single | C::OverShoulder => 1.0,
        C::Master | C::TwoShot => 1.3,
    };
    let words = |setup: &Setup| beats[setup.beats.clone()].iter().map(|beat| beat.words.len()).sum::<usize>();
    let together = u32::try_from(words(before) + words(setup)).unwrap_or(u32::MAX);
    let elsewhere = match before.role {
        C::Establishing => 3.0,
        C::Insert => 2.5,
        _ if before.people.iter().any(|it| setup.people.contains(it)) => 0.0,
        _ => 0.4,
    };
    // Three people in one picture are small.
    let strangers = setup.people.iter().filter(|it| !before.people.contains(it)).count();
    let crowd = if before.people.len() + strangers > 2 { 0.8 } else { 0.0 };
    let loaded = if before.tension.max(setup.tension) > 0.6 { 1.2 } else { 0.0 };
    worth + setup.tension + loaded + crowd + f64::from(together) / 18.0 + elsewhere
}

/// One set-up that holds the beats of both.
fn joined(before: Setup, after: Setup) -> Setup {
    if after.answers.is_some() {
        return before;
    }
    if before.answers.is_some() {
        return after;
    }
    let mut people = before.people.clone();
    people.extend(after.people.iter().filter(|it| !before.people.contains(it)));
    let spoken = |setup: &Setup| matches!(setup.role, C::Single | C::OverShoulder);
    let talk = spoken(&before) && spoken(&after) && before.tension.max(after.tension) >= CLOSE;
    let role = match people.len() {
        _ if before.role == C::Establishing => C::Establishing,
        // Those who flee and those who chase them are one movement.
        _ if before.role == C::Moving && after.role == C::Moving => C::Moving,
        1 if before.role == C::Insert => after.role,
        1 => before.role,
        2 if talk => C::OverShoulder,
        2 => C::TwoShot,
        _ => C::Master,
    };
    // The picture is of whoever has the heavier part; the other speaks from the edge of it.
    if role == C::OverShoulder && after.tension > before.tension && people.first() != after.people.first() {
        people.reverse();
    }
    let beats =
        if before.beats.is_empty() { after.beats.clone() } else { before.beats.start..after.beats.end };
    let thing = (role == C::Insert).then(|| before.thing.or(after.thing)).flatten();
    Setup { role, beats, answers: None, people, thing, tension: before.tension.max(after.tension) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beats::{People, beats};
    use crate::cast::Cast;
    use crate::coverage::{setups, tension};
    use domain::Tone;

    fn made(content: &str) -> (Vec<Setup>, Vec<Beat>) {
        let cast = Cast::default();
        let mut people = People::new(&cast);
        let mut beats = beats(content, &mut people).unwrap();
        tension::draw(&mut beats, Tone::Dramatic, true);
        (setups(&beats, true), beats)
    }

    #[test]
    fn every_beat_stays_in_exactly_one_setup_in_order() {
        let line =
            "ANNA\nI know you killed him! You never loved me.\n\nBEN\nPlease stop.\n\nThe phone rings.\n\n";
        for (count, eighths) in [(1, 1), (4, 3), (30, 8), (400, 2)] {
            let (setups, beats) = made(&line.repeat(count));
            let thinned = thin(setups, &beats, eighths);
            assert!(thinned.len() <= (eighths as usize * 12 / 8 + 2).min(40), "{}", thinned.len());
            let held: Vec<usize> = thinned.iter().flat_map(|setup| setup.beats.clone()).collect();
            assert_eq!(held, (0..beats.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_loaded_line_keeps_its_own_picture_when_idle_ones_lose_theirs() {
        let idle = "ANNA\nNice day today.\n\nBEN\nIt is a nice day.\n\n".repeat(4);
        let (setups, beats) = made(&format!("{idle}ANNA\nI killed your child! I lied!\n"));
        let thinned = thin(setups, &beats, 4);
        let last = thinned.iter().rfind(|setup| setup.answers.is_none()).unwrap();
        assert_eq!((last.role, last.beats.clone()), (C::Single, beats.len() - 1..beats.len()));
    }
}
