//! Access tokens and the keys that sign them: what is checked, and how keys are replaced while people work.

use crate::world::{Answer, Person, World, read};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};

/// The studio's own key and its id.
async fn key(world: &World) -> (String, EncodingKey) {
    let client = world.pool.get().await.unwrap();
    let select = "select kid, private_key from signing_keys order by created_at desc limit 1";
    let row = client.query_one(select, &[]).await.unwrap();
    (row.get(0), EncodingKey::from_ed_der(row.get(1)))
}

/// What a good token of this person says.
fn claims(ada: &Person) -> Value {
    use base64::Engine;
    let payload = ada.token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap())
        .unwrap()
}

async fn me(world: &World, header: &Header, claims: &Value, key: &EncodingKey) -> Answer {
    let token = jsonwebtoken::encode(header, claims, key).unwrap();
    read(world.anonymous(Method::GET, "/api/v1/auth/me").bearer_auth(token)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_signed_by_our_key_is_still_refused_if_it_is_not_an_access_token_of_now() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (kid, key) = key(&world).await;
    let header = Header { typ: Some("at+jwt".into()), kid: Some(kid), ..Header::new(Algorithm::EdDSA) };
    let good = claims(&ada);
    assert_eq!(good["exp"].as_i64().unwrap() - good["iat"].as_i64().unwrap(), 600);
    me(&world, &header, &good, &key).await.expect(200);

    let now = good["iat"].as_i64().unwrap();
    for (field, value) in [
        ("exp", json!(now - 60)),
        ("iss", json!("someone")),
        ("aud", json!("another-api")),
        ("sub", json!("not an account")),
        ("sid", json!("00000000-0000-7000-8000-000000000000")),
        ("exp", Value::Null),
        ("jti", Value::Null),
        ("sub", Value::Null),
    ] {
        let mut claims = good.clone();
        match &value {
            Value::Null => _ = claims.as_object_mut().unwrap().remove(field),
            value => claims[field] = value.clone(),
        }
        let answer = me(&world, &header, &claims, &key).await;
        assert_eq!(answer.status, 401, "{field} = {value}");
    }
    for header in [
        Header { typ: Some("JWT".into()), ..header.clone() },
        Header { typ: None, ..header.clone() },
        Header { kid: None, ..header.clone() },
        Header { kid: Some("another".into()), ..header.clone() },
    ] {
        assert_eq!(me(&world, &header, &good, &key).await.status, 401, "{header:?}");
    }
    let confused = Header { alg: Algorithm::HS256, ..header };
    let public =
        world.pool.get().await.unwrap().query_one("select public_key from signing_keys", &[]).await.unwrap();
    let as_secret = EncodingKey::from_secret(public.get(0));
    assert_eq!(me(&world, &confused, &good, &as_secret).await.status, 401, "the public key is no secret");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_key_is_replaced_and_what_it_signed_stays_good() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let age = "update signing_keys set created_at = created_at - interval '90 days 1 hour'";
    world.pool.get().await.unwrap().execute(age, &[]).await.unwrap();
    world.restart().await;
    ada.get("/auth/me").await.expect(200);
    assert_eq!(world.number("select count(*) from signing_keys").await, 2);
    let ben = world.person("ben").await;
    let kid = |token: &str| token.split('.').next().unwrap().to_owned();
    assert_ne!(kid(&ada.token), kid(&ben.token));

    // The next change of keys removes the one that was replaced long ago, and keeps the one that signed until now.
    let age = "update signing_keys set created_at = created_at - interval '91 days 2 hours'";
    world.pool.get().await.unwrap().execute(age, &[]).await.unwrap();
    world.restart().await;
    ada.get("/auth/me").await.refused(401, "unauthorized", &[]);
    ben.get("/auth/me").await.expect(200);
    assert_eq!(world.number("select count(*) from signing_keys").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_opens_a_door_is_kept_in_clear() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let refresh = ada.session["refresh_token"].as_str().unwrap();
    let client = world.pool.get().await.unwrap();
    let select = "select (select string_agg(a::text, ' ') from accounts a) || (select string_agg(r::text, ' ') from refresh_tokens r)";
    let kept: String = client.query_one(select, &[]).await.unwrap().get(0);
    assert!(kept.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    for secret in ["correct horse battery", refresh, ada.token.as_str()] {
        assert!(!kept.contains(secret), "{secret} is kept");
    }
}
