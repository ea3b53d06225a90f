//! Runs written back as Fountain marks: the inverse of reading emphasis, for text that comes from
//! formats that keep style apart from words.

use super::emphasis::{Run, Style, push, runs};

/// The text whose emphasis reads back as `pieces`. Spaces at the ends of an emphasised piece leave it,
/// because Fountain's marks must touch a word. Where no marks can express a line (none is known), its
/// words are kept and its emphasis is not.
pub fn marked(pieces: &[Run]) -> String {
    let lines = lines(pieces);
    lines.iter().map(|line| marked_line(&tightened(line))).collect::<Vec<_>>().join("\n")
}

fn lines(pieces: &[Run]) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        for (i, part) in piece.text.split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            push(lines.last_mut().expect("there is always a line"), piece.style, part);
        }
    }
    lines
}

/// Moves a run's outer spaces into plain runs.
pub(super) fn tightened(line: &[Run]) -> Vec<Run> {
    let mut out = Vec::new();
    for (i, Run { style, text }) in line.iter().enumerate() {
        let begins = text.len() - text.trim_start().len();
        let ends = text.trim_end().len().max(begins);
        let (before, after) = (i.checked_sub(1).map(|i| line[i].style), line.get(i + 1).map(|run| run.style));
        push(&mut out, before.map_or(Style::default(), |before| common(before, *style)), &text[..begins]);
        push(&mut out, *style, &text[begins..ends]);
        push(&mut out, after.map_or(Style::default(), |after| common(*style, after)), &text[ends..]);
    }
    out
}

/// What two neighbours share, and a space between them may keep.
fn common(a: Style, b: Style) -> Style {
    Style { bold: a.bold && b.bold, italic: a.italic && b.italic, underline: a.underline && b.underline }
}

/// The first spelling that reads back: without escapes, with them, without emphasis.
fn marked_line(line: &[Run]) -> String {
    let words: String = line.iter().map(|run| run.text.as_str()).collect();
    let plain = [Run { style: Style::default(), text: words }];
    let reads_back = |text: &String| runs(text) == line;
    let spelled = spell(line, false);
    let spelled = Some(spelled).filter(&reads_back).or_else(|| Some(spell(line, true)).filter(&reads_back));
    spelled.unwrap_or_else(|| spell(&plain, true))
}

fn spell(line: &[Run], escape: bool) -> String {
    let (mut out, mut now) = (String::new(), Style::default());
    for Run { style, text } in line {
        turn(&mut out, now, *style);
        for c in text.chars() {
            if escape && matches!(c, '*' | '_' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        now = *style;
    }
    turn(&mut out, now, Style::default());
    out
}

/// Closes what ends, then opens what begins; underlines outermost.
fn turn(out: &mut String, from: Style, to: Style) {
    let stars =
        |was: Style, is: Style| usize::from(was.italic && !is.italic) + 2 * usize::from(was.bold && !is.bold);
    out.extend(std::iter::repeat_n('*', stars(from, to)));
    if from.underline != to.underline {
        out.push('_');
    }
    out.extend(std::iter::repeat_n('*', stars(to, from)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn style(bits: u8) -> Style {
        Style { bold: bits & 1 > 0, italic: bits & 2 > 0, underline: bits & 4 > 0 }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_always_survive_and_emphasis_does_between_words(
            pieces in prop::collection::vec((0_u8..8, "[a-c*_\\\\ ]{1,6}"), 0..6),
        ) {
            let mut line = Vec::new();
            for (bits, text) in &pieces {
                push(&mut line, style(*bits), text);
            }
            let text = marked(&line);
            let words = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
            prop_assert_eq!(words(&runs(&text)), words(&line), "{}", text);
            let spaced: Vec<(u8, String)> = pieces.iter().map(|(bits, _)| (*bits, "word".to_owned())).collect();
            let mut line = Vec::new();
            for (bits, text) in &spaced {
                push(&mut line, style(*bits), text);
                push(&mut line, Style::default(), " ");
            }
            let line = tightened(&line);
            prop_assert_eq!(runs(&marked(&line)), line);
        }
    }

    #[test]
    fn styles_that_touch_inside_a_word_are_kept() {
        let mut lost = Vec::new();
        for (a, b) in (0..8).flat_map(|a| (0..8).map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let line: Vec<Run> = [(a, "one"), (b, "two")]
                .map(|(bits, text)| Run { style: style(bits), text: text.into() })
                .into();
            if runs(&marked(&line)) != line {
                lost.push((a, b));
            }
        }
        assert_eq!(lost, []);
    }

    #[test]
    fn spaces_leave_emphasis_and_marks_are_escaped_only_where_they_must() {
        let bold = Style { bold: true, ..Style::default() };
        let line = [
            Run { style: bold, text: "loud ".into() },
            Run { style: Style::default(), text: "2 * 3 *".into() },
        ];
        assert_eq!(marked(&line), "**loud** 2 * 3 *");
        assert_eq!(marked(&[Run { style: Style::default(), text: "*not*".into() }]), "\\*not\\*");
    }
}
