//! Work on shots by HTTP: what is asked for becomes a job with the right input, or is refused with the reason.

use crate::shots::scene;
use crate::world::{Person, World, text};
use serde_json::{Value, json};

async fn asked(ada: &Person, path: &str, body: &Value) -> Value {
    let answer = ada.post(path, body).await;
    let location = answer.header("location").to_owned();
    let job = answer.expect(202);
    assert_eq!(location, format!("/api/v1/jobs/{}", text(&job["id"])));
    job
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_is_broken_down_again_unless_said_otherwise() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let path = format!("/scenes/{scene}/breakdown");
    let job = asked(&ada, &path, &json!({})).await;
    assert_eq!((&job["kind"], &job["state"]), (&json!("break_down_scene"), &json!("pending")));
    assert_eq!(job["input"], json!({ "scene": scene, "revision": 1, "again": true }));
    assert!(job["script_id"].is_string() && job["estimate"]["compute_ms"].as_u64().unwrap() > 0);
    assert_eq!(asked(&ada, &path, &json!({ "again": false })).await["input"]["again"], false);
    let bare = ada.bare_post(&path).await.expect(202);
    assert_eq!(bare["input"]["again"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storyboard_is_of_all_shots_or_of_some() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let path = format!("/scenes/{scene}/storyboard");
    let job = asked(&ada, &path, &json!({ "frame_count": 3, "base_params": { "color_temp": 3200 } })).await;
    assert_eq!(job["kind"], "storyboard_scene");
    assert_eq!(
        (&job["input"]["frame_count"], &job["input"]["base_params"]),
        (&json!(3), &json!({ "color_temp": 3200.0 }))
    );
    assert!(asked(&ada, &path, &json!({})).await["input"].get("frame_count").is_none());
    for count in [0, 21] {
        ada.post(&path, &json!({ "frame_count": count })).await.refused(422, "validation", &["/frame_count"]);
    }
    let wrong = json!({ "base_params": { "lighting": 101 } });
    ada.post(&path, &wrong).await.refused(422, "validation", &["/base_params/lighting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refinement_that_nobody_can_carry_out_is_refused_with_what_was_not_understood() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let shot = ada.shot(&scene).await;
    let path = format!("/shots/{shot}/refine");
    let job = asked(&ada, &path, &json!({ "refinement_prompt": "darker, lower angle" })).await;
    assert_eq!((&job["kind"], &job["input"]["shot"]), (&json!("refine_shot"), &json!(shot)));
    assert_eq!(job["input"]["refinement_prompt"], "darker, lower angle");
    let job = asked(&ada, &path, &json!({ "params": { "camera_angle": "high-angle", "fov": 25 } })).await;
    assert_eq!(
        (&job["input"]["refinement_prompt"], &job["input"]["params"]["fov"]),
        (&json!("high angle"), &json!(25.0))
    );
    let nonsense = ada.post(&path, &json!({ "refinement_prompt": "more zorp" })).await;
    let problem = nonsense.refused(422, "validation", &["/refinement_prompt"]);
    assert!(text(&problem["errors"][0]["message"]).contains("not understood: zorp"), "{problem}");
    ada.post(&path, &json!({})).await.refused(422, "validation", &["/refinement_prompt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portrait_and_an_animatic_are_asked_for() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let character = ada.character("NILS").await;
    let job = asked(&ada, &format!("/characters/{character}/portrait"), &json!({})).await;
    assert_eq!((&job["kind"], &job["script_id"]), (&json!("draw_portrait"), &json!(null)));
    assert_eq!(job["input"], json!({ "character": character }));
    ada.delete(&format!("/characters/{character}")).await.expect(200);
    ada.post(&format!("/characters/{character}/portrait"), &json!({})).await.refused(409, "archived", &[]);
    let job = asked(&ada, &format!("/scenes/{scene}/animatic"), &json!({})).await;
    assert_eq!((&job["kind"], &job["input"]["want"]), (&json!("produce"), &json!(["film_scene"])));
    assert_eq!((&job["input"]["scope"], &job["input"]["id"]), (&json!("scene"), &json!(scene)));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_made_of_a_scene_that_was_removed() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    ada.delete(&format!("/scenes/{scene}")).await.expect(200);
    for work in ["breakdown", "storyboard"] {
        ada.post(&format!("/scenes/{scene}/{work}"), &json!({})).await.refused(409, "conflict", &[]);
    }
    ada.post(&format!("/scenes/{scene}/shots"), &json!({ "size": "ms" })).await.refused(409, "conflict", &[]);
}
