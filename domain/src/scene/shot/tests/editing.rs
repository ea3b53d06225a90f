//! Shots changed, added, moved, removed and locked by hand.

use super::*;

fn edit(number: u128, change: ShotChange) -> ShotCommand {
    ShotCommand::Edit { shot: id(number), change }
}

fn fov(degrees: f64) -> ParamsChange {
    ParamsChange { fov: Fov::new(degrees).ok(), ..ParamsChange::default() }
}

#[test]
fn an_edit_records_only_the_fields_that_changed() {
    let same_size = || ShotChange { size: Some(Size::Ms), ..ShotChange::default() };
    let change = ShotChange { angle: Some(Angle::Low), params: fov(28.0), ..same_size() };
    let before = ShotChange { angle: Some(Angle::Eye), params: fov(40.0), ..ShotChange::default() };
    let after = ShotChange { angle: Some(Angle::Low), params: fov(28.0), ..ShotChange::default() };
    let event =
        ShotEvent::ShotEdited { shot: id(2), before: Box::new(before), after: Box::new(after.clone()) };
    leads(abc(), edit(2, change), vec![event.clone()]);
    leads(abc(), edit(2, same_size()), vec![]);
    leads(and(abc(), [event.clone()]), edit(2, after), vec![]);
    let list = list_after(and(abc(), [event]));
    let edited = &list.shots[1].plan;
    assert_eq!((edited.angle, Some(edited.params.fov)), (Angle::Low, Fov::new(28.0).ok()));
}

#[test]
fn a_locked_shot_refuses_every_change_until_it_is_unlocked() {
    let locked = || and(abc(), [ShotEvent::ShotLocked { shot: id(2) }]);
    let change = ShotChange { size: Some(Size::Cu), ..ShotChange::default() };
    refuses(locked(), edit(2, change.clone()), ShotError::Locked(id(2)));
    refuses(locked(), ShotCommand::Remove(id(2)), ShotError::Locked(id(2)));
    refuses(locked(), ShotCommand::Move { shot: id(2), index: 0 }, ShotError::Locked(id(2)));
    leads(locked(), ShotCommand::Lock(id(2)), vec![]);
    leads(abc(), ShotCommand::Unlock(id(2)), vec![]);
    leads(abc(), ShotCommand::Lock(id(2)), vec![ShotEvent::ShotLocked { shot: id(2) }]);
    let unlocked = ShotEvent::ShotUnlocked { shot: id(2) };
    leads(locked(), ShotCommand::Unlock(id(2)), vec![unlocked.clone()]);
    let before = Box::new(ShotChange { size: Some(Size::Ms), ..ShotChange::default() });
    let edited = ShotEvent::ShotEdited { shot: id(2), before, after: Box::new(change.clone()) };
    leads(and(locked(), [unlocked]), edit(2, change), vec![edited]);
}

#[test]
fn an_added_shot_gets_the_next_letters_and_renames_nobody() {
    let added =
        |number, letters, index| ShotEvent::ShotAdded { index, shot: Box::new(shot(number, letters)) };
    let add = |number, index| ShotCommand::Add { shot: new(number), index };
    leads(abc(), add(4, Some(1)), vec![added(4, "D", 1)]);
    leads(abc(), add(4, Some(99)), vec![added(4, "D", 3)]);
    let more = || and(abc(), [added(4, "D", 1)]);
    assert_eq!(names_after(more()), names(&[("1A", 1), ("1D", 4), ("1B", 2), ("1C", 3)]));
    leads(more(), add(4, None), vec![]);
    refuses(more(), ShotCommand::Add { shot: NewShot { id: id(4), plan: plan("x") }, index: None }, {
        ShotError::Exists(id(4))
    });
    // The letters of a removed shot are not given again.
    let less = and(more(), [ShotEvent::ShotRemoved { shot: id(4) }]);
    leads(less, add(5, None), vec![added(5, "E", 3)]);
}

#[test]
fn shots_change_places_and_keep_their_names() {
    let to = |shot, index| ShotCommand::Move { shot: id(shot), index };
    let moved = |shot, before, after| ShotEvent::ShotMoved { shot: id(shot), before, after };
    leads(abc(), to(1, 2), vec![moved(1, 0, 2)]);
    leads(abc(), to(3, 0), vec![moved(3, 2, 0)]);
    leads(abc(), to(1, 99), vec![moved(1, 0, 2)]);
    leads(abc(), to(1, 0), vec![]);
    assert_eq!(names_after(and(abc(), [moved(1, 0, 2)])), names(&[("1B", 2), ("1C", 3), ("1A", 1)]));
    assert_eq!(names_after(and(abc(), [moved(3, 2, 0)])), names(&[("1C", 3), ("1A", 1), ("1B", 2)]));
}

#[test]
fn a_shot_is_removed_once_and_strangers_are_unknown() {
    let removed = ShotEvent::ShotRemoved { shot: id(2) };
    leads(abc(), ShotCommand::Remove(id(2)), vec![removed.clone()]);
    leads(and(abc(), [removed]), ShotCommand::Remove(id(2)), vec![]);
    for command in [
        ShotCommand::Remove(id(9)),
        ShotCommand::Lock(id(9)),
        ShotCommand::Move { shot: id(9), index: 0 },
        edit(9, ShotChange::default()),
    ] {
        refuses(abc(), command, ShotError::Missing(id(9)));
    }
}
