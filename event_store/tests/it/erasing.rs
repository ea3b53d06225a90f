//! Words are sealed where they are stored, and gone when their key is.

use crate::tally::{Tally, TallyCommand, TallyEvent};
use crate::world::{World, command, eventually, fresh};
use cqrs_es::EventStore;
use cqrs_es::persist::PersistedEventStore;
use domain::words::ERASED;
use domain::{AccountId, JobId, Position, ScriptId};
use event_store::transfer::{export, import};
use event_store::verify::verify;
use event_store::{ExecuteError, Filter, Log, Observer, Store, StoreError, StoreOptions, Tail, edge};
use postgres_es::PostgresEventRepository;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;

const WORDS: &str = "Mara bars the door";

fn note(text: &str) -> TallyCommand {
    TallyCommand::Note(text.into())
}

/// A tally of a script of its own, with words in it.
async fn tally(store: &Store, job: Option<JobId>) -> ScriptId {
    let id = fresh();
    let open = TallyCommand::Open { owner: AccountId(edge::fresh_id()), script: Some(id), job };
    store.execute::<Tally>(id, open, &command()).await.unwrap();
    store.execute::<Tally>(id, note(WORDS), &command()).await.unwrap();
    id
}

/// Everything that the database holds of the log and beside it.
async fn stored(world: &World) -> String {
    let sql = "select coalesce(string_agg(t, ' '), '') from (
        select e::text as t from events e union all select s::text from snapshots s
        union all select c::text from commands c union all select l::text from log l) as all_of_it";
    world.pool.get().await.unwrap().query_one(sql, &[]).await.unwrap().get(0)
}

async fn texts(log: &Log) -> Vec<Value> {
    let events = log.read(Position(0), 1_000, &Filter::All).await.unwrap();
    events.into_iter().filter_map(|event| event.payload.get("text").cloned()).collect()
}

#[tokio::test]
async fn words_of_a_script_are_nowhere_in_the_tables_and_everybody_here_reads_them() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = tally(&world.store, None).await;
    let plain = fresh();
    world.store.execute::<Tally>(plain, note("of no script"), &command()).await.unwrap();
    world.log_until(3).await;
    let all = stored(&world).await;
    assert!(!all.contains("Mara") && all.contains("of no script") && all.contains("~0"), "{all}");
    let other = world.another();
    for log in [&world.log, &other.log(), &Log::new(world.pool.clone())] {
        assert_eq!(texts(log).await, [json!(WORDS), json!("of no script")]);
    }
    let stream = other.aggregates::<Tally>().load_events(&id.to_string()).await.unwrap();
    assert_eq!(stream[1].payload, TallyEvent::Noted { text: WORDS.into() });
    assert_eq!(verify(&world.log, None, |_| ()).await.unwrap().broken, None);
}

#[tokio::test]
async fn postgres_es_reads_sealed_events_as_events_without_words() {
    let world = World::new().await;
    let id = tally(&world.store, None).await;
    let pool = sqlx::PgPool::connect(world.database.url()).await.unwrap();
    let theirs: PersistedEventStore<_, Tally> =
        PersistedEventStore::new_event_store(PostgresEventRepository::new(pool));
    let events = theirs.load_events(&id.to_string()).await.unwrap();
    assert_eq!(events[1].payload, TallyEvent::Noted { text: "~0".into() });
}

#[tokio::test]
async fn words_that_were_stored_before_there_were_keys_are_read_as_they_are() {
    let world = World::new().await;
    let id = tally(&world.store, None).await;
    let sql = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        select aggregate_type, aggregate_id, 3, event_type, event_version,
            '{\"type\": \"noted\", \"text\": \"in the clear\"}', metadata
        from events where sequence = 2";
    world.client().await.execute(sql, &[]).await.unwrap();
    let events = world.another().aggregates::<Tally>().load_events(&id.to_string()).await.unwrap();
    assert_eq!(events[1].payload, TallyEvent::Noted { text: WORDS.into() });
    assert_eq!(events[2].payload, TallyEvent::Noted { text: "in the clear".into() });
}

#[tokio::test]
async fn a_destroyed_key_takes_the_words_from_everywhere_and_leaves_the_chain() {
    let world = World::with(StoreOptions { snapshot_every: 5, ..StoreOptions::default() }).await;
    let _sequencer = world.sequence();
    let (id, other) = (tally(&world.store, None).await, tally(&world.store, None).await);
    for _ in 0..5 {
        world.store.execute::<Tally>(id, note(WORDS), &command()).await.unwrap();
    }
    eventually(|| async { world.number("select count(*) from snapshots").await == 1 }).await;
    let before = world.log_until(9).await;
    let head = world.log.head().await.unwrap();
    assert!(world.store.destroy_key(id).await.unwrap());
    assert!(!world.store.destroy_key(id).await.unwrap(), "only once");
    assert_eq!(world.number("select count(*) from snapshots").await, 0);
    for store in [&world.store, &world.another()] {
        let texts = texts(&store.log()).await;
        let left: Vec<_> = texts.iter().filter(|text| *text == WORDS).collect();
        assert_eq!((texts.len(), left.len()), (7, 1), "the other script's stay: {texts:?}");
        assert!(texts.contains(&json!(ERASED)));
        // What is left is a tally still, at the same place.
        let loaded = store.load::<Tally>(id).await.unwrap().unwrap();
        assert_eq!((loaded.state.count, loaded.sequence), (6, 7));
        assert_eq!(store.load::<Tally>(other).await.unwrap().unwrap().state.count, 1);
    }
    let verdict = verify(&world.log, Some(head), |_| ()).await.unwrap();
    assert_eq!((verdict.intact, verdict.broken), (before.len() as u64, None));
}

