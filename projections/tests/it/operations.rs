//! What those see who run the studio.

use crate::world::World;
use domain::JobId;
use domain::job::{Budget, Cost};
use event_store::edge;
use projections::operations::{self, MaintenanceOutcome};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_silent_for_three_heartbeats_is_not_alive() {
    let world = World::open().await;
    let client = world.client().await;
    client
        .batch_execute(
            "insert into workers (name, incarnation, engines, device, version, slots, heartbeat_at, heartbeat_s,
                draining)
             values ('a', gen_random_uuid(), '{cpu,gpu}', '2 cores', '1.0', 2, now() - interval '20 s', 15, false),
                ('b', gen_random_uuid(), '{cpu}', '4 cores', '1.0', 4, now() - interval '46 s', 15, false),
                ('c', gen_random_uuid(), '{cpu}', '4 cores', '1.0', 8, now(), 15, true)",
        )
        .await
        .unwrap();
    let job = edge::fresh_id();
    let claim = "insert into job_queue (job_id, kind, engine, owner_id, next, ready_at, enqueued_at, worker, lease_until)
        values ($1, 'time_scene', 'cpu', $1, 'run', now(), now(), 'a', now() + interval '60 s')";
    client.execute(claim, &[&job]).await.unwrap();
    let workers = operations::workers(&client).await.unwrap();
    let alive: Vec<_> = workers.iter().map(|it| (it.name.as_str(), it.alive, it.draining)).collect();
    assert_eq!(alive, [("a", true, false), ("b", false, false), ("c", true, true)]);
    assert_eq!(
        (workers[0].jobs.as_slice(), workers[1].jobs.as_slice()),
        ([JobId(job)].as_slice(), [].as_slice())
    );
    assert_eq!(workers[0].engines, ["cpu", "gpu"]);
    assert_eq!(operations::slots(&client).await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn maintenance_says_how_its_last_round_went() {
    let world = World::open().await;
    let client = world.client().await;
    client
        .batch_execute(
            "insert into maintenance (task, every_s, last_run_at, worker, took_ms, removed, error)
             values ('a', 60, now(), 'w', 1.5, 7, null), ('b', 3600, now(), 'w', 2, null, 'no room'),
                ('c', 1, null, null, null, null, null)",
        )
        .await
        .unwrap();
    let tasks = operations::maintenance(&client).await.unwrap();
    let shown: Vec<_> =
        tasks.iter().map(|it| (it.every_s, it.last_outcome, it.last_removed, it.error.as_deref())).collect();
    assert_eq!(
        shown,
        [
            (60, Some(MaintenanceOutcome::Done), Some(7), None),
            (3600, Some(MaintenanceOutcome::Failed), None, Some("no room")),
            (1, None, None, None),
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_spoken_for_is_what_was_spent_and_what_running_jobs_may_cost() {
    let world = World::open().await;
    let client = world.client().await;
    let script = domain::ScriptId(edge::fresh_id());
    let nothing = operations::spending(&client, script).await.unwrap();
    assert_eq!((nothing.used(), nothing.budget), (Cost::default(), Budget::default()));
    let spent =
        "insert into script_spending (script_id, spent_ms, spent_usd, budget_ms) values ($1, 100, 7, 500)";
    client.execute(spent, &[&script.0]).await.unwrap();
    for (next, lease) in [("run", Some("60 s")), ("run", None), ("check", Some("60 s"))] {
        let sql = "insert into job_queue (job_id, kind, engine, owner_id, script_id, next, ready_at, enqueued_at,
                estimate_ms, lease_until)
            values (gen_random_uuid(), 'time_scene', 'cpu', $1, $1, $2, now(), now(), 30, now() + $3::text::interval)";
        client.execute(sql, &[&script.0, &next, &lease]).await.unwrap();
    }
    let spending = operations::spending(&client, script).await.unwrap();
    assert_eq!(spending.used(), Cost { compute_ms: 130, usd_micros: 7 });
    assert_eq!(spending.budget, Budget { compute_ms: Some(500), usd_micros: None });
}
