//! The database a command works on: the one named by its address, or the private one of the data
//! directory, found running or started for as long as the command lasts.

use crate::settings::Place;
use anyhow::{Context, Result};
use cluster::{Cluster, ClusterConfig};
use deadpool::managed::QueueMode;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use std::str::FromStr;
use tokio_postgres::NoTls;

/// A database that can be connected to until this is dropped.
#[derive(Debug)]
pub(crate) struct Database {
    url: String,
    private: Option<Cluster>,
}

impl Database {
    /// For a studio: the named database, or the private one started as this process' own. Fails
    /// when another process runs it already.
    pub(crate) async fn start(place: &Place) -> Result<Self> {
        if let Some(url) = &place.database_url {
            return Ok(Self { url: url.clone(), private: None });
        }
        let config = ClusterConfig { pg_bin: place.pg_bin.clone(), ..ClusterConfig::new(&place.data_dir) };
        let cluster = tokio::task::spawn_blocking(move || Cluster::start(&config)).await??;
        Ok(Self { url: cluster.socket_url(cluster::DATABASE), private: Some(cluster) })
    }

    /// For a single command: like [`Database::start`], but one that runs already will do.
    pub(crate) async fn find_or_start(place: &Place) -> Result<Self> {
        match (&place.database_url, cluster::find(&place.data_dir)?) {
            (None, Some(address)) => Ok(Self { url: address.socket_url(cluster::DATABASE), private: None }),
            _ => Self::start(place).await,
        }
    }

    /// The address to connect to.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Whether this process runs the database, alone on its data directory.
    pub(crate) fn is_own(&self) -> bool {
        self.private.is_some()
    }

    /// Whether the private Postgres has ended by itself.
    pub(crate) fn has_died(&self) -> bool {
        self.private.as_ref().is_some_and(|cluster| !cluster.is_running())
    }

    /// Brings the tables up to date and opens `size` connections as they are needed.
    pub(crate) async fn migrated_pool(&self, size: usize) -> Result<Pool> {
        let pool = self.pool(size)?;
        let mut connection = pool.get().await.with_context(|| self.unreachable())?;
        migrations::run(&mut connection).await?;
        Ok(pool)
    }

    /// Opens `size` connections as they are needed.
    pub(crate) fn pool(&self, size: usize) -> Result<Pool> {
        let config =
            tokio_postgres::Config::from_str(&self.url).context("the database's address cannot be read")?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, recycling);
        // The connection that was used last knows its statements best.
        Pool::builder(manager)
            .max_size(size)
            .queue_mode(QueueMode::Lifo)
            .build()
            .context("cannot set up the connections")
    }

    /// Stops the private Postgres, if this process started it.
    pub(crate) async fn stop(self) -> Result<()> {
        tokio::task::spawn_blocking(move || drop(self)).await.context("the database did not stop")
    }

    fn unreachable(&self) -> &'static str {
        if self.private.is_some() {
            "the private database does not answer"
        } else {
            "the database does not answer; check its address (DATABASE_URL)"
        }
    }
}
