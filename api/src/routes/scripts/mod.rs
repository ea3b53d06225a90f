//! Scripts: the projects, their cast, and what they are made from.

pub(crate) mod animatic;
pub(crate) mod archive;
pub(crate) mod attach;
pub(crate) mod budget;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod detach;
pub(crate) mod erase;
pub(crate) mod estimate;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod generate;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod produce;
pub(crate) mod read;
pub(crate) mod restore;
pub(crate) mod set_budget;

use crate::answer::Answer;
use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use domain::ScriptId;
use event_store::Committed;
use projections::scripts::{self, Script};

/// A script after a command, as the read models show it.
async fn shown(
    app: &App,
    user: &User,
    id: ScriptId,
    committed: &Committed,
) -> Result<Answer<Script>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let script = match scripts::get(&app.client().await?, user.account, id).await? {
        Some(script) if !lagging => script,
        _ => unseen::script(app, user, id).await?,
    };
    let etag = script.sequence;
    Ok(Answer::ok(script).etag(etag).position(position).lagging(lagging))
}
