//! Erased scripts: their words are in no table, and a read model made again is the one that grew.

use crate::assets::picture;
use crate::journey::{Journey, Step, contents, steps};
use crate::world::{World, request};
use domain::asset::AssetCommand;
use domain::job::JobCommand;
use domain::script::ScriptCommand;
use domain::version::{Source, VersionCommand};
use domain::{Asset, Job, JobId, Position, Script, ScriptId, Version};
use event_store::verify::verify;
use event_store::{AsOf, edge};
use projections::assets::{Needs, unneeded};
use projections::{AssetFilter, HistoryFilter, JobFilter, Limit, Past, READ_MODELS};
use projections::{ScriptFilter, assets, erasing, history, jobs, rebuild, scripts, versions};
use proptest::prelude::*;

/// Erases as the API does, less what concerns files.
async fn erase(world: &World, script: ScriptId) {
    let loaded = world.store.load::<Script>(script).await.unwrap().unwrap();
    let title = loaded.state.details().unwrap().title.clone();
    world.give::<Script>(script, ScriptCommand::Erase { title }).await.unwrap();
    world.store.destroy_key(script).await.unwrap();
    erasing::forget(&world.client().await, script, b"{}").await.unwrap();
}

/// Every row of every table, as text.
async fn everything(world: &World) -> String {
    let client = world.client().await;
    let tables = "select table_name::text from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE'";
    let mut all = String::new();
    for row in client.query(tables, &[]).await.unwrap() {
        let table: &str = row.get(0);
        let rows = format!("select coalesce(string_agg(t::text, chr(10)), '') from {table} t");
        all.push_str(client.query_one(&rows, &[]).await.unwrap().get(0));
        // What a byte column holds is shown in hexadecimal.
        if table == "idempotency_keys" {
            let bodies =
                "select coalesce(string_agg(convert_from(body, 'UTF8'), ''), '') from idempotency_keys";
            all.push_str(client.query_one(bodies, &[]).await.unwrap().get(0));
        }
    }
    all
}

