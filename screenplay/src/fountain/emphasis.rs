//! Emphasis: `*italic*`, `**bold**`, `***both***`, `_underlined_`, and `\` in front of a mark that is
//! meant as a character. Marks pair within a line only; one that opens touches what follows it, one that
//! closes touches what it follows, and a mark without a partner is text (Fountain 1.1, "Emphasis").
//! One pass finds the marks, a stack pairs them: linear, whatever the text.

use serde::{Deserialize, Serialize};

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Style {
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line under it.
    pub underline: bool,
}

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// How it is set.
    pub style: Style,
    /// What it says, without marks and escapes.
    pub text: String,
}

/// A row of stars, or an underscore, that may begin or end emphasis.
struct Mark {
    at: usize,
    length: usize,
    sign: Sign,
    opens: bool,
    closes: bool,
    /// What it switches, in order, each with the number of characters it uses.
    switches: Vec<Switch>,
    left: usize,
    opened: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Stars,
    Underscore,
}

#[derive(Clone, Copy)]
enum Switch {
    Bold,
    Italic,
    Underline,
}

impl Switch {
    fn flip(self, style: &mut Style) {
        match self {
            Self::Bold => style.bold = !style.bold,
            Self::Italic => style.italic = !style.italic,
            Self::Underline => style.underline = !style.underline,
        }
    }
}

/// The runs of a text; lines stay separated by `\n`, and neighbouring runs differ in style.
pub fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            push(&mut out, Style::default(), "\n");
        }
        line_runs(line, &mut out);
    }
    out
}

/// The text without marks and escapes.
pub fn plain(text: &str) -> String {
    runs(text).into_iter().map(|run| run.text).collect()
}

/// Adds text to the last run if the style is the same, or as a new one.
pub(crate) fn push(runs: &mut Vec<Run>, style: Style, text: &str) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.style == style => last.text.push_str(text),
        _ => runs.push(Run { style, text: text.to_owned() }),
    }
}

fn line_runs(line: &str, out: &mut Vec<Run>) {
    if !line.contains(['*', '_', '\\']) {
        return push(out, Style::default(), line);
    }
    let mut marks = find_marks(line);
    pair(&mut marks);
    let (mut at, mut style) = (0, Style::default());
    for mark in &marks {
        push_unescaped(out, style, &line[at..mark.at]);
        at = mark.at + mark.length;
        let literal = &line[mark.at..mark.at + mark.left];
        // What is left of an opening mark stands before the emphasis, of a closing one behind it.
        let (before, behind) = if mark.opened { (literal, "") } else { ("", literal) };
        push(out, style, before);
        mark.switches.iter().for_each(|switch| switch.flip(&mut style));
        push(out, style, behind);
    }
    push_unescaped(out, style, &line[at..]);
}

fn push_unescaped(out: &mut Vec<Run>, style: Style, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let escaped = rest[at + 1..].starts_with(['*', '_', '\\']);
        push(out, style, &rest[..at + usize::from(!escaped)]);
        let skipped = at + 1 + usize::from(escaped);
        if escaped {
            push(out, style, &rest[at + 1..skipped]);
        }
        rest = &rest[skipped..];
    }
    push(out, style, rest);
}

fn find_marks(line: &str) -> Vec<Mark> {
    let bytes = line.as_bytes();
    let (mut marks, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let (sign, length) = match bytes[at] {
            b'\\' if matches!(bytes.get(at + 1), Some(b'*' | b'_' | b'\\')) => {
                at += 2;
                continue;
            }
            b'*' => (Sign::Stars, bytes[at..].iter().take_while(|&&byte| byte == b'*').count()),
            b'_' => (Sign::Underscore, 1),
            _ => {
                at += 1;
                continue;
            }
        };
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let (opens, closes) =
            (solid(line[at + length..].chars().next()), solid(line[..at].chars().next_back()));
        marks.push(Mark {
            at,
            length,
            sign,
            opens,
            closes,
            switches: Vec::new(),
            left: length,
            opened: false,
        });
        at += length;
    }
    marks
}

