//! What a viewer must be able to see whatever the weather and the light: dark foregrounds in rain and fog, form in
//! white clothes, the road under a traveller, the horse in the field.

mod common;

use common::{boards, draw};
use storyboard::look::{Colour, CostumeKind};
use storyboard::words::{Composition, Size, TimeOfDay, Weather};
use storyboard::{Board, Figure, Params, Place, Set};

fn outside(place: Place, time: TimeOfDay, weather: Weather) -> Board {
    let set = Set { place, seed: 3, ..Set::default() };
    let params = Params { fov: 62.0, ..Params::default() };
    Board { size: Size::Ews, set, time, weather, params, ..Board::default() }
}

/// The picture's greys in order, darkest first.
fn greys(board: Board) -> Vec<u8> {
    let mut greys: Vec<u8> = draw(board, 320, 180, 2)
        .rgb()
        .chunks_exact(3)
        .map(|c| {
            u8::try_from((u32::from(c[0]) * 3 + u32::from(c[1]) * 6 + u32::from(c[2])) / 10).expect("a mean")
        })
        .collect();
    greys.sort_unstable();
    greys
}

/// The grey that `percent` of the picture is darker than.
fn at(greys: &[u8], percent: usize) -> u8 {
    greys[greys.len() * percent / 100]
}

#[test]
fn bad_weather_leaves_blacks_in_every_picture() {
    for (index, board) in
        boards().into_iter().enumerate().filter(|(_, board)| board.weather != Weather::Clear)
    {
        let darkest = at(&greys(board), 1);
        assert!(darkest < 80, "board {index}: {darkest}");
    }
}

#[test]
fn a_street_in_rain_by_day_is_dark_and_legible() {
    let rain = greys(outside(Place::Street, TimeOfDay::Day, Weather::Rain));
    assert!(at(&rain, 2) < 75 && at(&rain, 50) < 130, "{} {}", at(&rain, 2), at(&rain, 50));
    assert!(at(&rain, 98) > at(&rain, 2) + 105, "blacks and a sky: {} {}", at(&rain, 2), at(&rain, 98));
}

#[test]
fn a_harbour_in_fog_has_a_near_and_a_far() {
    let board = outside(Place::Sea, TimeOfDay::Dawn, Weather::Fog);
    let fog = greys(Board { figures: vec![Figure::default()], ..board });
    assert!(at(&fog, 2) < 95, "what is near is dark: {}", at(&fog, 2));
    assert!(at(&fog, 60) > 140, "what is far is pale: {}", at(&fog, 60));
}

#[test]
fn a_white_coat_in_the_sun_is_white_and_does_not_burn_out() {
    let mut figure = Figure { facing: -25.0, ..Figure::default() };
    figure.look.costume.kind = CostumeKind::Coat;
    figure.look.costume.primary = Colour::new(0xf8, 0xf8, 0xf6);
    figure.look.costume.secondary = Colour::new(0xf0, 0xf0, 0xee);
    let board = outside(Place::Street, TimeOfDay::Day, Weather::Clear);
    let params = Params { fov: 32.0, ..Params::default() };
    let coat = greys(Board {
        size: Size::Cu,
        composition: Composition::Centered,
        params,
        figures: vec![figure],
        ..board
    });
    assert!(at(&coat, 98) > 195, "white: {}", at(&coat, 98));
    let burnt = coat.iter().filter(|grey| **grey > 238).count();
    assert!(burnt * 500 < coat.len(), "{burnt} of {} are paper", coat.len());
}

#[test]
fn a_desert_road_lies_dark_in_the_sand() {
    let board = outside(Place::DesertRoad, TimeOfDay::Day, Weather::Clear);
    let picture = draw(Board { azimuth: Some(0.0), ..board }, 320, 180, 2);
    let mean = |from: usize, to: usize| {
        let row = &picture.rgb()[172 * 320 * 3..173 * 320 * 3];
        row[from * 3..to * 3].iter().map(|b| u32::from(*b)).sum::<u32>()
            / u32::try_from((to - from) * 3).expect("few")
    };
    let (verge, road) = (mean(0, 20), mean(110, 150));
    assert!(verge > road + 25, "{verge} and {road}");
}

/// Pixels that differ when a text names a thing that stands there.
fn changed_by(thing: &str, board: &Board) -> usize {
    let mut with = board.clone();
    with.set.dressing.push(thing.to_owned());
    let (a, b) = (draw(board.clone(), 160, 90, 2), draw(with, 160, 90, 2));
    a.rgb().chunks_exact(3).zip(b.rgb().chunks_exact(3)).filter(|(a, b)| a[1].abs_diff(b[1]) > 12).count()
}

#[test]
fn animals_and_wheels_stand_outside_and_not_in_a_kitchen() {
    let field = Board { size: Size::Ws, ..outside(Place::Field, TimeOfDay::Day, Weather::Clear) };
    let set = Set { place: Place::Kitchen, ..Set::default() };
    let kitchen = Board { set, ..field.clone() };
    for (thing, least) in [("horse", 100), ("dog", 20), ("bicycle", 40), ("pickup", 100), ("stall", 100)] {
        let seen = changed_by(thing, &field);
        assert!(seen > least, "{thing} changes {seen} pixels");
    }
    for thing in ["horse", "truck", "stall"] {
        assert_eq!(changed_by(thing, &kitchen), 0, "{thing} in a kitchen");
    }
}
