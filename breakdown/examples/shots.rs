//! Prints the shot list of a Fountain file: `cargo run -p breakdown --example shots -- FILE [GENRE] [TONE]`;
//! with a fourth argument `json`, everything a picture is drawn from, one scene a line.

use breakdown::{Context, SceneFacts, SceneText, break_down, cast, set_of};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a Fountain file")?;
    let genre = arguments.next().unwrap_or_else(|| "drama".into()).parse()?;
    let tone = arguments.next().unwrap_or_else(|| "neutral".into()).parse()?;
    let json = arguments.next().is_some_and(|form| form == "json");
    let scenes = screenplay::parse(&std::fs::read_to_string(file)?)?.scenes();
    let texts: Vec<SceneText<'_>> =
        scenes.iter().map(|scene| SceneText { heading: &scene.heading, content: &scene.content }).collect();
    let cast = cast(&texts, &[]);
    for member in cast.members.iter().filter(|_| !json) {
        let look = &member.look;
        println!(
            "{}: {} {}, {} m, {} {} on {}, {} hair, {:?}",
            member.name,
            look.age,
            look.presenting,
            look.build.height_m.get(),
            look.costume.primary,
            look.costume.kind,
            look.costume.secondary,
            look.hair.style,
            look.marks
        );
    }
    let (mut before, mut context) = (None, Context::default());
    for scene in &scenes {
        let set = set_of(&scene.heading, &scene.content, before.as_ref());
        let facts = SceneFacts { content: &scene.content, revision: 1, set: &set, genre, tone, tension: "" };
        let broken = break_down(&facts, &cast, &context)?;
        if json {
            let looks: Vec<_> = cast.members.iter().map(|it| (&it.name, &it.look)).collect();
            let scene = serde_json::json!({"scene": scene.ordinal, "set": set, "looks": looks, "shots": broken.shots});
            println!("{scene}");
            (before, context) = (Some(set), broken.after);
            continue;
        }
        println!("\n{} {} | {:?}", scene.ordinal, scene.heading, set);
        let total: u32 = broken.shots.iter().map(|shot| shot.duration_ms.get()).sum();
        println!("{} shots, {} s, light {:?}", broken.shots.len(), total / 1_000, broken.shots[0].params);
        for (at, shot) in (0..).zip(&broken.shots) {
            let seconds = f64::from(shot.duration_ms.get()) / 1_000.0;
            let figures: Vec<String> = shot
                .figures
                .iter()
                .map(|figure| {
                    let prop = figure.prop.as_deref().unwrap_or("-");
                    let (x, facing) = (figure.x.get(), figure.facing.get());
                    format!("{} x{x} {facing}° {} {prop}", figure.character, figure.pose)
                })
                .collect();
            println!(
                "{}{:<3} {:<12} {:<4} {:<13} {:<11} {:<14} fov {:<3} {seconds:>5.1} s  {}\n      [{}]",
                scene.ordinal,
                domain::scene::shot::Letters(at).to_string(),
                shot.role,
                shot.size,
                shot.angle,
                shot.movement,
                shot.composition,
                shot.params.fov.get(),
                shot.description,
                figures.join(", ")
            );
        }
        (before, context) = (Some(set), broken.after);
    }
    Ok(())
}
