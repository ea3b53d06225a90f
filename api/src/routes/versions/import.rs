//! `POST /scripts/{id}/import`

use super::draft::{Manuscript, set_down};
use crate::auth::User;
use crate::extract::{Path, Query, QueryText, ScriptPath, read};
use crate::idempotency::{self, Ids};
use crate::importing;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::routes::scripts::import::file_name;
use crate::state::App;
use crate::write;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use domain::ScriptType;
use domain::version::Source;
use projections::versions::Version;
use serde::Deserialize;
use utoipa::IntoParams;

/// What is said of a screenplay beside its text.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionImportQuery {
    /// The number of the version it was written from; the newest when it is left out.
    #[param(minimum = 1, maximum = 1_000_000)]
    parent: Option<u32>,
    /// What the file is called.
    #[param(inline, value_type = Option<QueryText>)]
    file_name: Option<String>,
}

/// Import a version
///
/// The body is a Fountain or Final Draft file of at most 10 MB, which becomes the script's next version. A
/// `parent` that is not the newest version any more is refused.
#[utoipa::path(
    post,
    path = "/scripts/{id}/import",
    operation_id = "import_version",
    tag = "versions",
    params(ScriptPath, VersionImportQuery),
    request_body(content = inline(crate::routes::assets::upload::File), content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The new version", body = Version),
        (status = 409, description = "A newer version exists, or the script is archived"),
        (status = 413, description = "The file is too large"),
        (status = 415, description = "The file is neither text nor XML")
    )
)]
pub(crate) async fn import(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    Query(query): Query<VersionImportQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let key = idempotency::key(request.headers())?;
    write::own::<domain::Script>(&app, &user, path.id).await?;
    importing::declared(request.headers())?;
    let (parts, body) = request.into_parts();
    let bytes = read(body, limits::IMPORT_BYTES).await?;
    let fingerprint = idempotency::fingerprint(&parts, &bytes);
    let imported = tokio::task::spawn_blocking(move || importing::import(&bytes)).await;
    let imported = imported.map_err(Problem::internal)??;
    let text = Manuscript {
        script: path.id,
        parent: query.parent,
        source: Source::Import { file: file_name(query.file_name.as_deref(), &imported) },
        script_type: ScriptType::Screenplay,
        text: imported.text,
        label: None,
        scenes: imported.scenes,
    };
    let add = {
        let app = app.clone();
        move |ids: Ids| async move { set_down(&app, &user, &ids, &text).await.into_response() }
    };
    match key {
        Some(key) => idempotency::once_as(&app, &user, key, fingerprint, add).await,
        None => request::spawn(add(Ids::fresh())).await.map_err(Problem::internal),
    }
}
