//! The page of guarantees names files and tests; all of them exist.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands in backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// What a row of a table promises, and what of it is not there.
fn missing(row: &str) -> Vec<String> {
    let (files, names): (Vec<&str>, Vec<&str>) = code(row).partition(|it| it.contains('/'));
    let mut missing: Vec<String> = files
        .iter()
        .filter(|file| !root().join(file).is_file())
        .map(|file| format!("no file {file}"))
        .collect();
    let sources: Vec<String> =
        files.iter().filter_map(|file| fs::read_to_string(root().join(file)).ok()).collect();
    let is_test = |name: &&str| name.matches('_').count() >= 3;
    for name in names.into_iter().filter(is_test) {
        let found = sources.iter().any(|source| source.contains(&format!("fn {name}(")));
        missing.extend((!found).then(|| format!("no test {name}")));
    }
    missing
}

fn rows(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"))
}

#[test]
fn every_file_and_every_test_that_is_named_exists() {
    let page = fs::read_to_string(root().join("docs/guarantees.md")).unwrap();
    let missing: Vec<String> = rows(&page).flat_map(missing).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(rows(&page).count() >= 20, "the tables are gone");
    for row in rows(&page) {
        let columns: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(columns.len(), 3, "{row}");
        assert!(columns[1..].iter().all(|column| code(column).any(|it| it.contains('/'))), "{row}");
    }
}

#[test]
fn what_is_not_there_is_missed() {
    let row = "| it | `faults/src/nowhere.rs` | `faults/src/plan.rs`:
        `the_same_seed_plans_the_same_and_all_of_it`, `no_test_is_called_so` |";
    assert_eq!(missing(row), ["no file faults/src/nowhere.rs", "no test no_test_is_called_so"]);
}
