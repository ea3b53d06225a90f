//! First aid for model text: characters that no page shows, chat and markup tokens, JSON and Markdown
//! debris, and the marks with which Fountain spans paragraphs. What is left is a list of plain lines.

/// The most characters of model text that one scene, act or beat takes.
const MAX_CHARS: usize = 20_000;

/// The model's text as trimmed lines; an empty one is a blank line.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = limited(text);
    let text = if text.trim_start().starts_with(['{', '[', '"']) { unescaped(text) } else { text.to_owned() };
    let text = without_tags(&visible(&text));
    text.split('\n').filter_map(|line| markdown(line.trim())).collect()
}

/// One line of plain text: no marks that reach beyond the line, single spaces.
pub(super) fn tidy(text: &str) -> String {
    let mut text = visible(text);
    // A space in place of a mark cannot form another mark with its neighbours.
    for mark in ["/*", "*/", "[[", "]]"] {
        if text.contains(mark) {
            text = text.replace(mark, " ");
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most [`MAX_CHARS`], cut between words where there are any.
fn limited(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(MAX_CHARS) else { return text };
    let head = &text[..end];
    head.rfind(char::is_whitespace).map_or(head, |space| &head[..space])
}

/// Drops control characters, invisible marks and what is left of broken UTF-8; every kind of line
/// break becomes one.
pub(super) fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let keep = |c: char| match c {
        '\t' | '\u{a0}' => Some(' '),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        // Zero width and direction marks, byte order marks, replacement and private characters.
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fffd}'
        | '\u{e000}'..='\u{f8ff}' => None,
        c => (!c.is_control()).then_some(c),
    };
    text.chars().filter_map(keep).collect()
}

/// A JSON answer with one field a line, and the escapes of its strings undone.
fn unescaped(text: &str) -> String {
    let text = text.replace("\", \"", "\",\n\"").replace("\",\"", "\",\n\"");
    text.replace("\\n", "\n").replace("\\t", " ").replace("\\\"", "\"")
}

/// Drops `<|im_end|>`, `</s>`, `<b>` and the like, and whole `<think>` passages.
fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some((_, after)) =
            rest.strip_prefix("<think>").and_then(|thought| thought.split_once("</think>"))
        {
            rest = after;
        } else if let Some(length) = tag_length(rest) {
            rest = &rest[length..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The length of the tag that `text` begins with.
fn tag_length(text: &str) -> Option<usize> {
    let close = text.bytes().take(40).position(|byte| byte == b'>')?;
    let inner = &text[1..close];
    let name = inner.trim_end_matches(' ').trim_matches(['/', '|']);
    let legal = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (legal && (name.len() < inner.len() || is_html(name))).then_some(close + 1)
}

fn is_html(name: &str) -> bool {
    ["b", "i", "u", "p", "s", "br", "em", "strong", "center", "div", "span", "think", "scene", "script"]
        .contains(&name)
}

/// A line without its Markdown and JSON; `None` when nothing but markup was on it.
fn markdown(line: &str) -> Option<String> {
    if line.starts_with("```") || line.starts_with("~~~") {
        return None;
    }
    if !line.is_empty() && line.chars().all(|c| "-_*=~{}[]\",;` ".contains(c)) {
        return Some(String::new());
    }
    let line = json_value(line)?;
    let mut line = line.replace("**", "").replace("__", "").replace(['`', '\\'], "");
    if line.matches('*').count() % 2 == 1 {
        line = line.replace('*', "");
    }
    let line = bullet(line.trim());
    let torn = line.matches('"').count() % 2 == 1;
    Some(if torn { line.trim_end_matches(',').trim_matches('"') } else { line }.to_owned())
}

/// `"line": "He runs.",` is `He runs.`; a key that names structure takes its value with it.
fn json_value(line: &str) -> Option<&str> {
    let pair = line.trim_start_matches(['{', '[', ' ']);
    let Some((key, value)) = pair.strip_prefix('"').and_then(|rest| rest.split_once("\":")) else {
        return Some(line);
    };
    let structure =
        ["heading", "scene", "title", "setting", "location", "time", "interior", "number", "slugline"];
    if structure.iter().any(|word| key.to_lowercase().contains(word)) {
        return None;
    }
    Some(value.trim().trim_end_matches(',').trim_matches(['"', '{', '[', '}', ']', ' ']))
}

/// Drops a list mark: `- `, `* `, `• `, `1. `, `2) `.
fn bullet(line: &str) -> &str {
    for mark in ["- ", "* ", "• ", "– ", "— ", "| "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return rest.trim();
        }
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let item = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
    item.filter(|_| (1..=2).contains(&digits)).map_or(line, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_removed_and_words_are_kept() {
        let text = "```fountain\n**MARA**\r\n- She `waits`.<|im_end|>\n---\n2) A *red* door\n<b>Bang</b> a < b > c\u{0}\u{200b}!\n```";
        assert_eq!(lines(text), ["MARA", "She waits.", "", "A *red* door", "Bang a < b > c!"]);
    }

    #[test]
    fn json_gives_up_its_values() {
        let text = "{\n\"heading\": \"INT. X\",\n\"character\": \"MARA\",\n\"line\": \"Stay.\\nGo.\"\n}";
        assert_eq!(lines(text), ["", "MARA", "Stay.", "Go.", ""]);
    }

    #[test]
    fn marks_that_span_paragraphs_are_gone() {
        for text in ["//**x*/", "[[[[a]]]]", "[[[", "/*/", "a\tb\u{2028}c"] {
            let tidied = tidy(text);
            for mark in ["/*", "*/", "[[", "]]", "\n"] {
                assert!(!tidied.contains(mark), "{text:?} became {tidied:?}");
            }
        }
    }

    #[test]
    fn long_text_is_cut_between_words() {
        let text = "word ".repeat(MAX_CHARS);
        assert_eq!(limited(&text).chars().count(), MAX_CHARS - 1);
        assert_eq!(limited(&"é".repeat(MAX_CHARS + 5)).chars().count(), MAX_CHARS);
    }
}
