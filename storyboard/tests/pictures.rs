//! What must hold for every picture: any valid board renders, the bytes do not depend on the number of
//! threads, each parameter acts in its direction, work can be followed and stopped.

mod channels;
mod common;

use common::{boards, draw};
use proptest::prelude::*;
use std::ops::ControlFlow;
use storyboard::words::{Angle, Composition, Movement, Pose, PropKind, Size, Style, TimeOfDay, Weather};
use storyboard::{
    Board, Figure, Look, Measured, Params, PixelSize, Place, Progress, Prop, RenderError, Set, Slate, Still,
    encode, measure, render, sheet,
};

fn with(change: impl FnOnce(&mut Params)) -> Measured {
    on_board(3, change)
}

fn on_board(index: usize, change: impl FnOnce(&mut Params)) -> Measured {
    let mut board = boards().swap_remove(index);
    change(&mut board.params);
    measure(&draw(board, 160, 90, 2))
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for index in [1, 4, 16] {
        let board = boards().swap_remove(index);
        let one = draw(board.clone(), 200, 112, 1);
        let three = draw(board, 200, 112, 3);
        assert!(one.rgb() == three.rgb(), "board {index}: the drawing");
        assert!(
            encode::exr(&one).expect("exr") == encode::exr(&three).expect("exr"),
            "board {index}: the exr"
        );
    }
}

#[test]
fn more_light_is_brighter() {
    let steps: Vec<f32> = [0.0, 30.0, 60.0, 100.0].map(|v| with(|p| p.lighting = v).luminance).to_vec();
    assert!(steps.windows(2).all(|w| w[1] > w[0] * 1.05), "{steps:?}");
}

#[test]
fn a_higher_temperature_is_colder() {
    let steps: Vec<f32> =
        [2_000.0, 3_500.0, 5_600.0, 10_000.0].map(|v| with(|p| p.color_temp = v).kelvin).to_vec();
    assert!(steps.windows(2).all(|w| w[1] > w[0] * 1.05), "{steps:?}");
}

#[test]
fn more_contrast_spreads_the_tones() {
    let (low, high) = (with(|p| p.contrast = 0.0), with(|p| p.contrast = 100.0));
    assert!(high.contrast > low.contrast * 1.1, "{} and {}", low.contrast, high.contrast);
}

#[test]
fn bloom_adds_light_around_what_is_bright() {
    let (none, full) = (on_board(6, |p| p.hdr_bloom = 0.0), on_board(6, |p| p.hdr_bloom = 100.0));
    assert!(full.luminance > none.luminance * 1.01, "{} and {}", none.luminance, full.luminance);
}

#[test]
fn full_bloom_is_seen_in_every_picture() {
    for index in 0..boards().len() {
        let (none, full) = (on_board(index, |p| p.hdr_bloom = 0.0), on_board(index, |p| p.hdr_bloom = 100.0));
        assert!(full.luminance > none.luminance, "board {index}: {} and {}", none.luminance, full.luminance);
    }
}

#[test]
fn every_lens_angle_and_composition_makes_another_picture() {
    let base = boards().swap_remove(3);
    let mut seen = Vec::new();
    for fov in [10.0, 35.0, 120.0] {
        seen.push(
            draw(Board { params: Params { fov, ..base.params }, ..base.clone() }, 96, 54, 2).rgb().to_vec(),
        );
    }
    for angle in Angle::ALL {
        seen.push(
            draw(
                Board { angle: *angle, params: Params { fov: 44.0, ..base.params }, ..base.clone() },
                96,
                54,
                2,
            )
            .rgb()
            .to_vec(),
        );
    }
    for composition in
        [Composition::ThirdsRight, Composition::Centered, Composition::NegativeSpace, Composition::Golden]
    {
        seen.push(draw(Board { composition, ..base.clone() }, 96, 54, 2).rgb().to_vec());
    }
    for (i, a) in seen.iter().enumerate() {
        assert!(seen[i + 1..].iter().all(|b| a != b), "picture {i} has a twin");
    }
}

#[test]
fn the_subject_stands_where_the_composition_says() {
    let at = |composition| {
        let board = Board { composition, figures: vec![Figure::default()], ..Board::default() };
        let seen = measure(&draw(board, 160, 90, 2)).figures.swap_remove(0);
        f32::midpoint(seen.bounds.left, seen.bounds.right)
    };
    let (left, middle, right) =
        (at(Composition::ThirdsLeft), at(Composition::Centered), at(Composition::ThirdsRight));
    assert!(left < 0.45 && (0.42..0.58).contains(&middle) && right > 0.55, "{left} {middle} {right}");
}

#[test]
fn a_face_turned_right_is_measured_as_turned_right() {
    let facing = |facing| {
        let figure = Figure { facing, ..Figure::default() };
        let board = Board {
            size: Size::Cu,
            composition: Composition::Centered,
            figures: vec![figure],
            ..Board::default()
        };
        measure(&draw(board, 160, 90, 2)).figures[0].facing.expect("a head")
    };
    assert!(facing(70.0) > 0.15 && facing(-70.0) < -0.15, "{} and {}", facing(70.0), facing(-70.0));
}

