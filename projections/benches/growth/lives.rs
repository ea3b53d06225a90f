//! A log to follow: scripts with everything that happens to one, given as commands, so that it is what a studio
//! leaves after some years.

use crate::world::{World, start};
use domain::character::{CharacterCommand, ProfileChange};
use domain::job::{Cost, JobCommand, Phase};
use domain::scene::{ContentSource, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::Source;
use domain::{Character, Position, Scene, SceneId, Script};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Lives lived at the same time.
const AT_ONCE: usize = 12;
const SCENES: u32 = 8;
const JOBS: u32 = 8;
/// About the length of a page of a screenplay.
const WORDS: usize = 180;

/// Appends whole lives until the log has so many events; where it ends then.
pub(crate) async fn fill(world: &Arc<World>, events: u64) -> Position {
    let so_far = Arc::new(AtomicU64::new(world.head().await.0));
    let lives = (0..AT_ONCE).map(|_| {
        let (world, so_far) = (Arc::clone(world), Arc::clone(&so_far));
        tokio::spawn(async move {
            while so_far.load(Ordering::Relaxed) < events {
                so_far.fetch_add(live(&world).await, Ordering::Relaxed);
            }
        })
    });
    for life in lives.collect::<Vec<_>>() {
        life.await.expect("no command is refused");
    }
    world.head().await
}

/// One script's life; how many events it was.
async fn live(world: &World) -> u64 {
    let script = world.script("The Lamp").await;
    let who = world.character("Mara").await;
    let attach = ScriptCommand::AttachCharacter(who);
    world.give::<Script>(script, attach).await.expect("it may join");
    let (version, _) = world.draft(script, Source::Text {}, 0).await;
    let page = "The lamp turns and the sea comes up. ".repeat(WORDS / 8);
    for number in 1..=SCENES {
        let (id, add) = world.scene(script, version, number);
        world.give::<Scene>(id, add).await.expect("it is new");
        rewrite(world, id, page.clone()).await;
    }
    let look = ProfileChange { look: Some("A yellow coat".into()), ..ProfileChange::default() };
    world.give::<Character>(who, CharacterCommand::Edit(look)).await.expect("it is another look");
    for _ in 0..JOBS {
        let job = world.job(Some(script)).await;
        let (attempt, cost) = (1, Cost { compute_ms: 1_200, usd_micros: 0 });
        let phase = |phase| JobCommand::EnterPhase { attempt, phase };
        let output = JobCommand::Output { attempt, key: "plan".into(), value: json!({"scenes": SCENES}) };
        let done = JobCommand::Complete { attempt, result: json!({"version_number": 1}), cost };
        let commands =
            [JobCommand::Validate, JobCommand::Queue, start(), phase(Phase::GeneratingText), output, done];
        world.drive(job, commands).await;
    }
    world
        .give::<Script>(script, ScriptCommand::Retitle("The Last Lamp".into()))
        .await
        .expect("it is another");
    // Script, character, draft and cast; scenes; the look; jobs; the title.
    5 + 2 * u64::from(SCENES) + 1 + 7 * u64::from(JOBS) + 1
}

async fn rewrite(world: &World, scene: SceneId, content: String) {
    let rewrite = SceneCommand::Rewrite { content, source: ContentSource::Hand {} };
    world.give::<Scene>(scene, rewrite).await.expect("it is another text");
}