async fn lives_and_is_erased(before: Vec<Step>, after: Vec<Step>) {
    let world = World::open().await;
    let projectors = world.projectors();
    let mut journey = Journey::begin(&world).await;
    for step in before {
        journey.take(&world, step).await;
    }
    world.settled(&projectors).await;
    erase(&world, journey.script).await;
    // Jobs go on ending, and everything else of the owner lives.
    let mut other = Journey::begin(&world).await;
    for step in after {
        other.take(&world, step).await;
    }
    let job = JobId(edge::fresh_id());
    world.give::<Job>(job, request(job, world.owner, Some(journey.script))).await.unwrap();
    world.give::<Job>(job, JobCommand::RequestCancel { reason: Some("words".into()) }).await.unwrap();
    let head = world.settled(&projectors).await;
    let grown = contents(&world).await;
    for name in READ_MODELS {
        assert_eq!(rebuild(&world.pool, world.tail.log(), name, |_| {}).await.unwrap(), head);
    }
    assert_eq!(contents(&world).await, grown);
    assert_eq!(verify(world.tail.log(), None, |_| ()).await.unwrap().broken, None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn a_random_life_that_was_erased_and_made_again_is_the_same_to_the_byte(
        before in steps(30..60),
        after in steps(5..15),
    ) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(lives_and_is_erased(before, after));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_table_holds_a_word_of_it_and_the_owners_other_script_is_whole() {
    let world = World::open().await;
    let projectors = world.projectors();
    let (script, other) = (world.script("Quarantine").await, world.script("Overboard").await);
    for (script, word, digit) in [(script, "Quarantine", 'a'), (other, "Overboard", 'b')] {
        let source = Source::Import { file: format!("{word}.fountain") };
        let (version, _) = world.draft(script, source, 2).await;
        let label = VersionCommand::Label(Some(format!("{word} blue")));
        world.give::<Version>(version, label).await.unwrap();
        let job = world.job(Some(script)).await;
        let mut new = picture(world.owner, digit, 70);
        new.belongs.script = Some(script);
        new.facts.file_name = format!("{word}.png").parse().unwrap();
        new.provenance.prompt = Some(format!("{word} by night"));
        world.give::<Asset>(new.asset, AssetCommand::Add(Box::new(new.clone()))).await.unwrap();
        let client = world.client().await;
        let answer = format!("{{\"id\": \"{job}\", \"title\": \"{word}\"}}");
        let kept = "insert into idempotency_keys
                (account_id, key, fingerprint, created_at, busy_until, status, headers, body)
            values ($1, $2, sha256('x'), now(), now(), 201, '[]', $3)";
        client.execute(kept, &[&world.owner.0, &script.to_string(), &answer.as_bytes()]).await.unwrap();
        let progress = "insert into job_progress
                (job_id, owner_id, script_id, attempt, state, step, total_steps, fraction, message, body)
            values ($1, $2, $3, 1, 'running', 0, 1, 0, $4, $4)";
        client.execute(progress, &[&job.0, &world.owner.0, &script.0, &word]).await.unwrap();
    }
    world.settled(&projectors).await;
    let concerned = erasing::concerned(&world.client().await, world.owner, script).await.unwrap();
    assert_eq!((concerned.jobs.len(), concerned.objects), (1, vec!["a".repeat(64)]));
    let told = everything(&world).await;
    assert!(told.matches("Quarantine").count() > 10 && told.contains("Overboard"));
    erase(&world, script).await;
    world.settled(&projectors).await;
    let left = everything(&world).await;
    assert!(!left.contains("Quarantine"), "{left}");
    assert_eq!(left.matches("Overboard").count(), told.matches("Overboard").count());
    let client = world.client().await;
    let unneeded = unneeded(&client, &["a".repeat(64), "b".repeat(64)], edge::now()).await.unwrap();
    assert_eq!(unneeded, Needs::Unneeded(vec!["a".repeat(64)]));
    let usage = assets::usage(&client, world.owner).await.unwrap();
    assert_eq!((usage.assets, usage.bytes), (1, 70));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_nobodys_in_every_list_and_at_every_time() {
    let world = World::open().await;
    let projectors = world.projectors();
    let (script, other) = (world.script("The Lamp").await, world.script("The Tide").await);
    let (version, number) = world.draft(script, Source::Text {}, 1).await;
    let job = world.job(Some(script)).await;
    let then = world.settled(&projectors).await;
    erase(&world, script).await;
    world.settled(&projectors).await;
    let (client, owner, all) = (world.client().await, world.owner, Limit::MOST);
    assert_eq!(scripts::get(&client, owner, script).await.unwrap(), None);
    let found = scripts::list(&client, owner, &ScriptFilter::default(), None, all).await.unwrap();
    assert_eq!(found.items.iter().map(|it| it.id).collect::<Vec<_>>(), [other]);
    assert_eq!(versions::get(&client, owner, script, number).await.unwrap(), None);
    assert_eq!(versions::get_by_id(&client, owner, version).await.unwrap(), None);
    assert_eq!(jobs::get(&client, owner, job).await.unwrap(), None);
    assert_eq!(jobs::list(&client, owner, &JobFilter::default(), None, all).await.unwrap().items, []);
    assert_eq!(assets::list(&client, owner, &AssetFilter::default(), None, all).await.unwrap().items, []);
    let lines = history::list(&client, owner, script, &HistoryFilter::default(), None, all).await.unwrap();
    assert_eq!(lines.items, []);
    for moment in [then, Position(1), Position(u64::MAX)] {
        let past = Past::new(&world.store, &world.pool, owner, AsOf::Position(moment));
        assert_eq!(past.script(script).await.unwrap(), None, "{moment}");
        assert_eq!(past.version(script, number).await.unwrap(), None);
    }
    assert!(erasing::in_the_clear(&client, script).await.unwrap() == 0);
}
