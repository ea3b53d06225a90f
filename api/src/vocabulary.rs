//! The words of the closed lists, put into their schemas: the derive does not see names that a macro
//! gives, and would list the variants as Rust spells them.

use domain::job::{ErrorClass, JobKind, JobState, Phase};
use domain::{Format, Genre, Length, ScriptType, Tone};
use serde_json::Value;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr, Type};

macro_rules! words {
    ($($list:ident),+ $(,)?) => {
        /// The words of the list with this name, if there is one.
        pub(crate) fn words(name: &str) -> Option<Vec<Value>> {
            match name {
                $(stringify!($list) => Some($list::ALL.iter().map(|word| word.as_str().into()).collect()),)+
                _ => None,
            }
        }
    };
}

words!(Genre, Tone, Format, ScriptType, Length, JobState, JobKind, Phase, ErrorClass);

/// Puts a list's words into its schema.
pub(crate) fn spell(name: &str, schema: &mut RefOr<Schema>) {
    if let (Some(words), RefOr::T(Schema::Object(object))) = (words(name), schema) {
        object.enum_values = Some(words);
    }
}

/// The schema of a parameter that is one word of a list.
pub(crate) fn parameter(name: &str) -> RefOr<Schema> {
    let words = words(name).unwrap_or_default();
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use utoipa::PartialSchema;

    #[test]
    fn a_list_is_spelled_as_clients_send_it() {
        let mut schema = Genre::schema();
        spell("Genre", &mut schema);
        let json = serde_json::to_value(schema).unwrap();
        assert!(json["enum"].as_array().unwrap().contains(&"science_fiction".into()));
        assert_eq!(json["enum"].as_array().unwrap().len(), Genre::ALL.len());
        assert!(words("Position").is_none());
    }
}
