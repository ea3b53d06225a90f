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
use domain::{
    AccountId, AssetId, CharacterId, Format, Genre, JobId, Length, Role, SceneId, ScriptId, ScriptType,
    ShotId, TakeId, Tone, VersionId,
};
use serde_json::{Value, json};
use uuid::Uuid;

const SCRIPT: ScriptId = ScriptId(Uuid::from_u128(1));
const OWNER: AccountId = AccountId(Uuid::from_u128(2));
const VERSION: VersionId = VersionId(Uuid::from_u128(3));
const CHARACTER: CharacterId = CharacterId(Uuid::from_u128(4));
const JOB: JobId = JobId(Uuid::from_u128(5));

/// Type, version and stored JSON of each event; fails when one does not read back the same.
fn stored<E: DomainEvent>(events: Vec<E>) -> Vec<Value> {
    let entries = events.into_iter().map(|event| {
        let payload = serde_json::to_value(&event).expect("an event has a stored form");
        let back: E = serde_json::from_value(payload.clone()).expect("a stored event reads back");
        assert!(back == event, "{payload} reads back as another event");
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
            work: Work::Produce(Produce { scope: Scope::Episode(2), want: vec![JobKind::TimeScript] }),
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
