//! Speaks the lines of a scene, each in its character's voice, as its parenthetical says; and, if that was asked
//! for, what a narrator reads between them.

use std::collections::BTreeSet;

use domain::asset::AssetTag;
use domain::job::{OfScene, Phase, Speak};
use domain::production::digest;
use serde_json::json;
use sound::SoundError;
use sound::voice::{Delivery, Speaker, Voice, Voices as Speakers};

use super::desk::{Desk, failed, work};
use super::line::Reel;
use super::narrate;
use super::roles::roles;
use super::stage::SoundStage;
use super::stems::{self, Encoded, Maker, encode};
use crate::error::JobError;
use crate::kinds::Made;
use crate::kinds::covered::{Covered, Speech, covered};
use crate::kinds::made::{Line, Voices};
use crate::kinds::record;
use crate::running::RunningJob;

pub(super) async fn speak(stage: &SoundStage, job: &RunningJob, of: Speak) -> Result<Made, JobError> {
    job.enter_phase(Phase::GeneratingAudio).await?;
    let Speak { scene, revision, narrator } = of;
    let covered = covered(job, OfScene { scene, revision }).await?;
    let speeches = narrate::told(&covered, narrator)?;
    if speeches.is_empty() {
        return record::complete(job, &[], &Voices::default(), &record::nothing()).await;
    }
    let speakers = stage.voices(job).await?;
    let parts = parts(&covered, &speeches, speakers.speakers());
    let maker = maker(&parts);
    let (lines, stem) = work(job, move |desk| record_all(&speakers, &parts, desk)).await?;
    let (kept, asset) = stems::keep(job, &covered, AssetTag::Dialogue, stem, maker).await?;
    let made = Voices { lines, stem: Some(kept) };
    record::complete(job, &[asset], &made, &record::nothing()).await
}

/// A speech and how it is spoken.
#[derive(Clone, Debug)]
struct Part {
    speaker: String,
    text: String,
    voice: Voice,
    delivery: Delivery,
    seed: u64,
    narrated: bool,
}

fn parts(of: &Covered, speeches: &[Speech], speakers: &[Speaker]) -> Vec<Part> {
    let parts = speeches.iter().filter(|it| !it.narrated);
    let voices = roles(parts.map(|it| it.speaker.as_str()), &of.cast, speakers);
    let narrator = narrate::voice(speakers);
    let mut extension = "";
    let part = |speech: &Speech| {
        let Speech { speaker, text, parenthetical, start, narrated } = speech;
        let (speaker, text) = (speaker.clone(), text.clone());
        if *narrated {
            let seed = seed(&speaker, &text);
            return Part {
                speaker,
                text,
                voice: narrator,
                delivery: Delivery::default(),
                seed,
                narrated: true,
            };
        }
        // A speech that goes on after a parenthetical has no cue of its own, and is heard as it began.
        let cue = extension_of(of.content.get(*start..).unwrap_or_default(), &speaker);
        extension = cue.unwrap_or(extension);
        let how = format!("{parenthetical} {extension}");
        Part {
            voice: voices.get(&speaker).copied().unwrap_or(Voice::of(Speaker::Hibari)),
            delivery: Delivery::of(&how),
            seed: seed(&speaker, &text),
            speaker,
            text,
            narrated: false,
        }
    };
    speeches.iter().map(part).collect()
}

/// What stands behind the name in a cue: `(V.O.)` of `MARA (V.O.)`; nothing if this is no cue of theirs.
fn extension_of<'t>(text: &'t str, speaker: &str) -> Option<&'t str> {
    let line = text.lines().next()?.trim_start_matches(['@', ' ', '\t']);
    line.strip_prefix(speaker).map(str::trim).filter(|rest| rest.is_empty() || rest.starts_with(['(', '^']))
}

/// Decides the breath in a line; equal lines have equal ones.
fn seed(speaker: &str, text: &str) -> u64 {
    u64::from_str_radix(&digest(&["line", speaker, text])[..16], 16).unwrap_or(0)
}

