//! What is to be seen, decoded by another program: moves move, fades blend, words come and go, colours stay.

#![expect(clippy::cast_precision_loss, reason = "counts of a small film")]

mod support;

use film::{Caption, CaptionMode, Movement, PictureRequest, Slate, Sound, Source, Transition};
use support::{HEIGHT, Studio, WIDTH, greys, mean, mean_of, reel, shot, tone};

const W: usize = WIDTH as usize;
const H: usize = HEIGHT as usize;

/// A still with a white bar of a tenth of its width in the middle.
fn bar(studio: &Studio) -> std::path::PathBuf {
    studio.still("bar.png", "color=c=black:s=640x360,drawbox=x=288:y=0:w=64:h=360:c=white:t=fill")
}

/// Where the light of a frame is, and how many columns of it there are.
fn bar_of(grey: &[u8]) -> (f64, f64) {
    let row = &grey[H / 2 * W..][..W];
    let all: f64 = row.iter().map(|v| f64::from(*v)).sum();
    let at: f64 = row.iter().enumerate().map(|(x, v)| x as f64 * f64::from(*v)).sum::<f64>() / all;
    (at, all / 255.0)
}

#[test]
fn a_pan_moves_steadily_by_less_than_pixels_and_a_push_grows() {
    let studio = Studio::new();
    let still = bar(&studio);
    let watch = |movement: Movement| {
        let mut reel = reel(vec![shot(&still, 96)]);
        reel.shots[0].movement = movement;
        studio.render(&reel, "a.mp4").unwrap();
        greys(&studio.path("a.mp4"), W, H).iter().map(|grey| bar_of(grey)).collect::<Vec<_>>()
    };
    let pan = watch(Movement::PanRight);
    assert!(pan[0].0 - pan[95].0 > 50.0, "from {} to {}", pan[0].0, pan[95].0);
    let steps: Vec<f64> = pan.windows(2).map(|pair| pair[0].0 - pair[1].0).collect();
    assert!(steps.iter().all(|step| (-0.2..1.6).contains(step)), "{steps:?}");
    let jerks = steps.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
    assert!(jerks < 0.3, "no judder: {jerks} pixels at most from one step to the next");
    let push = watch(Movement::PushIn);
    assert!(push[95].1 / push[0].1 > 1.2, "the bar grows from {} to {}", push[0].1, push[95].1);
    assert!((push[95].0 - push[0].0).abs() < 1.0, "and stays in the middle");
    let rest = watch(Movement::Static);
    assert!(rest.iter().all(|(at, _)| (at - rest[0].0).abs() < 0.3));
}

#[test]
fn the_middle_of_a_crossfade_is_a_blend_and_a_cut_is_none() {
    let studio = Studio::new();
    let (dark, light) = (studio.flat("dark.png", "0x202020"), studio.flat("light.png", "0xd0d0d0"));
    let mut reel = reel(vec![shot(&dark, 20), shot(&light, 20), shot(&dark, 10)]);
    reel.shots[1].transition = Transition::Crossfade(9);
    studio.render(&reel, "a.mp4").unwrap();
    let means: Vec<f64> = greys(&studio.path("a.mp4"), W, H).iter().map(|grey| mean(grey)).collect();
    assert_eq!(means.len(), 41);
    assert!((means[0] - 32.0).abs() < 2.0 && (means[25] - 208.0).abs() < 2.0, "{means:?}");
    assert!((means[15] - 120.0).abs() < 3.0, "{means:?}");
    assert!(means[10..21].windows(2).all(|pair| pair[0] < pair[1]), "{means:?}");
    assert!((means[30] - 208.0).abs() < 3.0 && (means[31] - 32.0).abs() < 3.0, "{means:?}");
}

#[test]
fn burnt_captions_are_there_in_their_time_only() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "0x808080");
    let mut reel = reel(vec![shot(&still, 48)]);
    reel.shots[0].captions = vec![Caption { start: 12, end: 30, text: "Who lit the lamp?".into() }];
    studio.render(&reel, "a.mp4").unwrap();
    let frames = greys(&studio.path("a.mp4"), W, H);
    let bright = |grey: &[u8]| grey.iter().filter(|v| **v > 160).count();
    for (n, grey) in frames.iter().enumerate() {
        let written = (12..30).contains(&n);
        assert_eq!(bright(grey) > 40, written, "frame {n}: {} bright pixels", bright(grey));
        assert!((mean_of(grey, W, 0..W, 0..H / 2) - 128.0).abs() < 2.0, "only below");
    }
    reel.captions = CaptionMode::None;
    studio.render(&reel, "b.mp4").unwrap();
    assert!(greys(&studio.path("b.mp4"), W, H).iter().all(|grey| bright(grey) == 0));
}

