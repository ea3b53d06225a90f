//! `GET /scripts/{id}/versions/{n}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, VersionPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::AccountId;
use projections::page::Limit;
use projections::scenes::{self, Scene};
use projections::versions::Version;
use projections::{Cursor, Page, Past};
use serde::Serialize;
use utoipa::ToSchema;

/// A version with its scenes, in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionWithScenes {
    #[serde(flatten)]
    version: Version,
    scenes: Vec<Scene>,
}

/// Read a version
///
/// With its text and scenes; with `as_of`, its label, notes and scenes as they were.
#[utoipa::path(
    get,
    path = "/scripts/{id}/versions/{n}",
    operation_id = "read_version",
    tag = "versions",
    params(VersionPath, AsOfQuery),
    responses((status = 200, description = "The version", body = VersionWithScenes))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<VersionPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<VersionWithScenes>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let past = match moment {
        None => None,
        Some(moment) => Some(app.past(&user, moment).await),
    };
    let version = match &past {
        None => super::find(&app, &user, path).await?,
        Some(past) => {
            let version = past.version(path.id, path.n).await?;
            version
                .ok_or_else(|| Problem::not_found("version", format!("{} of script {}", path.n, path.id)))?
        }
    };
    let scenes = all_scenes(&app, user.account, past.as_ref(), path).await?;
    let etag = version.summary.sequence;
    Ok(Answer::ok(VersionWithScenes { version, scenes }).etag(etag).position(position))
}

/// Every scene of a version; a text has no more than [`crate::limits::SCENES`].
async fn all_scenes(
    app: &App,
    owner: AccountId,
    past: Option<&Past>,
    VersionPath { id, n }: VersionPath,
) -> Result<Vec<Scene>, Problem> {
    let mut all = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page: Page<Scene> = match past {
            None => scenes::list(&app.client().await?, owner, id, n, cursor.as_ref(), Limit::MOST).await?,
            Some(past) => match past.scenes(id, n, cursor.as_ref(), Limit::MOST).await? {
                Some(page) => page,
                None => return Ok(all),
            },
        };
        all.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}
