//! The history of a script, as sentences, and every way to cut it.

use crate::world::{World, start};
use domain::character::{CharacterCommand, ProfileChange};
use domain::job::{Cost, JobCommand, Phase};
use domain::scene::{ContentSource, SceneChange, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Source, VersionCommand};
use domain::{AccountId, Character, Genre, JobId, Position, Scene, Script, ScriptId, Version};
use projections::{HistoryFilter, HistoryItem, Limit, history, scenes};
use serde_json::json;

async fn read(world: &World, script: ScriptId, filter: &HistoryFilter) -> Vec<HistoryItem> {
    let client = world.client().await;
    history::list(&client, world.owner, script, filter, None, Limit::MOST).await.unwrap().items
}

/// Oldest first, for reading.
fn sentences(items: &[HistoryItem]) -> Vec<String> {
    items.iter().rev().map(|item| format!("{} {}", item.actor.name, item.summary)).collect()
}

async fn called(world: &World, id: AccountId, name: &str) {
    let client = world.client().await;
    client
        .execute(
            "insert into accounts (id, email, display_name, role, password_hash, created_at)
             values ($1, $3, $2, 'member', '', now())",
            &[&id.0, &name, &id.to_string()],
        )
        .await
        .unwrap();
}

/// From the first idea to a scene that is taken out again; the script and the job that wrote for it.
async fn live(world: &World) -> (ScriptId, JobId) {
    let projectors = world.projectors();
    let mara = world.character("Mara").await;
    let rename = |name: &str| {
        CharacterCommand::Edit(ProfileChange { name: Some(name.into()), ..ProfileChange::default() })
    };
    let script = world.script("The Lamp").await;
    world.give::<Character>(mara, rename("Maren")).await.unwrap();
    world.give::<Script>(script, ScriptCommand::AttachCharacter(mara)).await.unwrap();
    world.give::<Character>(mara, rename("Marit")).await.unwrap();
    world.give::<Script>(script, ScriptCommand::Retitle("The Tide".into())).await.unwrap();
    let job = world.job(Some(script)).await;
    let writing = JobCommand::EnterPhase { attempt: 1, phase: Phase::GeneratingText };
    world.drive(job, [JobCommand::Validate, JobCommand::Queue, start(), writing]).await;
    let (version, number) = world.draft(script, Source::Job { job_id: job }, 2).await;
    world
        .drive(
            job,
            [JobCommand::Complete {
                attempt: 1,
                result: json!({"version_number": 1}),
                cost: Cost::default(),
            }],
        )
        .await;
    world.give::<Version>(version, VersionCommand::Label(Some("Blue".into()))).await.unwrap();
    let unlock = ScriptCommand::ChangeGenre { genre: Genre::War, unlock: true };
    world.give::<Script>(script, unlock).await.unwrap();
    world.give::<Script>(script, ScriptCommand::DetachCharacter(mara)).await.unwrap();
    world.give::<Character>(mara, rename("Out of it")).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let scene =
        scenes::list(&client, world.owner, script, number, None, Limit::MOST).await.unwrap().items[1].id;
    world.give::<Scene>(scene, SceneCommand::Move(7)).await.unwrap();
    let rewrite = SceneCommand::Rewrite { content: "x".into(), source: ContentSource::Hand {} };
    world.give::<Scene>(scene, rewrite).await.unwrap();
    let change = SceneChange { goal: Some("Buy time".into()), ..SceneChange::default() };
    world.give::<Scene>(scene, SceneCommand::Edit(change)).await.unwrap();
    world.give::<Scene>(scene, SceneCommand::Remove).await.unwrap();
    world.settled(&projectors).await;
    (script, job)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_tells_the_whole_story_of_a_script() {
    let world = World::open().await;
    called(&world, world.owner, "Ada").await;
    let (script, job) = live(&world).await;
    let items = read(&world, script, &HistoryFilter::default()).await;
    assert_eq!(
        sentences(&items),
        [
            "Ada Script “The Lamp” created",
            "Ada Maren joined the cast",
            "Ada Maren: name changed from “Maren” to “Marit”",
            "Ada Title changed from “The Lamp” to “The Tide”",
            "Ada Job requested: write a short screenplay",
            "bench Job being checked",
            "bench Job queued",
            "bench Job started by bench",
            "bench Job is generating text",
            "bench Version 1 became the newest",
            &format!("bench Version 1 written by job {job}"),
            "bench Scene 1 added: INT. ROOM 1 - NIGHT",
            "bench Scene 2 added: INT. ROOM 2 - NIGHT",
            "bench Job completed",
            "Ada Version 1 labelled “Blue”",
            "Ada Genre unlocked and changed from noir to war",
            "Ada Marit left the cast",
            "Ada Scene 2 became scene 7",
            "Ada Scene 7 rewritten, revision 2",
            "Ada Scene 7: goal changed from “Find the key” to “Buy time”",
            "Ada Scene 7 removed",
        ]
    );
    let retitled = items.iter().find(|item| item.event_type == "script.retitled").unwrap();
    assert_eq!(
        serde_json::to_value(retitled).unwrap(),
        json!({
            "position": retitled.position, "at": retitled.at, "type": "script.retitled",
            "actor": {"kind": "account", "id": world.owner, "name": "Ada"},
            "aggregate": "script", "aggregate_id": script, "before": "The Lamp", "after": "The Tide",
            "summary": "Title changed from “The Lamp” to “The Tide”",
        })
    );
    let edited = items.iter().find(|item| item.event_type == "scene.edited").unwrap();
    assert_eq!(edited.before, Some(json!({"goal": "Find the key"})));
    assert_eq!(edited.after, Some(json!({"goal": "Buy time"})));
    let drafted = items.iter().find(|item| item.event_type == "version.drafted").unwrap();
    let after = drafted.after.as_ref().unwrap();
    assert_eq!((&after["number"], &after["source"]["job_id"]), (&json!(1), &json!(job)));
    assert!(after.get("text").is_none() && after.get("owner").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_cut_by_type_actor_time_and_position() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    world.give::<Script>(script, ScriptCommand::Retitle("The Tide".into())).await.unwrap();
    let job = world.job(Some(script)).await;
    world.drive(job, [JobCommand::Validate, JobCommand::Queue]).await;
    world.settled(&projectors).await;
    let all = read(&world, script, &HistoryFilter::default()).await;
    let positions = |items: &[HistoryItem]| items.iter().map(|item| item.position.0).collect::<Vec<_>>();
    assert_eq!(positions(&all), [5, 4, 3, 2, 1]);
    assert_eq!(all[0].actor.name, "bench");
    // An account that is gone has no name any more.
    assert_eq!((all[4].actor.kind.as_str(), all[4].actor.name.as_str()), ("account", "someone who left"));
    let cut = |filter: HistoryFilter| {
        let world = &world;
        async move { positions(&read(world, script, &filter).await) }
    };
    let types = |types: &[&str]| HistoryFilter {
        types: types.iter().map(ToString::to_string).collect(),
        ..HistoryFilter::default()
    };
    assert_eq!(cut(types(&["script.retitled"])).await, [2]);
    assert_eq!(cut(types(&["job", "script.created"])).await, [5, 4, 3, 1]);
    assert_eq!(cut(types(&["nothing"])).await, [0; 0]);
    let actor = |actor: &str| HistoryFilter { actor: Some(actor.into()), ..HistoryFilter::default() };
    assert_eq!(cut(actor("worker")).await, [5, 4]);
    assert_eq!(cut(actor("worker:bench")).await, [5, 4]);
    assert_eq!(cut(actor("worker:other")).await, [0; 0]);
    assert_eq!(cut(actor(&format!("account:{}", world.owner))).await, [3, 2, 1]);
    let (since, until) = (Some(all[3].at), Some(all[1].at));
    assert_eq!(cut(HistoryFilter { since, ..HistoryFilter::default() }).await, [5, 4, 3, 2]);
    assert_eq!(cut(HistoryFilter { since, until, ..HistoryFilter::default() }).await, [3, 2]);
    let (before, after) = (Some(Position(5)), Some(Position(2)));
    assert_eq!(cut(HistoryFilter { before, after, ..HistoryFilter::default() }).await, [4, 3]);
}
