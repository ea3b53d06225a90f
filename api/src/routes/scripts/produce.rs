//! `POST /scripts/{id}/produce`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Path, PreferWait, ScriptPath};
use crate::idempotency::Ids;
use crate::planning::{Planned, ProduceRequest, planned};
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask};
use crate::state::App;
use axum::extract::State;
use domain::job::Work;

/// Produce
///
/// Asks for a production: a job that makes everything that is wanted of the newest version, each part as soon
/// as what it needs is there, and nothing again that was made of the same before. `Prefer: wait=N` answers when
/// it is over, or after N seconds.
#[utoipa::path(
    post,
    path = "/scripts/{id}/produce",
    operation_id = "produce_script",
    tag = "scripts",
    params(ScriptPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body = ProduceRequest,
    responses(
        (status = 202, description = "The production", body = Job),
        (status = 409, description = "The budget does not cover it, the script is archived, or there is nothing to make it of")
    )
)]
pub(crate) async fn produce(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    wait: PreferWait,
    Body(request): Body<ProduceRequest>,
) -> Result<Answer<Job>, Problem> {
    let Planned { asked, plan, spending, .. } = planned(&app, &user, path.id, request).await?;
    let of = Some((path.id, spending));
    let wanted = Wanted { work: Work::Produce(asked), estimate: plan.estimate, of };
    ask(&app, &user, wanted, ids, wait).await
}
