//! The same command sent again: one effect, and the first outcome.

use crate::tally::{Tally, TallyCommand};
use crate::world::{World, command, fresh};
use event_store::Store;
use futures_util::future::join_all;

const COUNT: TallyCommand = TallyCommand::Count { by: 1, times: 2 };

#[tokio::test]
async fn a_command_sent_a_hundred_times_at_once_by_two_processes_has_one_effect() {
    let world = World::new().await;
    let (id, context, another) = (fresh(), command(), world.another());
    let stores: [&Store; 2] = [&world.store, &another];
    let outcomes = join_all((0..100).map(|n| stores[n % 2].execute::<Tally>(id, COUNT, &context))).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|outcome| !outcome.duplicate).count(), 1);
    for outcome in &outcomes {
        assert_eq!(outcome.last_event_id, outcomes[0].last_event_id);
        assert_eq!(outcome.sequences, outcomes[0].sequences);
    }
    assert_eq!(world.number("select count(*) from events").await, 2);
    assert_eq!(world.store.load::<Tally>(id).await.unwrap().unwrap().state.count, 2);
}

#[tokio::test]
async fn a_repeated_command_that_would_be_refused_by_now_gives_the_first_outcome() {
    let world = World::new().await;
    let (id, context) = (fresh(), command());
    let first = world.store.execute::<Tally>(id, TallyCommand::Close, &context).await.unwrap();
    let again = world.store.execute::<Tally>(id, TallyCommand::Close, &context).await.unwrap();
    assert_eq!((again.last_event_id, &again.sequences), (first.last_event_id, &first.sequences));
    assert!(again.duplicate && !first.duplicate);
    // The same for one that was meant for the sequence that it has itself moved on from.
    let again = world.store.execute_at::<Tally>(id, 0, TallyCommand::Close, &context).await.unwrap();
    assert!(again.duplicate);
    assert_eq!(world.number("select count(*) from events").await, 1);
}

#[tokio::test]
async fn a_command_id_counts_once_even_for_another_aggregate() {
    let world = World::new().await;
    let (one, other, context) = (fresh(), fresh(), command());
    world.store.execute::<Tally>(one, COUNT, &context).await.unwrap();
    let again = world.store.execute::<Tally>(other, COUNT, &context).await.unwrap();
    assert_eq!((again.duplicate, again.sequence_of::<Tally>(one)), (true, Some(2)));
    assert!(world.store.load::<Tally>(other).await.unwrap().is_none());
}

#[tokio::test]
async fn two_sendings_to_two_aggregates_at_once_have_one_effect() {
    let world = World::new().await;
    let another = world.another();
    for _ in 0..30 {
        let (one, other, context) = (fresh(), fresh(), command());
        let (a, b) = tokio::join!(
            world.store.execute::<Tally>(one, COUNT, &context),
            another.execute::<Tally>(other, COUNT, &context)
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_ne!(a.duplicate, b.duplicate);
        assert_eq!((a.last_event_id, a.sequences), (b.last_event_id, b.sequences));
    }
    assert_eq!(world.number("select count(*) from events").await, 60);
    assert_eq!(world.number("select count(*) from commands").await, 30);
}

#[tokio::test]
async fn a_unit_sent_again_gives_the_first_outcome_whatever_it_would_do_now() {
    let world = World::new().await;
    let (one, other, context) = (fresh(), fresh(), command());
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        let mut unit = world.store.unit(context.clone());
        unit.expect::<Tally>(one, 0).await.unwrap();
        unit.execute::<Tally>(one, COUNT).await.unwrap();
        unit.execute::<Tally>(other, TallyCommand::Close).await.unwrap();
        outcomes.push(unit.commit().await.unwrap());
    }
    assert_eq!(outcomes.iter().map(|outcome| outcome.duplicate).collect::<Vec<_>>(), [false, true, true]);
    for outcome in &outcomes {
        assert_eq!(outcome.last_event_id, outcomes[0].last_event_id);
        assert_eq!(outcome.sequence_of::<Tally>(one), Some(2));
        assert_eq!(outcome.sequence_of::<Tally>(other), Some(1));
    }
    assert_eq!(world.number("select count(*) from events").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sendings_of_a_unit_committed_at_the_same_moment_have_one_effect() {
    let world = World::new().await;
    let another = world.another();
    for _ in 0..60 {
        let (one, other, context) = (fresh(), fresh(), command());
        let prepared = async |store: &Store| {
            let mut unit = store.unit(context.clone());
            unit.execute::<Tally>(one, COUNT).await.unwrap();
            unit.execute::<Tally>(other, COUNT).await.unwrap();
            unit
        };
        let (ours, theirs) = (prepared(&world.store).await, prepared(&another).await);
        // Each on a thread of its own, which also holds every future of a unit to be `Send`.
        let (a, b) = (tokio::spawn(ours.commit()), tokio::spawn(theirs.commit()));
        let (a, b) = (a.await.unwrap().unwrap(), b.await.unwrap().unwrap());
        assert_ne!(a.duplicate, b.duplicate);
        assert_eq!(a.last_event_id, b.last_event_id);
    }
    assert_eq!(world.number("select count(*) from events").await, 240);
}
