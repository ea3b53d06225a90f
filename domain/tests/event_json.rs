//! The stored form of every event ever shipped. A difference here is a change of contract: old
//! logs hold the old form, so it needs a new event version and an upcaster.

use cqrs_es::DomainEvent;
use domain::asset::{AssetEvent, AssetKind, AssetProvenance, AssetTag, BelongsTo, Facts, Measures, NewAsset};
use domain::character::{CharacterEvent, Look, Portrait, Profile, ProfileChange};
use domain::job::{
    Budget, Cost, ErrorClass, GenerateScript, JobError, JobEvent, JobKind, Node, Phase, PlannedNode, Produce,
    Scope, Totals, Work,
};
use domain::scene::shot::{
    Aspect, ConsistencyScore, DeclaredChange, Reason, Score, ShotChange, Size, Subject, Take,
};
use domain::scene::{ContentSource, SceneChange, SceneEvent, Shot, ShotEvent};
use domain::script::ScriptEvent;
use domain::version::{Provenance, Source, VersionEvent};
use domain::words::{self, ERASED};
use domain::{
    AccountId, AssetId, CharacterId, Format, Genre, JobId, Length, Role, SceneId, ScriptId, ScriptType,
    ShotId, TakeId, Tone, VersionId,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use uuid::Uuid;

const SCRIPT: ScriptId = ScriptId(Uuid::from_u128(1));
const OWNER: AccountId = AccountId(Uuid::from_u128(2));
const VERSION: VersionId = VersionId(Uuid::from_u128(3));
const CHARACTER: CharacterId = CharacterId(Uuid::from_u128(4));
const JOB: JobId = JobId(Uuid::from_u128(5));

/// Type, version and stored JSON of each event; fails when one does not read back the same, or not at all once
/// its words are erased.
fn stored<E: DomainEvent>(events: Vec<E>) -> Vec<Value> {
    let entries = events.into_iter().map(|event| {
        let payload = serde_json::to_value(&event).expect("an event has a stored form");
        let back: E = serde_json::from_value(payload.clone()).expect("a stored event reads back");
        assert!(back == event, "{payload} reads back as another event");
        let mut erased = payload.clone();
        words::visit(&event.event_type(), &mut erased, &mut |text| ERASED.clone_into(text));
        let of_erased: E = serde_json::from_value(erased).expect("an event without its words reads back");
        assert_eq!(of_erased.event_type(), event.event_type());
        json!({"type": event.event_type(), "version": event.event_version(), "payload": payload})
    });
    entries.collect()
}

#[test]
fn script_events() {
    let (before, after) = (|| "The Lamp".to_owned(), || "The Tide".to_owned());
    insta::assert_json_snapshot!(stored(vec![
        ScriptEvent::Created {
            script: SCRIPT,
            owner: OWNER,
            title: before(),
            format: Format::Feature,
            genre: Genre::ScienceFiction,
            tone: Tone::Dark,
            logline: "A keeper hides a stranger.".into(),
        },
        ScriptEvent::Retitled { before: before(), after: after() },
        ScriptEvent::GenreChanged { before: Genre::Noir, after: Genre::War, unlocked: true },
        ScriptEvent::ToneChanged { before: Tone::Dark, after: Tone::Epic, unlocked: false },
        ScriptEvent::LoglineChanged { before: before(), after: after() },
        ScriptEvent::CharacterAttached { character: CHARACTER },
        ScriptEvent::CharacterDetached { character: CHARACTER },
        ScriptEvent::MemberAdded { account: OWNER, role: Role::Editor },
        ScriptEvent::MemberRemoved { account: OWNER },
        ScriptEvent::VersionAdded { version: VERSION, number: 2, parent: Some(1) },
        ScriptEvent::BudgetSet {
            before: Budget::default(),
            after: Budget { compute_ms: Some(3_600_000), usd_micros: None },
        },
        ScriptEvent::Archived {},
        ScriptEvent::Restored {},
        ScriptEvent::Erased {},
    ]));
}

#[test]
fn version_events() {
    let drafted = |source, provenance| VersionEvent::Drafted {
        version: VERSION,
        script: SCRIPT,
        owner: OWNER,
        number: 1,
        parent: None,
        source,
        script_type: ScriptType::Outline,
        text: "# One".into(),
        label: None,
        provenance,
    };
    let provenance = Provenance {
        engine: "candle".into(),
        model: "SmolLM2".into(),
        licence: "Apache-2.0".into(),
        origin: "publisher".into(),
        sha256: "00".into(),
        prompt: "A keeper".into(),
        seed: 7,
        tokens: 900,
    };
    insta::assert_json_snapshot!(stored(vec![
        drafted(Source::Text {}, None),
        drafted(Source::Import { file: "a.fountain".into() }, None),
        drafted(Source::Job { job_id: JOB }, Some(Box::new(provenance))),
        drafted(Source::Restore { from: 1 }, None),
        VersionEvent::Labelled { before: None, after: Some("Blue".into()) },
        VersionEvent::Noted { before: String::new(), after: "Tighten.".into() },
    ]));
}

#[test]
fn scene_events() {
    insta::assert_json_snapshot!(stored(vec![
        SceneEvent::Added {
            scene: SceneId(Uuid::from_u128(6)),
            script: SCRIPT,
            owner: OWNER,
            version: VERSION,
            number: 1,
            setting: "INT. LAMP ROOM - NIGHT".into(),
            goal: "Hide him".into(),
            tension: "Steps below".into(),
            tone: Tone::Suspenseful,
            content: "Mara bars the door.".into(),
            episode: None,
        },
        SceneEvent::Edited {
            before: SceneChange { goal: Some("Hide him".into()), ..SceneChange::default() },
            after: SceneChange { goal: Some("Buy time".into()), episode: Some(2), ..SceneChange::default() },
        },
        SceneEvent::Rewritten {
            revision: 2,
            before: "a".into(),
            after: "b".into(),
            source: ContentSource::Job { job_id: JOB },
        },
        SceneEvent::Moved { before: 1, after: 2 },
        SceneEvent::Removed {},
    ]));
}

#[test]
fn character_events() {
    let name = |name: &str| ProfileChange { name: Some(name.into()), ..ProfileChange::default() };
    insta::assert_json_snapshot!(stored(vec![
        CharacterEvent::Created {
            character: CHARACTER,
            owner: OWNER,
            profile: Profile { name: "Mara".into(), ..Profile::default() },
        },
        CharacterEvent::Edited { before: name("Mara"), after: name("Maren") },
        CharacterEvent::Archived {},
        CharacterEvent::Restored {},
    ]));
}

const SPENT: Cost = Cost { compute_ms: 1_200, usd_micros: 0 };

#[test]
fn job_events() {
    let error = || JobError { class: ErrorClass::Transient, message: "out of memory".into() };
    let input =
        GenerateScript { prompt: "p".into(), script_type: ScriptType::Screenplay, length: Length::Short };
    insta::assert_json_snapshot!(stored(vec![
        JobEvent::Requested {
            job: JOB,
            owner: OWNER,
            script: Some(SCRIPT),
            work: Work::GenerateScript(input),
            priority: 0,
            max_attempts: 5,
            estimate: Cost::default(),
            node: None,
        },
        JobEvent::Requested {
            job: JOB,
            owner: OWNER,
            script: Some(SCRIPT),
            work: Work::Produce(Produce::new(Scope::Episode(2), vec![JobKind::TimeScript])),
            priority: 0,
            max_attempts: 5,
            estimate: Cost { compute_ms: 40, usd_micros: 0 },
            node: Some(Box::new(Node {
                production: JOB,
                needs: vec![JOB],
                inputs: vec![JOB],
                input_hash: "9f".into(),
                label: "Scene 3".into(),
            })),
        },
        JobEvent::ValidationStarted {},
        JobEvent::Refused { reason: "no".into() },
        JobEvent::Queued {},
        JobEvent::Started { attempt: 1, worker: "studio-1".into(), lease_s: 60 },
        JobEvent::PhaseEntered { attempt: 1, phase: Phase::GeneratingText },
        JobEvent::OutputProduced { attempt: 1, key: "plan".into(), value: json!([1]) },
        JobEvent::Completed { attempt: 1, result: json!({"version_number": 1}), cost: SPENT },
        JobEvent::AttemptFailed {
            attempt: 1,
            error: error(),
            retry_at: Some(jiff::Timestamp::UNIX_EPOCH),
            cost: SPENT,
        },
        JobEvent::Released { attempt: 1 },
        JobEvent::Failed { error: error() },
        JobEvent::CancelRequested { reason: None },
        JobEvent::Cancelled { reason: Some("enough".into()) },
        JobEvent::Retried { nodes: vec![] },
        JobEvent::Retried { nodes: vec![JOB] },
        JobEvent::Reused { of: JOB, result: json!({"seconds": 61.5}) },
        JobEvent::Paused {},
        JobEvent::Resumed {},
        JobEvent::Prioritised { before: 0, after: 5 },
        JobEvent::Planned {
            attempt: 1,
            nodes: vec![PlannedNode {
                job: JOB,
                kind: JobKind::TimeScene,
                label: "Scene 3".into(),
                needs: vec![],
                reused: false,
                input_hash: "9f".into(),
                estimate: SPENT,
            }],
            reused: 0,
            estimate: SPENT,
        },
        JobEvent::PartiallyCompleted {
            totals: Totals { total: 1, failed: 1, ..Totals::default() },
            cost: SPENT
        },
        JobEvent::Produced { totals: Totals { total: 1, completed: 1, ..Totals::default() }, cost: SPENT },
    ]));
}

#[test]
fn asset_events() {
    let upload = NewAsset {
        asset: domain::AssetId(Uuid::from_u128(8)),
        owner: OWNER,
        belongs: BelongsTo::default(),
        tag: AssetTag::Upload,
        facts: Facts {
            kind: AssetKind::Text,
            media_type: "text/plain".parse().unwrap(),
            file_name: "notes.txt".parse().unwrap(),
            bytes: 5,
            sha256: "0f".repeat(32).parse().unwrap(),
            measures: Measures::default(),
        },
        provenance: AssetProvenance::upload(),
    };
    let clip = NewAsset {
        belongs: BelongsTo {
            script: Some(SCRIPT),
            scene: Some(SceneId(Uuid::from_u128(6))),
            shot: Some(domain::ShotId(Uuid::from_u128(7))),
            character: Some(CHARACTER),
        },
        tag: AssetTag::Clip,
        facts: Facts {
            kind: AssetKind::Video,
            media_type: "video/mp4".parse().unwrap(),
            file_name: "3A.mp4".parse().unwrap(),
            measures: Measures { width: Some(1_920), height: Some(1_080), duration_ms: Some(4_000) },
            ..upload.facts.clone()
        },
        provenance: AssetProvenance {
            engine: Some("film".into()),
            model: Some("none".into()),
            licence: Some("Apache-2.0".into()),
            prompt: Some("Mara bars the door".into()),
            seed: Some(7),
            parameters: json!({ "fov": 40 }),
            ..AssetProvenance::job(JOB)
        },
        ..upload.clone()
    };
    insta::assert_json_snapshot!(stored(vec![
        AssetEvent::Added(Box::new(upload)),
        AssetEvent::Added(Box::new(clip)),
        AssetEvent::Retagged { before: AssetTag::Upload, after: AssetTag::Poster },
        AssetEvent::Deleted { reason: None },
        AssetEvent::Deleted { reason: Some("wrong file".into()) },
    ]));
}

fn shot() -> Shot {
    let json = json!({
        "id": Uuid::from_u128(8), "letters": "B", "locked": true,
        "role": "over_shoulder", "size": "mcu", "angle": "over_shoulder", "movement": "push_in",
        "composition": "thirds_left", "duration_ms": 2500, "description": "Mara listens.",
        "params": {"fov": 27.0, "lighting": 35.0, "hdr_bloom": 20.0, "color_temp": 2900.0, "contrast": 70.0},
        "characters": ["Mara"], "props": ["lamp"], "notes": "",
        "figures": [{
            "character": "Mara", "x": -0.35, "z": 0.2, "facing": 30.0, "pose": "hold", "prop": "lamp", "gaze": 0.0,
        }],
        "span": {"revision": 1, "start": 0, "end": 19},
    });
    serde_json::from_value(json).expect("a shot")
}

fn take() -> Take {
    Take {
        id: TAKE,
        shot: SHOT,
        job: Some(JOB),
        still: AssetId(Uuid::from_u128(70)),
        board: Some(AssetId(Uuid::from_u128(71))),
        exr: None,
        clip: None,
        engine: "storyboard".into(),
        seed: 7,
        parameters: json!({"size": "mcu"}),
        refinement: Some("darker".into()),
        input_hash: "9f".into(),
    }
}

const SHOT: ShotId = ShotId(Uuid::from_u128(8));
const TAKE: TakeId = TakeId(Uuid::from_u128(9));

#[test]
fn shot_events() {
    let cu = ShotChange { size: Some(Size::Cu), ..ShotChange::default() };
    let ms = ShotChange { size: Some(Size::Ms), ..ShotChange::default() };
    let change = |subject| DeclaredChange { subject, what: "wet from the rain".into() };
    let mara = Subject::Character { name: "Mara".into() };
    let half = Score::new(52.5).expect("in range");
    let reason = Reason { aspect: Aspect::ScreenDirection, score: half, message: "m".into() };
    let events = vec![
        ShotEvent::BrokenDown {
            revision: 1,
            source: ContentSource::Job { job_id: JOB },
            shots: vec![shot()],
            removed: vec![ShotId(Uuid::from_u128(7))],
        },
        ShotEvent::ShotAdded { index: 1, shot: Box::new(Shot { locked: false, ..shot() }) },
        ShotEvent::ShotEdited { shot: SHOT, before: Box::new(ms), after: Box::new(cu) },
        ShotEvent::ShotMoved { shot: SHOT, before: 0, after: 2 },
        ShotEvent::ShotRemoved { shot: SHOT },
        ShotEvent::ShotLocked { shot: SHOT },
        ShotEvent::ShotUnlocked { shot: SHOT },
        ShotEvent::TakeAdded { take: Box::new(take()), chosen: true },
        ShotEvent::TakeChosen { shot: SHOT, before: TAKE, after: TakeId(Uuid::from_u128(10)) },
        ShotEvent::ConsistencyScored {
            shot: SHOT,
            take: TAKE,
            score: ConsistencyScore { total: half, reasons: vec![reason] },
        },
        ShotEvent::ChangeDeclared { change: change(mara) },
        ShotEvent::ChangeWithdrawn { change: change(Subject::Set {}) },
    ];
    insta::assert_json_snapshot!(stored(events.into_iter().map(SceneEvent::Shots).collect()));
}

#[test]
fn look_and_portrait_events() {
    let look: Look = serde_json::from_value(json!({
        "hair": {"style": "bob", "colour": "#202020"},
        "build": {"height_m": 1.7, "breadth": 0.4},
        "skin_tone": 0.3, "age": "adult", "presenting": "feminine",
        "costume": {"kind": "coat", "primary": "#808080", "secondary": "#404040"},
        "marks": ["glasses"],
    }))
    .expect("a look");
    let portrait = Portrait {
        id: TAKE,
        job: Some(JOB),
        still: AssetId(Uuid::from_u128(70)),
        engine: "storyboard".into(),
        seed: 7,
        parameters: json!({}),
        input_hash: "9f".into(),
    };
    insta::assert_json_snapshot!(stored(vec![
        CharacterEvent::LookSet { before: None, after: Some(look) },
        CharacterEvent::PortraitAdded { portrait: Box::new(portrait), chosen: true },
        CharacterEvent::PortraitChosen { before: TAKE, after: TakeId(Uuid::from_u128(10)) },
    ]));
}

/// Everything under `dir` whose name ends so.
fn files(dir: &Path, ending: &str) -> Vec<String> {
    let entries =
        fs::read_dir(dir).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let named = files.iter().filter(|path| path.to_string_lossy().ends_with(ending));
    let read = named.map(|path| fs::read_to_string(path).expect("a text"));
    read.chain(folders.iter().flat_map(|folder| self::files(folder, ending))).collect()
}

/// Every event of the snapshots beside this file.
fn shipped() -> Vec<Value> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let events = files(&dir, "_events.snap").into_iter().flat_map(|snapshot| {
        let json = snapshot.splitn(3, "---\n").nth(2).expect("a snapshot has a head");
        serde_json::from_str::<Vec<Value>>(json).expect("a snapshot of events")
    });
    events.collect()
}

