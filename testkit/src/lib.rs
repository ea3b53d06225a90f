//! A real Postgres database for each test, in milliseconds: a migrated template is made once for each
//! set of migrations, and every test gets a copy of its own, dropped when the test is over. The server
//! comes from `with-postgres`, which runs a whole test command with one. What fails here fails the test,
//! so it panics, with one line that says what to do.

mod server;

use std::str::FromStr as _;

use anyhow::{Context as _, Result};
use deadpool::managed::QueueMode;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio_postgres::{Client, Config, NoTls};

/// The environment variable through which `with-postgres` names its server.
pub const VARIABLE: &str = "SPOOL_TEST_DATABASE_URL";

/// A database of its own for one test. Dropping it removes it from the server, sessions and all.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: String,
}

impl Database {
    /// A new database with every migration applied.
    pub async fn fresh() -> Self {
        let made = async {
            let server = server::admin().await?;
            let template = server::template(&server).await?;
            Self::create(&server, &template).await
        };
        or_fail(made.await)
    }

    /// A new database without anything in it, for tests of the migrations themselves.
    pub async fn empty() -> Self {
        let made = async { Self::create(&server::admin().await?, "template0").await };
        or_fail(made.await)
    }

    async fn create(server: &Client, template: &str) -> Result<Self> {
        // The server makes the name: tests run in many processes at once.
        let row =
            server.query_one("select 'test_' || replace(gen_random_uuid()::text, '-', '')", &[]).await?;
        let name: String = row.get(0);
        server.batch_execute(&format!("create database {name} template {template}")).await?;
        let url = server::url_of(&name)?;
        Ok(Self { name, url })
    }

    /// Its address, as every Postgres driver reads it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One connection, served by a task of the running runtime.
    pub async fn connect(&self) -> Client {
        or_fail(server::connect(&self.url).await)
    }

    /// A pool of at most `size` connections, as the product makes them.
    pub fn pool(&self, size: usize) -> Pool {
        let made = || {
            let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
            let manager = Manager::from_config(Config::from_str(&self.url)?, NoTls, recycling);
            // The connection that was used last knows its statements best.
            Pool::builder(manager).max_size(size).queue_mode(QueueMode::Lifo).build().context("no pool")
        };
        or_fail(made())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        // A runtime of its own: the test's may be the one that is unwinding. Best effort, because the
        // whole server goes away at the end of the run.
        let dropped = std::thread::spawn(move || server::drop_database(&name));
        let _ = dropped.join();
    }
}

fn or_fail<T>(made: Result<T>) -> T {
    made.unwrap_or_else(|error| panic!("no test database: {error:#}"))
}
