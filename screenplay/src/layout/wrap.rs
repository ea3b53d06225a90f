//! Lines of at most so many characters, broken at spaces, with their styles.

use crate::fountain::{Run, Style, push_run};

/// Wraps every line of `runs`. Indentation is kept on a line's first row as far as half the width; a
/// word longer than a row is broken.
pub(super) fn wrap(runs: &[Run], width: u16) -> Vec<Vec<Run>> {
    let width = usize::from(width);
    let mut rows = Vec::new();
    let mut line = Vec::<(char, Style)>::new();
    for run in runs {
        for c in run.text.chars() {
            if c == '\n' {
                wrap_line(&line, width, &mut rows);
                line.clear();
            } else if !c.is_control() {
                line.push((c, run.style));
            }
        }
    }
    wrap_line(&line, width, &mut rows);
    rows
}

fn wrap_line(line: &[(char, Style)], width: usize, rows: &mut Vec<Vec<Run>>) {
    let space = |i: usize| line[i].0.is_whitespace();
    let Some(last) = (0..line.len()).rev().find(|&i| !space(i)) else {
        return rows.push(Vec::new());
    };
    let line = &line[..=last];
    let indent = (0..line.len()).take_while(|&i| space(i)).count();
    let mut start = indent.saturating_sub(width / 2);
    let mut first_word = indent;
    while line.len() - start > width {
        let limit = start + width;
        let end = match (first_word + 1..=limit).rev().find(|&i| space(i)) {
            Some(end) => (first_word..end).rev().find(|&i| !space(i)).map_or(end, |i| i + 1),
            None => limit,
        };
        rows.push(set(&line[start..end]));
        start = (end..line.len()).find(|&i| !space(i)).unwrap_or(line.len());
        first_word = start;
    }
    rows.push(set(&line[start..]));
}

fn set(row: &[(char, Style)]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut buffer = [0; 4];
    for &(c, style) in row {
        push_run(&mut runs, style, c.encode_utf8(&mut buffer));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fountain::runs;
    use proptest::prelude::*;

    fn rows(text: &str, width: u16) -> Vec<String> {
        let joined = |row: Vec<Run>| row.into_iter().map(|run| run.text).collect();
        wrap(&runs(text), width).into_iter().map(joined).collect()
    }

    #[test]
    fn rows_break_at_spaces_and_keep_indentation() {
        assert_eq!(rows("one two three", 7), ["one two", "three"]);
        assert_eq!(rows("one two  three ", 8), ["one two", "three"]);
        assert_eq!(rows("  one two", 5), ["  one", "two"]);
        assert_eq!(rows("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(rows("a\n\n b", 9), ["a", "", " b"]);
        assert_eq!(rows("", 9), [""]);
    }

    #[test]
    fn styles_survive_a_break() {
        let rows = wrap(&runs("plain **bold words** x"), 10);
        assert_eq!(rows[0].len(), 2);
        assert!(rows[1][0].style.bold && rows[1][0].text == "words");
    }

    proptest! {
        #[test]
        fn no_row_is_too_long_and_no_word_is_lost(text in "[a-z \n]{0,200}", width in 1_u16..40) {
            let rows = rows(&text, width);
            prop_assert!(rows.iter().all(|row| row.chars().count() <= usize::from(width)), "{:?}", rows);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&rows.concat()), letters(&text));
        }
    }
}
