//! The test server: how it is found, and the template database that tests are copied from.

use std::str::FromStr as _;

use tokio_postgres::{Client, Config, NoTls};

use crate::VARIABLE;

/// Key of the advisory lock under which the template is made: "spooltpl" in ASCII.
const TEMPLATE_LOCK: i64 = 0x7370_6f6f_6c74_706c;

/// The address of a database of the test server.
pub(crate) fn url_of(database: &str) -> String {
    let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!(
            "{VARIABLE} is not set: run through `make test`, or `scripts/with-postgres cargo nextest run -p CRATE`"
        )
    });
    with_database(&url, database)
}

/// The same address with another database: the path between the host and the parameters.
fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, None), |(a, p)| (a, Some(p)));
    let host_from = address.find("://").map_or(0, |at| at + 3);
    let host_to = address[host_from..].find('/').map_or(address.len(), |at| host_from + at);
    let host = &address[..host_to];
    parameters.map_or_else(|| format!("{host}/{database}"), |it| format!("{host}/{database}?{it}"))
}

pub(crate) async fn connect(url: &str) -> Client {
    let config = Config::from_str(url).unwrap_or_else(|error| panic!("{VARIABLE} is no address: {error}"));
    let (client, connection) = config
        .connect(NoTls)
        .await
        .unwrap_or_else(|error| panic!("the test server does not answer at {url}: {error:?}"));
    // It ends with the client; an error on the way shows in the client's next query.
    tokio::spawn(connection);
    client
}

/// A connection to the server's maintenance database.
pub(crate) async fn admin() -> Client {
    connect(&url_of("postgres")).await
}

/// The name of the migrated template, made by the first test that asks for it, while others wait.
pub(crate) async fn template(server: &Client) -> String {
    let name = format!("template_{}", migrations::fingerprint());
    if exists(server, &name).await {
        return name;
    }
    server.execute("select pg_advisory_lock($1)", &[&TEMPLATE_LOCK]).await.expect("the lock is given");
    if !exists(server, &name).await {
        build(server, &name).await;
    }
    server.execute("select pg_advisory_unlock($1)", &[&TEMPLATE_LOCK]).await.expect("the lock is taken back");
    name
}

async fn exists(server: &Client, name: &str) -> bool {
    let found = server.query_opt("select from pg_database where datname = $1", &[&name]).await;
    found.expect("the test server answers").is_some()
}

/// Under another name until it is complete, so that a failed migration leaves no half-made template.
async fn build(server: &Client, name: &str) {
    let half = format!("{name}_half");
    let statements = [
        format!("drop database if exists {half} with (force)"),
        format!("create database {half} template template0"),
    ];
    for statement in statements {
        server.batch_execute(&statement).await.expect("the test server makes a database");
    }
    let mut client = connect(&url_of(&half)).await;
    migrations::run(&mut client).await.unwrap_or_else(|error| panic!("the migrations fail: {error}"));
    drop(client);
    // Renaming needs the database to itself, and the session above ends a moment after its client.
    let end = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1";
    server.query(end, &[&half]).await.expect("the test server answers");
    let rename = format!("alter database {half} rename to {name}");
    server.batch_execute(&rename).await.expect("nobody else is connected to the new template");
}

/// Blocking, for `Drop`.
pub(crate) fn drop_database(name: &str) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let Ok(config) = Config::from_str(&url_of("postgres")) else { return };
        let Ok((server, connection)) = config.connect(NoTls).await else { return };
        tokio::spawn(connection);
        let _ = server.batch_execute(&format!("drop database if exists {name} with (force)")).await;
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
