//! Which strings of a stored event are words that somebody wrote, and which are its structure: ids, kinds,
//! times. Words can be taken away from an event and it stays an event, of the same type and place.
//!
//! What is known to be words is named here; of everything else only what has the form of an identifier is
//! taken for structure. So a field that nobody has thought of is treated as words unless it is a single
//! word in lower case, and a test holds every event ever shipped to that.

use serde_json::Value;

/// What stands where words were, once nobody can read them any more.
pub const ERASED: &str = "[erased]";

/// Fields that hold words in whatever event they occur, also of lists.
const WORDS: [&str; 28] = [
    "backstory",
    "character",
    "characters",
    "content",
    "description",
    "file",
    "file_name",
    "goal",
    "goals",
    "label",
    "logline",
    "look",
    "message",
    "name",
    "notes",
    "personality",
    "prompt",
    "prop",
    "props",
    "reason",
    "refinement",
    "refinement_prompt",
    "setting",
    "tension",
    "text",
    "title",
    "voice",
    "what",
];

/// Fields that hold whatever an engine makes of words: everything in them but ids.
const FREE: [&str; 4] = ["parameters", "result", "value", "outputs"];

/// Fields that are never words, although they do not look like identifiers.
const STRUCTURE: [&str; 3] = ["letters", "media_type", "worker"];

/// Events whose `before` and `after` are words themselves.
const CHANGES: [&str; 5] =
    ["script.retitled", "script.logline_changed", "version.labelled", "version.noted", "scene.rewritten"];

/// Calls `visit` with every string of an event's payload that is words. Empty ones say nothing.
pub fn visit(event_type: &str, payload: &mut Value, visit: &mut impl FnMut(&mut String)) {
    let changes = CHANGES.contains(&event_type);
    let Value::Object(fields) = payload else { return walk(payload, "", false, visit) };
    for (name, value) in fields {
        match (value, name.as_str()) {
            (Value::String(text), "before" | "after") if changes && !text.is_empty() => visit(text),
            (value, name) => walk(value, name, FREE.contains(&name), visit),
        }
    }
}

fn walk(value: &mut Value, name: &str, free: bool, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) if is_words(name, text, free) => visit(text),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, name, free, visit)),
        Value::Object(fields) => {
            for (name, value) in fields {
                walk(value, name, free || FREE.contains(&name.as_str()), visit);
            }
        }
        _ => {}
    }
}

fn is_words(name: &str, text: &str, free: bool) -> bool {
    if text.is_empty() || is_id(text) {
        return false;
    }
    if free || FREE.contains(&name) || WORDS.contains(&name) {
        return true;
    }
    !STRUCTURE.contains(&name) && !is_identifier(text) && !is_time(text) && !is_colour(text)
}

/// A UUID.
fn is_id(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, sign)| match at {
            8 | 13 | 18 | 23 => sign == b'-',
            _ => sign.is_ascii_hexdigit(),
        })
}

/// A word of a vocabulary, a ratio or a hash.
fn is_identifier(text: &str) -> bool {
    text.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b':'))
}

/// RFC 3339, in UTC.
fn is_time(text: &str) -> bool {
    text.ends_with('Z')
        && text.len() >= 20
        && text.bytes().all(|sign| sign.is_ascii_digit() || b"-:.TZ".contains(&sign))
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|sign| sign.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(event_type: &str, mut payload: Value) -> Vec<String> {
        let mut found = Vec::new();
        visit(event_type, &mut payload, &mut |text| found.push(std::mem::replace(text, ERASED.to_owned())));
        found
    }

    #[test]
    fn words_are_found_however_short_they_are_and_structure_is_left() {
        let id = "00000000-0000-0000-0000-000000000001";
        let created =
            json!({"type": "created", "script": id, "title": "lamp", "genre": "noir", "logline": ""});
        assert_eq!(words("script.created", created), ["lamp"]);
        let changed = |after: &str| json!({"type": "x", "before": "noir", "after": after});
        assert_eq!(words("script.genre_changed", changed("war")), [""; 0]);
        assert_eq!(words("script.retitled", changed("war")), ["noir", "war"]);
        let failed =
            json!({"error": {"class": "crash", "message": "oom"}, "retry_at": "1970-01-01T00:00:00Z"});
        assert_eq!(words("job.attempt_failed", failed), ["oom"]);
    }

    #[test]
    fn what_engines_make_is_words_to_the_last_one_but_for_ids() {
        let id = "00000000-0000-0000-0000-00000000000a";
        let done = json!({"attempt": 1, "result": {"asset": id, "kind": "still", "lines": [{"cue": "mara", "s": 1.5}]}});
        assert_eq!(words("job.completed", done), ["still", "mara"]);
        assert_eq!(words("job.output_produced", json!({"key": "plan", "value": "dark"})), ["dark"]);
    }

    #[test]
    fn a_field_nobody_thought_of_is_words_unless_it_is_one_word() {
        assert_eq!(
            words("scene.new", json!({"mood": "Quiet, then loud", "light": "day"})),
            ["Quiet, then loud"]
        );
        assert_eq!(words("scene.new", json!(["Some text", 1, null])), ["Some text"]);
        assert_eq!(
            words("scene.new", json!({"at": "2026-01-01T00:00:00Z", "tint": "#80a0ff", "é": "é"})),
            ["é"]
        );
    }
}
