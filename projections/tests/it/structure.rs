//! What the planner is told: a script at its newest version, and what was made of it before.

use crate::world::World;
use domain::character::{CharacterCommand, ProfileChange};
use domain::job::{Cost, JobCommand, JobKind, Node, OfScene, Produce, Scope, Work};
use domain::production::{self, Known, NodeState, NothingKnown, ProductionPlan, STANDARD, Structure, digest};
use domain::scene::shot::{DeclaredChange, NewShot, ShotChange, Size, Subject};
use domain::scene::{ContentSource, SceneChange, SceneCommand, ShotCommand};
use domain::script::ScriptCommand;
use domain::version::Source;
use domain::{AccountId, Character, Job, JobId, Scene, Script, ShotId};
use event_store::edge;
use projections::structure::{self, KnownFacts};
use serde_json::json;

async fn read(world: &World, script: domain::ScriptId) -> Option<Structure> {
    structure::read(&world.client().await, world.owner, script).await.unwrap()
}

fn plan(structure: &Structure, known: &impl Known) -> ProductionPlan {
    let asked = Produce::new(Scope::Script, production::offered(STANDARD, Scope::Script));
    production::plan(structure, &asked, STANDARD, known).unwrap()
}

/// A node's job, of a production that is not there: no rule needs it.
async fn node(world: &World, script: domain::ScriptId, draft: &production::NodeDraft) -> JobId {
    let job = JobId(edge::fresh_id());
    let request = JobCommand::Request {
        job,
        owner: world.owner,
        script: Some(script),
        work: draft.work.clone(),
        priority: 0,
        max_attempts: 5,
        estimate: draft.estimate,
        node: Some(Box::new(Node {
            production: JobId(edge::fresh_id()),
            needs: vec![],
            inputs: vec![],
            input_hash: draft.input_hash.clone(),
            label: draft.label.clone(),
        })),
    };
    world.give::<Job>(job, request).await.unwrap();
    job
}

