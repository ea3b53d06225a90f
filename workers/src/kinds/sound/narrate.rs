//! What a narrator reads of a scene, for those who cannot see it or want to hear how it reads: the heading, and
//! the action between the speeches. The narrator has a voice that no character has.

use screenplay::Kind;
use sound::voice::{Speaker, Voice, heading_for_reading};

use crate::error::JobError;
use crate::kinds::covered::{Covered, Speech};

/// What the narrator's lines are signed with.
const NARRATOR: &str = "NARRATOR";

/// What is heard of a scene, in order: its speeches and, if there is a narrator, what stands between them.
pub(super) fn told(of: &Covered, narrator: bool) -> Result<Vec<Speech>, JobError> {
    let speeches = of.speeches()?;
    if narrator { with_narrator(&of.scene.setting, &of.content, speeches) } else { Ok(speeches) }
}

fn with_narrator(heading: &str, content: &str, speeches: Vec<Speech>) -> Result<Vec<Speech>, JobError> {
    let elements = screenplay::parse_fragment(content).map_err(JobError::fail)?;
    let read = |text: String, start: usize| Speech {
        speaker: NARRATOR.to_owned(),
        text,
        parenthetical: String::new(),
        start,
        narrated: true,
    };
    let mut told = vec![read(heading_for_reading(heading), 0)];
    let action = elements.iter().filter(|element| matches!(element.kind, Kind::Action));
    told.extend(action.map(|element| {
        let words: Vec<&str> = element.text.split_whitespace().collect();
        read(words.join(" "), element.span.start)
    }));
    told.extend(speeches);
    told.retain(|speech| speech.text.chars().any(char::is_alphanumeric));
    // The heading stays first: it begins where the text does.
    told.sort_by_key(|speech| speech.start);
    Ok(told)
}

/// The narrator's voice: calm, a little lower and slower than any part is cast with.
pub(super) fn voice(speakers: &[Speaker]) -> Voice {
    let speaker = speakers.first().copied().unwrap_or(Speaker::Hibari);
    Voice { pitch_semitones: -1.3, rate: 0.94, formant: 0.98, ..Voice::of(speaker) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENE: &str =
        "The lamp *turns*. MARA climbs.\n\nMARA\nWho is there?\n\nNobody answers.\n\n> CUT TO:";

    fn speech(text: &str, start: usize) -> Speech {
        Speech {
            speaker: "MARA".into(),
            text: text.into(),
            parenthetical: String::new(),
            start,
            narrated: false,
        }
    }

    #[test]
    fn the_heading_and_the_action_are_read_in_their_places() {
        let cue = SCENE.find("MARA\n").unwrap();
        let all = with_narrator("INT. LAMP ROOM - NIGHT", SCENE, vec![speech("Who is there?", cue)]).unwrap();
        let told: Vec<_> = all.iter().map(|it| (it.narrated, it.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (true, "Interior. Lamp Room. Night."),
                (true, "The lamp *turns*. MARA climbs."),
                (false, "Who is there?"),
                (true, "Nobody answers."),
            ]
        );
        assert_eq!(all[3].start, SCENE.find("Nobody").unwrap());
    }

    #[test]
    fn a_scene_without_words_has_nothing_to_be_read() {
        assert!(with_narrator("", "\n\n", vec![]).unwrap().is_empty());
    }

    #[test]
    fn no_part_is_cast_with_the_narrators_voice() {
        let part = |n: u32| sound::voice::Character { name: format!("PART {n}"), ..Default::default() };
        let parts: Vec<_> = (0..24).map(part).collect();
        for speakers in [&[Speaker::Hibari][..], &Speaker::ALL] {
            let own = voice(speakers);
            assert!(sound::voice::cast(&parts, speakers).iter().all(|voice| *voice != own));
        }
    }
}
