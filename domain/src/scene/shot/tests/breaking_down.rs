//! Covering a scene, and covering it again.

use super::*;

#[test]
fn a_breakdown_names_its_shots_in_order_and_repeating_it_changes_nothing() {
    leads(vec![], break_down(vec![new(1), new(2), new(3)]), abc());
    leads(abc(), break_down(vec![new(1), new(2), new(3)]), vec![]);
}

#[test]
fn unlocked_shots_give_way_and_locked_ones_keep_their_index_and_letters() {
    let locked = || and(abc(), [ShotEvent::ShotLocked { shot: id(2) }]);
    let stays = Shot { locked: true, ..shot(2, "B") };
    let after = vec![shot(4, "A"), stays, shot(5, "C"), shot(6, "D")];
    let event = broken_down(after, vec![id(1), id(3)]);
    leads(locked(), break_down(vec![new(4), new(5), new(6)]), vec![event.clone()]);
    let expected = names(&[("1A", 4), ("1B", 2), ("1C", 5), ("1D", 6)]);
    assert_eq!(names_after(and(locked(), [event])), expected);
}

#[test]
fn a_locked_shot_stands_where_its_id_is_listed_and_ignores_the_new_plan() {
    let locked = and(abc(), [ShotEvent::ShotLocked { shot: id(1) }]);
    let other = NewShot { id: id(1), plan: plan("Something else") };
    let after = vec![shot(4, "B"), Shot { locked: true, ..shot(1, "A") }];
    leads(locked, break_down(vec![new(4), other]), vec![broken_down(after, vec![id(2), id(3)])]);
}

#[test]
fn a_breakdown_covers_the_text_as_it_is() {
    let stale = ShotCommand::BreakDown { shots: vec![], source: ContentSource::Hand {}, revision: 2 };
    refuses(vec![], stale, ShotError::OtherRevision { given: 2, current: 1 });
    let mut outside = new(1);
    let length = CONTENT.len();
    // Byte 21 is inside a letter.
    for (start, end) in [(0, 500), (21, 22)] {
        outside.plan.span = Some(TextSpan { revision: 1, start, end });
        let error = ShotError::SpanOutside { shot: id(1), start, end, length };
        refuses(vec![], break_down(vec![outside.clone()]), error);
    }
    outside.plan.span = Some(TextSpan { revision: 1, start: 4, end: 2 });
    let error = ShotError::Fault(PlanFault::BackwardSpan { start: 4, end: 2 });
    refuses(vec![], break_down(vec![outside]), error);
}

#[test]
fn a_scene_has_so_many_shots_and_each_once() {
    refuses(vec![], break_down(vec![new(1), new(1)]), ShotError::Twice(id(1)));
    let many = (0..201).map(new).collect();
    refuses(vec![], break_down(many), ShotError::TooManyShots(200));
    let full = vec![broken_down((0..200).map(|number| shot(number, "A")).collect(), vec![])];
    refuses(full, ShotCommand::Add { shot: new(900), index: None }, ShotError::TooManyShots(200));
}

#[test]
fn a_plan_out_of_bounds_is_refused_by_the_name_of_its_field() {
    let refused = |change: fn(&mut ShotPlan), fault: PlanFault| {
        let mut new = new(1);
        change(&mut new.plan);
        refuses(vec![], break_down(vec![new]), ShotError::Fault(fault));
    };
    refused(
        |plan| plan.description = "ö".repeat(4_001),
        PlanFault::TooLong { field: "description", given: 4_001, most: 4_000 },
    );
    refused(|plan| plan.characters = vec![" ".into()], PlanFault::Blank { field: "characters" });
    refused(
        |plan| plan.props = vec!["key".into(); 33],
        PlanFault::TooMany { field: "props", given: 33, most: 32 },
    );
    refused(
        |plan| plan.figures = vec![plan.figures[0].clone(); 13],
        PlanFault::TooMany { field: "figures", given: 13, most: 12 },
    );
}

#[test]
fn nothing_can_be_asked_of_the_shots_of_a_removed_scene() {
    let mut given = stream(abc());
    given.push(SceneEvent::Removed {});
    TestFramework::<Scene>::with(())
        .given(given)
        .when(SceneCommand::Shots(ShotCommand::Lock(id(1))))
        .then_expect_error(SceneError::Removed);
}
