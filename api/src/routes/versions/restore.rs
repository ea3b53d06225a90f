//! `POST /scripts/{id}/versions/{n}/restore`

use super::draft::{Manuscript, SceneDraft, set_down};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{NoBody, Path, VersionPath};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::version::Source;
use projections::versions::Version;
use projections::{Limit, scenes};

/// Bring an older version back
///
/// Makes it the newest once more: a new version with its text, and its scenes as they are now.
#[utoipa::path(
    post,
    path = "/scripts/{id}/versions/{n}/restore",
    operation_id = "restore_version",
    tag = "versions",
    params(VersionPath),
    responses(
        (status = 201, description = "The new version", body = Version),
        (status = 409, description = "The script is archived")
    )
)]
pub(crate) async fn restore(
    State(app): State<App>,
    user: User,
    Path(path): Path<VersionPath>,
    ids: Ids,
    _: NoBody,
) -> Result<Answer<Version>, Problem> {
    let old = super::find(&app, &user, path).await?;
    let text = Manuscript {
        script: path.id,
        parent: None,
        source: Source::Restore { from: path.n },
        script_type: old.summary.script_type,
        text: old.text,
        label: None,
        scenes: scenes_of(&app, &user, path).await?,
    };
    set_down(&app, &user, &ids, &text).await
}

async fn scenes_of(app: &App, user: &User, path: VersionPath) -> Result<Vec<SceneDraft>, Problem> {
    let client = app.client().await?;
    let (mut drafts, mut cursor) = (Vec::new(), None);
    loop {
        let page = scenes::list(&client, user.account, path.id, path.n, cursor.as_ref(), Limit::MOST).await?;
        drafts.extend(page.items.into_iter().map(|scene| SceneDraft {
            number: scene.number,
            setting: scene.setting,
            goal: scene.goal,
            tension: scene.tension,
            tone: Some(scene.tone),
            content: scene.content,
            episode: scene.episode,
        }));
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(drafts),
        }
    }
}
