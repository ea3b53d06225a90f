//! A connection that listens. Notifications are hints: whoever uses them reads the tables as well, on
//! every wake-up, on a timer and after every reconnection.

use std::future::poll_fn;
use tokio_postgres::{AsyncMessage, Client, Config, Error, NoTls, Notification};

/// Opens a connection of its own that listens on `channels`, plain names, and hands every
/// notification to `heard`. The connection ends when the client is dropped, and never belongs to a
/// pool: the next user of a pooled connection would go on listening.
pub async fn listen(
    config: &Config,
    channels: &[&str],
    mut heard: impl FnMut(Notification) + Send + 'static,
) -> Result<Client, Error> {
    let (client, mut connection) = config.connect(NoTls).await?;
    tokio::spawn(async move {
        while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
            match message {
                Ok(AsyncMessage::Notification(notification)) => heard(notification),
                Ok(_) => {}
                Err(error) => {
                    tracing::debug!(%error, "listening connection ended");
                    return;
                }
            }
        }
    });
    for channel in channels {
        client.batch_execute(&format!("listen {channel}")).await?;
    }
    Ok(client)
}