#[tokio::test]
async fn nothing_is_written_to_an_erased_script_but_how_its_jobs_end_and_that_without_words() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = tally(&world.store, None).await;
    let job = tally(&world.store, Some(JobId(edge::fresh_id()))).await;
    for script in [id, job] {
        world.store.destroy_key(script).await.unwrap();
    }
    for store in [&world.store, &world.another()] {
        let refused = store.execute::<Tally>(id, note("again"), &command()).await;
        assert!(
            matches!(refused, Err(ExecuteError::Store(StoreError::Erased(it))) if it == id),
            "{refused:?}"
        );
    }
    world.store.execute::<Tally>(job, note("secret result"), &command()).await.unwrap();
    world.log_until(5).await;
    let all = stored(&world).await;
    assert!(!all.contains("secret") && all.contains(ERASED), "{all}");
    assert_eq!(texts(&world.log).await, [json!(ERASED), json!(ERASED), json!(ERASED)]);
    assert_eq!(world.number("select count(*) from script_keys where key is null").await, 2);
}

#[tokio::test]
async fn a_process_that_hears_of_an_erasure_forgets_what_it_had_read() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = tally(&world.store, None).await;
    world.log_until(2).await;
    // Another process, which knows the key and has the words in its memory.
    let other = world.another();
    assert_eq!(texts(&other.log()).await, [json!(WORDS)]);
    let tail = Tail::start(other.log(), world.config(), CancellationToken::new()).await.unwrap();
    world.store.execute::<Tally>(id, note("words since"), &command()).await.unwrap();
    let mut head = tail.head();
    head.wait_for(|head| head.0 >= 3).await.unwrap();
    world.store.destroy_key(id).await.unwrap();
    assert_eq!(texts(&other.log()).await[0], json!(WORDS), "it has not heard of it");
    let sql = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        values ('script', $1, 1, 'script.erased', '1', '{\"type\": \"erased\"}', '{}')";
    world.client().await.execute(sql, &[&id.to_string()]).await.unwrap();
    head.wait_for(|head| head.0 >= 4).await.unwrap();
    assert_eq!(texts(&other.log()).await, [json!(ERASED), json!(ERASED)]);
    let refused = other.execute::<Tally>(id, note("again"), &command()).await;
    assert!(matches!(refused, Err(ExecuteError::Store(StoreError::Erased(_)))), "{refused:?}");
}

#[tokio::test]
async fn words_that_come_after_the_erasure_in_the_log_are_gone_for_whoever_still_has_the_key() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = tally(&world.store, None).await;
    let sql = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        values ('script', $1, 1, 'script.erased', '1', '{\"type\": \"erased\"}', '{}')";
    world.client().await.execute(sql, &[&id.to_string()]).await.unwrap();
    world.store.execute::<Tally>(id, note("too late"), &command()).await.unwrap();
    world.log_until(4).await;
    assert_eq!(texts(&world.log).await, [json!(WORDS), json!(ERASED)]);
}

#[tokio::test]
async fn whoever_hears_of_an_append_at_once_hears_it_with_its_words() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let observer = {
        let heard = Arc::clone(&heard);
        Observer::new("tally.noted", move |fresh| heard.lock().unwrap().push(fresh.payload["text"].clone()))
    };
    let world = World::with(StoreOptions { observer: Some(observer), ..StoreOptions::default() }).await;
    tally(&world.store, None).await;
    assert_eq!(*heard.lock().unwrap(), [json!(WORDS)]);
}

#[tokio::test]
async fn an_erased_script_stays_erased_in_a_copy_and_an_export_can_go_without_keys() {
    let world = World::new().await;
    let sequencer = world.sequence();
    let (id, _other) = (tally(&world.store, None).await, tally(&world.store, None).await);
    world.log_until(4).await;
    let taken = async |keys| {
        let mut file = Vec::new();
        export(&world.log, keys, &mut file, |_| ()).await.unwrap();
        file
    };
    let early = taken(true).await;
    world.store.destroy_key(id).await.unwrap();
    let (late, bare) = (taken(true).await, taken(false).await);
    drop(sequencer);
    let read = async |files: &[&Vec<u8>]| {
        let copy = World::new().await;
        for file in files {
            import(&copy.pool, &mut file.as_slice(), |_| ()).await.unwrap();
        }
        texts(&Log::new(copy.pool.clone())).await
    };
    assert_eq!(read(&[&early]).await, [json!(WORDS), json!(WORDS)]);
    assert_eq!(read(&[&late]).await, [json!(ERASED), json!(WORDS)]);
    assert_eq!(read(&[&early, &late]).await, [json!(ERASED), json!(WORDS)]);
    assert_eq!(read(&[&late, &early]).await, [json!(ERASED), json!(WORDS)]);
    assert_eq!(read(&[&bare]).await, [json!(ERASED), json!(ERASED)]);
    assert!(!String::from_utf8(bare).unwrap().contains("key_of"));
}
