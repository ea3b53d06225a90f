//! Scenes are covered with shots and drawn; what is there is not drawn again, and nothing is overwritten.

use std::process::Command;

use domain::job::{Direction, JobKind, JobState, PictureOptions, RefineShot, Scope, Work};
use domain::scene::shot::{Letters, Lighting, NewShot, ParamsChange, ShotChange};
use domain::scene::{SceneCommand, SceneDetails, ShotCommand};
use domain::{Asset, AssetId, Job, Scene, SceneId, ShotId};
use event_store::edge;
use serde_json::Value;
use workers::TextModel;
use workers::kinds::{Crafts, standard};

use super::script::{Film, made};
use crate::common::{Studio, options};
use crate::graphs::ended;

pub(crate) async fn scene(studio: &Studio, id: SceneId) -> SceneDetails {
    let loaded = studio.store.load::<Scene>(id).await.unwrap().unwrap();
    loaded.state.details().unwrap().clone()
}

pub(crate) async fn bytes(studio: &Studio, id: AssetId) -> Vec<u8> {
    let asset = studio.store.load::<Asset>(id).await.unwrap().unwrap();
    let digest = asset.state.details().unwrap().asset.facts.sha256.as_str().parse().unwrap();
    studio.assets.get(digest, None).await.unwrap().bytes().await.unwrap()
}

pub(crate) fn worker(studio: &Studio) {
    studio.worker_with(options("w"), standard(&TextModel::default(), &Crafts::default()));
}

