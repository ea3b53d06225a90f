//! How pictures are made is what was asked for: their shape, their size, their files and their engine; each word
//! and each number makes another picture.

use std::process::Command;

use domain::asset::AssetTag;
use domain::character::{CharacterCommand, Profile};
use domain::job::{
    Direction, JobDetails, JobKind, JobState, PictureOptions, Portray, RefineShot, Scope, Storyboard, Work,
};
use domain::scene::shot::{ParamsChange, Take};
use domain::scene::{SceneChange, SceneCommand};
use domain::{Asset, Character, CharacterId, Scene, SceneId, ShotId};
use event_store::edge;
use projections::shots;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use workers::kinds::{Crafts, standard};
use workers::{ImageModel, TextModel};

use super::pictures::{bytes, scene, worker};
use super::script::Film;
use crate::common::{Studio, options};
use crate::graphs::ended;

#[path = "../../../inference/tests/common/tiny_diffusers.rs"]
#[expect(dead_code, reason = "only the folder is needed here")]
mod tiny_diffusers;

fn picture(options: Value) -> PictureOptions {
    serde_json::from_value(options).unwrap()
}

/// A scene under the sky with its shots, on a studio with a worker.
async fn covered(studio: &Studio) -> (Film, SceneId) {
    let film = Film::of(studio, 1).await;
    let id = film.scenes[0];
    let outside = SceneChange { setting: Some("EXT. HARBOUR - DAY".into()), ..SceneChange::default() };
    studio.command::<Scene>(id, SceneCommand::Edit(outside)).await;
    film.produce(studio, Scope::Scene(id), &[JobKind::BreakDownScene]).await;
    (film, id)
}

fn first_frame(scene: SceneId, base: &Value, options: &Value) -> Work {
    let numbers = ["fov", "lighting", "hdr_bloom", "color_temp", "contrast"];
    let (params, words): (serde_json::Map<_, _>, serde_json::Map<_, _>) =
        base.as_object().unwrap().clone().into_iter().partition(|(name, _)| numbers.contains(&name.as_str()));
    Work::StoryboardScene(Storyboard {
        scene,
        revision: 1,
        frame_count: Some(1),
        base_params: serde_json::from_value::<ParamsChange>(params.into()).unwrap(),
        direction: serde_json::from_value::<Direction>(words.into()).unwrap(),
        picture: picture(options.clone()),
    })
}

async fn done(studio: &Studio, film: &Film, work: Work) -> JobDetails {
    let job = studio.request_work(film.owner, Some(film.script), work, 0, 5).await;
    let done = ended(studio, job).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    film.followed(studio).await;
    done
}

/// The newest take of a shot.
async fn newest(studio: &Studio, film: &Film, shot: ShotId) -> Take {
    let client = studio.pool.get().await.unwrap();
    shots::takes(&client, film.owner, shot).await.unwrap().swap_remove(0).take
}

