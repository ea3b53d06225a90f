//! Assets in sentences.

use super::*;
use crate::ids::{CharacterId, JobId, SceneId, ShotId};
use cqrs_es::test::TestFramework;
use proptest::prelude::*;
use uuid::Uuid;

const SCRIPT: ScriptId = ScriptId(Uuid::from_u128(3));

fn asset() -> TestFramework<Asset> {
    TestFramework::with(())
}

fn frame() -> NewAsset {
    NewAsset {
        asset: AssetId(Uuid::from_u128(1)),
        owner: AccountId(Uuid::from_u128(2)),
        belongs: BelongsTo {
            script: Some(SCRIPT),
            scene: Some(SceneId(Uuid::from_u128(4))),
            shot: Some(ShotId(Uuid::from_u128(5))),
            character: None,
        },
        tag: AssetTag::Storyboard,
        facts: Facts {
            kind: AssetKind::Image,
            media_type: "image/png".parse().unwrap(),
            file_name: "3A.png".parse().unwrap(),
            bytes: 70,
            sha256: "0f".repeat(32).parse().unwrap(),
            measures: Measures { width: Some(1920), height: Some(1080), duration_ms: None },
        },
        provenance: AssetProvenance {
            engine: Some("storyboard".into()),
            seed: Some(u64::MAX),
            parameters: serde_json::json!({ "fov": 40 }),
            ..AssetProvenance::job(JobId(Uuid::from_u128(6)))
        },
    }
}

fn add(new: NewAsset) -> AssetCommand {
    AssetCommand::Add(Box::new(new))
}

fn added() -> AssetEvent {
    AssetEvent::Added(Box::new(frame()))
}

fn retagged() -> AssetEvent {
    AssetEvent::Retagged { before: AssetTag::Storyboard, after: AssetTag::Poster }
}

fn deleted() -> AssetEvent {
    AssetEvent::Deleted { reason: None }
}

#[test]
fn an_asset_is_added_once_and_asking_again_changes_nothing() {
    asset().given_no_previous_events().when(add(frame())).then_expect_events(vec![added()]);
    asset().given(vec![added()]).when(add(frame())).then_expect_events(vec![]);
    asset().given(vec![added(), retagged()]).when(add(frame())).then_expect_events(vec![]);
    asset().given(vec![added(), deleted()]).when(add(frame())).then_expect_events(vec![]);
}

#[test]
fn other_bytes_are_another_asset() {
    let mut other = frame();
    other.facts.sha256 = "1e".repeat(32).parse().unwrap();
    asset().given(vec![added()]).when(add(other)).then_expect_error(AssetError::Exists);
    let stranger = NewAsset { owner: AccountId(Uuid::from_u128(9)), ..frame() };
    asset().given(vec![added()]).when(add(stranger)).then_expect_error(AssetError::Exists);
}

#[test]
fn a_part_names_the_whole_it_belongs_to() {
    let of = |belongs| add(NewAsset { belongs, ..frame() });
    let whole = frame().belongs;
    asset()
        .given_no_previous_events()
        .when(of(BelongsTo { scene: None, ..whole }))
        .then_expect_error(AssetError::Homeless { part: "shot", whole: "scene" });
    asset()
        .given_no_previous_events()
        .when(of(BelongsTo { script: None, ..whole }))
        .then_expect_error(AssetError::Homeless { part: "scene", whole: "script" });
    let character = BelongsTo { character: Some(CharacterId(Uuid::from_u128(7))), ..BelongsTo::default() };
    let portrait = NewAsset { belongs: character, ..frame() };
    asset()
        .given_no_previous_events()
        .when(add(portrait.clone()))
        .then_expect_events(vec![AssetEvent::Added(Box::new(portrait))]);
}

#[test]
fn a_tag_changes_and_only_if_it_is_another() {
    let retag = AssetCommand::Retag(AssetTag::Poster);
    asset().given(vec![added()]).when(retag.clone()).then_expect_events(vec![retagged()]);
    asset().given(vec![added(), retagged()]).when(retag.clone()).then_expect_events(vec![]);
    asset().given(vec![added(), deleted()]).when(retag).then_expect_error(AssetError::Deleted);
}

#[test]
fn deleting_leaves_a_tombstone_and_doing_it_again_changes_nothing() {
    let delete = |reason: Option<&str>| AssetCommand::Delete { reason: reason.map(Into::into) };
    asset().given(vec![added()]).when(delete(None)).then_expect_events(vec![deleted()]);
    asset().given(vec![added(), deleted()]).when(delete(Some("again"))).then_expect_events(vec![]);
    let mut state = Asset::default();
    for event in [added(), deleted()] {
        state.apply(event);
    }
    assert!(state.details().unwrap().deleted);
    assert_eq!(state.details().unwrap().asset, frame(), "what was there can still be said");
    assert_eq!((state.owner(), state.script()), (Some(frame().owner), Some(SCRIPT)));
}

#[test]
fn nothing_can_be_asked_of_an_asset_that_was_never_added() {
    for command in [AssetCommand::Retag(AssetTag::Mix), AssetCommand::Delete { reason: None }] {
        asset().given_no_previous_events().when(command).then_expect_error(AssetError::Missing);
    }
}

#[test]
fn what_is_no_name_type_or_hash_is_refused() {
    for text in ["image/png", "application/vnd.ms-x+json", "audio/3gpp2"] {
        assert!(text.parse::<MediaType>().is_ok(), "{text}");
    }
    for text in ["", "image", "image/", "/png", "Image/PNG", "text/plain; charset=utf-8", "a/b/c", "te\nxt/x"]
    {
        assert!(text.parse::<MediaType>().is_err(), "{text}");
    }
    for text in ["", " ", ".", "..", "a/b", "a\\b", "a\nb", "a\0", &"x".repeat(201)] {
        assert!(text.parse::<FileName>().is_err(), "{text:?}");
    }
    let refused = "x".repeat(10_000).parse::<Sha256>().unwrap_err().to_string();
    assert!(refused.len() < 200, "a hostile text is not repeated whole");
    let stored = serde_json::to_value(frame()).unwrap();
    for (field, value) in [("media_type", "nonsense"), ("file_name", "../../etc"), ("sha256", "0")] {
        let mut wrong = stored.clone();
        wrong[field] = value.into();
        assert!(serde_json::from_value::<NewAsset>(wrong).is_err(), "{field}");
    }
}

proptest! {
    #[test]
    fn whatever_a_client_calls_a_file_becomes_a_name(text in ".{0,300}") {
        let name = FileName::from_any(&text, "upload.bin");
        prop_assert_eq!(name.as_str().parse::<FileName>(), Ok(name.clone()));
    }

    #[test]
    fn a_state_reads_back_what_it_wrote(tag in 0..AssetTag::ALL.len(), seed: Option<u64>, gone: bool) {
        let provenance = AssetProvenance { seed, ..frame().provenance };
        let mut state = Asset::default();
        state.apply(AssetEvent::Added(Box::new(NewAsset { tag: AssetTag::ALL[tag], provenance, ..frame() })));
        if gone {
            state.apply(deleted());
        }
        let stored = serde_json::to_value(&state).unwrap();
        prop_assert_eq!(serde_json::from_value::<Asset>(stored).unwrap(), state);
    }
}