#[test]
fn costume_colour_survives_another_place_and_size() {
    let look = Look::for_name("Mara");
    let shot = |place, size| {
        let figure = Figure { look: look.clone(), ..Figure::default() };
        let set = Set { place, ..Set::default() };
        let board = Board { size, set, figures: vec![figure], ..Board::default() };
        measure(&draw(board, 160, 90, 2)).figures[0].costume.expect("a costume")
    };
    let hue = |c: [f32; 3]| [c[0] / c.iter().sum::<f32>(), c[2] / c.iter().sum::<f32>()];
    let (a, b) = (hue(shot(Place::Street, Size::Ms)), hue(shot(Place::Field, Size::Fs)));
    assert!((a[0] - b[0]).abs() < 0.12 && (a[1] - b[1]).abs() < 0.12, "{a:?} and {b:?}");
}

#[test]
fn every_place_hour_and_weather_is_drawn_inside_and_outside() {
    for (index, place) in Place::ALL.iter().enumerate() {
        let time = TimeOfDay::ALL[index % 4];
        let weather = Weather::ALL[index % 6];
        let set = Set { place: *place, ..Set::default() };
        let board = Board {
            time,
            weather,
            set,
            figures: vec![Figure::default()],
            size: Size::Fs,
            ..Board::default()
        };
        let seen = measure(&draw(board, 64, 36, 2));
        assert!(seen.contrast > 0.02, "{place} at {time} is a flat field");
        assert!(seen.figures.iter().any(|f| f.coverage > 0.01), "{place}: nobody is seen");
    }
}

#[test]
fn every_prop_is_seen_in_an_insert() {
    for kind in PropKind::ALL {
        let props = vec![Prop { kind: *kind, turn: 20.0 }];
        let set = Set { place: Place::Office, ..Set::default() };
        let bytes = encode::exr(&draw(Board { props, set, size: Size::Cu, ..Board::default() }, 64, 36, 1))
            .expect("exr");
        let seen = channels::exr_channel(&bytes, "id").into_iter().filter(|id| *id >= 32_896.0).count();
        assert!(seen > 20, "{kind} covers {seen} pixels");
    }
}

#[derive(Default)]
struct Follower {
    /// Each with how much was done by then.
    previews: Vec<(f32, Still)>,
    fractions: Vec<f32>,
    stop_at: f32,
}

impl Progress for Follower {
    fn preview(&mut self, preview: &Still) {
        self.previews.push((self.fractions.last().copied().unwrap_or(0.0), preview.clone()));
    }

