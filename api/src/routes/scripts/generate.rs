//! `POST /scripts/{id}/generate`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, PreferWait, ScriptPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::{Kind, Problem, Refused};
use crate::request;
use crate::routes::jobs::{self, Job};
use crate::state::App;
use crate::write;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use domain::job::{Cost, GenerateScript, JobCommand, Work};
use domain::script::ScriptError;
use domain::{JobId, Length, ScriptType};
use serde::Deserialize;
use utoipa::ToSchema;

/// What to write.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenerateRequest {
    #[schema(schema_with = limits::prompt)]
    prompt: String,
    /// Screenplay, treatment or outline; a screenplay unless said.
    #[serde(default = "screenplay")]
    script_type: ScriptType,
    /// How much of it; short unless said.
    #[serde(default = "short")]
    length: Length,
}

impl Input for GenerateRequest {}

const fn screenplay() -> ScriptType {
    ScriptType::Screenplay
}

const fn short() -> Length {
    Length::Short
}

/// How often a job may be started before it fails.
const MAX_ATTEMPTS: u32 = 5;

/// Have a version written
///
/// Asks for a job that ends with a new version. `Prefer: wait=N` answers when the job is over, or after N
/// seconds.
#[utoipa::path(
    post,
    path = "/scripts/{id}/generate",
    operation_id = "generate_script",
    tag = "scripts",
    params(ScriptPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body = GenerateRequest,
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The script is archived")
    )
)]
pub(crate) async fn generate(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    wait: PreferWait,
    Body(asked): Body<GenerateRequest>,
) -> Result<Answer<Job>, Problem> {
    let script = write::own::<domain::Script>(&app, &user, path.id).await?;
    if script.state.details().is_some_and(|script| script.archived) {
        return Err(ScriptError::Archived.problem());
    }
    let verdict = app.work_limit.take(user.account).check()?;
    room_for_one_more(&app, &user).await?;
    let id: JobId = ids.id("job");
    let GenerateRequest { prompt, script_type, length } = asked;
    let command = JobCommand::Request {
        job: id,
        owner: user.account,
        script: Some(path.id),
        work: Work::GenerateScript(GenerateScript { prompt, script_type, length }),
        priority: 0,
        max_attempts: MAX_ATTEMPTS,
        estimate: Cost::default(),
        node: None,
    };
    let context = request::command_context(user.account, ids.command());
    let committed = app.store.execute::<domain::Job>(id, command, &context).await?;
    let answer = jobs::shown(&app, &user, id, &committed, wait).await?;
    Ok(answer.accepted(format!("/api/v1/jobs/{id}")).limited(verdict))
}

/// One account cannot fill the queue.
async fn room_for_one_more(app: &App, user: &User) -> Result<(), Problem> {
    let waiting = projections::jobs::active(&app.client().await?, user.account).await?.len();
    if waiting < limits::ACTIVE_JOBS {
        return Ok(());
    }
    Err(Problem::new(Kind::RateLimited)
        .detail(format!("{waiting} jobs of yours are waiting or running; wait for some, or cancel them"))
        .header(RETRY_AFTER, "30"))
}
