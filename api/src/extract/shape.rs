//! Checks input against its own `OpenAPI` schema, and says everything that is wrong with it at once.
//!
//! The schema a client reads is the rule the edge enforces: there is no second list of lengths and
//! words that could say something else. Only the keywords our schemas use are known; a schema with
//! another one does not compile, which a test would see first.

use super::scan::push;
use crate::limits;
use crate::problem::FieldError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a value must look like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Anything.
    Any,
    /// True or false.
    Boolean,
    /// A whole number within bounds, both included.
    Integer(i64, i64),
    /// A number within bounds, both included.
    Number(f64, f64),
    /// A whole number within bounds, or an id.
    NumberOrId(i64, i64),
    /// A number within bounds, or one of these words, of which as many as the last number says are told.
    NumberOrWord(f64, f64, Vec<String>, usize),
    /// A string.
    Text(Text),
    /// One of these words; as many of them as the number says are told, the others are further spellings.
    Word(Vec<String>, usize),
    /// A list of at most so many.
    List(Box<Shape>, usize),
    /// An object with these fields and no others.
    Fields(BTreeMap<String, Field>),
    /// Null, or the shape.
    Nullable(Box<Shape>),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// What a string must look like; lengths in characters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    least: usize,
    most: usize,
    visible: bool,
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Format {
    Uuid,
    Email,
}

impl Shape {
    /// Reads a schema; `components` holds what it refers to.
    pub(crate) fn compile(schema: &Value, components: &Map<String, Value>) -> Self {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            return Self::compile(&components[name], components);
        }
        for keyword in ["oneOf", "allOf", "anyOf"] {
            if let Some(choices) = schema[keyword].as_array() {
                return Self::compile_choice(choices, components);
            }
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        let nullable = types.contains(&"null");
        let types_with_id = types.contains(&"string") && schema["format"] == "uuid";
        let bounds =
            (schema["minimum"].as_i64().unwrap_or(i64::MIN), schema["maximum"].as_i64().unwrap_or(i64::MAX));
        let shape = match types.into_iter().find(|name| *name != "null") {
            Some("integer") if types_with_id => Self::NumberOrId(bounds.0, bounds.1),
            Some("string") if schema["enum"].is_array() => {
                let told = words(&schema["enum"]);
                let count = told.len();
                Self::Word([told, words(&schema["x-also"])].concat(), count)
            }
            Some("string") => Self::Text(Text::compile(schema)),
            Some("integer") => Self::Integer(bounds.0, bounds.1),
            Some("number") => Self::Number(
                schema["minimum"].as_f64().unwrap_or(f64::MIN),
                schema["maximum"].as_f64().unwrap_or(f64::MAX),
            ),
            Some("boolean") => Self::Boolean,
            Some("array") => Self::List(
                Box::new(Self::compile(&schema["items"], components)),
                size(&schema["maxItems"], usize::MAX),
            ),
            Some("object") => Self::compile_fields(schema, components),
            None => Self::Any,
            Some(other) => unreachable!("no input has the type {other}"),
        };
        if nullable { Self::Nullable(Box::new(shape)) } else { shape }
    }

    /// Null or one other thing, or a number or a word, are the only choices there are; a list of one is how a
    /// reference is annotated.
    fn compile_choice(choices: &[Value], components: &Map<String, Value>) -> Self {
        let is_null = |choice: &Value| choice["type"] == "null";
        let others = choices.iter().filter(|choice| !is_null(choice));
        let mut shapes: Vec<Self> = others.map(|choice| Self::compile(choice, components)).collect();
        let shape = match (shapes.pop(), shapes.pop(), shapes.pop()) {
            (Some(shape), None, None) => shape,
            (Some(Self::Word(words, told)), Some(Self::Number(least, most)), None) => {
                Self::NumberOrWord(least, most, words, told)
            }
            _ => unreachable!("no input is a choice between several other things: {choices:?}"),
        };
        if choices.iter().any(is_null) { Self::Nullable(Box::new(shape)) } else { shape }
    }

    fn compile_fields(schema: &Value, components: &Map<String, Value>) -> Self {
        let required = words(&schema["required"]);
        let fields = schema["properties"].as_object().into_iter().flatten().map(|(name, schema)| {
            let field = Field { shape: Self::compile(schema, components), required: required.contains(name) };
            (name.clone(), field)
        });
        Self::Fields(fields.collect())
    }

    /// Everything that is wrong with `value`.
    pub(crate) fn errors(&self, value: &Value) -> Vec<FieldError> {
        let mut errors = Vec::new();
        self.check(value, "", &mut errors);
        errors.truncate(limits::ERRORS);
        errors
    }

