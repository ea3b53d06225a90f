//! The connection of a projector's owner: it holds the advisory lock, and with it ends the ownership.

use deadpool_postgres::{Client, ClientWrapper, Object};
use tokio_postgres::Error;

/// Rows and checkpoint are committed together and the log keeps the events, so what a crash of the database
/// takes back is applied again: nothing has to wait for the disk. A server that no longer hears from this
/// process, because the network or the process itself stands still, gives its lock away: the owner asks
/// something every few seconds.
const SETTINGS: &str = "set synchronous_commit = off; set tcp_keepalives_idle = 10;
    set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
    set idle_session_timeout = '15s'; set idle_in_transaction_session_timeout = '15s'";

/// Tries to become the owner. The connection leaves the pool for good, because its next user would
/// inherit the lock; dropping it gives the lock back.
pub(super) async fn own(client: Client, name: &str) -> Result<Option<ClientWrapper>, Error> {
    let lock = client
        .prepare_cached("select pg_try_advisory_lock(hashtextextended('projector ' || $1::text, 0))")
        .await?;
    let owned: bool = client.query_one(&lock, &[&name]).await?.try_get(0)?;
    if !owned {
        return Ok(None);
    }
    let client = Object::take(client);
    client.batch_execute(SETTINGS).await?;
    Ok(Some(client))
}
