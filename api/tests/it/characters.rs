//! Characters by HTTP.

use crate::world::{World, text};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_character_is_made_changed_put_away_and_brought_back() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let answer = ada.post("/characters", &json!({ "name": "MARA", "voice": "Dry." })).await;
    let id = text(&answer.body["id"]);
    assert_eq!(answer.header("location"), format!("/api/v1/characters/{id}"));
    let made = answer.expect(201);
    assert_eq!(
        (&made["voice"], &made["look"], &made["archived"]),
        (&json!("Dry."), &json!(""), &json!(false))
    );

    let path = format!("/characters/{id}");
    let changed = ada.patch(&path, &json!({ "look": "Oilskins." })).await.expect(200);
    assert_eq!((&changed["voice"], &changed["look"]), (&json!("Dry."), &json!("Oilskins.")));
    assert!(ada.delete(&path).await.expect(200)["archived"].as_bool().unwrap());
    ada.patch(&path, &json!({ "look": "None." })).await.refused(409, "archived", &[]);
    assert_eq!(ada.delete(&path).await.status, 200, "putting away what is away is no error");
    assert_eq!(ada.bare_post(&format!("{path}/restore")).await.expect(200)["archived"], false);
    assert_eq!(ada.get(&path).await.expect(200)["look"], "Oilskins.");
}

#[tokio::test(flavor = "multi_thread")]
async fn characters_are_listed_page_by_page_by_name_and_by_drawer() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    for name in ["MARA", "JONAS", "THE KEEPER", "MARTHA"] {
        ada.character(name).await;
    }
    let page = ada.get("/characters?limit=3").await;
    let link = page.header("link").to_owned();
    let page = page.expect(200);
    let names = |page: &serde_json::Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|item| text(&item["name"])).collect()
    };
    assert_eq!(names(&page), ["MARTHA", "THE KEEPER", "JONAS"]);
    let next = format!("/api/v1/characters?limit=3&cursor={}", text(&page["next_cursor"]));
    assert_eq!(link, format!("<{next}>; rel=\"next\""));
    let last = ada.get(next.strip_prefix("/api/v1").unwrap()).await;
    assert_eq!(last.header("link"), "");
    assert_eq!(names(&last.expect(200)), ["MARA"]);

    assert_eq!(names(&ada.get("/characters?q=mar").await.expect(200)), ["MARTHA", "MARA"]);
    let mara = text(&ada.get("/characters?q=mara").await.expect(200)["items"][0]["id"]);
    ada.delete(&format!("/characters/{mara}")).await.expect(200);
    assert_eq!(names(&ada.get("/characters?archived=true").await.expect(200)), ["MARA"]);
    assert_eq!(names(&ada.get("/characters?q=mar").await.expect(200)), ["MARTHA"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_meant_for_the_same_state_one_is_made() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.character("MARA").await;
    let path = format!("/characters/{id}");
    let changes = (0..6).map(|n| {
        let request = ada
            .request(Method::PATCH, &path)
            .header("if-match", "\"1\"")
            .json(&json!({ "goals": format!("{n}") }));
        tokio::spawn(crate::world::read(request))
    });
    let mut made = 0;
    for change in changes.collect::<Vec<_>>() {
        let answer = change.await.unwrap();
        if answer.status == 200 {
            made += 1;
            assert_eq!(answer.header("etag"), "\"2\"");
        } else {
            assert_eq!(answer.header("etag"), "\"2\"", "the current state is named");
            answer.refused(412, "precondition_failed", &["/If-Match"]);
        }
    }
    assert_eq!(made, 1);
}