    fn check(&self, value: &Value, at: &str, errors: &mut Vec<FieldError>) {
        if errors.len() > limits::ERRORS {
            return;
        }
        let mut wrong = |message: String| errors.push(FieldError::new(at, message));
        match (self, value) {
            (Self::Any, _) | (Self::Nullable(_), Value::Null) | (Self::Boolean, Value::Bool(_)) => {}
            (Self::Nullable(shape), value) => shape.check(value, at, errors),
            (Self::Boolean, _) => wrong("must be true or false".into()),
            (Self::Integer(least, most), value) => match value.as_i64() {
                Some(number) if (*least..=*most).contains(&number) => {}
                _ => wrong(number_message(*least, *most)),
            },
            (Self::Number(least, most), value) => match value.as_f64() {
                Some(number) if (*least..=*most).contains(&number) => {}
                _ => wrong(format!("must be a number from {least} to {most}")),
            },
            (Self::NumberOrId(least, most), value) => {
                let number = value.as_i64().is_some_and(|number| (*least..=*most).contains(&number));
                let id = value.as_str().is_some_and(is_uuid);
                if !number && !id {
                    wrong(format!("{} or a UUID", number_message(*least, *most)));
                }
            }
            (Self::NumberOrWord(.., words, _) | Self::Word(words, _), Value::String(word))
                if words.contains(word) => {}
            (Self::NumberOrWord(least, most, ..), value)
                if value.as_f64().is_some_and(|number| (*least..=*most).contains(&number)) => {}
            (Self::NumberOrWord(least, most, words, told), _) => {
                let words = words[..*told].join(", ");
                wrong(format!("must be a number from {least} to {most}, or one of {words}"));
            }
            (Self::Word(words, told), _) => wrong(format!("must be one of {}", words[..*told].join(", "))),
            (Self::Text(rule), Value::String(text)) => {
                if let Some(message) = rule.refuses(text) {
                    wrong(message);
                }
            }
            (Self::Text(_), _) => wrong("must be a string".into()),
            (Self::List(_, most), Value::Array(items)) if items.len() > *most => {
                wrong(format!("must have at most {most} items, not {}", items.len()));
            }
            (Self::List(shape, _), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    shape.check(item, &format!("{at}/{index}"), errors);
                }
            }
            (Self::List(..), _) => wrong("must be a list".into()),
            (Self::Fields(fields), Value::Object(object)) => check_fields(fields, object, at, errors),
            (Self::Fields(_), _) => wrong("must be an object".into()),
        }
    }
}

fn check_fields(
    fields: &BTreeMap<String, Field>,
    object: &Map<String, Value>,
    at: &str,
    errors: &mut Vec<FieldError>,
) {
    let below = |name: &str| {
        let mut pointer = at.to_owned();
        push(&mut pointer, name);
        pointer
    };
    for (name, field) in fields {
        match object.get(name) {
            Some(value) => field.shape.check(value, &below(name), errors),
            None if field.required => errors.push(FieldError::new(below(name), "is required")),
            None => {}
        }
    }
    for name in object.keys().filter(|name| !fields.contains_key(*name)) {
        let known: Vec<&str> = fields.keys().map(String::as_str).collect();
        let message = match known.as_slice() {
            [] => "is not known; there are no fields here".to_owned(),
            known => format!("is not known; known are {}", known.join(", ")),
        };
        errors.push(FieldError::new(below(name), message));
    }
}

fn number_message(least: i64, most: i64) -> String {
    match (least, most) {
        (i64::MIN, i64::MAX) => "must be a whole number".into(),
        (least, i64::MAX) => format!("must be a whole number, at least {least}"),
        (i64::MIN, most) => format!("must be a whole number, at most {most}"),
        (least, most) => format!("must be a whole number from {least} to {most}"),
    }
}

impl Text {
    fn compile(schema: &Value) -> Self {
        let visible = match schema["pattern"].as_str() {
            None => false,
            Some(limits::NOT_BLANK) => true,
            Some(other) => unreachable!("no input has the pattern {other}"),
        };
        let format = match schema["format"].as_str() {
            Some("uuid") => Some(Format::Uuid),
            Some("email") => Some(Format::Email),
            _ => None,
        };
        Self {
            least: size(&schema["minLength"], 0),
            most: size(&schema["maxLength"], usize::MAX),
            visible,
            format,
        }
    }

    fn refuses(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        if self.visible && text.trim().is_empty() {
            return Some("must not be blank".into());
        }
        if length < self.least {
            return Some(format!("must be at least {} characters long, not {length}", self.least));
        }
        if length > self.most {
            return Some(format!("must be at most {} characters long, not {length}", self.most));
        }
        if text.contains('\0') {
            // Neither JSON nor text columns of the database can hold it.
            return Some("must not contain the character U+0000".into());
        }
        match self.format {
            Some(Format::Uuid) if !is_uuid(text) => Some("must be a UUID".into()),
            Some(Format::Email) if !is_address(text.trim()) => Some("must be an email address".into()),
            _ => None,
        }
    }
}

