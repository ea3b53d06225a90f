//! Who may have an asset: its owner, the members of its script as far as they go, whoever has a signed
//! address, and nobody else.

use crate::world::{Person, World, read, text};
use domain::script::ScriptCommand;
use domain::{AccountId, Actor, CommandId, Role, Script, ScriptId};
use event_store::{CommandContext, edge};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

async fn tell(world: &World, script: &str, command: ScriptCommand) {
    let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
    let id: ScriptId = script.parse().unwrap();
    world.store.execute::<Script>(id, command, &context).await.unwrap();
}

/// Lets somebody into a script, and waits until they are in.
async fn share(world: &World, script: &str, with: &Person, role: Role) {
    let account: AccountId = with.id().parse().unwrap();
    tell(world, script, ScriptCommand::Share { account, role }).await;
    let sql =
        format!("select count(*) from asset_readers where account_id = '{account}' and role = '{role}'");
    crate::world::eventually(|| async { world.number(&sql).await == 1 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_of_a_script_read_its_assets_and_change_nothing() {
    let world = World::new().await;
    let (ada, vic, eve) = (world.person("ada").await, world.person("vic").await, world.person("eve").await);
    let script = ada.script("The Lamp").await;
    let shared = ada.asset(&format!("?script={script}"), "Shared.").await;
    let private = ada.asset("", "Private.").await;
    share(&world, &script, &vic, Role::Viewer).await;
    let path = format!("/assets/{shared}");
    assert_eq!(vic.get(&path).await.expect(200)["id"], *shared);
    assert_eq!(vic.get(&format!("{path}/content")).await.expect(200), "Shared.");
    let listed = vic.get("/assets").await.expect(200);
    assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]["id"]), (1, &json!(shared)));
    vic.patch(&path, &json!({ "tag": "mix" })).await.refused(403, "forbidden", &[]);
    vic.delete(&path).await.refused(403, "forbidden", &[]);
    vic.upload(&format!("?script={script}"), "Mine.").await.refused(403, "forbidden", &[]);
    for person in [&vic, &eve] {
        person.get(&format!("/assets/{private}")).await.refused(404, "not_found", &[]);
        person.get(&format!("/assets/{private}/content")).await.refused(404, "not_found", &[]);
        person.delete(&format!("/assets/{private}")).await.refused(404, "not_found", &[]);
    }
    eve.get(&path).await.refused(404, "not_found", &[]);
    eve.get(&format!("{path}/content")).await.refused(404, "not_found", &[]);
    eve.patch(&path, &json!({ "tag": "mix" })).await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_editor_brings_to_a_script_is_its_owners() {
    let world = World::new().await;
    let (ada, ed) = (world.person("ada").await, world.person("ed").await);
    let script = ada.script("The Lamp").await;
    share(&world, &script, &ed, Role::Editor).await;
    let made = ed.upload(&format!("?script={script}"), "From Ed.").await.expect(201);
    assert_eq!(made["created_by"], ed.id());
    let path = format!("/assets/{}", text(&made["id"]));
    assert_eq!(ada.get(&format!("{path}/content")).await.expect(200), "From Ed.");
    ed.patch(&path, &json!({ "tag": "poster" })).await.expect(200);
    let account: AccountId = ed.id().parse().unwrap();
    tell(&world, &script, ScriptCommand::Unshare(account)).await;
    crate::world::eventually(|| async { ed.get(&path).await.status == 404 }).await;
    ed.delete(&path).await.refused(404, "not_found", &[]);
    ada.delete(&path).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_address_works_without_signing_in_until_it_runs_out() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", "For everybody.").await;
    let other = ada.asset("", "For nobody.").await;
    let sign = format!("/assets/{id}/signed-url");
    let signed = ada.post(&sign, &json!({ "expires_s": 600 })).await.expect(200);
    let url = text(&signed["url"]);
    assert!(url.starts_with(&format!("/api/v1/assets/{id}/content?expires=")), "{url}");
    let get = |url: &str| read(world.anonymous(Method::GET, url));
    assert_eq!(get(&url).await.expect(200), "For everybody.");
    let head = world.anonymous(Method::HEAD, &url).send().await.unwrap();
    assert_eq!(head.status(), 200);
    // Another server of the studio knows the key.
    let elsewhere = world.another().await;
    assert_eq!(read(elsewhere.anonymous(Method::GET, &url)).await.expect(200), "For everybody.");

    let last = url.chars().last().unwrap();
    let tampered = format!("{}{}", &url[..url.len() - 1], if last == 'A' { 'E' } else { 'A' });
    let unsigned = url.split("&signature").next().unwrap();
    for wrong in [url.replace(&id, &other), url.replace("expires=", "expires=1"), tampered, unsigned.into()] {
        get(&wrong).await.refused(403, "forbidden", &[]);
    }
    read(world.anonymous(Method::DELETE, &url)).await.refused(405, "method_not_allowed", &[]);
    read(world.anonymous(Method::GET, &format!("/api/v1/assets/{id}"))).await.refused(
        401,
        "unauthorized",
        &[],
    );

    let brief = ada.post(&sign, &json!({ "expires_s": 1 })).await.expect(200);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    get(&text(&brief["url"])).await.refused(403, "forbidden", &[]);
    for wrong in [json!(0), json!(604_801), json!("x")] {
        ada.post(&sign, &json!({ "expires_s": wrong })).await.refused(422, "validation", &["/expires_s"]);
    }
    ada.delete(&format!("/assets/{id}")).await.expect(200);
    get(&url).await.refused(410, "gone", &[]);
}
