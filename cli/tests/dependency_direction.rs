//! The direction of dependencies, held by what cargo itself says of the workspace:
//! `domain ← event_store ← projections ← {api, workers} ← cli`, with leaves that know nothing of
//! events. An absence that is not tested does not last.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};

/// Each crate of ours and the crates of ours that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("screenplay", &[]),
    ("editorial", &[]),
    ("film", &[]),
    ("sound", &[]),
    ("storyboard", &[]),
    ("inference", &[]),
    ("cluster", &[]),
    ("migrations", &[]),
    ("storage", &[]),
    ("event_store", &["domain"]),
    ("breakdown", &["domain", "screenplay"]),
    ("projections", &["breakdown", "domain", "event_store", "screenplay"]),
    (
        "workers",
        &[
            "breakdown",
            "domain",
            "editorial",
            "event_store",
            "film",
            "inference",
            "projections",
            "screenplay",
            "sound",
            "storage",
            "storyboard",
        ],
    ),
    (
        "api",
        &[
            "breakdown",
            "domain",
            "editorial",
            "event_store",
            "migrations",
            "projections",
            "screenplay",
            "storage",
        ],
    ),
    (
        "cli",
        &[
            "api",
            "cluster",
            "domain",
            "event_store",
            "film",
            "inference",
            "migrations",
            "projections",
            "storage",
            "workers",
        ],
    ),
    ("faults", &["cluster"]),
    ("testkit", &["cluster", "migrations"]),
];

/// What the domain must never need: it is pure.
const IMPURE: &[&str] =
    &["axum", "deadpool-postgres", "hyper", "postgres", "reqwest", "sqlx", "tokio", "tokio-postgres"];

fn metadata() -> Metadata {
    MetadataCommand::new().no_deps().exec().expect("cargo describes the workspace")
}

/// Each crate of the workspace with what it depends on outside its tests.
fn dependencies(metadata: &Metadata) -> BTreeMap<String, BTreeSet<String>> {
    let packages = metadata.packages.iter().map(|package| {
        let normal = package.dependencies.iter().filter(|it| it.kind != DependencyKind::Development);
        (package.name.to_string(), normal.map(|it| it.name.clone()).collect())
    });
    packages.collect()
}

#[test]
fn crates_depend_only_in_the_one_direction() {
    let dependencies = dependencies(&metadata());
    let ours: BTreeSet<&str> = dependencies.keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, listed, "a crate is missing from the list above, or gone");
    for (name, allowed) in ALLOWED {
        let used = dependencies[*name].iter().map(String::as_str).filter(|it| ours.contains(it));
        let forbidden: Vec<&str> = used.filter(|it| !allowed.contains(it)).collect();
        assert!(forbidden.is_empty(), "{name} must not depend on {forbidden:?}");
    }
}

#[test]
fn the_domain_is_pure() {
    let dependencies = dependencies(&metadata());
    let impure: Vec<&str> =
        IMPURE.iter().copied().filter(|name| dependencies["domain"].contains(*name)).collect();
    assert!(impure.is_empty(), "domain must not depend on {impure:?}");
}

#[test]
fn the_api_makes_nothing_itself() {
    let dependencies = dependencies(&metadata());
    for maker in ["workers", "inference", "film", "sound", "storyboard"] {
        assert!(!dependencies["api"].contains(maker), "api must not depend on {maker}");
    }
}

#[test]
fn test_helpers_stay_out_of_the_product() {
    for (name, used) in dependencies(&metadata()) {
        assert!(!used.contains("testkit"), "{name} depends on testkit outside its tests");
    }
}
