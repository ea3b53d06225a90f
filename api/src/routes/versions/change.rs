//! `PATCH /scripts/{id}/versions/{n}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, VersionPath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::version::VersionCommand;
use projections::versions::Version;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// What changes beside a text that never does; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VersionChange {
    #[serde(default, deserialize_with = "given")]
    #[schema(schema_with = limits::label)]
    label: Label,
    #[schema(schema_with = limits::notes)]
    notes: Option<String>,
}

impl Input for VersionChange {}

/// A label that is left out, taken away, or given.
#[derive(Default)]
enum Label {
    #[default]
    LeftOut,
    Given(Option<String>),
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Label, D::Error> {
    Option::deserialize(deserializer).map(Label::Given)
}

/// Change a version's label and notes
#[utoipa::path(
    patch,
    path = "/scripts/{id}/versions/{n}",
    operation_id = "change_version",
    tag = "versions",
    params(VersionPath),
    request_body = VersionChange,
    responses((status = 200, description = "The version as it is now", body = Version))
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<VersionPath>,
    at: IfMatch,
    Body(change): Body<VersionChange>,
) -> Result<Answer<Version>, Problem> {
    let version = super::find(&app, &user, path).await?.summary;
    let (id, scene_count) = (version.id, version.scene_count);
    let label = match change.label {
        Label::LeftOut => None,
        Label::Given(label) => Some(VersionCommand::Label(label)),
    };
    let commands = label.into_iter().chain(change.notes.map(VersionCommand::Note)).collect();
    let committed = write::execute_all::<domain::Version>(&app, &user, id, at, commands).await?;
    super::shown(&app, &user, id, scene_count, &committed).await
}
