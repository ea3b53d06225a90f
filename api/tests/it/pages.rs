//! The client's pages and the description page: nothing from outside, nothing that another site may frame.

use crate::world::{World, read, text};
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_a_policy_with_a_nonce_of_its_own() {
    let world = World::new().await;
    let mut seen = Vec::new();
    for path in ["/", "/scripts/1/versions", "/docs"] {
        let page = read(world.anonymous(Method::GET, path)).await;
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(
            (page.header("cache-control"), page.header("x-content-type-options")),
            ("no-store", "nosniff")
        );
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let html = text(&page.body);
        assert!(html.contains(&nonce) && !html.contains("__CSP_NONCE__"), "{path}: {html}");
        assert!(!seen.contains(&nonce));
        seen.push(nonce);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_page_needs_nobody_else() {
    let world = World::new().await;
    for path in ["/docs", "/docs/docs.js", "/docs/docs.css"] {
        let file = text(&read(world.anonymous(Method::GET, path)).await.expect(200));
        assert!(!file.contains("https://") && !file.contains("//cdn"), "{path} names another host");
        assert!(!file.contains("innerHTML") && !file.contains("eval("), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_missing() {
    let world = World::new().await;
    for path in
        ["/assets/nothing.js", "/nothing.png", "/api/v2/scripts", "/../Cargo.toml", "/%2e%2e/Cargo.toml"]
    {
        let answer = read(world.anonymous(Method::GET, path)).await;
        answer.refused(404, "not_found", &[]);
    }
}
