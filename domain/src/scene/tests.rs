//! A scene's rules, as sentences.

use super::*;
use cqrs_es::test::TestFramework;
use uuid::Uuid;

fn scene() -> TestFramework<Scene> {
    TestFramework::with(())
}

fn new_scene() -> NewScene {
    NewScene {
        scene: SceneId(Uuid::from_u128(1)),
        script: ScriptId(Uuid::from_u128(2)),
        owner: AccountId(Uuid::from_u128(3)),
        version: VersionId(Uuid::from_u128(4)),
        number: 1,
        setting: "INT. LAMP ROOM - NIGHT".into(),
        goal: "Hide the stranger".into(),
        tension: "The warden is on the stairs".into(),
        tone: Tone::Suspenseful,
        content: "Mara bars the door.".into(),
        episode: None,
    }
}

fn added() -> SceneEvent {
    new_scene().into()
}

fn add(change: impl FnOnce(&mut NewScene)) -> SceneCommand {
    let mut new = new_scene();
    change(&mut new);
    SceneCommand::Add(Box::new(new))
}

fn rewrite(content: &str) -> SceneCommand {
    SceneCommand::Rewrite { content: content.into(), source: ContentSource::Hand {} }
}

#[test]
fn a_scene_is_added_once_and_asking_again_changes_nothing() {
    scene().given_no_previous_events().when(add(|_| ())).then_expect_events(vec![added()]);
    scene().given(vec![added()]).when(add(|_| ())).then_expect_events(vec![]);
    scene()
        .given(vec![added()])
        .when(add(|new| new.version = VersionId(Uuid::from_u128(9))))
        .then_expect_error(SceneError::Exists);
}

#[test]
fn a_scene_takes_place_somewhere_and_counts_from_one() {
    scene()
        .given_no_previous_events()
        .when(add(|new| new.setting = " ".into()))
        .then_expect_error(SceneError::BlankSetting);
    scene()
        .given_no_previous_events()
        .when(add(|new| new.number = 0))
        .then_expect_error(SceneError::ZeroNumber);
    scene()
        .given_no_previous_events()
        .when(add(|new| new.episode = Some(0)))
        .then_expect_error(SceneError::ZeroNumber);
    scene().given(vec![added()]).when(SceneCommand::Move(0)).then_expect_error(SceneError::ZeroNumber);
}

#[test]
fn an_edit_records_only_the_fields_that_changed() {
    let change = SceneChange {
        goal: Some("Buy time".into()),
        tone: Some(Tone::Suspenseful),
        episode: Some(2),
        ..SceneChange::default()
    };
    scene().given(vec![added()]).when(SceneCommand::Edit(change)).then_expect_events(vec![
        SceneEvent::Edited {
            before: SceneChange { goal: Some("Hide the stranger".into()), ..SceneChange::default() },
            after: SceneChange { goal: Some("Buy time".into()), episode: Some(2), ..SceneChange::default() },
        },
    ]);
    scene().given(vec![added()]).when(SceneCommand::Edit(SceneChange::default())).then_expect_events(vec![]);
}

#[test]
fn an_edit_may_not_blank_the_setting_or_count_from_zero() {
    let blank = SceneChange { setting: Some(String::new()), ..SceneChange::default() };
    scene().given(vec![added()]).when(SceneCommand::Edit(blank)).then_expect_error(SceneError::BlankSetting);
    let zero = SceneChange { episode: Some(0), ..SceneChange::default() };
    scene().given(vec![added()]).when(SceneCommand::Edit(zero)).then_expect_error(SceneError::ZeroNumber);
}

#[test]
fn a_rewrite_counts_up_and_keeps_the_older_text_in_the_stream() {
    scene().given(vec![added()]).when(rewrite("She waits.")).then_expect_events(vec![
        SceneEvent::Rewritten {
            revision: 2,
            before: "Mara bars the door.".into(),
            after: "She waits.".into(),
            source: ContentSource::Hand {},
        },
    ]);
    scene().given(vec![added()]).when(rewrite("Mara bars the door.")).then_expect_events(vec![]);
}

#[test]
fn a_scene_moves_to_another_number() {
    scene()
        .given(vec![added()])
        .when(SceneCommand::Move(3))
        .then_expect_events(vec![SceneEvent::Moved { before: 1, after: 3 }]);
    scene().given(vec![added()]).when(SceneCommand::Move(1)).then_expect_events(vec![]);
}

#[test]
fn a_removed_scene_stays_removed_and_does_not_change() {
    let removed = || vec![added(), SceneEvent::Removed {}];
    scene().given(vec![added()]).when(SceneCommand::Remove).then_expect_events(vec![SceneEvent::Removed {}]);
    scene().given(removed()).when(SceneCommand::Remove).then_expect_events(vec![]);
    scene().given(removed()).when(rewrite("x")).then_expect_error(SceneError::Removed);
}

#[test]
fn nothing_can_be_asked_of_a_scene_that_does_not_exist() {
    scene().given_no_previous_events().when(SceneCommand::Remove).then_expect_error(SceneError::Missing);
}
