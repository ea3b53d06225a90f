//! The test server: how it is found, and the template database that tests are copied from.

use std::str::FromStr as _;

use anyhow::{Context as _, Result, anyhow};
use tokio_postgres::{Client, Config, NoTls};

use crate::VARIABLE;

/// Key of the advisory lock under which the template is made: "spooltpl" in ASCII.
const TEMPLATE_LOCK: i64 = 0x7370_6f6f_6c74_706c;

/// The address of a database of the test server.
pub(crate) fn url_of(database: &str) -> Result<String> {
    let url = std::env::var(VARIABLE).map_err(|_| {
        anyhow!(
            "{VARIABLE} is not set: run through `make test`, or \
             `scripts/with-postgres cargo nextest run -p CRATE`"
        )
    })?;
    Ok(with_database(&url, database))
}

/// The same address with another database: the path between the host and the parameters.
fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, None), |(a, p)| (a, Some(p)));
    let host_from = address.find("://").map_or(0, |at| at + 3);
    let host_to = address[host_from..].find('/').map_or(address.len(), |at| host_from + at);
    let host = &address[..host_to];
    parameters.map_or_else(|| format!("{host}/{database}"), |it| format!("{host}/{database}?{it}"))
}

pub(crate) async fn connect(url: &str) -> Result<Client> {
    let config = Config::from_str(url).with_context(|| format!("{url} is no address"))?;
    let answer = config.connect(NoTls).await;
    let (client, connection) = answer.with_context(|| format!("no server answers at {url}"))?;
    // It ends with the client; an error on the way shows in the client's next query.
    tokio::spawn(connection);
    Ok(client)
}

/// A connection to the server's maintenance database.
pub(crate) async fn admin() -> Result<Client> {
    connect(&url_of("postgres")?).await
}

/// The name of the migrated template, made by the first test that asks for it, while others wait.
pub(crate) async fn template(server: &Client) -> Result<String> {
    let name = format!("template_{}", migrations::fingerprint());
    if !exists(server, &name).await? {
        // Given back at the latest when this session ends, with the test.
        server.execute("select pg_advisory_lock($1)", &[&TEMPLATE_LOCK]).await?;
        if !exists(server, &name).await? {
            build(server, &name).await?;
        }
        server.execute("select pg_advisory_unlock($1)", &[&TEMPLATE_LOCK]).await?;
    }
    Ok(name)
}

async fn exists(server: &Client, name: &str) -> Result<bool> {
    let found = server.query_opt("select from pg_database where datname = $1", &[&name]).await?;
    Ok(found.is_some())
}

/// Under another name until it is complete, so that a failed migration leaves no half-made template.
async fn build(server: &Client, name: &str) -> Result<()> {
    let half = format!("{name}_half");
    server.batch_execute(&format!("drop database if exists {half} with (force)")).await?;
    server.batch_execute(&format!("create database {half} template template0")).await?;
    let mut client = connect(&url_of(&half)?).await?;
    migrations::run(&mut client).await?;
    drop(client);
    // Renaming needs the database to itself, and the session above ends a moment after its client.
    let end = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1";
    server.query(end, &[&half]).await?;
    server.batch_execute(&format!("alter database {half} rename to {name}")).await?;
    Ok(())
}

/// Blocking, for `Drop`; whatever fails here has failed elsewhere already.
pub(crate) fn drop_database(name: &str) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        if let Ok(server) = admin().await {
            let _ = server.batch_execute(&format!("drop database if exists {name} with (force)")).await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn only_the_database_of_an_address_changes() {
        for (given, expected) in [
            ("postgresql:///old?host=%2Frun&port=1", "postgresql:///new?host=%2Frun&port=1"),
            ("postgres://me:pw@localhost:5432/old", "postgres://me:pw@localhost:5432/new"),
            ("postgres://localhost", "postgres://localhost/new"),
            ("postgres://localhost?a=/b", "postgres://localhost/new?a=/b"),
        ] {
            assert_eq!(with_database(given, "new"), expected);
        }
    }
}
