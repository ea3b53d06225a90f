//! Looks at a JSON body before it is parsed: how deep it goes, and which field a byte belongs to.
//!
//! A parser that refuses says at which byte; a client wants to know in which field. The scan walks the
//! bytes with a stack of names and works on broken input too, up to where it is asked.

/// Where a scan ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// A JSON pointer to the value that the byte belongs to.
    pub(crate) pointer: String,
    /// How many arrays and objects it lies in.
    pub(crate) depth: usize,
}

enum Level {
    Object { key: Option<String>, value: bool },
    Array { index: usize },
}

/// The field in which byte `offset` lies.
pub(crate) fn locate(bytes: &[u8], offset: usize) -> Spot {
    walk(bytes.get(..offset).unwrap_or(bytes), usize::MAX).unwrap_or_else(|spot| spot)
}

/// The first place that is nested deeper than `most`.
pub(crate) fn too_deep(bytes: &[u8], most: usize) -> Option<Spot> {
    walk(bytes, most).err()
}

fn walk(bytes: &[u8], most: usize) -> Result<Spot, Spot> {
    let mut levels: Vec<Level> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => levels.push(Level::Object { key: None, value: false }),
            b'[' => levels.push(Level::Array { index: 0 }),
            b'}' | b']' => _ = levels.pop(),
            b':' => {
                if let Some(Level::Object { value, .. }) = levels.last_mut() {
                    *value = true;
                }
            }
            b',' => match levels.last_mut() {
                Some(Level::Object { key, value }) => (*key, *value) = (None, false),
                Some(Level::Array { index }) => *index += 1,
                None => {}
            },
            b'"' => {
                let end = string_end(bytes, at);
                if let Some(Level::Object { key, value: false }) = levels.last_mut() {
                    *key = Some(text(&bytes[at..end]));
                }
                at = end;
                continue;
            }
            _ => {}
        }
        if levels.len() > most {
            return Err(spot(&levels));
        }
        at += 1;
    }
    Ok(spot(&levels))
}

/// One past the closing quote of the string that begins at `start`, or the end.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A string's text; what is broken in it is shown as such.
fn text(quoted: &[u8]) -> String {
    serde_json::from_slice(quoted).unwrap_or_else(|_| {
        let inner = quoted.strip_prefix(b"\"").unwrap_or(quoted);
        String::from_utf8_lossy(inner.strip_suffix(b"\"").unwrap_or(inner)).into_owned()
    })
}

/// Pointers stay short however deep the input is.
const SHOWN: usize = 8;

fn spot(levels: &[Level]) -> Spot {
    let mut pointer = String::new();
    for level in levels.iter().take(SHOWN) {
        match level {
            Level::Object { key: Some(key), .. } => push(&mut pointer, key),
            Level::Object { key: None, .. } => {}
            Level::Array { index } => push(&mut pointer, &index.to_string()),
        }
    }
    Spot { pointer, depth: levels.len() }
}

/// Adds a name to a JSON pointer (RFC 6901).
pub(crate) fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    for char in name.chars().take(100) {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(json: &str, needle: &str) -> String {
        locate(json.as_bytes(), json.find(needle).unwrap()).pointer
    }

    #[test]
    fn a_byte_belongs_to_the_field_whose_value_it_is_in() {
        let json = r#"{"title": "a, \"b\": {", "character_ids": [1, [2, {"x/y": X}]], "tone": T}"#;
        assert_eq!(pointer(json, "X"), "/character_ids/1/1/x~1y");
        assert_eq!(pointer(json, "T"), "/tone");
        assert_eq!(pointer(json, "a, "), "/title");
    }

    #[test]
    fn depth_is_counted_outside_of_strings_only() {
        assert_eq!(too_deep(br#"{"a": "[[[["}"#, 1), None);
        let spot = too_deep(br#"{"a": [[1]]}"#, 2).unwrap();
        assert_eq!((spot.pointer.as_str(), spot.depth), ("/a/0/0", 3));
    }

    #[test]
    fn broken_input_is_walked_without_harm() {
        for broken in [&b"\"\\"[..], b"}}}]]", b"{,:\"", b"\xff\xfe", b""] {
            let _ = locate(broken, 100);
            let _ = too_deep(broken, 3);
        }
    }
}
