//! `POST /scripts/{id}/generate`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, PreferWait, ScriptPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::planning;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask, estimate};
use crate::state::App;
use axum::extract::State;
use domain::job::{GenerateScript, JobKind, Work};
use domain::{Length, ScriptType};
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
        (status = 409, description = "The script is archived, or its budget does not cover this")
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
    let spending = planning::spending(&app, &user, path.id).await?;
    let estimate = estimate(&app, JobKind::GenerateScript).await?;
    let GenerateRequest { prompt, script_type, length } = asked;
    let work = Work::GenerateScript(GenerateScript { prompt, script_type, length });
    let wanted = Wanted { work, estimate, of: Some((path.id, spending)) };
    ask(&app, &user, wanted, ids, wait).await
}
