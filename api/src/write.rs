//! What handlers that change things share: whose it is, and at which state.

use crate::auth::User;
use crate::extract::IfMatch;
use crate::problem::{Problem, Refused};
use crate::request;
use crate::state::App;
use domain::{CommandId, Entity};
use event_store::{CommandContext, CommitError, Committed, ExecuteError, Loaded, Unit, edge};

/// An aggregate of the user's; someone else's does not exist.
pub(crate) async fn own<A: Entity>(app: &App, user: &User, id: A::Id) -> Result<Loaded<A>, Problem> {
    match app.store.load::<A>(id).await? {
        Some(loaded) if loaded.state.owner() == Some(user.account) => Ok(loaded),
        _ => Err(Problem::not_found(A::TYPE, id)),
    }
}

/// The context of a command that does not name itself.
pub(crate) fn fresh_context(user: &User) -> CommandContext {
    request::command_context(user.account, CommandId(edge::fresh_id()))
}

/// Gives one command to an aggregate of the user's, at the state it was meant for.
pub(crate) async fn execute<A: Entity>(
    app: &App,
    user: &User,
    id: A::Id,
    at: IfMatch,
    command: A::Command,
    context: CommandContext,
) -> Result<Committed, Problem>
where
    A::Command: Clone,
    A::Error: Refused,
{
    own::<A>(app, user, id).await?;
    give::<A>(app, id, at, command, context).await
}

/// Gives one command to an aggregate, at the state it was meant for. Whether the user may is known already.
pub(crate) async fn give<A: Entity>(
    app: &App,
    id: A::Id,
    at: IfMatch,
    command: A::Command,
    context: CommandContext,
) -> Result<Committed, Problem>
where
    A::Command: Clone,
    A::Error: Refused,
{
    let committed = match at.0 {
        Some(expected) => app.store.execute_at::<A>(id, expected, command, &context).await,
        None => app.store.execute::<A>(id, command, &context).await,
    };
    committed.map_err(|error| match error {
        // Nobody named a state: it is not a failed precondition, too many wrote at once.
        ExecuteError::Conflict(conflict) if at.0.is_none() => busy(&conflict),
        other => other.into(),
    })
}

/// Gives several commands to one aggregate of the user's, all or none. What it refuses is said at once.
pub(crate) async fn execute_all<A: Entity>(
    app: &App,
    user: &User,
    id: A::Id,
    at: IfMatch,
    commands: Vec<A::Command>,
) -> Result<Committed, Problem>
where
    A::Command: Clone,
    A::Error: Refused,
{
    own::<A>(app, user, id).await?;
    let mut tries = 0;
    loop {
        let mut unit = app.store.unit(fresh_context(user));
        if let Some(expected) = at.0 {
            unit.expect::<A>(id, expected).await?;
        }
        give_all::<A>(&mut unit, id, commands.clone()).await?;
        match unit.commit().await {
            Ok(committed) => return Ok(committed),
            // Someone was faster; the change was meant for whatever is there, so it is meant for this too.
            Err(CommitError::Conflict(_)) if at.0.is_none() && tries < TRIES => tries += 1,
            Err(CommitError::Conflict(conflict)) if at.0.is_none() => return Err(busy(&conflict)),
            Err(error) => return Err(error.into()),
        }
    }
}

/// How often a change is decided again from a newer state.
pub(crate) const TRIES: u32 = 5;

async fn give_all<A: Entity>(unit: &mut Unit, id: A::Id, commands: Vec<A::Command>) -> Result<(), Problem>
where
    A::Error: Refused,
{
    let mut refused: Option<Problem> = None;
    for command in commands {
        match unit.execute::<A>(id, command).await {
            Ok(()) => {}
            Err(ExecuteError::Refused(reason)) => {
                let problem = reason.problem();
                refused = Some(match refused {
                    Some(first) => first.and(problem),
                    None => problem,
                });
            }
            Err(error) => return Err(error.into()),
        }
    }
    refused.map_or(Ok(()), Err)
}

/// Too many changes at once.
pub(crate) fn busy(conflict: &event_store::Conflict) -> Problem {
    Problem::unavailable(format!("{conflict}, after several tries"))
        .detail("too many changes at once; try again")
}
