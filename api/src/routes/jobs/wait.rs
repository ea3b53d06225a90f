//! `Prefer: wait`: the answer when the job is over, or when patience is.

use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use domain::{Job, JobId};
use event_store::Filter;
use futures_util::StreamExt;
use projections::Waited;
use std::pin::pin;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Waits until a job is over and the read models show it; whether they lag.
pub(super) async fn until_over(app: &App, id: JobId, patience: Duration) -> Result<bool, Problem> {
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
    // Sequenced after the state was loaded: the newest event of the log is not older than the end.
    let end = app.store.log().head().await?.position;
    Ok(app.projectors.wait_for(end, limits::OWN_WRITES).await == Waited::Lagging)
}
