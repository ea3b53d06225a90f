//! `POST /assets`

use super::Asset;
use crate::answer::Answer;
use crate::assets::access::{Home, within_quota};
use crate::assets::receive::{Arrived, announced, receive};
use crate::auth::User;
use crate::extract::{Query, QueryText};
use crate::idempotency::{self, Ids};
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use domain::asset::{AssetCommand, AssetProvenance, AssetTag, BelongsTo, Facts, FileName, NewAsset};
use domain::{AssetId, CharacterId, SceneId, ScriptId, ShotId};
use serde::Deserialize;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, SchemaFormat};
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// What is said of the file beside its bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// What it is called.
    #[param(inline, value_type = Option<QueryText>)]
    file_name: Option<String>,
    /// What it is for; `upload` unless said.
    #[param(inline)]
    tag: Option<AssetTag>,
    /// The script it belongs to.
    #[param(value_type = Option<Uuid>)]
    script: Option<ScriptId>,
    /// The scene it belongs to, which brings its script.
    #[param(value_type = Option<Uuid>)]
    scene: Option<SceneId>,
    /// The shot of that scene.
    #[param(value_type = Option<Uuid>)]
    shot: Option<ShotId>,
    /// The character it belongs to.
    #[param(value_type = Option<Uuid>)]
    character: Option<CharacterId>,
}

/// The bytes of a file, as they are.
pub(crate) struct File;

impl PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        binary()
    }
}

impl ToSchema for File {}

/// Bytes, as the document describes them.
pub(super) fn binary() -> RefOr<Schema> {
    let format = SchemaFormat::KnownFormat(KnownFormat::Binary);
    let bytes = ObjectBuilder::new().schema_type(Type::String).format(Some(format));
    limits::schema(bytes.build())
}

/// Upload a file
///
/// The body is the file and nothing else. What it is, its first bytes say: PNG, JPEG, GIF, WebP and EXR
/// pictures of at most 50 million pixels; MP4, MOV, WebM and Matroska; WAV, FLAC, Ogg, MP3 and M4A; PDF;
/// ZIP; and text in UTF-8. A `Content-Type` that says something else is refused.
#[utoipa::path(
    post,
    path = "/assets",
    operation_id = "upload_asset",
    tag = "assets",
    params(UploadQuery),
    request_body(content = inline(File), content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The new asset", body = Asset),
        (status = 403, description = "You may look at the script, not change it"),
        (status = 404, description = "What it is to belong to is not there"),
        (status = 409, description = "The script is archived"),
        (status = 415, description = "The file is none of those, or not what it is said to be"),
        (status = 507, description = "The account or the studio may keep no more")
    )
)]
pub(crate) async fn upload(
    State(app): State<App>,
    user: User,
    Query(query): Query<UploadQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let key = idempotency::key(request.headers())?;
    let UploadQuery { file_name, tag, script, scene, shot, character } = query;
    let home = Home::of(&app, &user, BelongsTo { script, scene, shot, character }).await?;
    within_quota(&app, home.owner, announced(request.headers()).unwrap_or(0)).await?;
    let (parts, body) = request.into_parts();
    let arrived = receive(&app, &parts.headers, body).await?;
    within_quota(&app, home.owner, arrived.received.bytes()).await?;
    let fingerprint = idempotency::fingerprint(&parts, arrived.received.sha256().as_bytes());
    let new = Named { home, tag: tag.unwrap_or(AssetTag::Upload), file_name };
    let add = {
        let app = app.clone();
        move |ids: Ids| async move { add(&app, &user, &ids, new, arrived).await.into_response() }
    };
    match key {
        Some(key) => idempotency::once_as(&app, &user, key, fingerprint, add).await,
        // In a task of its own: a client that goes away must not leave it half done.
        None => request::spawn(add(Ids::fresh())).await.map_err(Problem::internal),
    }
}

/// What somebody said of a file.
struct Named {
    home: Home,
    tag: AssetTag,
    file_name: Option<String>,
}

/// First the bytes are safe, then the log says that they are there.
async fn add(
    app: &App,
    user: &User,
    ids: &Ids,
    said: Named,
    arrived: Arrived,
) -> Result<Answer<Asset>, Problem> {
    let Arrived { received, media, measures } = arrived;
    let stored = app.assets.keep(received).await?;
    let id: AssetId = ids.id("asset");
    let unnamed = media.file_name();
    let new = NewAsset {
        asset: id,
        owner: said.home.owner,
        belongs: said.home.belongs,
        tag: said.tag,
        facts: Facts {
            kind: media.kind,
            media_type: media.name.parse().map_err(Problem::internal)?,
            file_name: FileName::from_any(said.file_name.as_deref().unwrap_or(&unnamed), &unnamed),
            bytes: stored.bytes,
            sha256: stored.sha256.to_string().parse().map_err(Problem::internal)?,
            measures,
        },
        provenance: AssetProvenance::upload(),
    };
    let context = request::command_context(user.account, ids.command());
    let committed =
        app.store.execute::<domain::Asset>(id, AssetCommand::Add(Box::new(new)), &context).await?;
    Ok(super::shown(app, user, id, &committed).await?.created(super::address(id)))
}
