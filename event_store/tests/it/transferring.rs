//! The log as a file: out of one database and into another, where it is the same to the last hash.

use crate::tally::{Tally, TallyCommand};
use crate::world::{Dice, World, command, count, fresh};
use domain::{AccountId, Actor, Position, ScriptId};
use event_store::transfer::{ExportError, ImportError, Imported, export, import};
use event_store::verify::{Verdict, verify};
use event_store::{CommandContext, Filter, RecordedEvent, edge};

/// A sequenced log of `count` commands on a few tallies, some of a script; and the tallies.
async fn written(count: u64) -> (World, Vec<ScriptId>) {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let tallies: Vec<ScriptId> = (0..5).map(|_| fresh()).collect();
    let (owner, mut dice) = (AccountId(edge::fresh_id()), Dice(7));
    for (n, id) in tallies.iter().enumerate() {
        let open = TallyCommand::Open { owner, script: (n % 2 == 0).then_some(*id), job: None };
        let context = CommandContext::new(Actor::Account(owner), command().command_id);
        world.store.execute::<Tally>(*id, open, &context).await.unwrap();
    }
    for n in 0..count {
        let id = tallies[usize::try_from(dice.below(5)).unwrap()];
        let text = format!("words {n}: “quoted” \\ \u{1F3AC} and more");
        world.store.execute::<Tally>(id, TallyCommand::Note(text), &command()).await.unwrap();
    }
    world.log_until(count + 5).await;
    (world, tallies)
}

async fn exported(world: &World) -> Vec<u8> {
    let mut file = Vec::new();
    let exported = export(&world.log, true, &mut file, |_| ()).await.unwrap();
    assert_eq!(exported.head, world.log.head().await.unwrap());
    file
}

async fn imported(world: &World, mut file: &[u8]) -> Result<Imported, ImportError> {
    import(&world.pool, &mut file, |_| ()).await
}

async fn log(world: &World) -> Vec<RecordedEvent> {
    let events = world.another().log().read(Position(0), 100_000, &Filter::All).await.unwrap();
    // The id that an event had before its position is the database's own affair.
    events.into_iter().map(|event| RecordedEvent { event_id: 0, ..event }).collect()
}

async fn verdict(world: &World) -> Verdict {
    verify(&world.log, None, |_| ()).await.unwrap()
}

