//! The curve that music follows: where the scene's tension rises to, how the mood begins, how fast it is cut and
//! how quickly people answer each other.

use domain::Tone;

use crate::kinds::film::timeline::{Timeline, ms};
use crate::kinds::made::{FPS, Line};

/// Film frames between two moments of the curve.
const STEP: u32 = 2 * FPS;
/// The most moments; longer scenes have them further apart.
const MOST: u32 = 240;
/// Where a scene comes to its height.
const HEIGHT: f32 = 0.8;
/// Milliseconds on both sides of a moment in which answers are counted.
const AROUND_MS: u64 = 5_000;
/// Beginnings of words that raise what is at stake.
const STAKES: [&str; 24] = [
    "die", "death", "dead", "kill", "gun", "knife", "blood", "threat", "danger", "escape", "trap", "fear",
    "betray", "lie", "secret", "lose", "lost", "time", "police", "soldier", "storm", "fight", "hunt",
    "never",
];

/// The tension of a scene from its beginning to its end, 0 to 1.
pub(super) fn curve(timeline: &Timeline, lines: &[Line], tone: Tone, tension: &str) -> Vec<f32> {
    let frames = timeline.frames();
    let moments = (frames / STEP + 1).clamp(2, MOST);
    let (begins, rises) = (calm(tone), stake(tension));
    let starts = timeline.starts();
    (0..moments)
        .map(|moment| {
            let share = part(moment, moments - 1);
            let frame = u32::try_from(u64::from(frames) * u64::from(moment) / u64::from(moments - 1))
                .unwrap_or(frames)
                .min(frames.saturating_sub(1));
            let cutting = pace(timeline, &starts, frame);
            let talking = answers(timeline, lines, ms(frame));
            (begins + rises * arc(share) + cutting + talking).clamp(0.05, 1.0)
        })
        .collect()
}

/// Where a mood begins.
const fn calm(tone: Tone) -> f32 {
    match tone {
        Tone::Light | Tone::Comedic | Tone::Whimsical | Tone::Romantic => 0.25,
        Tone::Neutral | Tone::Melancholic | Tone::Satirical | Tone::Dramatic => 0.3,
        Tone::Dark | Tone::Gritty => 0.35,
        Tone::Suspenseful | Tone::Epic => 0.4,
    }
}

/// How far it rises: little where nothing stands against the scene's goal, further the more is at stake.
fn stake(tension: &str) -> f32 {
    let lower = tension.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut count, mut grave) = (0_u16, 0_u16);
    for word in words.take(500) {
        count += 1;
        grave += u16::from(STAKES.iter().any(|beginning| word.starts_with(beginning)));
    }
    if count == 0 { 0.15 } else { (0.3 + 0.06 * f32::from(grave)).min(0.5) }
}

/// Up to the height and, less far, down again.
fn arc(share: f32) -> f32 {
    if share <= HEIGHT {
        let way = share / HEIGHT;
        way * way * (3.0 - 2.0 * way)
    } else {
        1.0 - 0.5 * (share - HEIGHT) / (1.0 - HEIGHT)
    }
}

/// Quick cuts drive, long shots rest.
fn pace(timeline: &Timeline, starts: &[u32], frame: u32) -> f32 {
    let shot = starts.partition_point(|start| *start <= frame).saturating_sub(1);
    match timeline.shots.get(shot) {
        Some(length) if *length < 2 * FPS => 0.1,
        Some(length) if *length > 7 * FPS => -0.05,
        _ => 0.0,
    }
}

/// The more speeches begin around a moment, the more there is between people.
fn answers(timeline: &Timeline, lines: &[Line], at_ms: u64) -> f32 {
    let near = timeline.lines_ms.iter().take(lines.len()).filter(|begun| begun.abs_diff(at_ms) <= AROUND_MS);
    let count = u16::try_from(near.count()).unwrap_or(u16::MAX);
    (0.04 * f32::from(count)).min(0.15)
}

fn part(of: u32, whole: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a curve has some hundred moments")]
    let share = of as f32 / whole.max(1) as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scene(shots: &[u32], lines_ms: &[u64]) -> Timeline {
        Timeline { shots: shots.to_vec(), lines_ms: lines_ms.to_vec() }
    }

    fn lines(count: usize) -> Vec<Line> {
        let line = Line {
            speaker: "A".into(),
            text: "So.".into(),
            at_ms: 0,
            ms: 500,
            phrases: Vec::new(),
            narrated: false,
        };
        vec![line; count]
    }

    #[test]
    fn tension_rises_to_its_height_and_falls_a_little() {
        let curve = curve(&scene(&[96; 10], &[]), &[], Tone::Dark, "the soldiers will kill him if she lies");
        let highest = curve.iter().copied().fold(0.0, f32::max);
        let height = curve.iter().position(|it| (*it - highest).abs() < 1e-6).unwrap();
        assert!((0.7..0.9).contains(&part(u32::try_from(height).unwrap(), 20)), "{curve:?}");
        assert!(curve[0] < 0.4 && highest > 0.7 && curve.last().unwrap() < &highest, "{curve:?}");
    }

    #[test]
    fn nothing_at_stake_is_calmer_than_death() {
        let of = |tension| curve(&scene(&[96; 6], &[]), &[], Tone::Neutral, tension)[10];
        assert!(of("") + 0.1 < of("they disagree"));
        assert!(of("they disagree") < of("death and betrayal"));
        assert!(of("") < curve(&scene(&[30; 20], &[]), &[], Tone::Neutral, "")[10]);
    }

    #[test]
    fn quick_answers_raise_it_where_they_are() {
        let talked = curve(&scene(&[96; 10], &[1_000, 2_000, 3_000, 4_000]), &lines(4), Tone::Light, "");
        let silent = curve(&scene(&[96; 10], &[]), &[], Tone::Light, "");
        assert!(talked[1] > silent[1] + 0.1);
        assert!((talked[19] - silent[19]).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn any_scene_has_a_curve_that_music_can_follow(
            shots in proptest::collection::vec(1_u32..9_000, 1..40),
            at in proptest::collection::vec(0_u64..900_000, 0..40),
            tension in "\\PC{0,80}",
        ) {
            let curve = curve(&scene(&shots, &at), &lines(at.len()), Tone::Epic, &tension);
            prop_assert!((2..=240).contains(&curve.len()));
            prop_assert!(curve.iter().all(|it| (0.0..=1.0).contains(it)));
        }
    }
}