#[test]
fn the_slate_is_above_and_a_card_is_words_on_black() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "0xa0a0a0");
    let mut reel = reel(vec![shot(&still, 12), shot(&still, 12)]);
    reel.shots[0].slate = Some(Slate { scene: "12A".into(), shot: "3".into(), note: "MS".into() });
    reel.shots[1].source = Source::Card { title: "Scene 13".into(), lines: vec!["to be drawn".into()] };
    studio.render(&reel, "a.mp4").unwrap();
    let frames = greys(&studio.path("a.mp4"), W, H);
    let corner = |grey: &[u8], left: bool| {
        let columns = if left { 16..60 } else { W - 60..W - 16 };
        mean_of(grey, W, columns, 9..22)
    };
    assert!(corner(&frames[5], true) < 140.0 && corner(&frames[5], false) < 140.0);
    assert!((mean_of(&frames[5], W, 0..W, H / 2..H) - 160.0).abs() < 2.0);
    let card = &frames[18];
    assert!(mean(card) < 40.0 && card.iter().filter(|v| **v > 200).count() > 150);
}

#[test]
fn colours_are_the_stills_own() {
    let studio = Studio::new();
    for (name, colour) in [("red", [200, 40, 30]), ("green", [30, 160, 60]), ("blue", [40, 60, 190])] {
        let [r, g, b] = colour;
        let still = studio.flat(&format!("{name}.png"), &format!("0x{r:02x}{g:02x}{b:02x}"));
        studio.render(&reel(vec![shot(&still, 6)]), "a.mp4").unwrap();
        let output = std::process::Command::new("ffmpeg")
            .args(["-v", "error", "-i"])
            .arg(studio.path("a.mp4"))
            .args([
                "-vf",
                "scale=in_color_matrix=bt709:out_range=pc",
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-",
            ])
            .output()
            .unwrap();
        for (channel, want) in colour.iter().enumerate() {
            let got = mean(&output.stdout.iter().skip(channel).step_by(3).copied().collect::<Vec<_>>());
            assert!((got - f64::from(*want)).abs() < 5.0, "{name}: channel {channel} is {got}");
        }
    }
}

#[test]
fn stills_of_other_kinds_and_shapes_fill_the_frame() {
    let studio = Studio::new();
    let source = "color=c=0x909090:s=500x700";
    let stills = [
        studio.still("a.jpg", source),
        studio.still("a.webp", source),
        studio.still("deep.png", &format!("{source},format=rgb48be")),
    ];
    for still in stills {
        studio.render(&reel(vec![shot(&still, 3)]), "a.mp4").unwrap();
        let grey = &greys(&studio.path("a.mp4"), W, H)[1];
        assert!(grey.iter().all(|v| v.abs_diff(0x90) < 6), "{}", still.display());
    }
}

#[test]
fn the_sound_is_heard_from_its_frame_on() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    tone(&studio.path("tone.wav"), 24_000);
    let mut reel = reel(vec![shot(&still, 48)]);
    reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 12 }];
    studio.render(&reel, "a.mp4").unwrap();
    let output = std::process::Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(studio.path("a.mp4"))
        .args(["-f", "s16le", "-ac", "1", "-"])
        .output()
        .unwrap();
    let samples: Vec<i16> = output.stdout.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect();
    // A decoder gives whole AAC blocks; a player stops where the file's edit list says.
    assert!((96_000..97_024).contains(&samples.len()), "{}", samples.len());
    let loud = |from: usize, to: usize| {
        (samples[from..to].iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / (to - from) as f64).sqrt()
    };
    assert!(loud(0, 23_000) < 30.0 && loud(25_000, 47_000) > 3_000.0 && loud(50_000, 96_000) < 30.0);
}

#[test]
fn pictures_of_single_frames_are_clean_and_exact() {
    let studio = Studio::new();
    let (dark, light) = (studio.flat("dark.png", "0x202020"), studio.flat("light.png", "0xd0d0d0"));
    let mut reel = reel(vec![shot(&dark, 10), shot(&light, 10)]);
    reel.shots[1].captions = vec![Caption { start: 0, end: 10, text: "words".into() }];
    reel.pictures = vec![
        PictureRequest { frame: 15, width: 320, output: studio.path("poster.png") },
        PictureRequest { frame: 2, width: 100, output: studio.path("thumb.jpg") },
    ];
    let finished = studio.render(&reel, "a.mp4").unwrap();
    assert_eq!(finished.pictures.len(), 2);
    let poster = &greys(&studio.path("poster.png"), W, H)[0];
    assert!(poster.iter().all(|v| v.abs_diff(0xd0) < 3), "no words over it");
    let thumb = &greys(&studio.path("thumb.jpg"), 100, 56)[0];
    assert!(thumb.iter().all(|v| v.abs_diff(0x20) < 5));
}