fn lines(file: &[u8]) -> Vec<Vec<u8>> {
    file.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

#[tokio::test]
async fn an_imported_log_has_the_same_positions_hashes_and_events() {
    // More than one page either way.
    let (world, tallies) = written(2_300).await;
    let file = exported(&world).await;
    let copy = World::new().await;
    let done = imported(&copy, &file).await.unwrap();
    let head = world.log.head().await.unwrap();
    assert_eq!(done, Imported { events: 2_305, head });
    assert_eq!(verdict(&copy).await, Verdict { intact: 2_305, head, broken: None });
    assert_eq!(log(&copy).await, log(&world).await);
    assert_eq!(exported(&copy).await, file, "exported again it is the same file");
    let hashes = "select string_agg(encode(hash, 'hex') || owner_id || coalesce(script_id::text, ''), ' ' order by position) from log";
    let all = |world: &World| {
        let pool = world.pool.clone();
        async move { pool.get().await.unwrap().query_one(hashes, &[]).await.unwrap().get::<_, String>(0) }
    };
    assert_eq!(all(&copy).await, all(&world).await);
    for id in tallies {
        let theirs = copy.store.load::<Tally>(id).await.unwrap().unwrap();
        let ours = world.store.load::<Tally>(id).await.unwrap().unwrap();
        assert_eq!((theirs.state, theirs.sequence), (ours.state, ours.sequence));
    }
}

#[tokio::test]
async fn life_goes_on_behind_an_imported_log_and_repeated_commands_are_known() {
    let (world, tallies) = written(20).await;
    let context = command();
    let note = || TallyCommand::Count { by: 1, times: 3 };
    let _sequencer = world.sequence();
    let first = world.store.execute::<Tally>(tallies[0], note(), &context).await.unwrap();
    world.log_until(28).await;
    let copy = World::new().await;
    imported(&copy, &exported(&world).await).await.unwrap();
    let again = copy.store.execute::<Tally>(tallies[0], note(), &context).await.unwrap();
    assert!(again.duplicate);
    assert_eq!(again.sequences, first.sequences);
    let _sequencer = copy.sequence();
    count(&copy.store, tallies[0], 1).await.unwrap();
    copy.log_until(29).await;
    assert_eq!(verdict(&copy).await.broken, None);
}

#[tokio::test]
async fn a_beginning_is_continued_and_a_second_import_changes_nothing() {
    let (world, tallies) = written(30).await;
    let early = exported(&world).await;
    let copy = World::new().await;
    imported(&copy, &early).await.unwrap();
    let _sequencer = world.sequence();
    for _ in 0..10 {
        count(&world.store, tallies[1], 1).await.unwrap();
    }
    world.log_until(45).await;
    let late = exported(&world).await;
    assert_eq!(imported(&copy, &late).await.unwrap().events, 10);
    assert_eq!(imported(&copy, &late).await.unwrap().events, 0);
    assert_eq!(verdict(&copy).await.head, world.log.head().await.unwrap());
    // An older file has nothing to say to a log that has gone on.
    assert!(matches!(imported(&copy, &early).await, Err(ImportError::Another(Position(45)))));
}

#[tokio::test]
async fn a_log_of_its_own_is_not_mixed_with_another() {
    let (world, _) = written(10).await;
    let (other, _) = written(5).await;
    let refused = imported(&other, &exported(&world).await).await;
    assert!(matches!(refused, Err(ImportError::Another(Position(10)))), "{refused:?}");
    assert_eq!(verdict(&other).await.intact, 10);
    let running = World::new().await;
    let _sequencer = running.sequence();
    crate::world::eventually(|| async {
        running.number("select count(*) from pg_locks where locktype = 'advisory' and granted").await == 1
    })
    .await;
    assert!(matches!(imported(&running, &exported(&world).await).await, Err(ImportError::InUse)));
}

#[tokio::test]
async fn a_line_that_was_tampered_with_is_named_and_nothing_behind_it_is_taken() {
    let (world, _) = written(30).await;
    let file = exported(&world).await;
    let whole = lines(&file);
    // The opening and the keys of three scripts come first: position 20 is in line 24.
    let (at, line) = (23, 24);
    let text = String::from_utf8(whole[at].clone()).unwrap();
    assert!(text.starts_with("{\"position\":20,"), "{text}");
    let payload = text.rfind("\"payload\":{").unwrap() + 11;
    let cases = [
        format!("{}\"extra\": 1, {}", &text[..payload], &text[payload..]),
        text.replacen("\"recorded_us\":1", "\"recorded_us\":2", 1),
        text.replacen("\"actor\": \"system\"", "\"actor\": \"system:x\"", 1),
        text.replacen("\"sequence\":", "\"sequence\":9", 1),
        text.replacen("\"position\":20", "\"position\":21", 1),
        text.replacen("\"sequence\":", "\"sequence\":-", 1),
        text.replacen("\"hash\":\"", "\"hash\":\"0", 1),
        text[..text.len() / 2].to_owned() + "\n",
        "\n".to_owned(),
    ];
    for changed in cases {
        assert_ne!(changed, text);
        let mut tampered = whole.clone();
        tampered[at] = changed.clone().into_bytes();
        let copy = World::new().await;
        let refused = imported(&copy, &tampered.concat()).await.unwrap_err();
        assert!(
            refused.to_string().contains(&format!("line {line}"))
                || refused.to_string().contains(&format!("lines {line} to {line}")),
            "{refused}: {changed}"
        );
        let verdict = verdict(&copy).await;
        assert_eq!(verdict.broken, None);
        assert!(verdict.intact <= 19, "{changed}");
        // What was good can be gone on from.
        imported(&copy, &file).await.unwrap();
        assert_eq!(self::verdict(&copy).await.head, world.log.head().await.unwrap());
    }
}

#[tokio::test]
async fn a_file_that_lacks_lines_or_ends_early_is_found_short() {
    let (world, _) = written(10).await;
    let whole = lines(&exported(&world).await);
    let copy = World::new().await;
    let cut = imported(&copy, &whole[..15].concat()).await.unwrap_err();
    assert!(
        matches!(cut, ImportError::CutOff { line: 15, reached: Position(11), promised: Position(15) }),
        "{cut}"
    );
    let copy = World::new().await;
    let gap = [&whole[..8], &whole[9..]].concat().concat();
    assert!(matches!(imported(&copy, &gap).await, Err(ImportError::Line { line: 9, .. })));
    for nothing in [&b""[..], b"[]\n", b"{\"spool_log\":9,\"head\":\"0:00\"}\n"] {
        assert!(matches!(imported(&copy, nothing).await, Err(ImportError::Line { line: 1, .. })));
    }
    let endless = vec![b'x'; (64 << 20) + 10];
    let file = [&whole[0][..], &endless].concat();
    assert!(matches!(imported(&copy, &file).await, Err(ImportError::Line { line: 2, .. })));
}

#[tokio::test]
async fn an_empty_log_and_a_broken_one() {
    let empty = World::new().await;
    let file = exported(&empty).await;
    assert_eq!(lines(&file).len(), 1);
    assert_eq!(imported(&World::new().await, &file).await.unwrap().events, 0);
    let (world, _) = written(5).await;
    let client = world.client().await;
    client
        .batch_execute(
            "set session_replication_role = replica;
             delete from events where id = (select event_id from log where position = 7)",
        )
        .await
        .unwrap();
    let broken = export(&world.log, true, &mut Vec::new(), |_| ()).await;
    assert!(matches!(broken, Err(ExportError::Broken(Position(7)))), "{broken:?}");
}