/// Width, height and pixel format of a picture, by another program.
fn probed(picture: &[u8], suffix: &str) -> String {
    let mut file = tempfile::NamedTempFile::with_suffix(suffix).unwrap();
    std::io::Write::write_all(&mut file, picture).unwrap();
    let out = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "stream=width,height,pix_fmt", "-of", "csv=p=0"])
        .arg(file.path())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_comes_in_the_shape_the_size_and_the_files_that_were_asked_for() {
    let studio = Studio::open().await;
    worker(&studio);
    let (film, id) = covered(&studio).await;
    let shot = scene(&studio, id).await.shot_list.shots[0].id;
    let asked = json!({ "aspect_ratio": "2.39:1", "width": 478, "exr": true });
    let first = done(&studio, &film, first_frame(id, &json!({}), &asked)).await;
    let take = newest(&studio, &film, shot).await;
    assert_eq!(probed(&bytes(&studio, take.still).await, ".png"), "478,200,rgb24");
    let linear = take.exr.expect("an EXR file was asked for");
    let probe = probed(&bytes(&studio, linear).await, ".exr");
    assert!(probe.starts_with("478,200,gbr"), "{probe}");
    let asset = studio.store.load::<Asset>(linear).await.unwrap().unwrap();
    let asset = asset.state.details().unwrap().asset.clone();
    assert_eq!((asset.tag, asset.facts.measures.width), (AssetTag::Exr, Some(478)));
    assert_eq!((take.engine.as_str(), &take.parameters["picture"]), ("storyboard", &asked));
    assert_eq!(first.result.unwrap()["drawn"], 1);

    let again = done(&studio, &film, first_frame(id, &json!({}), &asked)).await;
    assert_eq!(again.result.unwrap()["drawn"], 0, "it is there");

    // Who refines a frame says what is otherwise; the rest is as it was.
    let refine = RefineShot {
        scene: id,
        shot,
        refinement_prompt: "much darker".into(),
        params: ParamsChange::default(),
        picture: picture(json!({ "style": "pencil" })),
    };
    done(&studio, &film, Work::RefineShot(refine)).await;
    let refined = newest(&studio, &film, shot).await;
    assert_eq!(probed(&bytes(&studio, refined.still).await, ".png"), "478,200,rgb24");
    assert_eq!((&refined.parameters["board"]["style"], refined.exr.is_some()), (&json!("pencil"), true));
    let taken = done(&studio, &film, first_frame(id, &json!({}), &asked)).await.result.unwrap();
    assert_eq!((&taken["drawn"], &taken["frames"][0]["take"]), (&json!(0), &json!(refined.id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_and_every_word_makes_another_picture() {
    let studio = Studio::open().await;
    worker(&studio);
    let (film, id) = covered(&studio).await;
    let small = json!({ "width": 160 });
    let base = [
        json!({}),
        json!({ "fov": 90 }),
        json!({ "lighting": 95 }),
        json!({ "hdr_bloom": 100 }),
        json!({ "color_temp": 2000 }),
        json!({ "contrast": 100 }),
        json!({ "camera_angle": "high" }),
        json!({ "composition": "negative_space" }),
        json!({ "shot_size": "ecu" }),
        json!({ "time_of_day": "dawn" }),
        json!({ "weather": "snow" }),
    ];
    let options = [
        json!({ "width": 160, "aspect_ratio": "1:1" }),
        json!({ "width": 160, "style": "render" }),
        json!({ "width": 160, "seed": 4 }),
        json!({ "width": 162 }),
    ];
    let all: Vec<(Value, Value)> = base
        .iter()
        .map(|base| (base.clone(), small.clone()))
        .chain(options.iter().map(|options| (json!({}), options.clone())))
        .collect();
    let mut seen = BTreeSet::new();
    for (base, options) in &all {
        let made = done(&studio, &film, first_frame(id, base, options)).await.result.unwrap();
        let sha = made["frames"][0]["still"]["sha256"].as_str().unwrap().to_owned();
        assert!(seen.insert(sha), "{base} {options} makes a picture that was there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_a_shot_and_a_portrait_are_painted_by_the_model_that_the_worker_has() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().unwrap();
    tiny_diffusers::write(folder.path());
    let image_model = ImageModel::find(folder.path()).unwrap();
    assert_eq!(image_model.name(), Some("tiny-diffusion"));
    let crafts = Crafts { image_model, ..Crafts::default() };
    studio.worker_with(options("w"), standard(&TextModel::default(), &crafts));
    let (film, id) = covered(&studio).await;
    let shot = scene(&studio, id).await.shot_list.shots[0].id;
    let asked = json!({ "engine": "diffusion", "width": 160, "quality": null });
    done(&studio, &film, first_frame(id, &json!({}), &asked)).await;
    let take = newest(&studio, &film, shot).await;
    assert_eq!(probed(&bytes(&studio, take.still).await, ".png"), "160,90,rgb24");
    let painting = &take.parameters["painting"];
    assert_eq!(
        (take.engine.as_str(), &painting["model"]["scheduler"]),
        ("diffusion", &json!("DDIMScheduler"))
    );
    assert_eq!(
        (&painting["steps"], &painting["guidance"], &painting["height"]),
        (&json!(25), &json!(7.5), &json!(88))
    );
    assert_eq!(painting["seed"], json!(take.seed));
    let asset = studio.store.load::<Asset>(take.still).await.unwrap().unwrap();
    let provenance = asset.state.details().unwrap().asset.provenance.clone();
    assert_eq!(
        (provenance.model.as_deref(), provenance.licence.as_deref()),
        (Some("tiny-diffusion"), Some("cc0-1.0"))
    );
    let words = provenance.prompt.unwrap();
    assert!(words.starts_with("cinematic film still") && painting["prompt"] == words.as_str(), "{words}");
    assert!(take.board.is_some() && take.exr.is_none());

    let again = done(&studio, &film, first_frame(id, &json!({}), &asked)).await.result.unwrap();
    assert_eq!(again["drawn"], 0, "the same is not painted again");

    let (params, picture) = (ParamsChange::default(), PictureOptions::default());
    let refinement_prompt = "much brighter".to_owned();
    done(
        &studio,
        &film,
        Work::RefineShot(RefineShot { scene: id, shot, refinement_prompt, params, picture }),
    )
    .await;
    let refined = newest(&studio, &film, shot).await;
    assert_eq!(refined.engine, "diffusion", "who refines a painting gets a painting");
    assert_ne!(bytes(&studio, refined.still).await, bytes(&studio, take.still).await);

    let character = CharacterId(edge::fresh_id());
    let profile =
        Profile { name: "Mara".into(), look: "A tall woman in a navy coat".into(), ..Profile::default() };
    let create = CharacterCommand::Create { character, owner: film.owner, profile };
    studio.command::<Character>(character, create).await;
    let portray = Portray {
        character,
        picture: serde_json::from_value(json!({ "engine": "diffusion", "width": 128 })).unwrap(),
    };
    let drawn = done(&studio, &film, Work::DrawPortrait(portray)).await.result.unwrap();
    let still = serde_json::from_value(drawn["portrait"]["asset"].clone()).unwrap();
    assert_eq!(probed(&bytes(&studio, still).await, ".png"), "128,128,rgb24");
    let asset = studio.store.load::<Asset>(still).await.unwrap().unwrap();
    assert_eq!(asset.state.details().unwrap().asset.provenance.engine.as_deref(), Some("diffusion"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_is_watched_step_by_step_and_ends_when_nobody_wants_it_any_more() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().unwrap();
    tiny_diffusers::write(folder.path());
    let crafts = Crafts { image_model: ImageModel::find(folder.path()).unwrap(), ..Crafts::default() };
    studio.worker_with(options("w"), standard(&TextModel::default(), &crafts));
    let (film, id) = covered(&studio).await;
    let mut work = first_frame(id, &json!({}), &json!({ "engine": "diffusion", "width": 448 }));
    if let Work::StoryboardScene(all) = &mut work {
        all.frame_count = None;
    }
    let job = studio.request_work(film.owner, Some(film.script), work, 0, 5).await;
    let client = studio.pool.get().await.unwrap();
    crate::common::until("a preview of a painting", async || {
        let sql = "select message, preview from job_progress where job_id = $1";
        let row = client.query_opt(sql, &[&job.0]).await.unwrap();
        row.is_some_and(|row| {
            let (message, preview): (String, Option<String>) = (row.get(0), row.get(1));
            message.starts_with("Step ")
                && preview.is_some_and(|url| url.starts_with("data:image/jpeg;base64,"))
        })
    })
    .await;
    let cancel = domain::job::JobCommand::RequestCancel { reason: None };
    studio.command::<domain::Job>(job, cancel).await;
    let over = ended(&studio, job).await;
    assert_eq!(over.state, JobState::Cancelled, "{over:?}");
    let list = scene(&studio, id).await.shot_list;
    assert!(list.reels.len() < list.shots.len(), "{} of {} were painted", list.reels.len(), list.shots.len());
}
