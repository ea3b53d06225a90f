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
