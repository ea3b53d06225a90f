//! Productions of any shape: nodes that do as they are told, under the name of a kind that exists.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::job::{
    Cost, GenerateScript, JobCommand, JobDetails, JobKind, Node, PlannedNode, Produce, Scope, Work,
};
use domain::production::{NodeRequest, PlannedJobs, digest};
use domain::{AccountId, Job, JobId, Length, ScriptType};
use event_store::edge;
use serde_json::json;
use workers::{JobError, Kinds, Made, RunningJob, record_plan};

use crate::common::{Studio, context, kind, prompt};

/// What a node does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    /// Takes so many milliseconds.
    Takes(u64),
    /// Fails every time.
    Fails,
    /// Fails the first time.
    Stumbles,
    /// Runs until it is told to stop.
    Hangs,
    /// Fails, and is to be tried again in an hour.
    PutsOff,
}

impl Does {
    fn said(self) -> String {
        match self {
            Self::Takes(ms) => format!("takes {ms}"),
            Self::Fails => "fails".to_owned(),
            Self::Stumbles => "stumbles".to_owned(),
            Self::Hangs => "hangs".to_owned(),
            Self::PutsOff => "puts off".to_owned(),
        }
    }
}

/// A node: what it does, and what it needs by index of earlier nodes.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) does: Does,
    pub(crate) needs: Vec<usize>,
}

pub(crate) fn spec(does: Does, needs: &[usize]) -> Spec {
    Spec { does, needs: needs.to_vec() }
}

/// The plans of the productions that a test asks for.
#[derive(Clone, Default)]
pub(crate) struct Plans(Arc<Mutex<HashMap<JobId, PlannedJobs>>>);

/// A production that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) id: JobId,
    /// Its nodes' jobs, in the order of the specs.
    pub(crate) nodes: Vec<JobId>,
}

impl Plans {
    /// The kinds that make such productions.
    pub(crate) fn kinds(&self) -> Kinds {
        let plans = Arc::clone(&self.0);
        let plan = move |job: RunningJob| {
            let planned = plans.lock().unwrap()[&job.job().id].clone();
            async move { record_plan(&job, &planned).await }
        };
        Kinds::default().with(kind(plan).named(JobKind::Produce)).with(kind(act))
    }

    /// Asks for a production. Nodes that say the same and need the same have the same inputs; `salt` keeps
    /// those of different worlds apart.
    pub(crate) async fn ask(&self, studio: &Studio, owner: AccountId, salt: &str, specs: &[Spec]) -> Asked {
        let id = JobId(edge::fresh_id());
        let mut planned = PlannedJobs { nodes: vec![], requests: vec![], reused: 0 };
        let mut hashes: Vec<String> = Vec::new();
        let mut nodes: Vec<JobId> = Vec::new();
        for (place, spec) in specs.iter().enumerate() {
            let mut parts = vec![salt.to_owned(), spec.does.said()];
            parts.extend(spec.needs.iter().map(|need| hashes[*need].clone()));
            let hash = digest(&parts.iter().map(String::as_str).collect::<Vec<_>>());
            // Equal nodes of one production are one node.
            if let Some(twin) = hashes.iter().position(|known| *known == hash) {
                hashes.push(hash);
                nodes.push(nodes[twin]);
                continue;
            }
            let job = JobId(edge::fresh_id());
            let mut needs: Vec<JobId> = spec.needs.iter().map(|need| nodes[*need]).collect();
            needs.sort_unstable();
            needs.dedup();
            let (label, estimate) = (format!("node {place}"), Cost { compute_ms: 10, usd_micros: 0 });
            planned.nodes.push(PlannedNode {
                job,
                kind: JobKind::GenerateScript,
                label: label.clone(),
                needs: needs.clone(),
                reused: false,
                input_hash: hash.clone(),
                estimate,
            });
            let work = Work::GenerateScript(GenerateScript {
                prompt: spec.does.said(),
                script_type: ScriptType::Outline,
                length: Length::Short,
            });
            let inputs = needs.clone();
            let node = Node { production: id, needs, inputs, input_hash: hash.clone(), label };
            planned.requests.push(NodeRequest { job, work, estimate, node });
            hashes.push(hash);
            nodes.push(job);
        }
        self.0.lock().unwrap().insert(id, planned);
        let work = Work::Produce(Produce::new(Scope::Script, vec![JobKind::TimeScript]));
        let request = JobCommand::Request {
            job: id,
            owner,
            script: None,
            work,
            priority: 0,
            max_attempts: 5,
            estimate: Cost::default(),
            node: None,
        };
        studio.command::<Job>(id, request).await;
        Asked { id, nodes }
    }
}

async fn act(job: RunningJob) -> Result<Made, JobError> {
    let said = prompt(&job);
    if said == "fails" {
        return Err(JobError::fail("as it was told"));
    }
    if said == "stumbles" && job.job().attempt == 1 {
        return Err(JobError::retry("once"));
    }
    if said == "puts off" {
        return Err(JobError::retry_after("in an hour", Duration::from_hours(1)));
    }
    let takes = match said.strip_prefix("takes ") {
        Some(ms) => Duration::from_millis(ms.parse().unwrap()),
        None if said == "hangs" => Duration::MAX,
        None => Duration::ZERO,
    };
    tokio::select! {
        () = tokio::time::sleep(takes) => Ok(Made::Result(json!({ "said": said }))),
        _ = job.stop().wait() => Err(JobError::Stopped),
    }
}

/// Tries again what was not made, as people do: the production and those nodes, as one.
pub(crate) async fn retry(studio: &Studio, production: JobId) {
    let mut unit = studio.store.unit(context());
    let plan = studio.job(production).await.plan.unwrap();
    let mut nodes = Vec::new();
    for node in plan.own() {
        if matches!(
            studio.job(node).await.state,
            domain::job::JobState::Failed | domain::job::JobState::Cancelled
        ) {
            nodes.push(node);
        }
    }
    unit.execute::<Job>(production, JobCommand::Retry { nodes: nodes.clone() }).await.unwrap();
    for node in nodes {
        unit.execute::<Job>(node, JobCommand::Retry { nodes: vec![] }).await.unwrap();
    }
    unit.commit().await.unwrap();
}

/// Waits until the production is over.
pub(crate) async fn ended(studio: &Studio, production: JobId) -> JobDetails {
    studio.job_when(production, |job| job.state.ended()).await
}
