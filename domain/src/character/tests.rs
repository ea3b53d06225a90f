//! A character's rules, as sentences.

use super::*;
use cqrs_es::test::TestFramework;
use uuid::Uuid;

fn character() -> TestFramework<Character> {
    TestFramework::with(())
}

const ID: CharacterId = CharacterId(Uuid::from_u128(1));
const OWNER: AccountId = AccountId(Uuid::from_u128(2));

fn mara() -> Profile {
    Profile { name: "Mara".into(), voice: "Clipped, dry".into(), ..Profile::default() }
}

fn create(profile: Profile) -> CharacterCommand {
    CharacterCommand::Create { character: ID, owner: OWNER, profile }
}

fn created() -> CharacterEvent {
    CharacterEvent::Created { character: ID, owner: OWNER, profile: mara() }
}

fn rename(name: &str) -> CharacterCommand {
    CharacterCommand::Edit(ProfileChange { name: Some(name.into()), ..ProfileChange::default() })
}

#[test]
fn a_character_is_created_once_and_asking_again_changes_nothing() {
    character().given_no_previous_events().when(create(mara())).then_expect_events(vec![created()]);
    character().given(vec![created()]).when(create(mara())).then_expect_events(vec![]);
    let tom = Profile { name: "Tom".into(), ..Profile::default() };
    character().given(vec![created()]).when(create(tom)).then_expect_error(CharacterError::Exists);
}

#[test]
fn a_character_has_a_name() {
    character()
        .given_no_previous_events()
        .when(create(Profile::default()))
        .then_expect_error(CharacterError::BlankName);
    character().given(vec![created()]).when(rename(" ")).then_expect_error(CharacterError::BlankName);
}

#[test]
fn an_edit_records_only_the_fields_that_changed() {
    character().given(vec![created()]).when(rename("Maren")).then_expect_events(vec![
        CharacterEvent::Edited {
            before: ProfileChange { name: Some("Mara".into()), ..ProfileChange::default() },
            after: ProfileChange { name: Some("Maren".into()), ..ProfileChange::default() },
        },
    ]);
    character().given(vec![created()]).when(rename("Mara")).then_expect_events(vec![]);
}

#[test]
fn an_archived_character_rests_until_it_is_restored() {
    let archived = || vec![created(), CharacterEvent::Archived {}];
    character()
        .given(vec![created()])
        .when(CharacterCommand::Archive)
        .then_expect_events(vec![CharacterEvent::Archived {}]);
    character().given(archived()).when(CharacterCommand::Archive).then_expect_events(vec![]);
    character().given(archived()).when(rename("Tom")).then_expect_error(CharacterError::Archived);
    character()
        .given(archived())
        .when(CharacterCommand::Restore)
        .then_expect_events(vec![CharacterEvent::Restored {}]);
}

#[test]
fn nothing_can_be_asked_of_a_character_that_does_not_exist() {
    character()
        .given_no_previous_events()
        .when(CharacterCommand::Archive)
        .then_expect_error(CharacterError::Missing);
}

fn portrait(id: u128) -> Portrait {
    Portrait {
        id: TakeId(Uuid::from_u128(id)),
        job: None,
        still: crate::AssetId(Uuid::from_u128(70)),
        engine: "storyboard".into(),
        seed: 7,
        parameters: serde_json::json!({"size": "cu"}),
        input_hash: "9f".into(),
    }
}

fn add_portrait(id: u128, choose: bool) -> CharacterCommand {
    CharacterCommand::AddPortrait { portrait: Box::new(portrait(id)), choose }
}

fn portrait_added(id: u128, chosen: bool) -> CharacterEvent {
    CharacterEvent::PortraitAdded { portrait: Box::new(portrait(id)), chosen }
}

fn look(marks: &[look::Mark]) -> Look {
    serde_json::from_value(serde_json::json!({
        "hair": {"style": "bob", "colour": "#202020"},
        "build": {"height_m": 1.7, "breadth": 0.4},
        "skin_tone": 0.3,
        "age": "adult",
        "presenting": "feminine",
        "costume": {"kind": "coat", "primary": "#808080", "secondary": "#404040"},
        "marks": marks,
    }))
    .unwrap()
}

#[test]
fn a_look_is_settled_once_and_left_to_the_text_again() {
    use look::Mark::{Glasses, Scar};
    let set = |after: Option<Look>| CharacterCommand::SetLook(after);
    let was_set = || CharacterEvent::LookSet { before: None, after: Some(look(&[Glasses, Scar])) };
    let messy = || Some(look(&[Scar, Glasses, Scar]));
    character().given(vec![created()]).when(set(messy())).then_expect_events(vec![was_set()]);
    character().given(vec![created(), was_set()]).when(set(messy())).then_expect_events(vec![]);
    character().given(vec![created(), was_set()]).when(set(None)).then_expect_events(vec![
        CharacterEvent::LookSet { before: Some(look(&[Glasses, Scar])), after: None },
    ]);
}

#[test]
fn the_first_portrait_is_shown_and_later_ones_if_they_are_chosen() {
    character()
        .given(vec![created()])
        .when(add_portrait(1, false))
        .then_expect_events(vec![portrait_added(1, true)]);
    let first = || vec![created(), portrait_added(1, true)];
    character().given(first()).when(add_portrait(1, true)).then_expect_events(vec![]);
    character()
        .given(first())
        .when(add_portrait(2, false))
        .then_expect_events(vec![portrait_added(2, false)]);
    let (one, two) = (TakeId(Uuid::from_u128(1)), TakeId(Uuid::from_u128(2)));
    let both = || vec![created(), portrait_added(1, true), portrait_added(2, false)];
    character()
        .given(both())
        .when(CharacterCommand::ChoosePortrait(two))
        .then_expect_events(vec![CharacterEvent::PortraitChosen { before: one, after: two }]);
    character().given(both()).when(CharacterCommand::ChoosePortrait(one)).then_expect_events(vec![]);
    character()
        .given(first())
        .when(CharacterCommand::ChoosePortrait(two))
        .then_expect_error(CharacterError::MissingPortrait(two));
}

#[test]
fn a_portrait_names_its_engine_and_a_character_has_so_many() {
    let nameless = Portrait { engine: " ".into(), ..portrait(1) };
    character()
        .given(vec![created()])
        .when(CharacterCommand::AddPortrait { portrait: Box::new(nameless), choose: true })
        .then_expect_error(CharacterError::Fault(crate::scene::shot::PlanFault::Blank { field: "engine" }));
    let full = (0..200).map(|id| portrait_added(id, true));
    character()
        .given(std::iter::once(created()).chain(full).collect())
        .when(add_portrait(900, true))
        .then_expect_error(CharacterError::TooManyPortraits(MAX_PORTRAITS));
}
