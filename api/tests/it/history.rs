//! A script's history by HTTP.

use crate::world::{World, text};
use serde_json::{Value, json};

fn types(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| text(&item["type"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_tells_who_did_what_and_what_it_was_before() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    ada.patch(&format!("/scripts/{script}"), &json!({ "title": "Dark" })).await.expect(200);
    ada.post(&format!("/scripts/{script}/versions"), &json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark." }))
        .await
        .expect(201);
    let path = format!("/scripts/{script}/history");
    let page = ada.get(&path).await.expect(200);
    assert_eq!(
        types(&page),
        ["scene.added", "version.drafted", "script.version_added", "script.retitled", "script.created"]
    );
    let retitled = &page["items"][3];
    assert_eq!(retitled["actor"], json!({ "kind": "account", "id": ada.id(), "name": "ada" }));
    assert!(
        retitled["before"].to_string().contains("The Lamp") && retitled["after"].to_string().contains("Dark")
    );

    let since = text(&retitled["at"]);
    for (query, found) in [
        ("type=scene", vec!["scene.added"]),
        ("type=script.retitled,version", vec!["version.drafted", "script.retitled"]),
        (&format!("since={since}&type=script"), vec!["script.version_added", "script.retitled"]),
        (&format!("until={since}"), vec!["script.created"]),
        (&format!("actor={}&limit=1", ada.id()), vec!["scene.added"]),
        ("actor=worker", vec![]),
    ] {
        assert_eq!(types(&ada.get(&format!("{path}?{query}")).await.expect(200)), found, "{query}");
    }
    let (mut all, mut next) = (Vec::new(), format!("{path}?limit=2"));
    loop {
        let page = ada.get(&next).await.expect(200);
        all.extend(types(&page));
        match page["next_cursor"].as_str() {
            Some(cursor) => next = format!("{path}?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(all, types(&page));
    ada.get(&format!("{path}?since=yesterday&until=x")).await.refused(
        422,
        "validation",
        &["/since", "/until"],
    );
}
