//! Units of work: several aggregates, all or nothing.

use crate::tally::{Tally, TallyClosed, TallyCommand};
use crate::world::{World, command, count, fresh};
use domain::Position;
use event_store::{CommitError, ExecuteError, Filter};
use std::time::Duration;

const COUNT: TallyCommand = TallyCommand::Count { by: 1, times: 1 };

#[tokio::test]
async fn it_commits_several_commands_to_several_aggregates_in_the_order_they_were_given() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    // Ids in descending order: the log must keep the order of the commands, not of the ids.
    let (b, a) = (fresh(), fresh());
    let mut unit = world.store.unit(command());
    unit.execute::<Tally>(a, COUNT).await.unwrap();
    unit.execute::<Tally>(b, COUNT).await.unwrap();
    unit.execute::<Tally>(a, TallyCommand::Note("seen".into())).await.unwrap();
    assert_eq!(unit.load::<Tally>(a).await.unwrap().unwrap().state.count, 2);
    assert!(unit.load::<Tally>(fresh()).await.unwrap().is_none());
    let committed = unit.commit().await.unwrap();
    assert_eq!(committed.sequence_of::<Tally>(a), Some(2));
    assert_eq!(committed.sequence_of::<Tally>(b), Some(1));

    let log = world.log_until(3).await;
    let order: Vec<_> = log.iter().map(|event| (event.aggregate_id, event.sequence)).collect();
    assert_eq!(order, [(a.0, 1), (b.0, 1), (a.0, 2)]);
    assert_eq!(committed.last_event_id, Some(log[2].event_id));
    assert_eq!(world.number("select count(*) from commands").await, 1);
    // And what it left warm is what a command finds.
    assert_eq!(world.count(a, 1).await.sequence_of::<Tally>(a), Some(3));
}

#[tokio::test]
async fn one_aggregate_that_moved_leaves_nothing_of_the_others() {
    let world = World::new().await;
    let (a, b, c) = (fresh(), fresh(), fresh());
    let mut unit = world.store.unit(command());
    for id in [a, b, c] {
        unit.execute::<Tally>(id, COUNT).await.unwrap();
    }
    count(&world.another(), b, 1).await.unwrap();
    let Err(CommitError::Conflict(conflict)) = unit.commit().await else { panic!("no conflict") };
    assert_eq!((conflict.aggregate_id, conflict.expected, conflict.actual), (b.0, 0, 1));
    assert_eq!(world.number("select count(*) from events").await, 1);
    assert_eq!(world.number("select count(*) from commands").await, 1);
    assert!(world.store.load::<Tally>(a).await.unwrap().is_none());
}

#[tokio::test]
async fn a_refusal_leaves_the_unit_as_it_was() {
    let world = World::new().await;
    let (a, b) = (fresh(), fresh());
    world.store.execute::<Tally>(b, TallyCommand::Close, &command()).await.unwrap();
    let mut unit = world.store.unit(command());
    unit.execute::<Tally>(a, COUNT).await.unwrap();
    let refused = unit.execute::<Tally>(b, COUNT).await;
    assert!(matches!(refused, Err(ExecuteError::Refused(TallyClosed))));
    unit.execute::<Tally>(a, COUNT).await.unwrap();
    assert_eq!(unit.commit().await.unwrap().sequence_of::<Tally>(a), Some(2));
}

#[tokio::test]
async fn an_expectation_that_does_not_hold_is_told_and_one_that_holds_is_held_at_the_commit() {
    let world = World::new().await;
    let id = fresh();
    world.count(id, 1).await;
    let mut unit = world.store.unit(command());
    let Err(CommitError::Conflict(conflict)) = unit.expect::<Tally>(id, 5).await else {
        panic!("no conflict")
    };
    assert_eq!((conflict.expected, conflict.actual), (5, 1));
    unit.expect::<Tally>(id, 1).await.unwrap();
    unit.execute::<Tally>(id, COUNT).await.unwrap();
    // The unit's own events do not count against it.
    unit.expect::<Tally>(id, 1).await.unwrap();
    count(&world.another(), id, 1).await.unwrap();
    assert!(matches!(unit.commit().await, Err(CommitError::Conflict(c)) if c.actual == 2));
}

#[tokio::test]
async fn a_unit_without_events_and_a_dropped_one_do_nothing() {
    let world = World::new().await;
    let id = fresh();
    let mut unit = world.store.unit(command());
    unit.execute::<Tally>(id, TallyCommand::Look).await.unwrap();
    assert_eq!(unit.commit().await.unwrap().last_event_id, None);
    assert_eq!(world.store.unit(command()).commit().await.unwrap().sequences, []);
    let mut unit = world.store.unit(command());
    unit.execute::<Tally>(id, COUNT).await.unwrap();
    drop(unit);
    assert_eq!(world.number("select count(*) from events").await, 0);
    assert_eq!(world.count(id, 1).await.sequence_of::<Tally>(id), Some(1));
}

#[tokio::test]
async fn units_that_want_the_same_aggregates_in_opposite_orders_do_not_wait_for_each_other() {
    let world = World::new().await;
    let (a, b) = (fresh(), fresh());
    let unit = |first, second| {
        let store = world.store.clone();
        async move {
            let mut written = 0;
            while written < 20 {
                let mut unit = store.unit(command());
                unit.execute::<Tally>(first, COUNT).await.unwrap();
                unit.execute::<Tally>(second, COUNT).await.unwrap();
                match unit.commit().await {
                    Ok(_) => written += 1,
                    Err(CommitError::Conflict(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
    };
    let both = async { tokio::join!(unit(a, b), unit(b, a)) };
    tokio::time::timeout(Duration::from_mins(1), both)
        .await
        .expect("they got into each other's way for ever");
    for id in [a, b] {
        assert_eq!(world.store.load::<Tally>(id).await.unwrap().unwrap().state.count, 40);
    }
}

#[tokio::test]
async fn a_unit_left_open_is_overtaken_and_loses() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = fresh();
    let mut unit = world.store.unit(command());
    unit.execute::<Tally>(id, COUNT).await.unwrap();
    world.count(id, 1).await;
    assert!(matches!(unit.commit().await, Err(CommitError::Conflict(_))));
    world.log_until(1).await;
    assert_eq!(world.log.read(Position(0), 10, &Filter::All).await.unwrap().len(), 1);
}
