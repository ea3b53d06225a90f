//! Small models fall into loops: the same word, phrase, line or pair of lines again and again. These
//! filters keep the first round of a loop and whatever a writer might repeat on purpose.

use std::collections::HashMap;

/// The longest phrase, in words, that is looked for as the period of a loop.
const MAX_PERIOD: usize = 24;

/// Collapses repeated words and phrases inside one line: short ones may stand three times, phrases of
/// five words or more once.
pub(super) fn unlooped(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let mut kept = Vec::<usize>::with_capacity(words.len());
    for i in 0..words.len() {
        kept.push(i);
        if let Some(period) = (1..=MAX_PERIOD).find(|&period| loops(&kept, &keys, period)) {
            let allowed = allowed(period);
            kept.truncate(kept.len() - period * allowed);
        }
    }
    kept.into_iter().map(|i| words[i]).collect::<Vec<_>>().join(" ")
}

fn allowed(period: usize) -> usize {
    if period < 5 { 3 } else { 1 }
}

/// Whether the last words are one round of `period` words too many.
fn loops(kept: &[usize], keys: &[String], period: usize) -> bool {
    let length = period * (allowed(period) + 1);
    let Some(start) = kept.len().checked_sub(length) else { return false };
    let tail = &kept[start..];
    (period..length).rev().all(|i| keys[tail[i]] == keys[tail[i - period]])
}

/// Remembers the lines of a scene and says which may stand.
#[derive(Debug, Default)]
pub(super) struct Seen {
    counts: HashMap<String, u32>,
    last: String,
}

impl Seen {
    /// Refuses a line equal to the one before it, a long line seen before, and a short one seen three
    /// times. `speaker` is part of what is compared.
    pub(super) fn admits(&mut self, speaker: &str, line: &str) -> bool {
        let line = key(line);
        let limit = if line.chars().count() < 20 { 3 } else { 1 };
        let key = format!("{speaker}:{line}");
        if key == self.last {
            return false;
        }
        self.last.clone_from(&key);
        let count = self.counts.entry(key).or_default();
        *count += 1;
        *count <= limit
    }
}

/// What two lines have in common that differ in case and punctuation. A line of punctuation alone is
/// compared as it stands.
fn key(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { text.to_owned() } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_in_a_line_are_cut() {
        assert_eq!(unlooped("No. No. No."), "No. No. No.");
        assert!(unlooped(&"very ".repeat(50)).split(' ').count() <= 3);
        assert_eq!(
            unlooped("He opens the red door. He opens the red door. Light."),
            "He opens the red door. Light."
        );
        assert_eq!(unlooped(&"the light and ".repeat(40)).matches("light").count(), 1);
        assert_eq!(unlooped(""), "");
    }

    #[test]
    fn a_loop_of_two_lines_ends() {
        let mut seen = Seen::default();
        let lines = ["He walks slowly to the window.", "She walks slowly to the door."].repeat(10);
        assert_eq!(lines.iter().filter(|line| seen.admits("", line)).count(), 2);
        assert!(seen.admits("BO", "No.") && !seen.admits("BO", "No!") && seen.admits("MARA", "No."));
        assert!(seen.admits("BO", "No.") && seen.admits("MARA", "No.") && seen.admits("BO", "No."));
        assert!(seen.admits("MARA", "No.") && !seen.admits("BO", "No."));
    }
}
