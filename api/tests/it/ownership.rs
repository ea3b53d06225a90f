//! What is someone else's does not exist, and without a session nothing does.

use crate::world::{World, read};
use reqwest::Method;
use serde_json::{Value, json};

/// Open to all.
const OPEN: [(&str, &str); 5] = [
    ("post", "/api/v1/auth/register"),
    ("post", "/api/v1/auth/login"),
    ("post", "/api/v1/auth/refresh"),
    ("get", "/api/v1/system"),
    ("get", "/api/v1/openapi.json"),
];

fn operations() -> Vec<(Method, String)> {
    let document = serde_json::to_value(api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let operations = paths.into_iter().flat_map(|(path, item)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map(move |method| (method, path.clone()))
    });
    operations
        .filter(|(method, path)| !OPEN.contains(&(method.as_str(), path.as_str())))
        .map(|(method, path)| (method.to_uppercase().parse().unwrap(), path))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_anything_without_a_session() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let all = operations();
    assert!(all.len() >= 71, "{}", all.len());
    for (method, path) in all {
        let path = path.replace("{id}", &script).replace("{n}", "1").replace("{character_id}", &script);
        // Not even what is wrong with a request is told to strangers.
        let request = world.anonymous(method.clone(), &path).body("nonsense");
        read(request).await.refused(401, "unauthorized", &[]);
        let request = world.anonymous(method, &path).header("accept", "application/json");
        let answer = read(request.header("authorization", "Bearer nonsense")).await;
        assert!(answer.header("www-authenticate").contains("invalid_token"));
        answer.refused(401, "unauthorized", &[]);
    }
    read(world.anonymous(Method::GET, "/api/v1/nothing")).await.refused(401, "unauthorized", &[]);
    ada.get("/nothing").await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_or_changes_what_is_someone_elses() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let (script, character) = (ada.script("The Lamp").await, ada.character("MARA").await);
    let text = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark." });
    ada.post(&format!("/scripts/{script}/versions"), &text).await.expect(201);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = crate::world::text(&scenes["items"][0]["id"]);
    let shot = ada.shot(&scene).await;
    let (job, asset) = (ada.job(&script).await, ada.asset(&format!("?script={script}"), "Notes.").await);
    let head = world.head().await;
    let bodies = |path: &str| -> Value {
        match path.rsplit('/').next().unwrap() {
            last if last == job => json!({ "priority": 1 }),
            last if last == asset => json!({ "tag": "poster" }),
            "produce" | "estimate" => json!({ "scope": "script" }),
            "generate" => json!({ "prompt": "x" }),
            "erase" => json!({ "title": "The Lamp" }),
            "versions" => text.clone(),
            "scenes" => json!({ "setting": "EXT. SEA - DAY" }),
            "shots" => json!({ "size": "cu" }),
            "move" => json!({ "index": 0 }),
            "active-take" => json!({ "take_id": shot }),
            "changes" => json!({ "what": "torn" }),
            _ => json!({}),
        }
    };
    let mut asked = 0;
    for (method, path) in operations().into_iter().filter(|(_, path)| path.contains("{id}")) {
        let id = match path.split('/').nth(3).unwrap() {
            "scripts" => &script,
            "characters" => &character,
            "scenes" => &scene,
            "shots" => &shot,
            "jobs" => &job,
            "assets" => &asset,
            other => panic!("whose are {other}?"),
        };
        let path = path.replace("{id}", id).replace("{n}", "1").replace("{character_id}", &character);
        let bare = matches!(method.as_str(), "GET" | "DELETE")
            || method == Method::PUT && !path.ends_with("budget") && !path.ends_with("active-take")
            || ["restore", "retry", "pause", "resume"].iter().any(|last| path.ends_with(last));
        let needed = match (path.rsplit('/').next().unwrap(), &method) {
            ("export", _) => "?format=pdf",
            ("changes", &Method::DELETE) => "?what=torn",
            _ => "",
        };
        let request = eve.request(method, &format!("{}{needed}", path.strip_prefix("/api/v1").unwrap()));
        let request = if bare { request } else { request.json(&bodies(&path)) };
        read(request).await.refused(404, "not_found", &[]);
        asked += 1;
    }
    assert!(asked >= 60, "{asked}");
    let mine = eve.script("Mine").await;
    eve.put(&format!("/scripts/{mine}/characters/{character}")).await.refused(404, "not_found", &[]);
    for list in ["/scripts", "/characters", "/jobs", "/assets"] {
        let page = eve.get(list).await.expect(200);
        assert!(page["items"].as_array().unwrap().iter().all(|item| item["id"] == *mine), "{list}");
    }
    assert_eq!(world.head().await, head + 1, "only eve's own script is new");
}
