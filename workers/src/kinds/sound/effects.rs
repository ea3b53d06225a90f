//! The sounds of a scene: what its place sounds like, from set, weather and hour, and what is heard of what
//! happens, each when the shot that shows it is at that point of the text. Only action makes sounds: a storm
//! that somebody talks of is not heard.

use domain::asset::AssetTag;
use domain::job::{OfScene, Phase};
use domain::scene::shot::{Setting as Where, Weather};
use screenplay::Kind;
use serde_json::json;
use sound::effects::{Cue, Setting, cues_from_text, perform};
use sound::frames_in;

use super::desk::{failed, work};
use super::stage::SoundStage;
use super::stems::{self, Maker, encode};
use super::{SAMPLES, inputs, read, timeline};
use crate::error::JobError;
use crate::kinds::Made;
use crate::kinds::covered::Covered;
use crate::kinds::film::timeline::{Planned, Timeline};
use crate::kinds::made::{Sounds, Voices};
use crate::kinds::record;
use crate::running::RunningJob;

/// Cues are asked for on a scale of so many frames a byte, which tells afterwards at which byte each was found.
/// It is so large that no two are too near each other there: that is decided by the shots' times.
const SCALE: usize = 1_000_000;
/// A sound that begins again within this time is one sound.
const SAME_S: f64 = 3.0;
/// A sound shorter than this is left away.
const LEAST_S: f64 = 0.15;

pub(super) async fn sound(_: &SoundStage, job: &RunningJob, of: OfScene) -> Result<Made, JobError> {
    job.enter_phase(Phase::GeneratingAudio).await?;
    let (covered, [voices]) = inputs(job, of).await?;
    let voices: Voices = read(voices)?;
    let timeline = timeline(&covered, &voices.lines)?;
    let frames = timeline.frames() as usize * SAMPLES;
    let seed = covered.seed("sounds");
    let cues = cues(&covered, &timeline, frames, seed)?;
    let asked = cues.clone();
    let (ambience, effects) = work(job, move |desk| {
        let mut watch = |within: f64| desk.tell((1, 1), "Making sounds", within);
        let performed = perform(&asked, frames, seed, &mut watch).map_err(failed)?;
        Ok((encode(&performed.ambience)?, encode(&performed.effects)?))
    })
    .await?;
    let maker = |bed: bool| Maker {
        engine: "fundsp".to_owned(),
        licence: "Apache-2.0; synthesised without recordings".to_owned(),
        seed: Some(seed),
        parameters: json!({ "cues": cues.iter().filter(|cue| cue.bed == bed).collect::<Vec<_>>() }),
        ..Maker::default()
    };
    let (place, first) = stems::keep(job, &covered, AssetTag::Ambience, ambience, maker(true)).await?;
    let (events, second) = stems::keep(job, &covered, AssetTag::Effects, effects, maker(false)).await?;
    let made = Sounds { ambience: place, effects: events, frames: timeline.frames() };
    record::complete(job, &[first, second], &made, &record::nothing()).await
}

fn cues(of: &Covered, timeline: &Timeline, frames: usize, seed: u64) -> Result<Vec<Cue>, JobError> {
    let action = action(&of.content)?;
    let place = format!("{} {}", of.set.location, of.set.place);
    let setting = Setting {
        place: &place,
        interior: of.set.setting != Where::Exterior,
        weather: weather(of.set.weather),
        time: of.set.time.as_str(),
        frames: action.len().max(1) * SCALE,
        seed,
    };
    Ok(placed(cues_from_text(&action, &setting), &of.planned(), timeline, (action.len(), frames)))
}

/// The words by which weather is found.
const fn weather(of: Weather) -> &'static str {
    match of {
        Weather::Clear | Weather::Fog => "",
        Weather::Rain => "rain",
        Weather::Storm => "rain and wind",
        Weather::Snow | Weather::Wind => "wind",
    }
}

/// A scene's text with nothing but its action, every byte of it in its place.
fn action(content: &str) -> Result<String, JobError> {
    let elements = screenplay::parse_fragment(content).map_err(JobError::fail)?;
    let mut bare = String::with_capacity(content.len());
    let mut kept = elements.iter().filter(|it| matches!(it.kind, Kind::Action | Kind::Centered)).peekable();
    let mut note = false;
    for (at, sign) in content.char_indices() {
        while kept.next_if(|element| element.span.end <= at).is_some() {}
        let ended = || content[..at].ends_with("]]") || content[..at].ends_with("\n\n");
        note = content[at..].starts_with("[[") || (note && !ended());
        if !note && kept.peek().is_some_and(|element| element.span.start <= at) {
            bare.push(sign);
        } else {
            bare.extend(std::iter::repeat_n(' ', sign.len_utf8()));
        }
    }
    Ok(bare)
}

/// Cues whose places are bytes, at the times of the shots that show them. `whole` is how many bytes and how many
/// samples there are.
fn placed(found: Vec<Cue>, shots: &[Planned], timeline: &Timeline, whole: (usize, usize)) -> Vec<Cue> {
    let frames = whole.1;
    let mut cues: Vec<Cue> = Vec::with_capacity(found.len());
    for cue in found {
        if cue.bed {
            cues.push(Cue { at: 0, length: frames, ..cue });
            continue;
        }
        let at = moment((cue.at + SCALE / 2) / SCALE, shots, timeline, whole);
        let length = frames_in(cue.kind.usual_seconds()).min(frames.saturating_sub(at));
        let gap = frames_in(cue.kind.usual_seconds().min(SAME_S));
        let again =
            cues.iter().any(|other| !other.bed && other.kind == cue.kind && other.at.abs_diff(at) < gap);
        if !again && length >= frames_in(LEAST_S) {
            cues.push(Cue { at, length, ..cue });
        }
    }
    cues
}

