//! Sessions in cookies: what browsers get, and what other sites cannot do with it.

use crate::world::{World, new_script, read};
use reqwest::{Method, Response};
use serde_json::json;

/// The cookies of an answer, as a browser would send them back.
fn jar(answer: &Response) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let pairs: Vec<&str> = cookies.map(|cookie| cookie.split(';').next().unwrap()).collect();
    pairs.join("; ")
}

async fn signed_up(world: &World) -> String {
    let body =
        json!({ "email": "ada@example.org", "password": "correct horse battery", "display_name": "Ada" });
    let answer = world.anonymous(Method::POST, "/api/v1/auth/register").json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    jar(&answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_reads_by_cookie_and_writes_from_its_own_pages_only() {
    let world = World::new().await;
    let cookies = signed_up(&world).await;
    assert!(cookies.contains("__Host-spool=") && cookies.contains("__Host-spool-refresh="), "{cookies}");
    let me = world.anonymous(Method::GET, "/api/v1/auth/me").header("cookie", &cookies);
    read(me).await.expect(200);

    let host = world.address.to_string();
    let own = format!("http://{host}");
    let post =
        || world.anonymous(Method::POST, "/api/v1/scripts").header("cookie", &cookies).json(&new_script("A"));
    read(post().header("sec-fetch-site", "same-origin")).await.expect(201);
    read(post().header("origin", &own)).await.expect(201);
    let before = world.head().await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("origin", "http://evil.example"), ("origin", "null")]
    {
        read(post().header(name, value)).await.refused(403, "forbidden", &[]);
    }
    read(post()).await.refused(403, "forbidden", &[]);
    assert_eq!(world.head().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refresh_cookie_renews_both_and_signing_out_takes_both_away() {
    let world = World::new().await;
    let cookies = signed_up(&world).await;
    let refresh = || world.anonymous(Method::POST, "/api/v1/auth/refresh").header("cookie", &cookies);
    read(refresh().header("sec-fetch-site", "cross-site")).await.refused(403, "forbidden", &[]);
    let answer = refresh().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let renewed = jar(&answer);
    assert_ne!(renewed, cookies);

    let logout = world.anonymous(Method::POST, "/api/v1/auth/logout").header("cookie", &renewed);
    let answer = logout.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), jar(&answer).as_str()),
        (204, "__Host-spool=; __Host-spool-refresh=")
    );
    let again = world.anonymous(Method::POST, "/api/v1/auth/refresh").header("cookie", &renewed);
    let answer = again.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), jar(&answer).as_str()),
        (401, "__Host-spool=; __Host-spool-refresh=")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_cannot_sign_its_visitor_in() {
    let world = World::new().await;
    signed_up(&world).await;
    let body = json!({ "email": "ada@example.org", "password": "correct horse battery" });
    let login = world.anonymous(Method::POST, "/api/v1/auth/login").json(&body);
    read(login.header("origin", "http://evil.example")).await.refused(403, "forbidden", &[]);
}
