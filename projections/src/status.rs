//! How every projector stands, as the database knows: for health checks, metrics and people.

use crate::checkpoint;
use crate::row::{ReadError, position, sequence};
use deadpool_postgres::GenericClient;
use domain::Position;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A projector, whichever process runs it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProjectorStatus {
    /// The projection's name.
    pub name: String,
    /// Everything up to here is applied.
    pub position: Position,
    /// Events of the log that are not applied yet.
    pub lag_events: u64,
    /// The age of the oldest of them in seconds, by the database's clock; 0 without one.
    pub lag_s: f64,
    /// When it last moved.
    pub progressed_at: Timestamp,
    /// Why it stopped, beginning with the position it cannot pass; `None` while it runs.
    pub error: Option<String>,
    /// What stopped it last, be it mended or not; `None` if nothing ever did.
    pub last_error: Option<String>,
    /// When that was.
    pub failed_at: Option<Timestamp>,
}

/// Every projector that ever ran on this database, by name.
pub async fn status(client: &impl GenericClient) -> Result<Vec<ProjectorStatus>, ReadError> {
    let select = client
        .prepare_cached(
            "select c.name, c.position, greatest(h.position - c.position, 0) as lag_events,
                    coalesce(greatest(extract(epoch from clock_timestamp() - e.recorded_at), 0), 0)::float8 as lag_s,
                    c.updated_at, c.error, c.last_error, c.failed_at
             from projection_checkpoints c cross join log_head h
             left join log l on l.position = c.position + 1
             left join events e on e.transaction_id = l.transaction_id and e.id = l.event_id
             order by c.name",
        )
        .await?;
    let rows = client.query(&select, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(ProjectorStatus {
                name: row.try_get("name")?,
                position: position(row, "position")?,
                lag_events: sequence(row, "lag_events")?,
                lag_s: row.try_get("lag_s")?,
                progressed_at: row.try_get("updated_at")?,
                error: row.try_get("error")?,
                last_error: row.try_get("last_error")?,
                failed_at: row.try_get("failed_at")?,
            })
        })
        .collect()
}

/// Lets a projector that has stopped go on, whoever runs it: worth it once the cause is mended, since an event that
/// is still in the way stops it again. Whether it had stopped. It is taken up within seconds.
pub async fn resume(client: &impl GenericClient, name: &str) -> Result<bool, ReadError> {
    Ok(checkpoint::clear(client, name).await?)
}
