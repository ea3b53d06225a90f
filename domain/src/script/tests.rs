//! A script's rules, as sentences.

use super::*;
use cqrs_es::test::TestFramework;
use uuid::Uuid;

fn script() -> TestFramework<Script> {
    TestFramework::with(())
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

fn version(n: u128) -> VersionId {
    VersionId(Uuid::from_u128(n))
}

const HERO: CharacterId = CharacterId(Uuid::from_u128(40));

fn create(title: &str) -> ScriptCommand {
    ScriptCommand::Create {
        script: ScriptId(Uuid::from_u128(1)),
        owner: account(1),
        title: title.into(),
        format: Format::Feature,
        genre: Genre::Noir,
        tone: Tone::Dark,
        logline: "A keeper hides a stranger.".into(),
    }
}

fn created() -> ScriptEvent {
    ScriptEvent::Created {
        script: ScriptId(Uuid::from_u128(1)),
        owner: account(1),
        title: "The Lamp".into(),
        format: Format::Feature,
        genre: Genre::Noir,
        tone: Tone::Dark,
        logline: "A keeper hides a stranger.".into(),
    }
}

fn first_version() -> ScriptEvent {
    ScriptEvent::VersionAdded { version: version(1), number: 1, parent: None }
}

#[test]
fn a_script_is_created_once_and_asking_again_changes_nothing() {
    script().given_no_previous_events().when(create("The Lamp")).then_expect_events(vec![created()]);
    script().given(vec![created()]).when(create("The Lamp")).then_expect_events(vec![]);
}

#[test]
fn another_script_cannot_take_the_same_id() {
    script().given(vec![created()]).when(create("Other")).then_expect_error(ScriptError::Exists);
}

#[test]
fn a_title_is_never_blank() {
    script().given_no_previous_events().when(create(" ")).then_expect_error(ScriptError::BlankTitle);
    script()
        .given(vec![created()])
        .when(ScriptCommand::Retitle("\t".into()))
        .then_expect_error(ScriptError::BlankTitle);
}

#[test]
fn nothing_can_be_asked_of_a_script_that_does_not_exist() {
    script().given_no_previous_events().when(ScriptCommand::Archive).then_expect_error(ScriptError::Missing);
}

#[test]
fn a_change_records_before_and_after_and_the_same_value_is_no_change() {
    script()
        .given(vec![created()])
        .when(ScriptCommand::Retitle("Tide".into()))
        .then_expect_events(vec![ScriptEvent::Retitled { before: "The Lamp".into(), after: "Tide".into() }]);
    script()
        .given(vec![created()])
        .when(ScriptCommand::Retitle("The Lamp".into()))
        .then_expect_events(vec![]);
    script().given(vec![created()]).when(ScriptCommand::ChangeLogline("New.".into())).then_expect_events(
        vec![ScriptEvent::LoglineChanged {
            before: "A keeper hides a stranger.".into(),
            after: "New.".into(),
        }],
    );
}

#[test]
fn genre_and_tone_are_free_before_the_first_version() {
    script()
        .given(vec![created()])
        .when(ScriptCommand::ChangeGenre { genre: Genre::Horror, unlock: false })
        .then_expect_events(vec![ScriptEvent::GenreChanged {
            before: Genre::Noir,
            after: Genre::Horror,
            unlocked: false,
        }]);
    script()
        .given(vec![created()])
        .when(ScriptCommand::ChangeTone { tone: Tone::Epic, unlock: false })
        .then_expect_events(vec![ScriptEvent::ToneChanged {
            before: Tone::Dark,
            after: Tone::Epic,
            unlocked: false,
        }]);
}

#[test]
fn genre_and_tone_are_locked_by_a_version_until_unlocked() {
    let given = || vec![created(), first_version()];
    script()
        .given(given())
        .when(ScriptCommand::ChangeGenre { genre: Genre::Horror, unlock: false })
        .then_expect_error(ScriptError::GenreLocked(Genre::Noir));
    script()
        .given(given())
        .when(ScriptCommand::ChangeTone { tone: Tone::Epic, unlock: false })
        .then_expect_error(ScriptError::ToneLocked(Tone::Dark));
    script()
        .given(given())
        .when(ScriptCommand::ChangeGenre { genre: Genre::Noir, unlock: false })
        .then_expect_events(vec![]);
    script()
        .given(given())
        .when(ScriptCommand::ChangeGenre { genre: Genre::Horror, unlock: true })
        .then_expect_events(vec![ScriptEvent::GenreChanged {
            before: Genre::Noir,
            after: Genre::Horror,
            unlocked: true,
        }]);
}

#[test]
fn characters_join_and_leave_the_cast_once() {
    let attached = ScriptEvent::CharacterAttached { character: HERO };
    script()
        .given(vec![created()])
        .when(ScriptCommand::AttachCharacter(HERO))
        .then_expect_events(vec![attached.clone()]);
    script()
        .given(vec![created(), attached.clone()])
        .when(ScriptCommand::AttachCharacter(HERO))
        .then_expect_events(vec![]);
    script()
        .given(vec![created(), attached])
        .when(ScriptCommand::DetachCharacter(HERO))
        .then_expect_events(vec![ScriptEvent::CharacterDetached { character: HERO }]);
    script().given(vec![created()]).when(ScriptCommand::DetachCharacter(HERO)).then_expect_events(vec![]);
}

#[test]
fn members_are_let_in_change_roles_and_are_shown_out() {
    let viewer = ScriptEvent::MemberAdded { account: account(2), role: Role::Viewer };
    let share = |role| ScriptCommand::Share { account: account(2), role };
    script().given(vec![created()]).when(share(Role::Viewer)).then_expect_events(vec![viewer.clone()]);
    script().given(vec![created(), viewer.clone()]).when(share(Role::Viewer)).then_expect_events(vec![]);
    script()
        .given(vec![created(), viewer.clone()])
        .when(share(Role::Editor))
        .then_expect_events(vec![ScriptEvent::MemberAdded { account: account(2), role: Role::Editor }]);
    script()
        .given(vec![created(), viewer])
        .when(ScriptCommand::Unshare(account(2)))
        .then_expect_events(vec![ScriptEvent::MemberRemoved { account: account(2) }]);
    script()
        .given(vec![created()])
        .when(ScriptCommand::Share { account: account(1), role: Role::Viewer })
        .then_expect_error(ScriptError::OwnerIsNoMember);
}

#[test]
fn versions_are_numbered_from_the_head_they_were_written_from() {
    script()
        .given(vec![created()])
        .when(ScriptCommand::AddVersion { version: version(1), parent: None })
        .then_expect_events(vec![first_version()]);
    script()
        .given(vec![created(), first_version()])
        .when(ScriptCommand::AddVersion { version: version(2), parent: Some(1) })
        .then_expect_events(vec![ScriptEvent::VersionAdded {
            version: version(2),
            number: 2,
            parent: Some(1),
        }]);
    script()
        .given(vec![created(), first_version()])
        .when(ScriptCommand::AddVersion { version: version(1), parent: None })
        .then_expect_events(vec![]);
}

#[test]
fn a_draft_from_a_head_that_moved_is_a_conflict_that_names_the_head() {
    let stale = ScriptError::HeadMoved { head: Some(1), parent: None };
    assert_eq!(stale.to_string(), "the newest version is 1, not none");
    script()
        .given(vec![created(), first_version()])
        .when(ScriptCommand::AddVersion { version: version(2), parent: None })
        .then_expect_error(stale);
}

#[test]
fn an_archived_script_rests_until_it_is_restored() {
    let archived = || vec![created(), ScriptEvent::Archived {}];
    script()
        .given(vec![created()])
        .when(ScriptCommand::Archive)
        .then_expect_events(vec![ScriptEvent::Archived {}]);
    script().given(archived()).when(ScriptCommand::Archive).then_expect_events(vec![]);
    script()
        .given(archived())
        .when(ScriptCommand::Retitle("Tide".into()))
        .then_expect_error(ScriptError::Archived);
    script()
        .given(archived())
        .when(ScriptCommand::Restore)
        .then_expect_events(vec![ScriptEvent::Restored {}]);
    script().given(vec![created()]).when(ScriptCommand::Restore).then_expect_events(vec![]);
}

#[test]
fn a_script_is_erased_by_its_owner_naming_it_and_is_then_at_rest_for_ever() {
    let erase = |title: &str| ScriptCommand::Erase { title: title.into() };
    script().given(vec![created()]).when(erase("The Lamp")).then_expect_events(vec![ScriptEvent::Erased {}]);
    let archived = || vec![created(), ScriptEvent::Archived {}];
    script().given(archived()).when(erase("The Lamp")).then_expect_events(vec![ScriptEvent::Erased {}]);
    for other in ["the lamp", "The Lamp ", ""] {
        script().given(vec![created()]).when(erase(other)).then_expect_error(ScriptError::OtherTitle);
    }
    let erased = || vec![created(), ScriptEvent::Erased {}];
    script().given(erased()).when(erase("anything")).then_expect_events(vec![]);
    for command in [
        ScriptCommand::Retitle("New".into()),
        ScriptCommand::Archive,
        ScriptCommand::Restore,
        ScriptCommand::AddVersion { version: version(1), parent: None },
    ] {
        script().given(erased()).when(command).then_expect_error(ScriptError::Erased);
    }
    let mut state = Script::default();
    for event in erased() {
        state.apply(event);
    }
    assert!(!serde_json::to_string(&state).unwrap().contains("Lamp"));
}
