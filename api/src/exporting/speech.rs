//! What is said in which shot, for a cut that has no sound yet.

use super::material::{CutScene, CutShot};
use screenplay::{Element, Kind};

/// Something that is said, in words as they are heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) speaker: String,
    pub(super) text: String,
}

/// The lines that a shot's stretch of the text holds, or parts of them.
pub(super) fn in_shot(scene: &CutScene, shot: &CutShot) -> Vec<Said> {
    let Some(span) = shot.plan.span.filter(|_| CutScene::speaks(shot)) else { return Vec::new() };
    let Some(text) = scene.texts.get(&span.revision) else { return Vec::new() };
    let elements = screenplay::parse_fragment(text).unwrap_or_default();
    within(text, &elements, span.start as usize, span.end as usize)
}

fn within(text: &str, elements: &[Element], start: usize, end: usize) -> Vec<Said> {
    let mut speaker = String::new();
    let mut said = Vec::new();
    for element in elements {
        if let Some(name) = element.cue_name() {
            speaker = name;
        }
        if !matches!(element.kind, Kind::Dialogue | Kind::Lyrics { in_dialogue: true }) {
            continue;
        }
        let (from, to) = (element.span.start.max(start), element.span.end.min(end));
        let part = text.get(from..to).filter(|_| from < to).unwrap_or_default();
        let text = crate::importing::printed(part.trim_start_matches('~'));
        if !text.is_empty() {
            said.push(Said { speaker: speaker.clone(), text });
        }
    }
    said
}

/// Shares a shot's frames out among what is said in it, by the number of words; each gets at least one.
pub(super) fn shares(said: &[Said], frames: u64) -> Vec<(u64, u64)> {
    let words: Vec<u64> = said.iter().map(|it| it.text.split_whitespace().count().max(1) as u64).collect();
    let all: u64 = words.iter().sum();
    let mut before = 0;
    let share = |count: &u64| {
        let start = frames * before / all.max(1);
        before += count;
        (start, (frames * before / all.max(1)).saturating_sub(start).max(1))
    };
    words.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rain.\n\nMARA (V.O.)\n(low)\nWho is *there*? Say it.\n\nTOM\nMe.\n";

    fn said(start: usize, end: usize) -> Vec<(String, String)> {
        let elements = screenplay::parse_fragment(TEXT).unwrap();
        within(TEXT, &elements, start, end).into_iter().map(|it| (it.speaker, it.text)).collect()
    }

    #[test]
    fn a_stretch_holds_its_part_of_a_speech() {
        let all = [("MARA".to_owned(), "Who is there? Say it.".to_owned()), ("TOM".into(), "Me.".into())];
        assert_eq!(said(0, TEXT.len()), all);
        let (say, tom) = (TEXT.find("Say").unwrap(), TEXT.find("TOM").unwrap());
        assert_eq!(said(0, say), [("MARA".to_owned(), "Who is there?".to_owned())]);
        assert_eq!(said(say, tom), [("MARA".to_owned(), "Say it.".to_owned())]);
        assert!(said(0, 5).is_empty());
    }

    #[test]
    fn frames_are_shared_by_words_and_none_is_lost() {
        let said = |text: &str| Said { speaker: String::new(), text: text.into() };
        assert_eq!(shares(&[said("one two three"), said("four")], 40), [(0, 30), (30, 10)]);
        assert_eq!(shares(&[], 40), []);
        assert!(shares(&[said("a"), said("b"), said("c")], 1).iter().all(|(_, frames)| *frames >= 1));
    }
}