/// Mean brightness of a picture, by another program.
fn brightness(picture: &[u8]) -> f64 {
    let mut file = tempfile::NamedTempFile::with_suffix(".png").unwrap();
    std::io::Write::write_all(&mut file, picture).unwrap();
    let out = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(file.path())
        .args(["-vf", "scale=1:1:flags=area,format=gray", "-f", "rawvideo", "-"])
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    f64::from(out.stdout[0])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_is_drawn_shot_by_shot_and_only_what_changed_is_drawn_again() {
    let studio = Studio::open().await;
    worker(&studio);
    let work = Film::of(&studio, 1).await;
    let id = work.scenes[0];
    let scope = Scope::Scene(id);
    let want = [JobKind::StoryboardScene];
    let done = work.produce(&studio, scope, &want).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    let first = scene(&studio, id).await.shot_list;
    assert_eq!(first.broken_down, Some(1));
    let names: Vec<Letters> = first.shots.iter().map(|shot| shot.letters).collect();
    assert!(names.len() >= 2 && names[0] == Letters(0), "{names:?}");
    for shot in &first.shots {
        let drawn = &first.reels[&shot.id];
        assert_eq!(drawn.takes.len(), 1);
        let judged = drawn.takes[0].score.as_ref().unwrap();
        assert!(judged.total.get() >= 60.0, "{} {judged:?}", shot.letters);
    }
    let frames = &made(&studio, &done, JobKind::StoryboardScene).await[0];
    let shots = first.shots.len();
    assert_eq!((frames["frames"].as_array().unwrap().len(), &frames["drawn"]), (shots, &Value::from(shots)));
    let still: AssetId = serde_json::from_value(frames["frames"][0]["still"]["asset"].clone()).unwrap();
    assert!(brightness(&bytes(&studio, still).await) > 2.0, "a picture, and not black");

    let again = work.produce(&studio, scope, &want).await;
    assert!(again.plan.as_ref().unwrap().nodes.iter().all(|node| node.reused), "{again:?}");

    let change = ShotChange {
        params: ParamsChange { lighting: Some(Lighting::new(95.0).unwrap()), ..ParamsChange::default() },
        ..ShotChange::default()
    };
    let edit = ShotCommand::Edit { shot: first.shots[1].id, change };
    studio.command::<Scene>(id, SceneCommand::Shots(edit)).await;
    let edited = work.produce(&studio, scope, &want).await;
    assert_eq!(edited.state, JobState::Completed, "{edited:?}");
    assert_eq!(made(&studio, &edited, JobKind::StoryboardScene).await[0]["drawn"], 1);
    let after = scene(&studio, id).await.shot_list;
    let takes: Vec<usize> = after.shots.iter().map(|shot| after.reels[&shot.id].takes.len()).collect();
    assert_eq!(takes.iter().sum::<usize>(), shots + 1, "{takes:?}");
    assert_eq!(takes[1], 2);
    assert_eq!(after.active(first.shots[1].id), Some(after.reels[&first.shots[1].id].takes[1].id));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_is_refined_by_words_into_another_take() {
    let studio = Studio::open().await;
    worker(&studio);
    let film = Film::of(&studio, 1).await;
    let id = film.scenes[0];
    film.produce(&studio, Scope::Scene(id), &[JobKind::StoryboardScene]).await;
    let shot = scene(&studio, id).await.shot_list.shots[0].clone();
    let asked = RefineShot {
        scene: id,
        shot: shot.id,
        refinement_prompt: "much brighter, please, and purple".into(),
        params: ParamsChange::default(),
        picture: PictureOptions::default(),
    };
    let job = studio.request_work(film.owner, Some(film.script), Work::RefineShot(asked), 0, 5).await;
    let done = ended(&studio, job).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    let result = done.result.unwrap();
    assert_eq!(result["ignored"], serde_json::json!(["purple"]));
    let list = scene(&studio, id).await.shot_list;
    let [before, after] = &list.reels[&shot.id].takes[..] else { panic!("{:?}", list.reels) };
    assert_eq!(list.active(shot.id), Some(after.id));
    let client = studio.pool.get().await.unwrap();
    let mut light = Vec::new();
    for take in [before.id, after.id] {
        let sql = "select payload -> 'take' ->> 'still' from events
            where event_type = 'scene.take_added' and payload -> 'take' ->> 'id' = $1";
        let still: String = client.query_one(sql, &[&take.to_string()]).await.unwrap().get(0);
        light.push(brightness(&bytes(&studio, AssetId(still.parse().unwrap())).await));
    }
    assert!(light[1] > light[0], "{light:?}");
    assert_eq!(shot.plan, list.find(shot.id).unwrap().1.plan, "the plan stays");
    let again = film.produce(&studio, Scope::Scene(id), &[JobKind::StoryboardScene]).await;
    let frames = &made(&studio, &again, JobKind::StoryboardScene).await[0];
    assert_eq!(frames["drawn"], 0);
    assert_eq!(frames["frames"][0]["take"], serde_json::json!(after.id), "what is shown is what is filmed");
    assert!(studio.store.load::<Job>(job).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shots_that_look_alike_have_a_take_each() {
    let studio = Studio::open().await;
    worker(&studio);
    let film = Film::of(&studio, 1).await;
    let id = film.scenes[0];
    film.produce(&studio, Scope::Scene(id), &[JobKind::BreakDownScene]).await;
    let plan = scene(&studio, id).await.shot_list.shots[0].plan.clone();
    let twins = [(); 2].map(|()| NewShot { id: ShotId(edge::fresh_id()), plan: plan.clone() });
    for shot in twins.clone() {
        let add = ShotCommand::Add { shot, index: None };
        studio.command::<Scene>(id, SceneCommand::Shots(add)).await;
    }
    let done = film.produce(&studio, Scope::Scene(id), &[JobKind::StoryboardScene]).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    let list = scene(&studio, id).await.shot_list;
    assert_eq!(twins.map(|shot| list.reels[&shot.id].takes.len()), [1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_without_shots_says_what_to_do() {
    let studio = Studio::open().await;
    worker(&studio);
    let film = Film::of(&studio, 1).await;
    film.produce(&studio, Scope::Scene(film.scenes[0]), &[JobKind::TimeScene]).await;
    let storyboard = domain::job::Storyboard {
        scene: film.scenes[0],
        revision: 1,
        frame_count: None,
        base_params: ParamsChange::default(),
        direction: Direction::default(),
        picture: PictureOptions::default(),
    };
    let work = Work::StoryboardScene(storyboard);
    let job = studio.request_work(film.owner, Some(film.script), work, 0, 5).await;
    let failed = ended(&studio, job).await;
    assert_eq!(failed.state, JobState::Failed);
    assert_eq!(failed.error.unwrap().message, "the scene has no shots; break it down first");
}
