//! Each read model, from the events of commands.

use crate::world::{World, request, start};
use domain::character::{CharacterCommand, ProfileChange};
use domain::job::{Cost, ErrorClass, JobCommand, JobError, JobKind, JobState, Phase};
use domain::scene::{ContentSource, SceneChange, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Source, VersionCommand};
use domain::{AccountId, Actor, Character, Genre, Job, JobId, Scene, Script, Tone, Version};
use event_store::edge;
use projections::{
    CharacterFilter, CharacterRef, HistoryFilter, JobFilter, JobResult, Limit, ScriptFilter, characters,
    history, jobs, progress, scenes, scripts, versions,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_shows_its_cast_its_head_and_how_much_there_is() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let (mara, tom) = (world.character("Mara").await, world.character("Tom").await);
    for character in [mara, tom] {
        world.give::<Script>(script, ScriptCommand::AttachCharacter(character)).await.unwrap();
    }
    world.settled(&projectors).await;
    let client = world.client().await;
    let read = || async { scripts::get(&client, world.owner, script).await.unwrap().unwrap() };
    let fresh = read().await;
    assert_eq!((fresh.locked, fresh.head, fresh.version_count, fresh.scene_count), (false, None, 0, 0));
    assert_eq!(fresh.characters.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Mara", "Tom"]);
    assert_eq!((fresh.sequence, fresh.logline.as_str()), (3, "Logline of The Lamp."));

    world.draft(script, Source::Text {}, 2).await;
    world.draft(script, Source::Text {}, 3).await;
    world.give::<Script>(script, ScriptCommand::DetachCharacter(tom)).await.unwrap();
    let rename = ProfileChange { name: Some("Maren".into()), ..ProfileChange::default() };
    world.give::<Character>(mara, CharacterCommand::Edit(rename)).await.unwrap();
    let unlock = ScriptCommand::ChangeGenre { genre: Genre::War, unlock: true };
    world.give::<Script>(script, unlock).await.unwrap();
    let committed = world
        .give::<Script>(script, ScriptCommand::ChangeTone { tone: Tone::Epic, unlock: true })
        .await
        .unwrap();
    world.settled(&projectors).await;
    let grown = read().await;
    assert_eq!((grown.locked, grown.head, grown.version_count, grown.scene_count), (true, Some(2), 2, 3));
    assert_eq!(grown.characters, [CharacterRef { id: mara, name: "Maren".into() }]);
    assert_eq!((grown.genre, grown.tone), (Genre::War, Tone::Epic));
    assert_eq!(Some(grown.sequence), committed.sequence_of::<Script>(script));
    assert!(grown.updated_at > grown.created_at && grown.created_at == fresh.created_at);
    let json = serde_json::to_value(&grown).unwrap();
    assert_eq!(json["characters"], json!([{"id": mara, "name": "Maren"}]));
    assert!(json.get("sequence").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scripts_are_found_by_their_words_and_put_away() {
    let world = World::open().await;
    let projectors = world.projectors();
    for title in ["The Lamp", "100% Cotton", "100 Cottons", "Under_score"] {
        world.script(title).await;
    }
    let away = world.script("Put Away").await;
    world.give::<Script>(away, ScriptCommand::Archive).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let found = |archived: Option<bool>, search: Option<&str>| {
        let filter = ScriptFilter { archived, search: search.map(Into::into) };
        let client = &client;
        async move {
            let page = scripts::list(client, world.owner, &filter, None, Limit::MOST).await.unwrap();
            page.items.into_iter().map(|script| script.title).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(Some(false), None).await, ["Under_score", "100 Cottons", "100% Cotton", "The Lamp"]);
    assert_eq!(found(Some(true), None).await, ["Put Away"]);
    assert_eq!(found(None, None).await.len(), 5);
    assert_eq!(found(None, Some("100%")).await, ["100% Cotton"]);
    assert_eq!(found(None, Some("r_s")).await, ["Under_score"]);
    assert_eq!(found(None, Some("lOGLINE of the")).await, ["The Lamp"]);
    assert_eq!(found(None, Some("\\")).await, [""; 0]);
    assert_eq!(found(None, Some("a\0b")).await, [""; 0]);
    world.give::<Script>(away, ScriptCommand::Restore).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(found(Some(true), None).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn versions_keep_their_text_and_say_where_it_came_from() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let job_id = world.job(Some(script)).await;
    let (first, _) = world.draft(script, Source::Text {}, 0).await;
    world.draft(script, Source::Job { job_id }, 1).await;
    world.give::<Version>(first, VersionCommand::Label(Some("Blue".into()))).await.unwrap();
    world.give::<Version>(first, VersionCommand::Note("Tighten.".into())).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let page = versions::list(&client, world.owner, script, None, Limit::default()).await.unwrap();
    assert_eq!(page.items.iter().map(|it| it.number).collect::<Vec<_>>(), [2, 1]);
    assert!(serde_json::to_value(&page.items[0]).unwrap().get("text").is_none());
    let (made, written) = (&page.items[0], &page.items[1]);
    assert_eq!((made.created_by, made.scene_count, made.parent), (world.owner, 1, Some(1)));
    assert_eq!(serde_json::to_value(made).unwrap()["source"], json!({"kind": "job", "job_id": job_id}));
    assert_eq!((written.label.as_deref(), written.notes.as_str()), (Some("Blue"), "Tighten."));
    assert_eq!((written.sequence, written.word_count), (3, 8));
    let whole = versions::get(&client, world.owner, script, 1).await.unwrap().unwrap();
    assert_eq!((&whole.summary, whole.text.lines().next()), (written, Some("INT. ROOM 1 - NIGHT")));
    assert_eq!(serde_json::to_value(&whole).unwrap()["number"], 1);
    let by_id = versions::get_by_id(&client, world.owner, first).await.unwrap().unwrap();
    assert_eq!(by_id, whole);
    assert_eq!(versions::get(&client, world.owner, script, 3).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scenes_stand_in_order_and_every_text_stays_reachable() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let job_id = world.job(Some(script)).await;
    let (version, number) = world.draft(script, Source::Text {}, 3).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let list = || async {
        scenes::list(&client, world.owner, script, number, None, Limit::default()).await.unwrap().items
    };
    let before = list().await;
    assert_eq!(
        before.iter().map(|it| (it.number, it.version_number)).collect::<Vec<_>>(),
        [(1, 1), (2, 1), (3, 1)]
    );
    let (first, second, third) = (before[0].id, before[1].id, before[2].id);
    world.give::<Scene>(first, SceneCommand::Move(9)).await.unwrap();
    world.give::<Scene>(second, SceneCommand::Remove).await.unwrap();
    let by_hand = SceneCommand::Rewrite { content: "Second text.".into(), source: ContentSource::Hand {} };
    world.give::<Scene>(third, by_hand).await.unwrap();
    let source = ContentSource::Job { job_id };
    let by_job = SceneCommand::Rewrite { content: "Third text.".into(), source: source.clone() };
    world.give_as::<Scene>(Actor::Worker("bench".into()), third, by_job).await.unwrap();
    let change = SceneChange { goal: Some("Buy time".into()), episode: Some(2), ..SceneChange::default() };
    world.give::<Scene>(third, SceneCommand::Edit(change)).await.unwrap();
    world.settled(&projectors).await;
    let after = list().await;
    assert_eq!(after.iter().map(|it| (it.number, it.id)).collect::<Vec<_>>(), [(3, third), (9, first)]);
    let it = &after[0];
    assert_eq!((it.content.as_str(), it.revision, it.sequence), ("Third text.", 3, 4));
    assert_eq!((it.goal.as_str(), it.tension.as_str(), it.episode), ("Buy time", "Steps below", Some(2)));
    assert_eq!((it.version_id, it.removed), (version, false));
    assert!(scenes::get(&client, world.owner, second).await.unwrap().unwrap().removed);
    let texts = scenes::revisions(&client, world.owner, third, None, Limit::default()).await.unwrap().items;
    let texts: Vec<_> = texts.iter().map(|it| (it.revision, it.content.as_str(), &it.source)).collect();
    let hand = ContentSource::Hand {};
    assert_eq!(texts, [(3, "Third text.", &source), (2, "Second text.", &hand), (1, "Text 3.", &hand)]);
    let head = scripts::get(&client, world.owner, script).await.unwrap().unwrap();
    assert_eq!(head.scene_count, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn characters_change_and_are_put_away_and_found() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let mara = world.character("Mara").await;
    world.character("Tom").await;
    world.give::<Script>(script, ScriptCommand::AttachCharacter(mara)).await.unwrap();
    let look = ProfileChange { look: Some("Salt-burnt".into()), ..ProfileChange::default() };
    world.give::<Character>(mara, CharacterCommand::Edit(look)).await.unwrap();
    world.give::<Character>(mara, CharacterCommand::Archive).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let read = characters::get(&client, world.owner, mara).await.unwrap().unwrap();
    assert_eq!((read.name.as_str(), read.voice.as_str(), read.look.as_str()), ("Mara", "Dry", "Salt-burnt"));
    assert!(read.archived && read.sequence == 3);
    assert_eq!(characters::of_script(&client, world.owner, script).await.unwrap(), [read]);
    let names = |archived, search: Option<&str>| {
        let filter = CharacterFilter { archived, search: search.map(Into::into) };
        let client = &client;
        async move {
            let page = characters::list(client, world.owner, &filter, None, Limit::default()).await.unwrap();
            page.items.into_iter().map(|it| it.name).collect::<Vec<_>>()
        }
    };
    assert_eq!(names(None, None).await, ["Tom", "Mara"]);
    assert_eq!(names(Some(false), None).await, ["Tom"]);
    assert_eq!(names(None, Some("AR")).await, ["Mara"]);
    world.give::<Character>(mara, CharacterCommand::Restore).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(names(Some(true), None).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_followed_through_failure_retry_and_completion() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let job = world.job(Some(script)).await;
    let client = world.client().await;
    let read = || async {
        world.settled(&projectors).await;
        jobs::get(&client, world.owner, job).await.unwrap().unwrap()
    };
    let it = read().await;
    assert_eq!((it.state, it.kind, it.priority), (JobState::Pending, JobKind::GenerateScript, 3));
    assert_eq!((it.attempt, it.max_attempts, it.started_at, it.ended_at), (0, 5, None, None));
    assert_eq!(it.input["prompt"], "A keeper hides a stranger");
    world.drive(job, [JobCommand::Validate]).await;
    assert_eq!(read().await.state, JobState::Validating);
    let phase = |attempt, phase| JobCommand::EnterPhase { attempt, phase };
    world.drive(job, [JobCommand::Queue, start(), phase(1, Phase::GeneratingText)]).await;
    let it = read().await;
    assert_eq!((it.state, it.phase, it.attempt), (JobState::Running, Some(Phase::GeneratingText), 1));
    assert!(it.started_at.is_some());
    let error = JobError { class: ErrorClass::Transient, message: "out of memory".into() };
    let fail = |attempt, retry_at| JobCommand::FailAttempt {
        attempt,
        error: error.clone(),
        retry_at,
        cost: Cost::default(),
    };
    world.drive(job, [fail(1, Some(edge::now()))]).await;
    let it = read().await;
    assert_eq!((it.state, it.phase, it.error.as_ref()), (JobState::Queued, None, Some(&error)));
    world.drive(job, [start(), JobCommand::Release { attempt: 2 }, start(), fail(3, None)]).await;
    let it = read().await;
    assert_eq!((it.state, it.attempt, it.error.as_ref()), (JobState::Failed, 3, Some(&error)));
    assert!(it.ended_at.is_some());
    let output = JobCommand::Output { attempt: 4, key: "plan".into(), value: json!([1]) };
    world.drive(job, [JobCommand::Retry { nodes: vec![] }, start(), output]).await;
    let it = read().await;
    assert_eq!((it.state, it.ended_at, it.error), (JobState::Running, None, None));
    let (version_id, version_number) = world.draft(script, Source::Job { job_id: job }, 1).await;
    let result = json!({"version_id": version_id, "version_number": version_number, "seconds": 4});
    world.drive(job, [JobCommand::Complete { attempt: 4, result, cost: Cost::default() }]).await;
    let it = read().await;
    let wrote = JobResult { version_id: Some(version_id), version_number: Some(version_number), made: None };
    assert_eq!((it.state, it.result), (JobState::Completed, Some(wrote)));
    assert!(it.ended_at >= it.started_at && it.started_at >= Some(it.requested_at));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_are_listed_by_state_script_and_kind() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let (alone, of_script, cancelled) =
        (world.job(None).await, world.job(Some(script)).await, world.job(Some(script)).await);
    let refused = world.job(None).await;
    world.drive(cancelled, [JobCommand::RequestCancel { reason: Some("enough".into()) }]).await;
    world.drive(refused, [JobCommand::Refuse { reason: "no".into() }]).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let list = |filter: JobFilter| {
        let client = &client;
        async move {
            let page = jobs::list(client, world.owner, &filter, None, Limit::default()).await.unwrap();
            page.items.into_iter().map(|it| it.id).collect::<Vec<_>>()
        }
    };
    assert_eq!(list(JobFilter::default()).await, [refused, cancelled, of_script, alone]);
    let of = |states: &[JobState]| JobFilter { states: states.to_vec(), ..JobFilter::default() };
    assert_eq!(list(of(&[JobState::Cancelled])).await, [cancelled]);
    assert_eq!(list(of(&[JobState::Failed])).await, [refused]);
    assert_eq!(list(of(&[JobState::Failed, JobState::Cancelled])).await, [refused, cancelled]);
    assert_eq!(list(of(&[JobState::Running])).await, []);
    let of_it =
        JobFilter { script: Some(script), kind: Some(JobKind::GenerateScript), ..JobFilter::default() };
    assert_eq!(list(of_it).await, [cancelled, of_script]);
    let active = jobs::active(&client, world.owner).await.unwrap();
    assert_eq!(active.iter().map(|it| it.id).collect::<Vec<_>>(), [of_script, alone]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn someone_elses_data_does_not_exist() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let mara = world.character("Mara").await;
    world.give::<Script>(script, ScriptCommand::AttachCharacter(mara)).await.unwrap();
    let (version, number) = world.draft(script, Source::Text {}, 1).await;
    let job = world.job(Some(script)).await;
    // A stranger's job on the script, and a stranger's script with the character in its cast.
    let stranger = AccountId(edge::fresh_id());
    let theirs = JobId(edge::fresh_id());
    let request = request(theirs, stranger, Some(script));
    world.give_as::<Job>(Actor::Account(stranger), theirs, request).await.unwrap();
    let borrowed = world.script_of(stranger, "Borrowed").await;
    let attach = ScriptCommand::AttachCharacter(mara);
    world.give_as::<Script>(Actor::Account(stranger), borrowed, attach).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let scene =
        scenes::list(&client, world.owner, script, number, None, Limit::MOST).await.unwrap().items[0].id;
    let all = Limit::MOST;

    assert!(scripts::get(&client, stranger, script).await.unwrap().is_none());
    assert!(versions::get(&client, stranger, script, number).await.unwrap().is_none());
    assert!(versions::get_by_id(&client, stranger, version).await.unwrap().is_none());
    assert!(scenes::get(&client, stranger, scene).await.unwrap().is_none());
    assert!(characters::get(&client, stranger, mara).await.unwrap().is_none());
    assert!(jobs::get(&client, stranger, job).await.unwrap().is_none());
    assert!(versions::list(&client, stranger, script, None, all).await.unwrap().items.is_empty());
    assert!(scenes::list(&client, stranger, script, number, None, all).await.unwrap().items.is_empty());
    assert!(scenes::revisions(&client, stranger, scene, None, all).await.unwrap().items.is_empty());
    assert!(characters::of_script(&client, stranger, script).await.unwrap().is_empty());
    assert!(progress::running(&client, stranger).await.unwrap().is_empty());
    let none = CharacterFilter::default();
    assert!(characters::list(&client, stranger, &none, None, all).await.unwrap().items.is_empty());
    let mine = JobFilter { script: Some(script), ..JobFilter::default() };
    let listed = jobs::list(&client, world.owner, &mine, None, all).await.unwrap().items;
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), [job]);
    let past =
        history::list(&client, world.owner, script, &HistoryFilter::default(), None, all).await.unwrap();
    assert!(past.items.iter().all(|item| item.aggregate_id != theirs.0));
    assert!(!past.items.is_empty());
    let theirs = scripts::list(&client, stranger, &ScriptFilter::default(), None, all).await.unwrap().items;
    assert_eq!(theirs.iter().map(|it| it.id).collect::<Vec<_>>(), [borrowed]);
    assert_eq!(theirs[0].characters, []);
    let past =
        history::list(&client, stranger, borrowed, &HistoryFilter::default(), None, all).await.unwrap();
    assert!(past.items.iter().all(|item| !item.summary.contains("Mara")), "{past:?}");
}
