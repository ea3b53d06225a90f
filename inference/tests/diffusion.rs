//! Pictures from a tiny diffusers folder, from opening it to the last byte.

use std::ops::ControlFlow;
use std::path::Path;

use candle_core::DType;
use inference::diffusion::{Diffusion, DiffusionError, Image, Init, Processor, Request, Step};
use serde_json::json;
use tempfile::TempDir;

#[path = "common/tiny_diffusers.rs"]
mod tiny_diffusers;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    tiny_diffusers::write(folder.path());
    folder
}

fn open(folder: &Path) -> Diffusion {
    Diffusion::open(folder, Processor::Cpu).unwrap()
}

fn request(prompt: &str, seed: u64) -> Request {
    Request { prompt: prompt.to_owned(), seed, width: 64, height: 64, steps: 4, ..Request::default() }
}

fn draw(model: &Diffusion, request: &Request) -> Image {
    model.generate(request, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Mean difference of two pictures' bytes.
fn distance(one: &Image, other: &Image) -> f64 {
    assert_eq!((one.width, one.height), (other.width, other.height));
    let sum: u32 = one.rgb.iter().zip(&other.rgb).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    f64::from(sum) / f64::from(u32::try_from(one.rgb.len()).unwrap())
}

#[test]
fn prompt_and_seed_decide_the_picture() {
    let folder = folder();
    let model = open(folder.path());
    let first = draw(&model, &request("a lighthouse at night", 1));
    assert_eq!((first.width, first.height, first.rgb.len()), (64, 64, 64 * 64 * 3));
    assert!(first.rgb.iter().any(|byte| *byte != first.rgb[0]), "one colour all over");
    assert_eq!(first, draw(&model, &request("a lighthouse at night", 1)));
    assert_eq!(first, draw(&open(folder.path()), &request("  A LIGHTHOUSE\n at  night", 1)));
    assert_ne!(first, draw(&model, &request("a lighthouse at night", 2)));
    assert_ne!(first, draw(&model, &request("two sailors talking", 1)));

    // What to keep away from counts exactly when the prompt is weighed against it.
    let mut without = Request { negative_prompt: "fog".to_owned(), ..request("a lighthouse at night", 1) };
    assert_ne!(first, draw(&model, &without));
    without.guidance = 1.0;
    let mut with = without.clone();
    with.negative_prompt = "rain".to_owned();
    assert_eq!(draw(&model, &without), draw(&model, &with));
}

#[test]
fn every_scheduler_draws_any_size_and_tells_its_steps() {
    let folder = folder();
    let mut seen = Vec::new();
    for (class, evaluations) in [
        ("DDIMScheduler", 3),
        ("PNDMScheduler", 4),
        ("EulerDiscreteScheduler", 3),
        ("EulerAncestralDiscreteScheduler", 3),
    ] {
        let file = "scheduler/scheduler_config.json";
        tiny_diffusers::set(folder.path(), file, "_class_name", Some(json!(class)));
        tiny_diffusers::set(folder.path(), file, "skip_prk_steps", Some(json!(true)));
        let model = open(folder.path());
        assert_eq!(model.card().scheduler, class);
        // Neither side is a multiple of what the network halves: 9 by 13 latent values.
        let asked = Request { width: 72, height: 104, steps: 3, ..request("a lighthouse", 3) };
        let mut steps = Vec::new();
        let image = model.generate(&asked, &mut |step: Step| {
            steps.push((step.step, step.of, step.preview.is_some()));
            ControlFlow::Continue(())
        });
        let image = image.unwrap();
        assert_eq!((image.width, image.height, image.rgb.len()), (72, 104, 72 * 104 * 3));
        assert_eq!(steps, (0..=evaluations).map(|n| (n, evaluations, false)).collect::<Vec<_>>(), "{class}");
        assert_eq!(image, draw(&model, &asked), "{class}");
        assert!(!seen.contains(&image), "{class} draws as another");
        seen.push(image);
    }
}

#[test]
fn cancelling_ends_the_work_at_that_step() {
    let folder = folder();
    let model = open(folder.path());
    for at in [0, 2] {
        let mut told = 0;
        let cancelled = model.generate(&request("a lighthouse", 1), &mut |step| {
            told += 1;
            if step.step == at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(cancelled, Err(DiffusionError::Cancelled { step }) if step == at), "{cancelled:?}");
        assert_eq!(told, at + 1);
    }
}

#[test]
fn previews_come_when_asked_for_are_small_and_end_in_the_picture() {
    let folder = folder();
    let model = open(folder.path());
    let asked = Request { width: 160, height: 96, preview_every: 2, ..request("a lighthouse", 1) };
    let mut previews = Vec::new();
    let image = model.generate(&asked, &mut |step| {
        previews.extend(step.preview.map(|preview| (step.step, preview)));
        ControlFlow::Continue(())
    });
    // 20 by 12 latent values, halved to fit 128 pixels.
    let sizes: Vec<_> = previews.iter().map(|(step, p)| (*step, p.width, p.height, p.rgb.len())).collect();
    assert_eq!(sizes, [(2, 80, 48, 80 * 48 * 3), (4, 80, 48, 80 * 48 * 3)]);
    assert_eq!(
        image.unwrap(),
        draw(&model, &Request { preview_every: 0, ..asked }),
        "previews change nothing"
    );

    // Where nothing is shrunk, the last preview is nearly the picture: the last step leaves little noise.
    let mut last = None;
    let small = Request { preview_every: 1, ..request("a lighthouse", 1) };
    let image = model.generate(&small, &mut |step| {
        last = step.preview;
        ControlFlow::Continue(())
    });
    assert!(distance(&image.unwrap(), &last.unwrap()) < 12.0);
}

/// A board: sky over ground, a bright figure to the left.
fn board(width: usize, height: usize) -> Image {
    let pixel = |x: usize, y: usize| match (x * 8 / width, y * 8 / height) {
        (1..=2, 2..=6) => [240, 220, 180],
        (_, 0..=3) => [30, 40, 90],
        _ => [60, 50, 40],
    };
    let rgb = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
    Image { width, height, rgb }
}

#[test]
fn a_picture_to_begin_with_is_kept_the_more_the_less_may_change() {
    let folder = folder();
    let model = open(folder.path());
    let from = |image: Image, strength: f64, seed: u64| {
        let init = Some(Init { image, strength });
        draw(&model, &Request { init, steps: 20, guidance: 1.0, ..request("a keeper", seed) })
    };
    let mut spreads = Vec::new();
    for strength in [0.05, 0.5, 1.0] {
        let (one, other) = (from(board(64, 64), strength, 1), from(board(64, 64), strength, 2));
        spreads.push(distance(&one, &other));
    }
    // The seed matters the more, the more may change: what is left of the board is what they share. A network of
    // random weights has lost it by half of the way.
    assert!(spreads[0] * 2.0 < spreads[1] && spreads[0] * 2.0 < spreads[2], "{spreads:?}");

    let upside_down = Image { rgb: board(64, 64).rgb.into_iter().rev().collect(), ..board(64, 64) };
    let kept = distance(&from(board(64, 64), 0.05, 1), &from(upside_down.clone(), 0.05, 1));
    assert!(kept > spreads[0] * 1.25, "another board is {kept} away, another seed {}", spreads[0]);

    // A larger board of another form: its middle is taken, and the same seed makes the same bytes.
    assert_eq!(from(board(256, 256), 0.05, 1), from(board(64, 64), 0.05, 1));
    let wide = from(board(320, 180), 0.3, 1);
    assert_eq!(wide, from(board(320, 180), 0.3, 1));
    assert_ne!(wide, from(board(180, 320), 0.3, 1));

    // Only the part of the steps that may change is taken.
    let init = Some(Init { image: board(64, 64), strength: 0.3 });
    let mut of = 0;
    let told = model.generate(&Request { init, steps: 20, ..request("a keeper", 1) }, &mut |step| {
        of = step.of;
        ControlFlow::Continue(())
    });
    assert_eq!((told.is_ok(), of), (true, 6));
}

#[test]
fn half_precision_files_draw_nearly_the_same() {
    let (full, half) = (folder(), folder());
    for stem in ["unet/diffusion_pytorch_model", "vae/diffusion_pytorch_model", "text_encoder/model"] {
        let (from, to) = (format!("{stem}.safetensors"), format!("{stem}.fp16.safetensors"));
        tiny_diffusers::rewrite(half.path(), &from, &to, |_, t| t.to_dtype(DType::F16).unwrap());
    }
    let asked = Request { guidance: 1.0, ..request("a lighthouse", 1) };
    let (full, half) = (open(full.path()), open(half.path()));
    assert!(half.card().bytes < full.card().bytes * 6 / 10);
    let apart = distance(&draw(&full, &asked), &draw(&half, &asked));
    assert!(apart > 0.0 && apart < 3.0, "{apart}");
}

#[test]
fn prompts_that_the_model_cannot_read_whole_are_refused_and_can_be_cut() {
    let folder = folder();
    let model = open(folder.path());
    // Letters are tokens here, but for the one word that the merges know.
    let long = "the ".repeat(70) + "abcdef ghi";
    let refused = model.generate(&request(&long, 1), &mut |_| ControlFlow::Continue(()));
    let said = refused.unwrap_err().to_string();
    assert_eq!(said, "the prompt has 79 tokens, the model reads at most 75");
    let cut = model.fitting(&long).unwrap();
    assert_eq!(cut, "the ".repeat(69) + "the");
    assert_eq!(model.fitting("the end").unwrap(), "the end");
    assert_eq!(model.fitting(&"x".repeat(90_000)).unwrap(), "");
    draw(&model, &request(cut, 1));
    let negative = Request { negative_prompt: long, ..request("the", 1) };
    let refused = model.generate(&negative, &mut |_| ControlFlow::Continue(()));
    assert!(refused.unwrap_err().to_string().starts_with("the negative_prompt has 79"));
}

#[test]
fn requests_outside_the_limits_are_refused_by_field() {
    let folder = folder();
    let model = open(folder.path());
    let base = || request("a lighthouse", 1);
    let init = |rgb: usize, strength| {
        Some(Init { image: Image { width: 2, height: 2, rgb: vec![0; rgb] }, strength })
    };
    for (request, expected) in [
        (Request { width: 60, ..base() }, "width is 60, not a multiple of 8 from 64 to 1536"),
        (Request { height: 100, ..base() }, "height is 100"),
        (Request { width: 1536, height: 1024, ..base() }, "height makes 1572864 pixels"),
        (Request { width: usize::MAX, ..base() }, "width is 18446744073709551615"),
        (Request { steps: 0, ..base() }, "steps is 0, not 1 to 150"),
        (Request { steps: 151, ..base() }, "steps is 151"),
        (Request { guidance: f64::NAN, ..base() }, "guidance is NaN"),
        (Request { guidance: -1.0, ..base() }, "guidance is -1"),
        (Request { prompt: "x".repeat(5000), ..base() }, "prompt has 5000 bytes"),
        (Request { init: init(11, 0.5), ..base() }, "init.image has 11 bytes for 2 by 2"),
        (Request { init: init(12, 0.0), ..base() }, "init.strength is 0"),
        (Request { init: init(12, f64::NAN), ..base() }, "init.strength is NaN"),
    ] {
        let refused = model.generate(&request, &mut |_| panic!("begun in spite of {expected}"));
        let said = refused.unwrap_err().to_string();
        assert!(said.starts_with(&format!("invalid request: {expected}")), "{said} for {expected}");
    }
}
