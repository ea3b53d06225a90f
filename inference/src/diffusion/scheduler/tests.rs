//! The schedulers against numbers from diffusers 0.30.3, whose classes of the same names (the ones on JAX)
//! were stepped through with [`network`] as the network, and against what the formulas must do when a
//! network is always right.

use candle_core::{Device, Tensor};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// A file with the noise levels of Stable Diffusion and these further settings.
fn scheduler(class: &str, more: Value) -> Scheduler {
    let mut settings = json!({
        "_class_name": class, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
        "skip_prk_steps": true, "clip_sample": false, "set_alpha_to_one": false,
    });
    let Value::Object(more) = more else { unreachable!() };
    settings.as_object_mut().unwrap().extend(more);
    let settings: Settings = serde_json::from_value(settings).unwrap();
    let method = method(&settings).unwrap();
    Scheduler::new(settings, method).unwrap()
}

fn tensor(values: &[f32]) -> Tensor {
    Tensor::new(values, &Device::Cpu).unwrap()
}

/// `0.3 x + 0.5 sin(i + t / 150)` for value `i`: something smooth that depends on all it is told.
fn network(input: &Tensor, timestep: f64) -> Tensor {
    let wave: Vec<f64> = (0..4u32).map(|i| 0.5 * (f64::from(i) + timestep / 150.0).sin()).collect();
    let wave = Tensor::new(wave, &Device::Cpu).unwrap().to_dtype(candle_core::DType::F32).unwrap();
    ((input * 0.3).unwrap() + wave).unwrap()
}

fn run(scheduler: &Scheduler, steps: usize) -> (Vec<f64>, Vec<f32>) {
    let plan = scheduler.plan(steps, 0);
    let mut solver = Solver::new(&plan);
    let mut latent = (tensor(&[0.8, -1.1, 0.3, 1.7]) * plan.initial_deviation).unwrap();
    for (index, point) in plan.points.iter().enumerate() {
        let answer = network(&(&latent * point.input_scale).unwrap(), point.timestep);
        latent = solver.step(index, answer, &latent, &mut || unreachable!()).unwrap().latent;
    }
    (plan.points.iter().map(|point| point.timestep).collect(), latent.to_vec1().unwrap())
}

fn assert_near(found: &[f32], expected: &[f32]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 2e-3 * expected.abs().max(1.0), "{found} for {expected}");
    }
}

#[test]
fn ddim_steps_as_diffusers_does() {
    let (timesteps, latent) = run(&scheduler("DDIMScheduler", json!({"steps_offset": 1})), 7);
    assert_eq!(timesteps, [853.0, 711.0, 569.0, 427.0, 285.0, 143.0, 1.0]);
    assert_near(&latent, &[3.477_917, -3.610_159, 0.296_856, 4.856_009]);

    let velocity = json!({"steps_offset": 1, "prediction_type": "v_prediction"});
    let (timesteps, latent) = run(&scheduler("DDIMScheduler", velocity), 5);
    assert_eq!(timesteps, [801.0, 601.0, 401.0, 201.0, 1.0]);
    assert_near(&latent, &[0.234_822, -0.568_891, 0.287_197, 1.016_235]);

    let own =
        json!({"beta_start": 0.0001, "beta_end": 0.02, "beta_schedule": "linear", "set_alpha_to_one": true});
    let (timesteps, latent) = run(&scheduler("DDIMScheduler", own), 5);
    assert_eq!(timesteps, [800.0, 600.0, 400.0, 200.0, 0.0]);
    assert_near(&latent, &[13.496_596, -10.848_246, -0.376_474, 13.435_356]);
}

#[test]
fn plms_steps_as_diffusers_does() {
    let (timesteps, latent) = run(&scheduler("PNDMScheduler", json!({"steps_offset": 1})), 7);
    assert_eq!(timesteps, [853.0, 711.0, 711.0, 569.0, 427.0, 285.0, 143.0, 1.0]);
    assert_near(&latent, &[3.270_129, -2.825_052, 0.637_546, 4.352_825]);

    let velocity = json!({"steps_offset": 1, "prediction_type": "v_prediction"});
    let (timesteps, latent) = run(&scheduler("PNDMScheduler", velocity), 5);
    assert_eq!(timesteps, [801.0, 601.0, 601.0, 401.0, 201.0, 1.0]);
    assert_near(&latent, &[0.336_17, -0.726_848, 0.053_264, 0.925_995]);
}

#[test]
fn euler_steps_as_diffusers_does() {
    let euler = scheduler("EulerDiscreteScheduler", json!({}));
    let (timesteps, latent) = run(&euler, 7);
    assert_eq!(timesteps, [999.0, 832.5, 666.0, 499.5, 333.0, 166.5, 0.0]);
    assert!((euler.plan(7, 0).initial_deviation - 14.614_650_7).abs() < 1e-4);
    assert_near(&latent, &[4.911_653, -8.914_204, -0.274_178, 10.337_699]);
}