/// The sample at which a byte of the text is seen: in the first shot that shows it and not only somebody who
/// listens, or else at the end of the one before it.
fn moment(byte: usize, shots: &[Planned], timeline: &Timeline, (bytes, samples): (usize, usize)) -> usize {
    let spans = || shots.iter().enumerate().filter_map(|(at, shot)| Some((at, shot, shot.span.clone()?)));
    let holds = || spans().filter(|(_, _, span)| span.contains(&byte));
    let found = holds().find(|(_, shot, _)| !shot.listens).or_else(|| holds().next());
    let found = found.or_else(|| spans().rfind(|(_, _, span)| span.start <= byte));
    let Some((at, _, span)) = found else {
        return byte.saturating_mul(samples) / bytes.max(1);
    };
    let begins: usize = timeline.shots.iter().take(at).map(|frames| *frames as usize).sum();
    let lasts = timeline.shots.get(at).map_or(0, |frames| *frames as usize) * SAMPLES;
    let into = (byte - span.start).min(span.len());
    begins * SAMPLES + lasts / span.len().max(1) * into
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sound::effects::Effect;

    const TEXT: &str = "Rain. Mara waits.\n\nMARA\n(afraid)\nDid you hear the thunder?\n\nA KNOCK. [[a gunshot?]] The door opens.";

    #[test]
    fn only_action_makes_sounds_and_it_stays_in_its_place() {
        let bare = action(TEXT).unwrap();
        assert_eq!(bare.len(), TEXT.len());
        assert!(!bare.contains("thunder") && !bare.contains("MARA") && !bare.contains("gunshot"));
        assert_eq!(bare.find("KNOCK"), TEXT.find("KNOCK"));
        assert!(bare.trim_end().ends_with("The door opens."));
    }

    fn shots() -> (Vec<Planned>, Timeline) {
        let knock = TEXT.find("A KNOCK").unwrap();
        let cue = TEXT.find("MARA\n").unwrap();
        let shot = |span, listens| Planned { ms: 2_000, span: Some(span), listens };
        let shots = vec![
            shot(0..cue, false),
            shot(cue..knock, false),
            shot(knock..TEXT.len(), true),
            shot(knock..TEXT.len(), false),
        ];
        (shots, Timeline { shots: vec![48, 72, 24, 96], lines_ms: vec![] })
    }

    #[test]
    fn what_happens_is_heard_in_the_shot_that_shows_it() {
        let (shots, timeline) = shots();
        let frames = timeline.frames() as usize * SAMPLES;
        let bare = action(TEXT).unwrap();
        let setting =
            Setting { place: "LAMP ROOM", interior: true, frames: bare.len() * SCALE, ..Setting::default() };
        let cues = placed(cues_from_text(&bare, &setting), &shots, &timeline, (bare.len(), frames));
        let at = |kind| cues.iter().find(|cue| cue.kind == kind).unwrap().at;
        let begins = (48 + 72 + 24) * SAMPLES;
        assert!((begins..begins + 20 * SAMPLES).contains(&at(Effect::Knock)), "{cues:?}");
        assert!(at(Effect::Door) > at(Effect::Knock) + 40 * SAMPLES, "{cues:?}");
        assert!(cues.iter().all(|cue| cue.kind != Effect::Thunder && cue.at + cue.length <= frames));
        let rain = cues.iter().find(|cue| cue.kind == Effect::Rain).unwrap();
        assert!(rain.bed && rain.length == frames);
    }

    #[test]
    fn what_was_cut_out_of_the_shots_is_heard_at_the_end_of_the_one_before() {
        let (mut shots, mut timeline) = shots();
        shots.truncate(2);
        timeline.shots.truncate(2);
        let byte = TEXT.find("KNOCK").unwrap();
        let at = moment(byte, &shots, &timeline, (TEXT.len(), 120 * SAMPLES));
        assert!((115 * SAMPLES..=120 * SAMPLES).contains(&at), "{at}");
    }

    #[test]
    fn shots_that_came_from_no_text_share_it_evenly() {
        let shots = vec![Planned { ms: 1_000, span: None, listens: false }];
        let timeline = Timeline { shots: vec![24], lines_ms: vec![] };
        assert_eq!(moment(50, &shots, &timeline, (100, 24 * SAMPLES)), 12 * SAMPLES);
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_bytes(text in "(\\PC|\n|\\[\\[|\\]\\]|é){0,120}") {
            let bare = action(&text).unwrap();
            prop_assert_eq!(bare.len(), text.len());
            for (at, sign) in bare.char_indices().filter(|(_, sign)| *sign != ' ') {
                prop_assert!(text[at..].starts_with(sign));
            }
        }

        #[test]
        fn no_sound_lies_outside_the_scene(
            lengths in proptest::collection::vec(1_u32..200, 1..9),
            spans in proptest::collection::vec((0_usize..90, 0_usize..40, any::<bool>()), 9),
        ) {
            let shots: Vec<Planned> = lengths.iter().zip(&spans)
                .map(|(_, (start, length, listens))| Planned {
                    ms: 1, span: Some(*start..start + length), listens: *listens,
                })
                .collect();
            let timeline = Timeline { shots: lengths, lines_ms: vec![] };
            let frames = timeline.frames() as usize * SAMPLES;
            let text = "A gun fires. Thunder. A door opens. Sirens. A phone rings. Glass shatters. A knock.";
            let setting = Setting { frames: text.len() * SCALE, interior: true, ..Setting::default() };
            for cue in placed(cues_from_text(text, &setting), &shots, &timeline, (text.len(), frames)) {
                prop_assert!(cue.at + cue.length <= frames, "{:?}", cue);
            }
        }
    }
}
