//! Coming and going by HTTP: who gets in, with what, and for how long.

use crate::world::{World, read, text};
use api::accounts::{AccountError, AccountRole, NewUser, create_user};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const REGISTER: &str = "/api/v1/auth/register";
const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";

fn newcomer(name: &str) -> Value {
    json!({ "email": format!("{name}@example.org"), "password": "correct horse battery", "display_name": name })
}

async fn refresh(world: &World, token: &str) -> (u16, Value) {
    let request = world.anonymous(Method::POST, REFRESH).header("spool-client", "cli");
    let answer = read(request.json(&json!({ "refresh_token": token }))).await;
    (answer.status, answer.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_up_is_signed_in_and_can_come_back() {
    let world = World::new().await;
    let answer = read(world.anonymous(Method::POST, REGISTER).json(&newcomer("ada"))).await;
    let session = answer.expect(201);
    assert_eq!((&session["token_type"], &session["expires_in"]), (&json!("Bearer"), &json!(600)));
    assert_eq!(session["user"]["email"], "ada@example.org");
    assert!(session.get("refresh_token").is_none(), "browsers have it in a cookie only");

    let again = json!({ "email": " ADA@Example.org ", "password": "correct horse battery" });
    let session = read(world.anonymous(Method::POST, LOGIN).json(&again)).await.expect(200);
    let me = world.anonymous(Method::GET, "/api/v1/auth/me").bearer_auth(text(&session["access_token"]));
    assert_eq!(read(me).await.expect(200), session["user"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_come_first_at_once_one_is_the_admin() {
    let world = World::new().await;
    let system = read(world.anonymous(Method::GET, "/api/v1/system")).await.expect(200);
    assert_eq!((&system["first_account"], &system["signed_up"]), (&json!(true), &json!(false)));
    let signing_up = (0..8).map(|n| {
        let request = world.anonymous(Method::POST, REGISTER).json(&newcomer(&format!("p{n}")));
        tokio::spawn(async move { text(&read(request).await.expect(201)["user"]["role"]) })
    });
    let mut roles = Vec::new();
    for one in signing_up.collect::<Vec<_>>() {
        roles.push(one.await.unwrap());
    }
    roles.sort();
    assert_eq!((roles[0].as_str(), roles.iter().filter(|role| *role == "member").count()), ("admin", 7));
    let system = read(world.anonymous(Method::GET, "/api/v1/system")).await.expect(200);
    assert_eq!((&system["first_account"], &system["signed_up"]), (&json!(false), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_one_account_whatever_its_spelling_and_however_many_try_at_once() {
    let world = World::new().await;
    let spellings = ["ada@example.org", "Ada@Example.org", " ADA@EXAMPLE.ORG"].map(|email| {
        let mut body = newcomer("ada");
        body["email"] = email.into();
        tokio::spawn(read(world.anonymous(Method::POST, REGISTER).json(&body)))
    });
    let mut made = 0;
    for one in spellings {
        let answer = one.await.unwrap();
        if answer.status == 201 {
            made += 1;
        } else {
            answer.refused(409, "conflict", &["/email"]);
        }
    }
    assert_eq!((made, world.number("select count(*) from accounts").await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_a_stranger_get_the_same_answer() {
    let world = World::new().await;
    world.person("ada").await;
    let ask = async |email: &str| {
        let began = Instant::now();
        let body = json!({ "email": email, "password": "wrong horse battery" });
        let mut problem =
            read(world.anonymous(Method::POST, LOGIN).json(&body)).await.refused(401, "unauthorized", &[]);
        problem["trace_id"].take();
        (problem, began.elapsed())
    };
    let mut spent = [Duration::ZERO; 2];
    let mut answers = Vec::new();
    for _ in 0..3 {
        for (at, email) in ["ada@example.org", "nobody@example.org"].into_iter().enumerate() {
            let (answer, time) = ask(email).await;
            answers.push(answer.to_string());
            spent[at] += time;
        }
    }
    assert_eq!(answers.into_iter().collect::<BTreeSet<_>>().len(), 1);
    // Both are a hash; nothing finer can be asserted on a machine that is busy.
    assert!(spent[1] * 5 > spent[0], "a stranger is told apart by time: {spent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_account_is_refused_field_by_field() {
    let world = World::new().await;
    let body = json!({ "email": "ada", "password": "short", "display_name": " ", "role": "admin" });
    let answer = read(world.anonymous(Method::POST, REGISTER).json(&body)).await;
    answer.refused(422, "validation", &["/display_name", "/email", "/password", "/role"]);
    assert_eq!(world.number("select count(*) from accounts").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_is_good_once_and_a_copy_of_it_ends_everything() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let first = text(&ada.session["refresh_token"]);
    let (status, second) = refresh(&world, &first).await;
    assert_eq!(status, 200);
    // Within the grace both of two tabs are served, by tokens of their own.
    let (status, third) = refresh(&world, &first).await;
    assert_eq!(status, 200);
    assert_ne!(second["refresh_token"], third["refresh_token"]);

    let aged = "update refresh_tokens set rotated_at = rotated_at - interval '11 seconds' where rotated_at is not null";
    world.pool.get().await.unwrap().execute(aged, &[]).await.unwrap();
    assert_eq!(refresh(&world, &first).await.0, 401);
    for later in [&second, &third] {
        assert_eq!(refresh(&world, &text(&later["refresh_token"])).await.0, 401, "the family is over");
        let me = world.anonymous(Method::GET, "/api/v1/auth/me").bearer_auth(text(&later["access_token"]));
        read(me).await.refused(401, "unauthorized", &[]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_this_sign_in_and_no_other() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let body = json!({ "email": "ada@example.org", "password": "correct horse battery" });
    let elsewhere = read(world.anonymous(Method::POST, LOGIN).json(&body)).await.expect(200);
    let answer = ada.bare_post("/auth/logout").await;
    assert_eq!(answer.status, 204);
    ada.get("/auth/me").await.refused(401, "unauthorized", &[]);
    assert_eq!(refresh(&world, &text(&ada.session["refresh_token"])).await.0, 401);
    let me = world.anonymous(Method::GET, "/api/v1/auth/me").bearer_auth(text(&elsewhere["access_token"]));
    assert_eq!(read(me).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_ours_or_no_longer_good_is_refused() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let parts: Vec<&str> = ada.token.split('.').collect();
    let other = world.person("ben").await;
    let theirs: Vec<&str> = other.token.split('.').collect();
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    for token in [
        String::new(),
        "x".into(),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}.{}", parts[0], theirs[1], parts[2]),
        format!("{none}.{}.", parts[1]),
        format!("{}.{}.{}x", parts[0], parts[1], parts[2]),
    ] {
        let me = world
            .anonymous(Method::GET, "/api/v1/auth/me")
            .header("authorization", format!("Bearer {token}"));
        read(me).await.refused(401, "unauthorized", &[]);
    }
    let gone = "delete from accounts where email = 'ben@example.org'";
    world.pool.get().await.unwrap().execute(gone, &[]).await.unwrap();
    other.get("/auth/me").await.refused(401, "unauthorized", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_survives_a_restart_of_the_server() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    world.restart().await;
    ada.get("/auth/me").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_makes_accounts_by_the_same_rules() {
    let world = World::new().await;
    let new = |email: &str, role| NewUser {
        email: email.into(),
        password: "correct horse battery".into(),
        display_name: "Ada".into(),
        role,
    };
    let first = create_user(&world.pool, new("Ada@Example.org", None)).await.unwrap();
    assert_eq!((first.email.as_str(), first.role), ("ada@example.org", AccountRole::Admin));
    let second = create_user(&world.pool, new("ben@example.org", Some(AccountRole::Admin))).await.unwrap();
    assert_eq!(second.role, AccountRole::Admin);
    let taken = create_user(&world.pool, new("ADA@example.org", None)).await;
    assert!(matches!(taken, Err(AccountError::Taken(email)) if email == "ada@example.org"));
    for (email, password) in [("ada", "correct horse"), ("a b@c", "correct horse"), ("c@d", "short")] {
        let wrong = NewUser { password: password.into(), ..new(email, None) };
        assert!(matches!(create_user(&world.pool, wrong).await, Err(AccountError::Invalid { .. })));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_the_database_signs_in_as_its_first_admin() {
    let world = World::new().await;
    let first = api::local::session(&world.pool).await.unwrap();
    let made = first.made.expect("there was no account");
    let body = json!({ "email": made.email, "password": made.password });
    read(world.anonymous(Method::POST, LOGIN).json(&body)).await.expect(200);
    let (status, session) = refresh(&world, &first.refresh_token).await;
    assert_eq!((status, &session["user"]["role"]), (200, &json!("admin")));
    let again = api::local::session(&world.pool).await.unwrap();
    assert!(again.made.is_none());
    assert_eq!(refresh(&world, &again.refresh_token).await.1["user"], session["user"]);
}
