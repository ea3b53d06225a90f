//! Takes, scores and declared changes.

use super::*;

fn take(number: u128, shot: u128) -> Take {
    Take {
        id: take_id(number),
        shot: id(shot),
        job: None,
        still: AssetId(Uuid::from_u128(70)),
        board: Some(AssetId(Uuid::from_u128(71))),
        exr: None,
        clip: None,
        engine: "storyboard".into(),
        seed: 7,
        parameters: json!({"size": "ms"}),
        refinement: Some("darker".into()),
        input_hash: "9f".into(),
    }
}

fn add(number: u128, shot: u128, choose: bool) -> ShotCommand {
    ShotCommand::AddTake { take: Box::new(take(number, shot)), choose }
}

fn added(number: u128, shot: u128, chosen: bool) -> ShotEvent {
    ShotEvent::TakeAdded { take: Box::new(take(number, shot)), chosen }
}

#[test]
fn the_first_take_of_a_shot_is_active_and_later_ones_if_they_are_chosen() {
    leads(abc(), add(1, 2, false), vec![added(1, 2, true)]);
    let one = || and(abc(), [added(1, 2, true)]);
    leads(one(), add(1, 2, true), vec![]);
    leads(one(), add(2, 2, false), vec![added(2, 2, false)]);
    leads(one(), add(2, 2, true), vec![added(2, 2, true)]);
    assert_eq!(list_after(and(one(), [added(2, 2, false)])).active(id(2)), Some(take_id(1)));
    assert_eq!(list_after(and(one(), [added(2, 2, true)])).active(id(2)), Some(take_id(2)));
    refuses(one(), add(1, 3, true), ShotError::TakeExists(take_id(1)));
    refuses(one(), add(2, 9, true), ShotError::Missing(id(9)));
}

#[test]
fn a_take_is_chosen_among_those_of_its_shot() {
    let two = || and(abc(), [added(1, 2, true), added(2, 2, true)]);
    let choose = |take, shot| ShotCommand::ChooseTake { shot: id(shot), take: take_id(take) };
    let chosen = ShotEvent::TakeChosen { shot: id(2), before: take_id(2), after: take_id(1) };
    leads(two(), choose(1, 2), vec![chosen]);
    leads(two(), choose(2, 2), vec![]);
    refuses(two(), choose(1, 3), ShotError::MissingTake { shot: id(3), take: take_id(1) });
}

#[test]
fn takes_of_shots_that_gave_way_stay_and_can_still_arrive() {
    let again = || {
        let over = broken_down(vec![shot(4, "A")], vec![id(1), id(2), id(3)]);
        and(abc(), [added(1, 2, true), over])
    };
    let list = list_after(again());
    assert_eq!(list.active(id(2)), Some(take_id(1)));
    leads(again(), add(2, 2, true), vec![added(2, 2, true)]);
    leads(again(), add(3, 1, false), vec![added(3, 1, true)]);
}

#[test]
fn a_shot_has_so_many_takes_and_each_within_bounds() {
    let full = and(abc(), (0..200).map(|number| added(number, 1, true)));
    refuses(full, add(900, 1, true), ShotError::TooManyTakes(200));
    let huge = Take { parameters: json!("x".repeat(70_000)), ..take(1, 1) };
    let command = ShotCommand::AddTake { take: Box::new(huge), choose: true };
    let fault = PlanFault::TooLong { field: "parameters", given: 70_002, most: 65_536 };
    refuses(abc(), command, ShotError::Fault(fault));
}

fn score(total: f64) -> ConsistencyScore {
    let message = "Mara's coat reads brown, her look says grey".into();
    let reasons = vec![Reason { aspect: Aspect::Look, score: Score::new(40.0).unwrap(), message }];
    ConsistencyScore { total: Score::new(total).unwrap(), reasons }
}

#[test]
fn a_take_is_scored_and_the_same_score_changes_nothing() {
    let one = || and(abc(), [added(1, 2, true)]);
    let judge = |total| ShotCommand::Score { shot: id(2), take: take_id(1), score: score(total) };
    let scored = ShotEvent::ConsistencyScored { shot: id(2), take: take_id(1), score: score(80.0) };
    leads(one(), judge(80.0), vec![scored.clone()]);
    leads(and(one(), [scored.clone()]), judge(80.0), vec![]);
    let list = list_after(and(one(), [scored]));
    assert_eq!(list.reels[&id(2)].take(take_id(1)).unwrap().score, Some(score(80.0)));
    refuses(abc(), judge(80.0), ShotError::MissingTake { shot: id(2), take: take_id(1) });
}

#[test]
fn a_change_is_declared_once_and_withdrawn_once() {
    let wet = || DeclaredChange {
        subject: Subject::Character { name: "Mara".into() },
        what: "her coat is wet".into(),
    };
    let declared = || vec![ShotEvent::ChangeDeclared { change: wet() }];
    leads(vec![], ShotCommand::DeclareChange(wet()), declared());
    leads(declared(), ShotCommand::DeclareChange(wet()), vec![]);
    let withdrawn = ShotEvent::ChangeWithdrawn { change: wet() };
    leads(declared(), ShotCommand::WithdrawChange(wet()), vec![withdrawn.clone()]);
    leads(and(declared(), [withdrawn]), ShotCommand::WithdrawChange(wet()), vec![]);
    let blank = DeclaredChange { subject: Subject::Set {}, what: " ".into() };
    let fault = ShotError::Fault(PlanFault::Blank { field: "what" });
    refuses(vec![], ShotCommand::DeclareChange(blank), fault);
}
