//! Sentences that the journeys of the integration tests do not meet.

use super::*;
use domain::JobId;
use domain::character::ProfileChange;
use domain::job::{Cost, ErrorClass, JobError};
use domain::scene::SceneChange;
use domain::vocabulary::Role;
use domain::{AccountId, Tone, VersionId};

const ID: Uuid = Uuid::from_u128(7);

/// With the thing called `Name`.
fn told(line: &Line) -> String {
    format!("{}{}{}", line.lead, if line.name_of.is_some() { "Name" } else { "" }, line.rest)
}

#[test]
fn a_script_says_who_may_see_it_and_what_was_put_away() {
    let account = AccountId(ID);
    let version = VersionId(ID);
    for (event, sentence) in [
        (ScriptEvent::Archived {}, "Script archived".to_owned()),
        (ScriptEvent::Restored {}, "Script restored".to_owned()),
        (
            ScriptEvent::MemberAdded { account, role: Role::Viewer },
            format!("Shared with account {ID} as viewer"),
        ),
        (ScriptEvent::MemberRemoved { account }, format!("No longer shared with account {ID}")),
        (
            ScriptEvent::ToneChanged { before: Tone::Dark, after: Tone::Epic, unlocked: false },
            "Tone changed from dark to epic".to_owned(),
        ),
        (
            ScriptEvent::LoglineChanged { before: String::new(), after: "One\n night.".into() },
            "Logline changed to “One night.”".to_owned(),
        ),
        (
            ScriptEvent::VersionAdded { version, number: 3, parent: Some(2) },
            "Version 3 became the newest, after version 2".to_owned(),
        ),
    ] {
        assert_eq!(told(&script(event)), sentence);
    }
}

#[test]
fn a_version_says_what_was_written_beside_it() {
    let labelled = |before: Option<&str>, after: Option<&str>| VersionEvent::Labelled {
        before: before.map(Into::into),
        after: after.map(Into::into),
    };
    let noted =
        |before: &str, after: &str| VersionEvent::Noted { before: before.into(), after: after.into() };
    for (event, sentence) in [
        (labelled(Some("Blue"), Some("Pink")), "Name relabelled from “Blue” to “Pink”"),
        (labelled(Some("Blue"), None), "Name lost its label “Blue”"),
        (noted("", "x"), "Name got notes"),
        (noted("x", "y"), "Name got other notes"),
        (noted("x", ""), "Name lost its notes"),
    ] {
        assert_eq!(told(&version(ID, event)), sentence);
    }
}

#[test]
fn several_fields_are_named_and_a_single_one_is_quoted() {
    let before = SceneChange { goal: Some("a".into()), tone: Some(Tone::Dark), ..SceneChange::default() };
    let after = SceneChange { goal: Some("b".into()), tone: Some(Tone::Epic), ..SceneChange::default() };
    assert_eq!(told(&scene(ID, SceneEvent::Edited { before, after })), "Name edited: goal, tone");
    let after = SceneChange { episode: Some(2), ..SceneChange::default() };
    let event = SceneEvent::Edited { before: SceneChange::default(), after };
    assert_eq!(told(&scene(ID, event)), "Name: episode changed to “2”");
    let long = "word ".repeat(50);
    let change = |look: &str| ProfileChange { look: Some(look.into()), ..ProfileChange::default() };
    let event = CharacterEvent::Edited { before: change(&long), after: change("scarred") };
    let sentence = told(&character(ID, event));
    assert!(sentence.starts_with("Name: look changed from “word word"));
    assert!(sentence.ends_with("word…” to “scarred”") && sentence.chars().count() < 130, "{sentence}");
}

#[test]
fn a_job_says_why_it_stopped() {
    let error = || JobError { class: ErrorClass::Permanent, message: "no such\nmodel".into() };
    let cancelled = |reason: Option<&str>| JobEvent::Cancelled { reason: reason.map(Into::into) };
    for (event, sentence) in [
        (JobEvent::Failed { error: error() }, "Job failed: no such model"),
        (
            JobEvent::AttemptFailed { attempt: 2, error: error(), retry_at: None, cost: Cost::default() },
            "Attempt 2 failed: no such model",
        ),
        (
            JobEvent::AttemptFailed {
                attempt: 2,
                error: error(),
                retry_at: Some(jiff::Timestamp::UNIX_EPOCH),
                cost: Cost::default(),
            },
            "Attempt 2 failed: no such model; next at 1970-01-01T00:00:00Z",
        ),
        (JobEvent::Refused { reason: "too dark".into() }, "Job refused: too dark"),
        (cancelled(None), "Job cancelled"),
        (cancelled(Some("enough")), "Job cancelled: enough"),
        (JobEvent::CancelRequested { reason: None }, "Cancellation asked for"),
        (JobEvent::Released { attempt: 1 }, "Attempt 1 handed back by its worker"),
        (JobEvent::Started { attempt: 2, worker: "a".into(), lease_s: 60 }, "Job started by a, attempt 2"),
        (JobEvent::Retried { nodes: vec![] }, "Job tried again"),
        (JobEvent::Retried { nodes: vec![JobId(ID)] }, "1 node of the production tried again"),
        (JobEvent::Prioritised { before: 0, after: 2 }, "Job moved from priority 0 to 2"),
    ] {
        assert_eq!(told(&job(event)), sentence);
    }
}

#[test]
fn a_restored_and_an_imported_text_say_so() {
    let drafted = |source| VersionEvent::Drafted {
        version: VersionId(ID),
        script: domain::ScriptId(ID),
        owner: AccountId(ID),
        number: 4,
        parent: Some(3),
        source,
        script_type: domain::ScriptType::Outline,
        text: "# One".into(),
        label: None,
        provenance: None,
    };
    for (source, sentence) in [
        (Source::Text {}, "Name written".to_owned()),
        (Source::Restore { from: 1 }, "Name restored from version 1".to_owned()),
        (Source::Import { file: "a.fountain".into() }, "Name imported from “a.fountain”".to_owned()),
        (Source::Job { job_id: JobId(ID) }, format!("Name written by job {ID}")),
    ] {
        let line = version(ID, drafted(source));
        assert_eq!((told(&line), line.naming), (sentence, Naming::Now("Version 4".into())));
    }
}