    fn advance(&mut self, fraction: f32) -> ControlFlow<()> {
        self.fractions.push(fraction);
        if fraction >= self.stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn progress_begins_with_a_preview_rises_and_can_stop_the_work() {
    let board = boards().swap_remove(5).validate().expect("valid");
    let size = PixelSize::new(640, 360).expect("a size");
    let mut all = Follower { stop_at: 2.0, ..Follower::default() };
    render(&board, size, 2, &mut all).expect("a picture");
    assert_eq!(all.previews.iter().map(|(at, p)| (*at, p.size)).collect::<Vec<_>>(), [(0.0, (320, 180))]);
    assert!(all.fractions.windows(2).all(|w| w[0] <= w[1]), "never falls");
    assert!((all.fractions.last().copied().unwrap_or(0.0) - 1.0).abs() < 1e-6);
    let mut stopped = Follower { stop_at: 0.3, ..Follower::default() };
    assert!(matches!(render(&board, size, 2, &mut stopped), Err(RenderError::Cancelled)));
    assert!(stopped.fractions.len() < all.fractions.len() / 2);
}

/// Mean difference of a picture made smaller and a preview of it, in 255ths.
#[expect(clippy::cast_precision_loss, reason = "bytes and pixels, far below 2^24")]
fn apart(picture: &Still, preview: &Still) -> f32 {
    let step = (picture.size.0 / preview.size.0) as usize;
    let (across, row) = (preview.size.0 as usize, picture.size.0 as usize * 3);
    let mut sum = 0.0;
    for (at, byte) in preview.rgb.iter().enumerate() {
        let (x, y, channel) = (at / 3 % across, at / 3 / across, at % 3);
        let whole = (0..step * step).map(|n| {
            f32::from(picture.rgb[(y * step + n / step) * row + (x * step + n % step) * 3 + channel])
        });
        sum += (whole.sum::<f32>() / (step * step) as f32 - f32::from(*byte)).abs();
    }
    sum / preview.rgb.len() as f32
}

#[test]
fn a_large_picture_comes_in_steps_each_nearer_to_it() {
    let board = boards().swap_remove(0).validate().expect("valid");
    let mut all = Follower { stop_at: 2.0, ..Follower::default() };
    let picture = render(&board, PixelSize::HD, 2, &mut all).expect("a picture").clean();
    let [(at_once, coarse), (soon, fine)] = &all.previews[..] else {
        panic!("{} previews", all.previews.len())
    };
    assert_eq!((coarse.size, fine.size), ((320, 180), (640, 360)));
    assert!(*at_once < 1e-6 && *soon > 0.1 && *soon < 0.25, "{at_once} {soon}");
    assert!(apart(&picture, fine) < apart(&picture, coarse), "the second is nearer");
    assert!(apart(&picture, fine) < 14.0, "{}", apart(&picture, fine));
    assert!(all.fractions.windows(2).all(|w| w[0] <= w[1]), "never falls");
}

#[test]
fn a_size_that_nothing_divides_is_drawn_to_its_last_pixel() {
    let board = boards().swap_remove(3).validate().expect("valid");
    let size = PixelSize::new(1_102, 462).expect("a size");
    let picture = render(&board, size, 2, &mut storyboard::Silent).expect("a picture");
    let depth = channels::exr_channel(&encode::exr(&picture).expect("exr"), "Z");
    assert_eq!(depth.len(), 1_102 * 462);
    assert!(depth.iter().all(|metres| *metres > 0.0), "every pixel was looked through");
}

#[test]
fn every_style_and_another_seed_are_another_hand() {
    let mut pictures = vec![draw(Board { seed: 77, ..boards().swap_remove(2) }, 96, 54, 2).rgb().to_vec()];
    for style in storyboard::words::Style::ALL {
        pictures.push(draw(Board { style: *style, ..boards().swap_remove(2) }, 96, 54, 2).rgb().to_vec());
    }
    for (at, one) in pictures.iter().enumerate() {
        assert!(pictures[at + 1..].iter().all(|other| one != other), "picture {at} has a twin");
    }
}

#[test]
fn in_every_shape_the_subject_is_in_the_picture() {
    for aspect in storyboard::Aspect::ALL {
        let size = aspect.fit(320).expect("a size");
        for shot in [Size::Cu, Size::Ms, Size::Fs] {
            let board = Board { size: shot, figures: vec![Figure::default()], ..Board::default() };
            let seen = measure(&draw(board, size.width(), size.height(), 2)).figures;
            let bounds = seen.first().expect("somebody").bounds;
            let middle = f32::midpoint(bounds.left, bounds.right);
            assert!((0.2..0.8).contains(&middle) && bounds.top > 0.01, "{shot} at {aspect}: {bounds:?}");
            let whole = bounds.left > 0.02 && bounds.right < 0.98;
            assert!(whole || shot != Size::Fs, "{shot} at {aspect}: {bounds:?}");
        }
    }
}

#[test]
fn the_sheet_adds_a_slate_and_leaves_the_clean_still_alone() {
    let board = Board { movement: Movement::PushIn, ..boards().swap_remove(0) }.validate().expect("valid");
    let picture = render(&board, PixelSize::new(640, 360).expect("a size"), 2, &mut storyboard::Silent)
        .expect("a picture");
    let clean = picture.clean();
    let slate = Slate {
        number: "12A".into(),
        heading: "EXT. STREET".into(),
        caption: "Wait. ".repeat(200),
        duration_s: 3.5,
    };
    let pinned = sheet(&clean, &board, &slate);
    assert_eq!(clean, picture.clean());
    assert_eq!(pinned.size.0, 640);
    assert!(pinned.size.1 > 360);
    let strip = &pinned.rgb[640 * 362 * 3..];
    assert!(strip.iter().filter(|b| **b > 200).count() > 300, "there is writing on the slate");
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |i| all[i])
}

prop_compose! {
    fn figure()(x in -3.0_f32..3.0, z in -3.0_f32..3.0, facing in -180.0_f32..180.0, gaze in -60.0_f32..60.0,
                pose in any_of(Pose::ALL), prop in proptest::option::of(any_of(PropKind::ALL)), name in "[a-z]{1,6}")
               -> Figure {
        Figure { look: Look::for_name(&name), name, x, z, facing, gaze, pose, prop, ..Figure::default() }
    }
}

prop_compose! {
    fn board()(size in any_of(Size::ALL), angle in any_of(Angle::ALL), composition in any_of(Composition::ALL),
               place in any_of(Place::ALL), time in any_of(TimeOfDay::ALL), weather in any_of(Weather::ALL),
               style in any_of(Style::ALL), fov in 10.0_f32..120.0, lighting in 0.0_f32..100.0,
               figures in proptest::collection::vec(figure(), 0..4), seed in any::<u32>()) -> Board {
        let params = Params { fov, lighting, ..Params::default() };
        let set = Set { place, seed, ..Set::default() };
        Board { size, angle, composition, params, set, time, weather, style, figures, seed, ..Board::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_valid_board_is_drawn_without_panic_or_nan(board in board(), tall in any::<bool>()) {
        let (w, h) = if tall { (36, 64) } else { (64, 36) };
        let picture = draw(board, w, h, 1);
        let measured = measure(&picture);
        prop_assert!(measured.luminance.is_finite() && measured.kelvin.is_finite());
        prop_assert!(picture.rgb().iter().any(|b| *b > 8), "something is seen");
    }

    #[test]
    fn boards_survive_json(board in board()) {
        let text = serde_json::to_string(&board).expect("json");
        prop_assert_eq!(serde_json::from_str::<Board>(&text).expect("a board"), board);
    }
}