fn record_all(speakers: &Speakers, parts: &[Part], desk: &Desk) -> Result<(Vec<Line>, Encoded), JobError> {
    let mut reel = Reel::default();
    for (at, part) in parts.iter().enumerate() {
        let message = format!("{} speaks", part.speaker);
        let mut watch = |within: f64| desk.tell((at + 1, parts.len()), &message, within);
        match speakers.speak(&part.text, &part.voice, &part.delivery, part.seed, &mut watch) {
            Ok(spoken) => reel.add(&part.speaker, &part.text, &spoken)?,
            Err(SoundError::NothingToSay) => reel.leave(&part.speaker, &part.text)?,
            Err(error) => return Err(failed(error)),
        }
    }
    let (mut lines, clip) = reel.finish();
    for (line, part) in lines.iter_mut().zip(parts) {
        line.narrated = part.narrated;
    }
    Ok((lines, encode(&clip)?))
}

/// Whom the voices are of, and under whose licence.
fn maker(parts: &[Part]) -> Maker {
    let programs: BTreeSet<_> = parts.iter().map(|part| lender(part.voice.speaker)).collect();
    let joined = |what: fn(&Lender) -> &'static str| {
        let all: BTreeSet<&str> = programs.iter().map(what).filter(|it| !it.is_empty()).collect();
        all.into_iter().collect::<Vec<_>>().join("; ")
    };
    let cast: BTreeSet<&str> = parts.iter().map(|part| part.speaker.as_str()).collect();
    let voice = |name: &str| parts.iter().find(|part| part.speaker == name).map(|part| part.voice);
    Maker {
        engine: joined(|it| it.engine),
        model: Some(joined(|it| it.model)),
        licence: joined(|it| it.licence),
        seed: parts.first().map(|part| part.seed),
        parameters: json!({ "voices": cast.iter().map(|name| (*name, voice(name))).collect::<Vec<_>>() }),
    }
}

/// Who lends a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Lender {
    engine: &'static str,
    model: &'static str,
    licence: &'static str,
}

const fn lender(of: Speaker) -> Lender {
    let flite = "flite: BSD-style licence of Carnegie Mellon University";
    let (engine, model, licence) = match of {
        Speaker::Hibari => ("hibari", "hibari-tts 0.2.1", "hibari-tts: Apache-2.0"),
        Speaker::FliteRms => ("flite", "cmu_us_rms", flite),
        Speaker::FliteSlt => ("flite", "cmu_us_slt", flite),
        Speaker::FliteAwb => ("flite", "cmu_us_awb", flite),
        Speaker::FliteKal => ("flite", "cmu_us_kal16", flite),
        Speaker::FestivalSlt => {
            ("festival", "cmu_us_slt_arctic_hts", "cmu_us_slt_arctic_hts: BSD-style licence")
        }
    };
    Lender { engine, model, licence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_name_is_its_extension() {
        assert_eq!(extension_of("MARA (V.O.)\nHello.", "MARA"), Some("(V.O.)"));
        assert_eq!(extension_of("MARA ^\nHello.", "MARA"), Some("^"));
        assert_eq!(extension_of("@McCoy\nJim.", "McCoy"), Some(""));
        assert_eq!(extension_of("MARATHON\nHello.", "MARA"), None);
        assert_eq!(extension_of("And now I go.", "MARA"), None);
    }

    #[test]
    fn a_line_breathes_alike_wherever_it_is_said() {
        assert_eq!(seed("MARA", "Yes."), seed("MARA", "Yes."));
        assert_ne!(seed("MARA", "Yes."), seed("TOM", "Yes."));
    }

    #[test]
    fn everybody_who_lends_a_voice_is_named_once() {
        let part = |speaker: &str, of| Part {
            speaker: speaker.into(),
            text: "Yes.".into(),
            voice: Voice::of(of),
            delivery: Delivery::default(),
            seed: 1,
            narrated: false,
        };
        let parts = [part("A", Speaker::FliteRms), part("B", Speaker::Hibari), part("C", Speaker::FliteAwb)];
        let maker = maker(&parts);
        assert_eq!(maker.engine, "flite; hibari");
        assert_eq!(maker.model.unwrap(), "cmu_us_awb; cmu_us_rms; hibari-tts 0.2.1");
        assert_eq!(maker.licence.matches("flite").count(), 1);
        assert_eq!(maker.parameters["voices"][1][1]["speaker"], "hibari");
    }
}
