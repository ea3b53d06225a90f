//! The stored form of sealed JSON: an object whose words are marks, and the words themselves under `sealed`.

use super::Seal;
use super::key::ScriptKey;
use domain::words::{self, ERASED};
use ring::aead::NONCE_LEN;
use serde::Serialize;
use serde_json::{Map, Value};

/// The field of what is sealed. A payload has no field of its own of this name.
const MARK: &str = "sealed";

/// What a mark begins with, and nothing else that stays in the clear.
const SIGN: char = '~';

/// What a snapshot is sealed as.
const STATE: &str = "state";

/// Writes a payload for the log, its words sealed.
pub(crate) fn seal<T: Serialize>(
    value: &T,
    event_type: &str,
    seal: &Seal,
    nonce: impl FnOnce() -> [u8; NONCE_LEN],
) -> Result<String, serde_json::Error> {
    if matches!(seal, Seal::None) {
        return serde_json::to_string(value);
    }
    let mut payload = serde_json::to_value(value)?;
    let mut texts = Texts::default();
    match seal {
        Seal::Key(_) => words::visit(event_type, &mut payload, &mut |text| texts.take(text)),
        _ => words::visit(event_type, &mut payload, &mut |text| ERASED.clone_into(text)),
    }
    if let (Seal::Key(key), Value::Object(fields)) = (seal, &mut payload)
        && texts.count > 0
    {
        fields.insert(MARK.to_owned(), Value::String(key.seal(&texts.bytes, event_type, nonce())));
    }
    serde_json::to_string(&payload)
}

/// Writes a state for a snapshot, sealed whole; `None` if it must not be kept.
pub(crate) fn seal_state(
    plain: String,
    seal: &Seal,
    nonce: impl FnOnce() -> [u8; NONCE_LEN],
) -> Option<String> {
    match seal {
        Seal::None => Some(plain),
        // Base64 needs no escapes.
        Seal::Key(key) => Some(format!("{{\"{MARK}\":\"{}\"}}", key.seal(plain.as_bytes(), STATE, nonce()))),
        Seal::Destroyed => None,
    }
}

/// Reads what [`seal_state`] wrote, as JSON text; `None` if this key did not seal it.
pub(crate) fn open_state(stored: &[u8], key: &ScriptKey) -> Option<Vec<u8>> {
    let stored: Map<String, Value> = serde_json::from_slice(stored).ok()?;
    key.open(stored.get(MARK)?.as_str()?, STATE)
}

/// Puts the words back where they were, or what stands for them when there is no key.
pub(crate) fn open(payload: &mut Value, event_type: &str, key: Option<&ScriptKey>) -> Result<(), String> {
    let Value::Object(fields) = payload else { return Ok(()) };
    let Some(Value::String(sealed)) = fields.remove(MARK) else { return Ok(()) };
    let texts = match key {
        Some(key) => {
            let bytes = key.open(&sealed, event_type).ok_or("it was not sealed with its script's key")?;
            Some(Texts::split(&bytes).ok_or("what was sealed is no list of texts")?)
        }
        None => None,
    };
    place(payload, &mut |mark| match &texts {
        None => Some(ERASED),
        Some(texts) => texts.get(mark).map(String::as_str),
    });
    Ok(())
}

