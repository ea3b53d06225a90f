//! What a line is when a paragraph begins with it. The parser acts on the answer; the formatter asks
//! the same question to learn which marks it must write.

use super::heading::{split_number, split_prefix};

/// A line without its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark<'t> {
    Heading { text: &'t str, number: Option<&'t str> },
    Transition(&'t str),
    Centered(&'t str),
    Section { depth: u8, text: &'t str },
    Synopsis(&'t str),
    PageBreak,
    Lyrics(&'t str),
    Cue { text: &'t str, dual: bool },
    Action,
}

/// Classifies a trimmed, non-empty line; `speaks` says that the next line is not blank, which a cue
/// needs. A transition in capitals needs no blank line after it: `CUT TO:` is nobody's name.
pub(super) fn classify(line: &str, speaks: bool) -> Mark<'_> {
    if line.starts_with('!') {
        return Mark::Action;
    }
    if let Some(mark) = marked(line) {
        return mark;
    }
    if let Some(forced) = line.strip_prefix('.')
        && forced.starts_with(char::is_alphanumeric)
    {
        let (text, number) = split_number(forced);
        return Mark::Heading { text, number };
    }
    if is_scene_heading(line) {
        let (text, number) = split_number(line);
        return Mark::Heading { text, number };
    }
    if is_transition(line) && !line.starts_with('@') {
        return Mark::Transition(line);
    }
    let (forced, name) = line.strip_prefix('@').map_or((false, line), |name| (true, name));
    let (text, dual) = name.strip_suffix('^').map_or((name, false), |text| (text, true));
    let text = text.trim();
    if speaks && !text.is_empty() && (forced || is_cue(text)) {
        return Mark::Cue { text, dual };
    }
    Mark::Action
}

/// Lines that their first characters mark, and that end an action paragraph without a blank line. A
/// mark with nothing behind it is action.
fn marked(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    let rest = line[first.len_utf8()..].trim();
    match first {
        '~' => Some(Mark::Lyrics(rest)),
        '=' if line.len() >= 3 && line.bytes().all(|byte| byte == b'=') => Some(Mark::PageBreak),
        '=' if !rest.is_empty() => Some(Mark::Synopsis(rest)),
        '#' => {
            let text = line.trim_start_matches('#');
            let depth = u8::try_from(line.len() - text.len()).unwrap_or(u8::MAX);
            let text = text.trim();
            (!text.is_empty()).then_some(Mark::Section { depth, text })
        }
        '>' => match rest.strip_suffix('<') {
            Some(inner) => Some(inner.trim()).filter(|inner| !inner.is_empty()).map(Mark::Centered),
            None => (!rest.is_empty()).then_some(Mark::Transition(rest)),
        },
        _ => None,
    }
}

/// Whether a line inside an action paragraph ends it and begins something else.
pub(super) fn breaks_paragraph(line: &str) -> bool {
    marked(line.trim()).is_some()
}

/// `INT. …` and its kin, even inside emphasis.
pub(crate) fn is_scene_heading(line: &str) -> bool {
    split_prefix(line.trim_start_matches(['*', '_'])).is_some()
}

/// Capitals that end in `TO:`.
pub(crate) fn is_transition(line: &str) -> bool {
    line.ends_with("TO:") && !line.chars().any(char::is_lowercase)
}

/// Capitals, at least one of them, outside parentheses: what Fountain takes for a name.
pub(crate) fn is_cue(text: &str) -> bool {
    let (mut depth, mut capital) = (0_usize, false);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if c.is_lowercase() => return false,
            _ => capital |= c.is_uppercase(),
        }
    }
    capital
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_decide_before_capitals_do() {
        let heading = |text, number| Mark::Heading { text, number };
        for (line, expected) in [
            ("INT. HOUSE - DAY #1A#", heading("INT. HOUSE - DAY", Some("1A"))),
            (".THE RIVER", heading("THE RIVER", None)),
            ("..THE RIVER", Mark::Cue { text: "..THE RIVER", dual: false }),
            ("...and then", Mark::Action),
            ("!INT. HOUSE", Mark::Action),
            ("CUT TO:", Mark::Transition("CUT TO:")),
            ("> burn out.", Mark::Transition("burn out.")),
            ("> THE END <", Mark::Centered("THE END")),
            ("> <", Mark::Action),
            ("### Beat", Mark::Section { depth: 3, text: "Beat" }),
            ("#", Mark::Action),
            ("= He waits", Mark::Synopsis("He waits")),
            ("===", Mark::PageBreak),
            ("====", Mark::PageBreak),
            ("==", Mark::Synopsis("=")),
            ("~la la", Mark::Lyrics("la la")),
            ("MARA (v.o.) ^", Mark::Cue { text: "MARA (v.o.)", dual: true }),
            ("@McAVOY", Mark::Cue { text: "McAVOY", dual: false }),
            ("@CUT TO:", Mark::Cue { text: "CUT TO:", dual: false }),
            ("@", Mark::Action),
            ("23", Mark::Action),
            ("R2D2", Mark::Cue { text: "R2D2", dual: false }),
            ("_INT. HOUSE_", heading("_INT. HOUSE_", None)),
        ] {
            assert_eq!(classify(line, true), expected, "{line}");
        }
    }

    #[test]
    fn a_name_that_nothing_follows_is_action() {
        assert_eq!(classify("MARA", false), Mark::Action);
        assert_eq!(classify("@McAVOY", false), Mark::Action);
    }
}
