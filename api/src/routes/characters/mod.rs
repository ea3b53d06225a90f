//! Characters: profiles that any of their owner's scripts can cast.

pub(crate) mod archive;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod portrait;
pub(crate) mod read;
pub(crate) mod restore;

use crate::answer::Answer;
use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use domain::CharacterId;
use event_store::Committed;
use projections::characters::{self, Character};

/// A character after a command, as the read models show it.
async fn shown(
    app: &App,
    user: &User,
    id: CharacterId,
    committed: &Committed,
) -> Result<Answer<Character>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let character = match characters::get(&app.client().await?, user.account, id).await? {
        Some(character) if !lagging => character,
        _ => unseen::character(app, user, id).await?,
    };
    let etag = character.sequence;
    Ok(Answer::ok(character).etag(etag).position(position).lagging(lagging))
}
