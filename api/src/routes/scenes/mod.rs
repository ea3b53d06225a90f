//! Scenes: a version's parts, each with its plan and its text.

pub(crate) mod animatic;
pub(crate) mod break_down;
pub(crate) mod change;
pub(crate) mod consistency;
pub(crate) mod create;
pub(crate) mod declare;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod revisions;
pub(crate) mod storyboard;
pub(crate) mod withdraw;

use crate::answer::Answer;
use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use domain::SceneId;
use event_store::Committed;
use projections::scenes::{self, Scene};

/// A scene after a command, as the read models show it.
async fn shown(app: &App, user: &User, id: SceneId, committed: &Committed) -> Result<Answer<Scene>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let scene = match scenes::get(&app.client().await?, user.account, id).await? {
        Some(scene) if !lagging => scene,
        _ => unseen::scene(app, user, id).await?,
    };
    let etag = scene.sequence;
    Ok(Answer::ok(scene).etag(etag).position(position).lagging(lagging))
}
