//! `GET /scripts/{id}/export`

use crate::assets::disposition::{content_type, disposition};
use crate::auth::User;
use crate::exporting::{self, Content, Export, Format};
use crate::extract::{Path, Query, ScriptPath};
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use projections::scripts;
use serde::Deserialize;
use tokio::io::AsyncReadExt;
use utoipa::IntoParams;

/// What is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// As what.
    #[param(inline)]
    format: Format,
    /// Which version, by its number; the newest unless said.
    #[param(minimum = 1, maximum = 1_000_000)]
    version: Option<u32>,
}

/// Export a script
///
/// A version as it is now, with its scenes' newest texts and their shots. Times are those of the sound, where a
/// scene has been mixed, and else the planned ones; scenes that nobody has broken down are cut as their texts
/// give it.
#[utoipa::path(
    get,
    path = "/scripts/{id}/export",
    operation_id = "export_script",
    tag = "scripts",
    params(ScriptPath, ExportQuery),
    responses(
        (status = 200, description = "The file", body = inline(crate::routes::assets::upload::File), content_type = "application/octet-stream"),
        (status = 409, description = "There is no version, or nothing to cut")
    )
)]
pub(crate) async fn export(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let script = scripts::get(&app.client().await?, user.account, path.id).await?;
    let script = script.ok_or_else(|| Problem::not_found("script", path.id))?;
    let none = || Problem::new(Kind::NotProducible).detail("the script has no version yet");
    let number = query.version.or(script.head).ok_or_else(none)?;
    let export = exporting::export(&app, &user, &script, number, query.format).await?;
    answer(export).await
}

/// How many bytes of a file are read at a time.
const PIECE: usize = 256 * 1024;

async fn answer(export: Export) -> Result<Response, Problem> {
    let Export { media_type, file_name, content } = export;
    let (length, body) = match content {
        Content::Bytes(bytes) => (bytes.len() as u64, Body::from(bytes)),
        Content::File(path, directory) => {
            let mut file = tokio::fs::File::open(&path).await.map_err(Problem::internal)?;
            let length = file.metadata().await.map_err(Problem::internal)?.len();
            let stream = async_stream::try_stream! {
                // The file is there as long as its directory.
                let _directory = directory;
                let mut piece = vec![0; PIECE];
                loop {
                    let read = file.read(&mut piece).await?;
                    if read == 0 {
                        break;
                    }
                    yield Bytes::copy_from_slice(&piece[..read]);
                }
            };
            let stream: futures_util::stream::BoxStream<'static, std::io::Result<Bytes>> = Box::pin(stream);
            (length, Body::from_stream(stream))
        }
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    // Saved under its name, whatever a browser could show.
    let saved = disposition("application/octet-stream", &file_name);
    for (name, value) in [
        (CONTENT_TYPE, content_type(media_type)),
        (CONTENT_LENGTH, length.to_string()),
        (CONTENT_DISPOSITION, saved),
    ] {
        headers.insert(name, HeaderValue::from_str(&value).map_err(Problem::internal)?);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
