//! `Prefer: wait`: the answer when the job is over, or when patience is.

use crate::auth::User;
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use domain::{Job, JobId};
use event_store::Filter;
use futures_util::StreamExt;
use projections::jobs;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Between two looks at the read models.
const LOOK: Duration = Duration::from_millis(10);

/// Waits until a job is over and the read models show it; whether they lag.
pub(super) async fn until_over(
    app: &App,
    user: &User,
    id: JobId,
    patience: Duration,
) -> Result<bool, Problem> {
    let deadline = Instant::now() + patience;
    // Subscribed before the look, so that an end in between is seen.
    let head = *app.tail.head().borrow();
    let mut events = pin!(app.tail.subscribe_to(head, Filter::Job(id)));
    loop {
        let job = app.store.load::<Job>(id).await?;
        let over = job.is_none_or(|job| job.state.details().is_none_or(|job| job.state.ended()));
        if over {
            break;
        }
        match timeout_at(deadline, app.shutdown.run_until_cancelled(events.next())).await {
            Ok(Some(Some(Ok(_)))) => {}
            Ok(Some(Some(Err(error)))) => return Err(error.into()),
            // The server stops, or patience is over: what there is must do.
            Ok(Some(None) | None) | Err(_) => return Ok(false),
        }
    }
    shown(app, user, id).await
}

/// Waits until the read models show that the job is over; whether they lag. Its last event may not have a
/// position yet, so there is none to wait for.
async fn shown(app: &App, user: &User, id: JobId) -> Result<bool, Problem> {
    let until = Instant::now() + limits::OWN_WRITES;
    loop {
        let row = jobs::get(&app.client().await?, user.account, id).await?;
        match row {
            Some(row) if row.state.ended() => return Ok(false),
            _ if Instant::now() >= until => return Ok(true),
            _ => sleep(LOOK).await,
        }
    }
}