#[test]
fn timesteps_are_spaced_as_the_file_says() {
    let timesteps = |spacing: &str, class: &str, steps| -> Vec<f64> {
        let plan = scheduler(class, json!({"timestep_spacing": spacing, "steps_offset": 1})).plan(steps, 0);
        plan.points.iter().map(|point| point.timestep).collect()
    };
    assert_eq!(timesteps("trailing", "DDIMScheduler", 4), [999.0, 749.0, 499.0, 249.0]);
    assert_eq!(timesteps("trailing", "EulerDiscreteScheduler", 3), [999.0, 666.0, 332.0]);
    assert_eq!(timesteps("linspace", "DDIMScheduler", 3), [999.0, 500.0, 0.0]);
    assert_eq!(timesteps("leading", "EulerDiscreteScheduler", 4), [751.0, 501.0, 251.0, 1.0]);
    assert_eq!(timesteps("leading", "DDIMScheduler", 1000)[..2], [999.0, 999.0]);
}

#[test]
fn cosine_levels_follow_their_formula() {
    // Nichol and Dhariwal's closed form; the cap bites only at the very end.
    let alphas = levels::alphas(Growth::Cosine, [0.1, 0.1], 1000);
    let bar = |t: f64| ((t / 1000.0 + 0.008) / 1.008 * std::f64::consts::FRAC_PI_2).cos().powi(2);
    for at in [0usize, 99, 499, 899] {
        let expected = bar(levels::float(at + 1)) / bar(0.0);
        assert!((alphas[at] - expected).abs() < 1e-9, "{at}: {} for {expected}", alphas[at]);
    }
}

#[test]
fn what_is_not_built_is_refused_by_its_name() {
    let refusal = |more: Value| {
        let settings: Settings = serde_json::from_value(more).unwrap();
        match method(&settings) {
            Err(what) => what,
            Ok(method) => Scheduler::new(settings, method).unwrap_err(),
        }
    };
    for (file, expected) in [
        (json!({"_class_name": "LCMScheduler"}), "LCMScheduler (known: DDIM"),
        (json!({"_class_name": "PNDMScheduler"}), "skip_prk_steps"),
        (
            json!({"_class_name": "EulerDiscreteScheduler", "use_karras_sigmas": true}),
            "use_karras_sigmas true",
        ),
        (json!({"_class_name": "DDIMScheduler", "trained_betas": [0.1]}), "trained_betas [0.1]"),
        (json!({"_class_name": "DDIMScheduler", "beta_end": 1.5}), "beta from 0.0001 to 1.5"),
        (json!({"_class_name": "DDIMScheduler", "num_train_timesteps": 0}), "num_train_timesteps is 0"),
        (json!({"_class_name": "DDIMScheduler", "steps_offset": 1000}), "steps_offset is 1000"),
    ] {
        let said = refusal(file);
        assert!(said.contains(expected), "{said} does not say {expected}");
    }
}

/// What a network that knows the picture answers to an input in which it has the share `alpha`.
fn oracle(prediction: Prediction, alpha: f64, input: &Tensor, picture: &Tensor) -> Tensor {
    let noise = ((input - (picture * alpha.sqrt()).unwrap()).unwrap() / (1.0 - alpha).sqrt()).unwrap();
    match prediction {
        Prediction::Epsilon => noise,
        Prediction::Velocity => {
            ((noise * alpha.sqrt()).unwrap() - (picture * (1.0 - alpha).sqrt()).unwrap()).unwrap()
        }
        Prediction::Sample => picture.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However many steps, wherever they begin and whatever the network answers with: where it is right,
    /// the picture comes out.
    #[test]
    fn a_network_that_is_right_leads_to_the_picture(
        class in prop::sample::select(vec![
            "DDIMScheduler", "PNDMScheduler", "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler",
        ]),
        prediction in prop::sample::select(vec!["epsilon", "v_prediction", "sample"]),
        steps in 1usize..40,
        part in 0.0f64..1.0,
    ) {
        let prediction = if class == "PNDMScheduler" { "epsilon" } else { prediction };
        let more = json!({"prediction_type": prediction, "set_alpha_to_one": true, "steps_offset": 1});
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 40")]
        let skipped = (levels::float(steps) * part) as usize;
        let plan = scheduler(class, more).plan(steps, skipped);
        let picture = tensor(&[0.9, -0.4, 0.1, 0.6]);
        let (share, deviation) = plan.first_mix();
        let noise = tensor(&[1.2, -0.7, 0.2, -1.5]);
        let mut latent = ((&picture * share).unwrap() + (noise * deviation).unwrap()).unwrap();
        let mut solver = Solver::new(&plan);
        let euler = class.starts_with("Euler");
        for (index, point) in plan.points.iter().enumerate() {
            // The level is where the step before led to, which PLMS takes twice.
            let level = if index == 0 { point.from } else { plan.points[index - 1].to };
            let alpha = if euler { 1.0 / (level * level + 1.0) } else { level };
            let input = (&latent * point.input_scale).unwrap();
            let answer = oracle(plan.prediction, alpha, &input, &picture);
            let mut fresh = || Ok(tensor(&[0.3, -1.0, 0.8, 0.1]));
            latent = solver.step(index, answer, &latent, &mut fresh).unwrap().latent;
        }
        for (found, expected) in latent.to_vec1::<f32>().unwrap().iter().zip([0.9f32, -0.4, 0.1, 0.6]) {
            prop_assert!((found - expected).abs() < 0.02, "{} for {}", found, expected);
        }
    }
}