#[test]
fn no_event_is_without_its_stored_form() {
    let source = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "event.rs").concat();
    // `Self::Retitled { .. } => "script.retitled",`
    let named = source.lines().filter_map(|line| line.split_once("=> \"")?.1.split_once('"'));
    let named: BTreeSet<_> = named.map(|(name, _)| name).filter(|name| name.contains('.')).collect();
    assert!(named.len() > 60, "{named:?}");
    let shipped = shipped();
    let held: BTreeSet<_> = shipped.iter().filter_map(|event| event["type"].as_str()).collect();
    assert_eq!(named.difference(&held).collect::<Vec<_>>(), [&""; 0]);
}

fn strings(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.parse::<Uuid>().is_err() => _ = found.insert(format!("{path} = {text}")),
        Value::Array(items) => items.iter().for_each(|item| strings(item, path, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| strings(value, &format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

/// What stays readable of an erased script. A new line here is a string that nobody can ever take back.
#[test]
fn what_is_left_of_events_without_their_words() {
    let mut left: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in shipped() {
        let name = event["type"].as_str().expect("an event has a type").to_owned();
        let mut payload = event["payload"].clone();
        words::visit(&name, &mut payload, &mut |text| ERASED.clone_into(text));
        strings(&payload, "", left.entry(name).or_default());
    }
    for found in left.values_mut() {
        found.retain(|it| !it.ends_with(ERASED) && !it.starts_with("/type"));
    }
    left.retain(|_, found| !found.is_empty());
    insta::assert_json_snapshot!(left);
}
