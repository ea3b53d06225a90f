//! Work on shots by HTTP: what is asked for becomes a job with the right input, or is refused with the reason.

use crate::shots::{scene, take, work};
use crate::world::{Person, World, eventually, text};
use domain::AssetId;
use domain::scene::ShotCommand;
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
async fn how_a_scene_is_drawn_is_said_in_numbers_and_in_the_words_of_a_set() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let path = format!("/scenes/{scene}/storyboard");
    let base = json!({ "fov": 35, "lighting": "low-key", "hdr_bloom": 60, "color_temp": "tungsten", "contrast": 70,
        "camera_angle": "low-angle", "composition": "rule-of-thirds", "time_of_day": "dusk", "weather": "fog" });
    let picture =
        json!({ "aspect_ratio": "2.39:1", "quality": "4k", "exr": true, "style": "pencil", "seed": 7 });
    let job = asked(&ada, &path, &json!({ "base_params": base, "picture": picture })).await;
    let numbers =
        json!({ "fov": 35.0, "lighting": 20.0, "hdr_bloom": 60.0, "color_temp": 3200.0, "contrast": 70.0 });
    let camera = json!({ "camera_angle": "low", "composition": "thirds_left", "time_of_day": "dusk", "weather": "fog" });
    assert_eq!((&job["input"]["base_params"], &job["input"]["direction"]), (&numbers, &camera));
    assert_eq!(job["input"]["picture"], picture);
    let plain = asked(&ada, &path, &json!({ "picture": {} })).await;
    assert!(plain["input"].get("picture").is_none() && plain["input"].get("direction").is_none());
    for (wrong, pointer) in [
        (json!({ "base_params": { "lighting": "murky" } }), "/base_params/lighting"),
        (json!({ "base_params": { "camera_angle": "sideways" } }), "/base_params/camera_angle"),
        (json!({ "picture": { "aspect_ratio": "3:1" } }), "/picture/aspect_ratio"),
        (json!({ "picture": { "quality": "8k" } }), "/picture/quality"),
        (json!({ "picture": { "width": 3841 } }), "/picture/width"),
        (json!({ "picture": { "width": 3840, "aspect_ratio": "9:16" } }), "/picture/width"),
        (json!({ "picture": { "width": 640, "quality": "high" } }), "/picture/width"),
        (json!({ "picture": { "exr": "yes" } }), "/picture/exr"),
        (json!({ "picture": { "depth": 16 } }), "/picture/depth"),
    ] {
        ada.post(&path, &wrong).await.refused(422, "validation", &[pointer]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_is_asked_for_as_a_file_at_a_rate_and_with_a_narrator() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let script = ada.get(&format!("/scenes/{scene}")).await.expect(200)["script_id"].clone();
    let paths = [format!("/scenes/{scene}/animatic"), format!("/scripts/{}/animatic", text(&script))];
    for path in &paths {
        let film = json!({
            "format": "webm", "fps": 25, "captions": "burned", "transitions": "crossfades", "slate": true,
            "narrator": true,
        });
        let job = asked(&ada, path, &film).await;
        assert_eq!((&job["kind"], &job["input"]["film"]), (&json!("produce"), &film), "{path}");
        assert!(asked(&ada, path, &json!({})).await["input"].get("film").is_none(), "{path}");
        for (wrong, pointer) in [
            (json!({ "format": "avi" }), "/format"),
            (json!({ "fps": 23 }), "/fps"),
            (json!({ "fps": 26 }), "/fps"),
            (json!({ "captions": "sung" }), "/captions"),
            (json!({ "transitions": "wipes" }), "/transitions"),
            (json!({ "slate": 1 }), "/slate"),
            (json!({ "narrator": "yes" }), "/narrator"),
            (json!({ "size": 720 }), "/size"),
        ] {
            ada.post(path, &wrong).await.refused(422, "validation", &[pointer]);
        }
    }
    let bob = world.person("bob").await;
    for path in &paths {
        bob.post(path, &json!({})).await.refused(404, "not_found", &[]);
    }
    let produce = json!({ "scope": "script", "film": { "fps": 31 } });
    let path = format!("/scripts/{}/produce", text(&script));
    ada.post(&path, &produce).await.refused(422, "validation", &["/film/fps"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_is_asked_for_only_where_a_worker_can_paint() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let (shot, character) = (ada.shot(&scene).await, ada.character("NILS").await);
    let painted = json!({ "picture": { "engine": "diffusion" } });
    let script = ada.get(&format!("/scenes/{scene}")).await.expect(200)["script_id"].clone();
    let produce = json!({ "scope": "script", "want": ["storyboard_scene"], "picture": painted["picture"] });
    let asks = [
        (format!("/scenes/{scene}/storyboard"), &painted),
        (format!("/shots/{shot}/refine"), &painted),
        (format!("/characters/{character}/portrait"), &painted),
        (format!("/scripts/{}/produce", text(&script)), &produce),
    ];
    for (path, body) in &asks {
        let problem = ada.post(path, body).await.refused(422, "validation", &["/picture/engine"]);
        assert!(text(&problem["errors"][0]["message"]).contains("--image-model"), "{problem}");
    }
    let arrive = "with arrived as (insert into workers (name, incarnation, engines, device, version, slots,
        heartbeat_s, image_model) values ('easel', gen_random_uuid(), '{cpu}', 'cpu', '1', 1, 60, 'tiny') returning 1)
        select count(*) from arrived";
    assert_eq!(world.number(arrive).await, 1);
    for (path, body) in &asks {
        assert_eq!(asked(&ada, path, body).await["input"]["picture"], painted["picture"], "{path}");
    }
    let linear = json!({ "picture": { "engine": "diffusion", "exr": true } });
    ada.post(&asks[0].0, &linear).await.refused(422, "validation", &["/picture/exr"]);
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
    let told = json!({ "params": { "shot_size": "close-up", "time_of_day": "night", "lighting": "dim" },
        "picture": { "width": 1920 } });
    let job = asked(&ada, &path, &told).await;
    assert_eq!(job["input"]["refinement_prompt"], "close-up, at night");
    assert_eq!(
        (&job["input"]["params"], &job["input"]["picture"]),
        (&json!({ "lighting": 38.0 }), &told["picture"])
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

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_made_of_a_shot_that_has_a_frame() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let shot = ada.shot(&scene).await;
    let path = format!("/shots/{shot}/clip");
    let problem = ada.post(&path, &json!({})).await.refused(409, "not_producible", &[]);
    assert!(text(&problem["detail"]).contains("draw it first"), "{problem}");
    let still = AssetId(ada.asset("", crate::assets::picture()).await.parse().unwrap());
    let add = ShotCommand::AddTake { take: Box::new(take(&shot, still)), choose: true };
    work(&world, &scene, add).await;
    let at = format!("/shots/{shot}");
    eventually(|| async { ada.get(&at).await.body["active_take"].is_object() }).await;

    let clip = json!({ "format": "webm", "fps": 30, "slate": true });
    let job = asked(&ada, &path, &clip).await;
    assert_eq!(job["kind"], "film_shot");
    assert_eq!(job["input"], json!({ "scene": scene, "shot": shot, "clip": clip }));
    let bare = ada.bare_post(&path).await.expect(202);
    assert_eq!(bare["input"], json!({ "scene": scene, "shot": shot }));
    for (wrong, pointer) in [
        (json!({ "format": "gif" }), "/format"),
        (json!({ "fps": 23 }), "/fps"),
        (json!({ "slate": "yes" }), "/slate"),
        (json!({ "narrator": true }), "/narrator"),
    ] {
        ada.post(&path, &wrong).await.refused(422, "validation", &[pointer]);
    }
    world.person("bob").await.post(&path, &json!({})).await.refused(404, "not_found", &[]);
    let shown = ada.get(&at).await.expect(200);
    assert_eq!(shown["links"]["clip"], format!("/api/v1{path}"));
}
