//! What workers do to a production and its nodes, by the same planner and the same commands.

use crate::worker::Worker;
use crate::world::{Person, World, eventually, text};
use domain::job::{Cost, ErrorClass, JobCommand, JobError, Totals, Work};
use domain::production::{NothingKnown, STANDARD, plan};
use domain::{Job, JobId};
use event_store::edge;
use projections::structure;
use serde_json::{Value, json};

/// Two scenes, and who is in them.
pub(crate) const TWO_SCENES: &str =
    "INT. LAMP ROOM - NIGHT\n\nMARA\nDark.\n\nEXT. SEA - DAY\n\nWaves. Nobody is there.";

/// A production with its nodes.
pub(crate) struct Producer {
    pub(crate) world: World,
    pub(crate) production: Worker,
    nodes: Vec<(String, JobId)>,
}

/// A script with a version of two scenes.
pub(crate) async fn two_scenes(person: &Person) -> String {
    let script = person.script("The Lamp").await;
    let draft = json!({ "text": TWO_SCENES });
    person.post(&format!("/scripts/{script}/versions"), &draft).await.expect(201);
    script
}

/// Asks for a production; its id.
pub(crate) async fn ask(person: &Person, script: &str, body: &Value) -> String {
    text(&person.post(&format!("/scripts/{script}/produce"), body).await.expect(202)["id"])
}

impl Producer {
    /// Takes a production that was asked for, plans it, and asks for its nodes.
    pub(crate) async fn plan(world: &World, job: &str) -> Self {
        let production = Worker::take(world, job).await;
        let details = production.details().await;
        let (owner, script) = (details.owner, details.script.unwrap());
        let Work::Produce(asked) = &details.work else { panic!("no production: {details:?}") };
        let client = world.pool.get().await.unwrap();
        let structure = structure::read(&client, owner, script).await.unwrap().unwrap();
        let first = plan(&structure, asked, STANDARD, &NothingKnown).unwrap();
        let known = structure::known(&client, owner, script, &first).await.unwrap();
        let planned = plan(&structure, asked, STANDARD, &known).unwrap();
        let estimate = planned.estimate;
        let planned = planned.into_jobs(production.job, |_| JobId(edge::fresh_id()));
        let nodes = planned.nodes.iter().map(|node| (node.label.clone(), node.job)).collect();
        let mut unit = world.store.unit(production.context());
        let (attempt, reused) = (production.attempt, planned.reused);
        let command = JobCommand::Plan { attempt, nodes: planned.nodes, reused, estimate };
        unit.execute::<Job>(production.job, command).await.unwrap();
        for request in planned.requests {
            let command = JobCommand::Request {
                job: request.job,
                owner,
                script: Some(script),
                work: request.work,
                priority: 0,
                max_attempts: 5,
                estimate: request.estimate,
                node: Some(Box::new(request.node)),
            };
            unit.execute::<Job>(request.job, command).await.unwrap();
        }
        unit.commit().await.unwrap();
        Self { world: world.clone(), production, nodes }
    }

    /// The job of a node.
    pub(crate) fn job(&self, label: &str) -> String {
        let (_, job) = self.nodes.iter().find(|(name, _)| name == label).unwrap();
        job.to_string()
    }

    pub(crate) async fn take(&self, label: &str) -> Worker {
        Worker::take(&self.world, &self.job(label)).await
    }

    /// Makes a node, and notes its output as the queue does.
    pub(crate) async fn make(&self, label: &str) {
        let worker = self.take(label).await;
        let cost = Cost { compute_ms: 7, usd_micros: 0 };
        let (attempt, result) = (worker.attempt, json!({ "of": label }));
        worker.say(JobCommand::Complete { attempt, result, cost }).await;
        let details = worker.details().await;
        let (node, kind) = (details.node.unwrap(), details.work.kind());
        let client = self.world.pool.get().await.unwrap();
        let sql = "insert into job_outputs (owner_id, input_hash, job_id, kind) values ($1, $2, $3, $4)";
        let of = details.owner.0;
        client.execute(sql, &[&of, &node.input_hash, &worker.job.0, &kind.as_str()]).await.unwrap();
    }

    /// Ends a node because of what it needs.
    pub(crate) async fn block(&self, label: &str) {
        let job: JobId = self.job(label).parse().unwrap();
        let error = JobError { class: ErrorClass::Blocked, message: "scene 1 was not timed".into() };
        let context = self.production.context();
        self.world.store.execute::<Job>(job, JobCommand::Decline { error }, &context).await.unwrap();
    }

    /// Ends the production.
    pub(crate) async fn settle(&self, totals: Totals) {
        self.production.say(JobCommand::Settle { totals, cost: Cost { compute_ms: 7, usd_micros: 0 } }).await;
    }

    /// Waits until a job is shown in a state.
    pub(crate) async fn shows(&self, person: &Person, job: &str, state: &str) {
        eventually(|| async { person.get(&format!("/jobs/{job}")).await.body["state"] == state }).await;
    }
}