/// Puts texts in the places of their marks, wherever they are: what counts as words may have changed since.
fn place<'a>(value: &mut Value, text_of: &mut impl FnMut(usize) -> Option<&'a str>) {
    match value {
        Value::String(text) => {
            let mark = text.strip_prefix(SIGN).and_then(|number| number.parse().ok());
            if let Some(known) = mark.and_then(&mut *text_of) {
                known.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| place(item, text_of)),
        Value::Object(fields) => fields.values_mut().for_each(|value| place(value, text_of)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Texts behind each other, each with its length before it.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    count: usize,
}

impl Texts {
    /// Takes a text out and leaves its number.
    fn take(&mut self, text: &mut String) {
        let length = u32::try_from(text.len()).expect("no request is as long as 4 GiB");
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
        *text = format!("{SIGN}{}", self.count);
        self.count += 1;
    }

    fn split(mut bytes: &[u8]) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
            let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            texts.push(std::str::from_utf8(text).ok()?.to_owned());
            bytes = rest;
        }
        bytes.is_empty().then_some(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ScriptId;
    use proptest::prelude::*;
    use serde_json::json;
    use std::sync::Arc;
    use uuid::Uuid;

    fn key(byte: u8) -> Arc<ScriptKey> {
        Arc::new(ScriptKey::new(ScriptId(Uuid::from_u128(1)), &[byte; 32]).unwrap())
    }

    fn sealed(payload: &Value) -> Value {
        let text = seal(payload, "scene.added", &Seal::Key(key(1)), || [9; NONCE_LEN]).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    fn scene() -> Value {
        json!({"type": "added", "number": 3, "tone": "dark", "content": "~1 Mara bars the door.", "goal": "",
            "shots": [{"props": ["lamp", "key"], "letters": "B"}], "episode": null})
    }

    #[test]
    fn words_leave_marks_and_come_back_to_their_places() {
        let mut stored = sealed(&scene());
        let text = stored.to_string();
        assert!(!text.contains("Mara") && !text.contains("lamp") && text.contains("dark"), "{text}");
        assert_eq!((&stored["content"], &stored["shots"][0]["props"]), (&json!("~0"), &json!(["~1", "~2"])));
        open(&mut stored, "scene.added", Some(&key(1))).unwrap();
        assert_eq!(stored, scene());
    }

    #[test]
    fn without_the_key_a_placeholder_stands_where_the_words_were() {
        let mut stored = sealed(&scene());
        open(&mut stored, "scene.added", None).unwrap();
        assert_eq!((&stored["content"], &stored["number"]), (&json!(ERASED), &json!(3)));
        assert_eq!(stored["shots"], json!([{"props": [ERASED, ERASED], "letters": "B"}]));
        assert!(stored.get(MARK).is_none());
        // What is written when the key is gone already looks the same.
        let text = seal(&scene(), "scene.added", &Seal::Destroyed, || unreachable!()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), stored);
    }

    #[test]
    fn another_key_or_an_altered_seal_is_told_from_an_erased_one() {
        let mut stored = sealed(&scene());
        assert!(open(&mut stored.clone(), "scene.added", Some(&key(2))).is_err());
        assert!(open(&mut stored.clone(), "scene.edited", Some(&key(1))).is_err());
        stored[MARK] = json!("AAAA");
        assert!(open(&mut stored, "scene.added", Some(&key(1))).is_err());
    }

    #[test]
    fn what_has_no_words_is_stored_as_it_is_and_so_is_what_has_no_script() {
        let queued = json!({"type": "queued", "attempt": 1});
        assert_eq!(sealed(&queued), queued);
        assert_eq!(
            seal(&scene(), "scene.added", &Seal::None, || unreachable!()).unwrap(),
            scene().to_string()
        );
        let mut plain = scene();
        open(&mut plain, "scene.added", Some(&key(1))).unwrap();
        assert_eq!(plain, scene(), "what was written before there were keys");
    }

    #[test]
    fn a_state_is_sealed_whole() {
        let state = || scene().to_string();
        let stored = seal_state(state(), &Seal::Key(key(1)), || [1; NONCE_LEN]).unwrap();
        assert!(!stored.contains("dark"));
        let back = open_state(stored.as_bytes(), &key(1)).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&back).unwrap(), scene());
        assert_eq!(open_state(stored.as_bytes(), &key(2)), None);
        assert_eq!(open_state(state().as_bytes(), &key(1)), None);
        assert_eq!(seal_state(state(), &Seal::Destroyed, || unreachable!()), None);
        assert_eq!(seal_state(state(), &Seal::None, || unreachable!()), Some(state()));
    }

    proptest! {
        #[test]
        fn whatever_people_write_comes_back(texts in proptest::collection::vec(".{0,40}", 0..8), name in "[a-z]{1,9}") {
            let payload = json!({"type": "x", "notes": texts, name: {"title": texts}});
            let mut stored = sealed(&payload);
            open(&mut stored, "scene.added", Some(&key(1))).unwrap();
            prop_assert_eq!(stored, payload);
        }
    }
}
