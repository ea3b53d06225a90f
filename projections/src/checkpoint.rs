//! Where a projector stands: the row that is moved in the transaction of what it stands for.

use crate::changes::bigint;
use crate::row::{ReadError, position};
use deadpool_postgres::GenericClient;
use domain::Position;
use tokio_postgres::Error;

/// A projector's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    /// Everything up to here is applied.
    pub(crate) position: Position,
    /// Why it stopped, if it did.
    pub(crate) error: Option<String>,
}

/// The row; made at the log's beginning when there is none.
pub(crate) async fn take(client: &impl GenericClient, name: &str) -> Result<Checkpoint, ReadError> {
    let insert = client
        .prepare_cached(
            "insert into projection_checkpoints (name, position) values ($1, 0) on conflict do nothing",
        )
        .await?;
    client.execute(&insert, &[&name]).await?;
    let checkpoint = read(client, name).await?;
    Ok(checkpoint.unwrap_or(Checkpoint { position: Position(0), error: None }))
}

/// The row, if there is one.
pub(crate) async fn read(client: &impl GenericClient, name: &str) -> Result<Option<Checkpoint>, ReadError> {
    let select =
        client.prepare_cached("select position, error from projection_checkpoints where name = $1").await?;
    let Some(row) = client.query_opt(&select, &[&name]).await? else { return Ok(None) };
    Ok(Some(Checkpoint { position: position(&row, "position")?, error: row.try_get("error")? }))
}

/// Locks the row and moves it, if it stands where it is believed to stand and nobody stopped it. Who gets
/// `false` is not the owner any more, whatever lock it believes to hold, and must change nothing.
pub(crate) async fn advance(
    client: &impl GenericClient,
    name: &str,
    from: Position,
    to: Position,
) -> Result<bool, Error> {
    let update = client
        .prepare_cached(
            "update projection_checkpoints set position = $3, updated_at = clock_timestamp()
             where name = $1 and position = $2 and error is null",
        )
        .await?;
    Ok(client.execute(&update, &[&name, &bigint(from.0), &bigint(to.0)]).await? == 1)
}

/// Records why the projector cannot go on from where it stands.
pub(crate) async fn stop(
    client: &impl GenericClient,
    name: &str,
    at: Position,
    reason: &str,
) -> Result<bool, Error> {
    let update = client
        .prepare_cached(
            "update projection_checkpoints set error = $3, last_error = $3, failed_at = clock_timestamp()
             where name = $1 and position = $2",
        )
        .await?;
    Ok(client.execute(&update, &[&name, &bigint(at.0), &reason]).await? == 1)
}

/// Lets it go on from where it stopped; whether it had.
pub(crate) async fn clear(client: &impl GenericClient, name: &str) -> Result<bool, Error> {
    let update = client
        .prepare_cached(
            "update projection_checkpoints set error = null where name = $1 and error is not null",
        )
        .await?;
    Ok(client.execute(&update, &[&name]).await? == 1)
}

/// The position up to which all of these projectors have applied everything, and whether one of them has
/// stopped. Read in the transaction of other reads, it is the position they show.
pub(crate) async fn common(
    client: &impl GenericClient,
    names: &[&str],
) -> Result<(Position, bool), ReadError> {
    let select = client
        .prepare_cached(
            "select case when count(*) = cardinality($1::text[]) then min(position) else 0 end as position,
                    count(error) > 0 as stopped
             from projection_checkpoints where name = any($1)",
        )
        .await?;
    let row = client.query_one(&select, &[&names]).await?;
    Ok((position(&row, "position")?, row.try_get("stopped")?))
}