/// The usual form, of the several that can be read.
fn is_uuid(text: &str) -> bool {
    text.len() == 36 && Uuid::parse_str(text).is_ok()
}

/// Something before and after one `@`, nothing invisible: the only proof of an address is a letter.
fn is_address(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|char| !char.is_whitespace() && !char.is_control());
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host) && !host.contains('@'))
}

fn words(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn size(number: &Value, otherwise: usize) -> usize {
    number.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shape() -> Shape {
        let components = json!({"Genre": {"type": "string", "enum": ["noir", "war"]}});
        let schema = json!({
            "type": "object",
            "required": ["title", "genre"],
            "properties": {
                "title": {"type": "string", "minLength": 1, "maxLength": 5, "pattern": "\\S"},
                "genre": {"$ref": "#/components/schemas/Genre"},
                "label": {"type": ["string", "null"]},
                "tone": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Genre"}]},
                "number": {"type": "integer", "minimum": 1, "maximum": 9},
                "ids": {"type": "array", "maxItems": 2, "items": {"type": "string", "format": "uuid"}},
                "email": {"type": "string", "format": "email"},
                "unlock": {"type": "boolean"},
                "fov": {"type": "number", "minimum": 10, "maximum": 120},
                "angle": {"type": "string", "enum": ["eye", "low"], "x-also": ["low-angle"]},
                "of": {"type": ["integer", "string", "null"], "format": "uuid", "minimum": 1, "maximum": 9},
                "light": {"oneOf": [{"type": "null"}, {"type": "number", "minimum": 0, "maximum": 100},
                    {"type": "string", "enum": ["dim", "low_key"], "x-also": ["low-key"]}]}
            }
        });
        Shape::compile(&schema, components.as_object().unwrap())
    }

    fn wrong(value: &Value) -> Vec<String> {
        shape()
            .errors(value)
            .into_iter()
            .map(|error| format!("{} {}", error.pointer, error.message))
            .collect()
    }

    #[test]
    fn what_fits_passes() {
        let id = Uuid::nil();
        let value = json!({"title": "Müßig", "genre": "noir", "label": null, "tone": null, "number": 9,
            "ids": [id, id], "email": "a@b", "unlock": true, "fov": 12.5, "angle": "low-angle"});
        assert_eq!(wrong(&value), Vec::<String>::new());
        for of in [json!(9), json!(id), json!(null)] {
            assert_eq!(wrong(&json!({"title": "a", "genre": "war", "of": of})), Vec::<String>::new());
        }
        for light in [json!(100), json!("dim"), json!("low-key"), json!(null)] {
            assert_eq!(wrong(&json!({"title": "a", "genre": "war", "light": light})), Vec::<String>::new());
        }
        for light in [json!(101), json!("murky"), json!([])] {
            let said = wrong(&json!({"title": "a", "genre": "war", "light": light}));
            assert_eq!(said, ["/light must be a number from 0 to 100, or one of dim, low_key"]);
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let value = json!({"genre": "opera", "label": 1, "tone": "x", "number": 1.5, "ids": ["a", 2],
            "email": "a b@c", "of": 10, "unlock": "yes", "a/b": 1, "fov": 9.9, "angle": "sideways"});
        assert_eq!(
            wrong(&value),
            [
                "/angle must be one of eye, low",
                "/email must be an email address",
                "/fov must be a number from 10 to 120",
                "/genre must be one of noir, war",
                "/ids/0 must be a UUID",
                "/ids/1 must be a string",
                "/label must be a string",
                "/number must be a whole number from 1 to 9",
                "/of must be a whole number from 1 to 9 or a UUID",
                "/title is required",
                "/tone must be one of noir, war",
                "/unlock must be true or false",
                "/a~1b is not known; known are angle, email, fov, genre, ids, label, light, number, of, title, tone, unlock",
            ]
        );
    }

    #[test]
    fn texts_are_measured_in_characters() {
        let title = |title: &str| wrong(&json!({"title": title, "genre": "war"}));
        assert_eq!(title(" \n"), ["/title must not be blank"]);
        assert_eq!(title("äöüßéx"), ["/title must be at most 5 characters long, not 6"]);
        assert_eq!(title("a\0"), ["/title must not contain the character U+0000"]);
    }

    #[test]
    fn what_is_no_object_is_refused_as_a_whole() {
        assert_eq!(wrong(&json!([])), [" must be an object"]);
        assert_eq!(
            wrong(&json!({"title": "a", "genre": "war", "ids": [1, 2, 3]})),
            ["/ids must have at most 2 items, not 3"]
        );
    }

    #[test]
    fn an_endless_list_of_mistakes_is_cut() {
        let many: Map<String, Value> = (0..500).map(|n| (format!("field{n}"), json!(1))).collect();
        assert_eq!(wrong(&Value::Object(many)).len(), limits::ERRORS);
    }
}
