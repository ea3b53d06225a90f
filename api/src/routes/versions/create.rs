//! `POST /scripts/{id}/versions`

use super::draft::{Manuscript, scenes, set_down};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, ScriptPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::ScriptType;
use domain::version::Source;
use projections::versions::Version;
use serde::Deserialize;
use utoipa::ToSchema;

/// A new version, written by hand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVersion {
    #[schema(schema_with = limits::version_text)]
    text: String,
    #[schema(schema_with = limits::parent)]
    parent: Option<u32>,
    #[schema(schema_with = limits::label)]
    label: Option<String>,
    /// Screenplay, treatment or outline; a screenplay unless said.
    script_type: Option<ScriptType>,
}

impl Input for NewVersion {
    const MAX_BYTES: usize = limits::TEXT_BODY_BYTES;
}

/// Write a version
///
/// The text of a screenplay is read as Fountain, and each of its scenes becomes one. A `parent` that is not
/// the newest version any more is refused.
#[utoipa::path(
    post,
    path = "/scripts/{id}/versions",
    operation_id = "create_version",
    tag = "versions",
    params(ScriptPath),
    request_body = NewVersion,
    responses(
        (status = 201, description = "The new version", body = Version),
        (status = 409, description = "A newer version exists, or the script is archived")
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    Body(new): Body<NewVersion>,
) -> Result<Answer<Version>, Problem> {
    write::own::<domain::Script>(&app, &user, path.id).await?;
    let script_type = new.script_type.unwrap_or(ScriptType::Screenplay);
    let text = Manuscript {
        script: path.id,
        parent: new.parent,
        source: Source::Text {},
        script_type,
        scenes: scenes(script_type, &new.text)?,
        text: new.text,
        label: new.label,
    };
    set_down(&app, &user, &ids, &text).await
}
