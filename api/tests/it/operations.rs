//! What those see who run the studio, and nobody else.

use crate::world::World;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn workers_and_maintenance_are_for_administrators() {
    let world = World::new().await;
    let (admin, member) = (world.person("ada").await, world.person("eve").await);
    for path in ["/workers", "/maintenance"] {
        assert_eq!(admin.get(path).await.expect(200), json!({ "items": [] }));
        member.get(path).await.refused(403, "forbidden", &[]);
    }
    let client = world.pool.get().await.unwrap();
    client
        .batch_execute(
            "insert into workers (name, incarnation, engines, device, version, slots, heartbeat_s)
                 values ('desk', gen_random_uuid(), '{cpu}', '2 cores', '1.0.0', 2, 15);
             insert into maintenance (task, every_s, last_run_at, worker, took_ms, removed)
                 values ('sweep_progress', 60, now(), 'desk', 1.5, 3)",
        )
        .await
        .unwrap();
    let workers = admin.get("/workers").await.expect(200);
    let it = &workers["items"][0];
    assert_eq!(
        (&it["name"], &it["engines"], &it["device"]),
        (&json!("desk"), &json!(["cpu"]), &json!("2 cores"))
    );
    assert_eq!((&it["alive"], &it["jobs"], &it["slots"]), (&json!(true), &json!([]), &json!(2)));
    let tasks = admin.get("/maintenance").await.expect(200);
    let it = &tasks["items"][0];
    assert_eq!(
        (&it["task"], &it["every_s"], &it["last_outcome"]),
        (&json!("sweep_progress"), &json!(60), &json!("done"))
    );
    assert_eq!((&it["last_removed"], &it["took_ms"], &it["error"]), (&json!(3), &json!(1.5), &Value::Null));
}