/// Pairs each closing mark with the nearest open one, two stars at a time where both have two.
fn pair(marks: &mut [Mark]) {
    let (mut stars, mut underscore) = (Vec::<usize>::new(), None::<usize>);
    for i in 0..marks.len() {
        if marks[i].sign == Sign::Underscore {
            underscore = match underscore.filter(|_| marks[i].closes) {
                Some(open) => {
                    switch(marks, open, i, Switch::Underline, 1);
                    None
                }
                None if marks[i].opens => Some(i),
                None => underscore,
            };
            continue;
        }
        while marks[i].closes
            && marks[i].left > 0
            && let Some(&open) = stars.last().filter(|&&open| may_pair(&marks[open], &marks[i]))
        {
            let both_have_two = marks[open].left >= 2 && marks[i].left >= 2;
            let (kind, used) = if both_have_two { (Switch::Bold, 2) } else { (Switch::Italic, 1) };
            switch(marks, open, i, kind, used);
            if marks[open].left == 0 {
                stars.pop();
            }
        }
        // More than three stars are a line of stars, and no emphasis.
        if marks[i].opens && marks[i].left > 0 && marks[i].length <= 3 {
            stars.push(i);
        }
    }
}

/// `**a*b***` opens twice: a mark that could do both does not close one whose length makes three with
/// it (`CommonMark` 0.31, rule 9 of emphasis).
fn may_pair(open: &Mark, close: &Mark) -> bool {
    let both = (open.opens && open.closes) || (close.opens && close.closes);
    let three = (open.length + close.length).is_multiple_of(3);
    close.length <= 3
        && !(both && three && !(open.length.is_multiple_of(3) && close.length.is_multiple_of(3)))
}

fn switch(marks: &mut [Mark], open: usize, close: usize, kind: Switch, used: usize) {
    marks[open].opened = true;
    for i in [open, close] {
        marks[i].switches.push(kind);
        marks[i].left -= used;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs in short: `b`, `i`, `u` and the words.
    fn short(text: &str) -> Vec<(String, String)> {
        let name = |style: Style| {
            let bits = [(style.bold, 'b'), (style.italic, 'i'), (style.underline, 'u')];
            bits.into_iter().filter(|(on, _)| *on).map(|(_, c)| c).collect()
        };
        runs(text).into_iter().map(|run| (name(run.style), run.text)).collect()
    }

    #[track_caller]
    fn assert_runs(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(short(text), expected, "{text}");
    }

    #[test]
    fn marks_set_words_in_every_style() {
        assert_runs("*a*", &[("i", "a")]);
        assert_runs("**a**", &[("b", "a")]);
        assert_runs("***a***", &[("bi", "a")]);
        assert_runs("_a_", &[("u", "a")]);
        assert_runs("_***a***_", &[("biu", "a")]);
        assert_runs(
            "x **bold *both* bold** y",
            &[("", "x "), ("b", "bold "), ("bi", "both"), ("b", " bold"), ("", " y")],
        );
        assert_runs("***a** b*", &[("bi", "a"), ("i", " b")]);
        assert_runs("_a *b_ c*", &[("u", "a "), ("iu", "b"), ("i", " c")]);
    }

    #[test]
    fn marks_that_touch_nothing_are_text() {
        for text in [
            "He dialed *69 and then *23, and hung up.",
            "a * b * c",
            "a _ b _ c",
            "**",
            "* *",
            "****",
            "_",
            "2 ** 3",
            "*****a*****",
        ] {
            assert_runs(text, &[("", text)]);
        }
        assert_runs("*a\nb*", &[("", "*a\nb*")]);
        assert_runs("**a*", &[("", "*"), ("i", "a")]);
        assert_runs("*a**", &[("i", "a"), ("", "*")]);
    }

    #[test]
    fn a_backslash_makes_a_mark_a_character() {
        assert_runs(
            "Steel enters the code on the keypad: **\\*9765\\***",
            &[("", "Steel enters the code on the keypad: "), ("b", "*9765*")],
        );
        assert_runs("a \\_b\\_ \\n \\\\", &[("", "a _b_ \\n \\")]);
        assert_eq!(plain("_**A**_ \\*"), "A *");
    }

    #[test]
    fn a_megabyte_of_marks_is_quick() {
        for unit in ["*", "*a", "**a ", "_a", "*a_", "\\", "***a**b* "] {
            let text = unit.repeat(200_000);
            assert!(plain(&text).len() <= text.len());
        }
    }
}
