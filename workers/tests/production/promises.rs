//! What holds of every production, read from the log alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::JobId;
use domain::job::{ErrorClass, JobEvent, JobState};
use proptest::prelude::*;

use crate::common::{Studio, options, somebody};
use crate::graphs::{Asked, Does, Plans, Spec, ended};
use domain::Job;
use domain::job::JobCommand;

/// Checks that no node started before what it needs was there, that nothing was completed twice for the
/// same inputs of one owner, that every production that was planned is over, and that its totals add up.
pub(crate) async fn kept(studio: &Studio) {
    studio.sequenced().await;
    let client = studio.pool.get().await.unwrap();
    let sql = "select aggregate_id, payload from events join log on log.event_id = events.id
        where aggregate_type = 'job' order by log.position";
    let mut there: BTreeSet<JobId> = BTreeSet::new();
    let mut needs: BTreeMap<JobId, Vec<JobId>> = BTreeMap::new();
    let mut inputs = BTreeMap::new();
    let mut made = BTreeSet::new();
    let mut open = BTreeSet::new();
    for row in client.query(sql, &[]).await.unwrap() {
        let id: JobId = row.get::<_, String>(0).parse().unwrap();
        match serde_json::from_value(row.get(1)).unwrap() {
            JobEvent::Requested { owner, node: Some(node), .. } => {
                inputs.insert(id, (owner, node.input_hash));
                needs.insert(id, node.needs);
            }
            JobEvent::Started { .. } => {
                let missing: Vec<_> =
                    needs.get(&id).into_iter().flatten().filter(|need| !there.contains(need)).collect();
                assert!(missing.is_empty(), "{id} started without {missing:?}");
            }
            JobEvent::Completed { .. } => {
                assert!(there.insert(id), "{id} was completed twice");
                if let Some(of) = inputs.get(&id) {
                    assert!(made.insert(of.clone()), "{of:?} was made twice");
                }
            }
            JobEvent::Reused { of, .. } => {
                assert!(there.contains(&of) && there.insert(id), "{id} took over {of}");
            }
            JobEvent::Planned { .. } => assert!(open.insert(id)),
            JobEvent::Retried { nodes } if !nodes.is_empty() => _ = open.insert(id),
            JobEvent::Produced { totals, .. } | JobEvent::PartiallyCompleted { totals, .. } => {
                assert!(open.remove(&id), "{id} ended twice");
                let sum = totals.made() + totals.failed + totals.blocked + totals.cancelled;
                assert_eq!((totals.running, totals.waiting, sum), (0, 0, totals.total));
            }
            JobEvent::Cancelled { .. } | JobEvent::Failed { .. } => _ = open.remove(&id),
            _ => {}
        }
    }
    assert!(open.is_empty(), "not over: {open:?}");
}

fn does() -> impl Strategy<Value = Does> {
    prop_oneof![
        8 => (0_u64..60).prop_map(Does::Takes),
        1 => Just(Does::Fails),
        1 => Just(Does::Stumbles),
    ]
}

fn graph() -> impl Strategy<Value = Vec<Spec>> {
    let node = (does(), prop::collection::vec(any::<prop::sample::Index>(), 0..3));
    prop::collection::vec(node, 1..14).prop_map(|nodes| {
        let spec = |(place, (does, needs)): (usize, (Does, Vec<prop::sample::Index>))| {
            let needs =
                if place == 0 { vec![] } else { needs.iter().map(|need| need.index(place)).collect() };
            Spec { does, needs }
        };
        nodes.into_iter().enumerate().map(spec).collect()
    })
}

/// Something that goes wrong: after so many milliseconds, to whom.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    Kill { after_ms: u64, worker: usize },
    Cancel { after_ms: u64, production: prop::sample::Index },
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        3 => (0_u64..150, 0_usize..2).prop_map(|(after_ms, worker)| Mishap::Kill { after_ms, worker }),
        1 => (0_u64..150, any::<prop::sample::Index>())
            .prop_map(|(after_ms, production)| Mishap::Cancel { after_ms, production }),
    ]
}

async fn survives(graphs: Vec<Vec<Spec>>, mishaps: Vec<Mishap>) {
    let studio = Studio::open().await;
    let plans = Plans::default();
    let start = |worker: usize| {
        let options = workers::WorkerOptions { slots: 2, lease_s: 4, ..options(["v", "w"][worker]) };
        crate::common::Mortal::start(&studio, options, plans.kinds())
    };
    let mut workers = [start(0), start(1)];
    // All of one owner, so that equal nodes of different productions meet.
    let owner = somebody();
    let mut asked: Vec<Asked> = Vec::new();
    for specs in &graphs {
        asked.push(plans.ask(&studio, owner, "", specs).await);
    }
    for mishap in mishaps {
        match mishap {
            Mishap::Kill { after_ms, worker } => {
                tokio::time::sleep(std::time::Duration::from_millis(after_ms)).await;
                std::mem::replace(&mut workers[worker], start(worker)).kill();
            }
            Mishap::Cancel { after_ms, production } => {
                tokio::time::sleep(std::time::Duration::from_millis(after_ms)).await;
                let of = production.get(&asked).id;
                studio.command::<Job>(of, JobCommand::RequestCancel { reason: None }).await;
            }
        }
    }
    for (asked, specs) in asked.iter().zip(&graphs) {
        let done = ended(&studio, asked.id).await;
        if done.state == JobState::Cancelled || done.plan.is_none() {
            continue;
        }
        // Without a hand in it, it ends as its nodes do: nothing fails but what was told to, or what needs that.
        for (job, spec) in asked.nodes.iter().zip(specs) {
            let node = studio.job(*job).await;
            match node.state {
                JobState::Completed => assert_ne!(spec.does, Does::Fails),
                JobState::Failed => {
                    let class = node.error.unwrap().class;
                    let crashed = class == ErrorClass::Crash;
                    assert!(spec.does == Does::Fails || class == ErrorClass::Blocked || crashed, "{class:?}");
                }
                state => panic!("{state}"),
            }
        }
    }
    kept(&studio).await;
}

/// Six for every run; `SPOOL_PROPERTY_CASES` asks for more.
fn cases() -> u32 {
    std::env::var("SPOOL_PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6)
}

proptest! {
    // Each case is a studio with its database, two workers that die, and some productions.
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_every_production_ends_and_nothing_runs_before_its_time_or_twice(
        graphs in prop::collection::vec(graph(), 1..5),
        mishaps in prop::collection::vec(mishap(), 0..6),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(survives(graphs, mishaps));
    }
}
