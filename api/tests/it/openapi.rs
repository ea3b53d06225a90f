//! The document that clients are generated from: committed, so that a change of contract is seen.

use serde_json::Value;
use std::path::Path;

fn document() -> Value {
    serde_json::to_value(api::document()).unwrap()
}

#[test]
fn the_committed_document_is_the_one_the_code_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let generated = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var_os("SPOOL_UPDATE").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "api/openapi.json is old: run this test with SPOOL_UPDATE=1, and look at the difference"
    );
}

fn operations() -> Vec<(String, Value)> {
    let document = document();
    let paths = document["paths"].as_object().unwrap().clone();
    let all = paths.into_iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().clone();
        item.into_iter().map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    all.collect()
}

#[test]
fn every_operation_says_who_may_use_it_and_what_can_go_wrong() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let tags: Vec<&Value> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    let mut names = std::collections::BTreeSet::new();
    for (place, operation) in operations() {
        assert!(
            names.insert(operation["operationId"].as_str().unwrap().to_owned()),
            "{place}: name is taken"
        );
        assert!(
            operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()),
            "{place}: no summary"
        );
        assert!(tags.contains(&&operation["tags"][0]), "{place}: unknown tag");
        assert!(operation["security"].is_array(), "{place}: no security");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{place}: no success");
        // "You have it already" is no error either.
        for (status, response) in responses.iter().filter(|(status, _)| !status.starts_with(['2', '3'])) {
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{place}: {status}");
        }
        assert!(responses.contains_key("default"), "{place}: no default");
    }
}

#[test]
fn nothing_refers_to_what_is_not_there() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} is not there");
    }
}

#[test]
fn the_words_of_a_list_are_those_that_are_sent() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Genre"]["enum"].as_array().unwrap().len(), domain::Genre::ALL.len());
    assert_eq!(schemas["JobState"]["enum"][7], "partially_completed");
    let listed = serde_json::to_string(&document).unwrap();
    assert!(!listed.contains("\"PartiallyCompleted\"") && !listed.contains("\"ScienceFiction\""));
}
