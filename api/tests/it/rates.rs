//! How often somebody may try.

use crate::world::{World, read};
use api::{ApiConfig, Quota, Quotas};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

fn config(change: impl FnOnce(&mut Quotas)) -> ApiConfig {
    let mut config = ApiConfig::default();
    change(&mut config.quotas);
    config
}

const FEW: Quota = Quota { count: 3, window: Duration::from_hours(1) };

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_passwords_is_held_back_whatever_the_address() {
    let world = World::with(config(|quotas| quotas.auth = Quota { count: 4, ..FEW })).await;
    world.person("ada").await;
    let login = |email: &str| {
        let body = json!({ "email": email, "password": "wrong horse battery" });
        read(world.anonymous(Method::POST, "/api/v1/auth/login").json(&body))
    };
    for (n, left) in [(0, 2), (1, 1), (2, 0)] {
        let answer = login(&format!("p{n}@example.org")).await;
        assert!(
            answer.header("ratelimit").starts_with(&format!("\"auth\";r={left};t=")),
            "{:?}",
            answer.headers
        );
        answer.refused(401, "unauthorized", &[]);
    }
    let answer = login("ada@example.org").await;
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait));
    assert_eq!(answer.header("ratelimit-policy"), "\"auth\";q=4;w=3600");
    answer.refused(429, "rate_limited", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_guessed_at_only_so_often() {
    let world = World::with(config(|quotas| quotas.sign_in = FEW)).await;
    world.person("ada").await;
    let login = |email: &str, password: &str| {
        let body = json!({ "email": email, "password": password });
        read(world.anonymous(Method::POST, "/api/v1/auth/login").json(&body))
    };
    for _ in 0..3 {
        login("ada@example.org", "wrong horse battery").await.refused(401, "unauthorized", &[]);
    }
    login(" ADA@example.org", "correct horse battery").await.refused(429, "rate_limited", &[]);
    login("ben@example.org", "correct horse battery").await.refused(401, "unauthorized", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_asked_for_only_so_often_and_a_repetition_does_not_count() {
    let world = World::with(config(|quotas| quotas.work = FEW)).await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/generate");
    let named =
        || ada.request(Method::POST, &path).header("idempotency-key", "k").json(&json!({ "prompt": "x" }));
    for _ in 0..6 {
        read(named()).await.expect(202);
    }
    ada.job(&script).await;
    let last = ada.post(&path, &json!({ "prompt": "x" })).await;
    assert!(last.header("ratelimit").starts_with("\"generate\";r=0;"));
    last.expect(202);
    ada.post(&path, &json!({ "prompt": "x" })).await.refused(429, "rate_limited", &[]);
    let ben = world.person("ben").await;
    let theirs = ben.script("Mine").await;
    ben.job(&theirs).await;
}
