//! What was made before, for one plan: looked up by its hashes and its kinds, all of it at once.

use crate::operations;
use crate::row::{ReadError, word};
use deadpool_postgres::GenericClient;
use domain::job::{Cost, JobKind, Scope};
use domain::production::{Known, ProductionPlan};
use domain::{AccountId, CharacterId, JobId, SceneId, ScriptId};
use std::collections::{HashMap, HashSet};
use tokio_postgres::Row;
use uuid::Uuid;

/// What the planner asks of the past.
#[derive(Clone, Debug, Default)]
pub struct KnownFacts {
    finished: HashMap<String, JobId>,
    running: HashMap<String, JobId>,
    estimates: HashMap<JobKind, Cost>,
    made: HashSet<(JobKind, Subject)>,
}

/// A [`Scope`] that can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Subject {
    Script,
    Episode(u32),
    Of(Uuid),
}

impl From<Scope> for Subject {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Script => Self::Script,
            Scope::Episode(number) => Self::Episode(number),
            Scope::Scene(SceneId(id)) | Scope::Character(CharacterId(id)) => Self::Of(id),
        }
    }
}

impl KnownFacts {
    /// The job that makes, or waits to make, an output of exactly these inputs.
    pub fn running(&self, input_hash: &str) -> Option<JobId> {
        self.running.get(input_hash).copied()
    }

    /// What one job of this kind has cost on average, if there was any.
    pub fn cost_of(&self, kind: JobKind) -> Option<Cost> {
        self.estimates.get(&kind).copied()
    }
}

impl Known for KnownFacts {
    fn finished(&self, input_hash: &str) -> Option<JobId> {
        self.finished.get(input_hash).copied()
    }

    fn estimate(&self, kind: JobKind) -> Option<Cost> {
        self.cost_of(kind)
    }

    fn made_of(&self, kind: JobKind, subject: Scope) -> bool {
        self.made.contains(&(kind, subject.into()))
    }
}

/// What was made of everything in a plan, and what its kinds have cost. `plan` is the one that was made
/// without knowing anything.
pub async fn known(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    plan: &ProductionPlan,
) -> Result<KnownFacts, ReadError> {
    let hashes: Vec<&str> = plan.nodes.iter().map(|node| node.input_hash.as_str()).collect();
    let select = client
        .prepare_cached(
            "select input_hash, job_id from job_outputs where owner_id = $1 and input_hash = any($2)",
        )
        .await?;
    let finished = by_hash(&client.query(&select, &[&owner.0, &hashes]).await?)?;
    let select = client
        .prepare_cached(
            "select input_hash, id from jobs
             where owner_id = $1 and ended_at is null and input_hash = any($2) order by created_position desc",
        )
        .await?;
    let running = by_hash(&client.query(&select, &[&owner.0, &hashes]).await?)?;
    let (estimates, made) =
        (operations::experiences(client).await?, made(client, owner, script, plan).await?);
    Ok(KnownFacts { finished, running, estimates, made })
}

fn by_hash(rows: &[Row]) -> Result<HashMap<String, JobId>, ReadError> {
    rows.iter().map(|row| Ok((row.try_get(0)?, JobId(row.try_get(1)?)))).collect()
}

/// Which of the plan's subjects have an output of the kind, for whatever inputs. A scene is the same one by
/// its id, or, in a version drafted anew, by what people call the node: its number.
async fn made(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    plan: &ProductionPlan,
) -> Result<HashSet<(JobKind, Subject)>, ReadError> {
    let kinds: HashSet<&str> = plan.nodes.iter().map(|node| node.kind.as_str()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let select = client
        .prepare_cached(
            "select distinct kind, label, input ->> 'scene' as scene from jobs
             where owner_id = $1 and script_id = $2 and state = 'completed' and label is not null
                and kind = any($3)",
        )
        .await?;
    let mut labels: HashSet<(JobKind, String)> = HashSet::new();
    let mut made = HashSet::new();
    for row in client.query(&select, &[&owner.0, &script.0, &kinds]).await? {
        let kind = word(&row, "kind")?;
        labels.insert((kind, row.try_get("label")?));
        let scene: Option<&str> = row.try_get("scene")?;
        if let Some(id) = scene.and_then(|scene| Uuid::parse_str(scene).ok()) {
            made.insert((kind, Subject::Of(id)));
        }
    }
    for node in plan.nodes.iter().filter(|node| labels.contains(&(node.kind, node.label.clone()))) {
        made.extend(node.subjects.iter().map(|subject| (node.kind, Subject::from(*subject))));
    }
    Ok(made)
}