async fn complete(world: &World, job: JobId) {
    let start = crate::world::start();
    let done = JobCommand::Complete { attempt: 1, result: json!({}), cost: Cost::default() };
    world.drive(job, [JobCommand::Validate, JobCommand::Queue, start, done]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_structure_is_the_newest_version_with_who_is_in_which_scene() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let (mara, tom) = (world.character("Mara").await, world.character("Tom Weir").await);
    for character in [mara, tom] {
        world.give::<Script>(script, ScriptCommand::AttachCharacter(character)).await.unwrap();
    }
    world.settled(&projectors).await;
    assert_eq!(read(&world, script).await, None, "no version, nothing to plan");
    world.draft(script, Source::Text {}, 1).await;
    let (version, number) = world.draft(script, Source::Text {}, 0).await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        let (id, add) = world.scene(script, version, number);
        world.give::<Scene>(id, add).await.unwrap();
        ids.push(id);
    }
    let text = "MARA (V.O.)\nTomorrow.\n\ntom weir enters.";
    let rewrite = SceneCommand::Rewrite { content: text.into(), source: ContentSource::Hand {} };
    world.give::<Scene>(ids[1], rewrite).await.unwrap();
    world.give::<Scene>(ids[2], SceneCommand::Remove).await.unwrap();
    world.settled(&projectors).await;

    let it = read(&world, script).await.unwrap();
    assert_eq!((it.script, it.owner, it.version, it.number), (script, world.owner, version, number));
    assert_eq!((it.about.title.as_str(), it.about.logline.as_str()), ("The Lamp", "Logline of The Lamp."));
    assert_eq!(it.scenes.iter().map(|scene| scene.id).collect::<Vec<_>>(), ids[..2]);
    let (first, second) = (&it.scenes[0], &it.scenes[1]);
    assert_eq!((first.number, first.revision, first.episode), (1, 1, None));
    assert_eq!((first.heading.as_str(), &first.characters), ("INT. ROOM 1 - NIGHT", &vec![]));
    assert_eq!((second.revision, &second.characters), (2, &vec![mara, tom]));
    assert_eq!(second.content, digest(&["INT. ROOM 2 - NIGHT", text]));
    assert_eq!(
        it.characters.iter().map(|it| (it.id, it.name.as_str())).collect::<Vec<_>>(),
        [(mara, "Mara"), (tom, "Tom Weir")]
    );
    let stranger = AccountId(edge::fresh_id());
    assert_eq!(structure::read(&world.client().await, stranger, script).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_made_is_found_by_its_hash_and_what_has_changed_since_is_stale() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    world.draft(script, Source::Text {}, 2).await;
    world.settled(&projectors).await;
    let before = read(&world, script).await.unwrap();
    let bare = plan(&before, &NothingKnown);
    let of = |plan: &ProductionPlan, label: &str| {
        plan.nodes.iter().find(|node| node.label == label).unwrap().clone()
    };
    let (first, second) = (of(&bare, "Timing of scene 1"), of(&bare, "Timing of scene 2"));
    let (done, under_way) = (node(&world, script, &first).await, node(&world, script, &second).await);
    complete(&world, done).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let made =
        "insert into job_outputs (owner_id, input_hash, job_id, kind) values ($1, $2, $3, 'time_scene')";
    client.execute(made, &[&world.owner.0, &first.input_hash, &done.0]).await.unwrap();
    let cost =
        "insert into job_experience (kind, jobs, compute_ms, usd_micros) values ('time_scene', 4, 12.6, 0)";
    client.execute(cost, &[]).await.unwrap();

    let known = |owner, plan: ProductionPlan| {
        let client = &client;
        async move { structure::known(client, owner, script, &plan).await.unwrap() }
    };
    let facts: KnownFacts = known(world.owner, bare.clone()).await;
    let planned = plan(&before, &facts);
    assert_eq!(of(&planned, "Timing of scene 1").finished, Some(done));
    assert_eq!(facts.running(&second.input_hash), Some(under_way));
    assert_eq!(facts.running(&first.input_hash), None, "what is over does not run");
    let second = of(&planned, "Timing of scene 2");
    assert_eq!((second.state(), second.estimate.compute_ms), (NodeState::Missing, 13));
    assert_eq!(facts.cost_of(JobKind::ReviewScene), None);

    let stranger = known(AccountId(edge::fresh_id()), bare.clone()).await;
    assert_eq!((stranger.finished(&first.input_hash), stranger.running(&second.input_hash)), (None, None));

    // The text changes, then a whole new version comes: the old output is of this scene, but not of this text.
    let rewrite = SceneCommand::Rewrite { content: "Else.".into(), source: ContentSource::Hand {} };
    world.give::<Scene>(before.scenes[0].id, rewrite).await.unwrap();
    world.settled(&projectors).await;
    let states = || async {
        let now = read(&world, script).await.unwrap();
        let facts = known(world.owner, plan(&now, &NothingKnown)).await;
        let now = plan(&now, &facts);
        [1, 2].map(|number| of(&now, &format!("Timing of scene {number}")).state())
    };
    assert_eq!(states().await, [NodeState::Stale, NodeState::Missing]);
    let (version, _) = world.draft(script, Source::Text {}, 0).await;
    for number in 1..=2 {
        let (id, add) = world.scene(script, version, number);
        world.give::<Scene>(id, add).await.unwrap();
        let rewrite = SceneCommand::Rewrite { content: "New.".into(), source: ContentSource::Hand {} };
        world.give::<Scene>(id, rewrite).await.unwrap();
    }
    world.settled(&projectors).await;
    assert_eq!(states().await, [NodeState::Stale, NodeState::Missing]);
    let of_scene = Work::TimeScene(OfScene { scene: before.scenes[0].id, revision: 1 });
    assert_eq!(first.work, of_scene);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_films_digests_change_with_what_they_are_of_and_with_nothing_else() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let mara = world.character("Mara").await;
    world.give::<Script>(script, ScriptCommand::AttachCharacter(mara)).await.unwrap();
    let content = "MARA waits in a red coat.\n\nMARA\nWho is there?\n\nTOM\nMe.";
    let add = async || {
        let (version, _) = world.draft(script, Source::Text {}, 0).await;
        let (id, add) = world.scene(script, version, 1);
        world.give::<Scene>(id, add).await.unwrap();
        let rewrite = SceneCommand::Rewrite { content: content.into(), source: ContentSource::Hand {} };
        world.give::<Scene>(id, rewrite).await.unwrap();
        id
    };
    let coverage = async || {
        world.settled(&projectors).await;
        read(&world, script).await.unwrap().scenes[0].coverage.clone()
    };
    add().await;
    let first = coverage().await;
    let scene = add().await;
    assert_eq!(coverage().await, first, "an equal scene of another version");

    // Broken down as the text gives it: nothing changes. Then somebody has another idea.
    let known: Vec<breakdown::Known<'_>> = vec![];
    let texts = [breakdown::CoverScene {
        heading: "INT. ROOM 1 - NIGHT",
        content,
        revision: 2,
        tone: domain::Tone::Suspenseful,
        tension: "Steps below",
        changes: &[],
    }];
    let covered = breakdown::cover(&texts, domain::Genre::Noir, &known);
    let plans = covered[0].breakdown.as_ref().unwrap().shots.clone();
    let new = |plan| NewShot { id: ShotId(edge::fresh_id()), plan };
    let shots: Vec<NewShot> = plans.into_iter().map(new).collect();
    let shot = shots[0].id;
    let give = async |command| {
        world.give::<Scene>(scene, SceneCommand::Shots(command)).await.unwrap();
    };
    give(ShotCommand::BreakDown { shots, source: ContentSource::Hand {}, revision: 2 }).await;
    assert_eq!(coverage().await, first, "the shots are those that the text gives");
    let change = ShotChange { size: Some(Size::Ecu), ..ShotChange::default() };
    give(ShotCommand::Edit { shot, change }).await;
    let edited = coverage().await;
    assert_ne!(edited.shots, first.shots);
    assert_eq!((&edited.looks, &edited.speech, &edited.mood), (&first.looks, &first.speech, &first.mood));
    let torn = DeclaredChange { subject: Subject::Set {}, what: "burnt".into() };
    give(ShotCommand::DeclareChange(torn)).await;
    let declared = coverage().await;
    assert_ne!(declared.looks, first.looks);
    assert_eq!((&declared.speech, &declared.mood), (&first.speech, &first.mood));

    let voice = ProfileChange { voice: Some("Loud".into()), ..ProfileChange::default() };
    world.give::<Character>(mara, CharacterCommand::Edit(voice)).await.unwrap();
    let voiced = coverage().await;
    assert_ne!(voiced.speech, declared.speech);
    assert_eq!((&voiced.shots, &voiced.looks), (&declared.shots, &declared.looks));
    let tone = SceneChange { tension: Some("None".into()), ..SceneChange::default() };
    world.give::<Scene>(scene, SceneCommand::Edit(tone)).await.unwrap();
    let moody = coverage().await;
    assert_ne!(moody.mood, voiced.mood);
    assert_eq!((&moody.speech, &moody.looks), (&voiced.speech, &voiced.looks));
}
