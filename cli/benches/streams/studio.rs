//! A studio without workers, in this process, and the writer that changes its scripts.

use super::clients::{Source, mark};
use super::clock_ns;
use super::load::Server;
use anyhow::{Context, Result};
use api::accounts::{NewUser, create_user};
use api::{ApiConfig, ApiDeps, Quotas};
use deadpool_postgres::Pool;
use domain::script::ScriptCommand;
use domain::{AccountId, Actor, CommandId, Format, Genre, Script, ScriptId, Tone};
use event_store::edge::fresh_id;
use event_store::{CommandContext, Sequencer, Store, StoreOptions, Tail};
use projections::Projectors;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Scripts that are changed in turn, so that commands do not wait for each other.
const SCRIPTS: usize = 64;
/// Streams that the one account may have open.
const STREAMS: usize = 20_000;
const EMAIL: &str = "bench@example.org";
const PASSWORD: &str = "a long enough password";

pub(super) struct BenchStudio {
    database: testkit::Database,
    address: tokio_postgres::Config,
    pool: Pool,
    store: Store,
    listening: SocketAddr,
    token: String,
    account: AccountId,
    scripts: Vec<ScriptId>,
    server: JoinHandle<Result<()>>,
    shutdown: CancellationToken,
    /// Dropped with the studio, and with everything in it.
    _files: tempfile::TempDir,
}

impl BenchStudio {
    pub(super) async fn start() -> Result<Self> {
        let database = testkit::Database::fresh().await;
        let address = tokio_postgres::Config::from_str(database.url())?;
        let pool = database.pool(24);
        let shutdown = CancellationToken::new();
        let store = Store::open(pool.clone(), StoreOptions::default());
        let _sequencer = Sequencer::start(address.clone(), store.appended(), shutdown.clone());
        let tail = Tail::start(store.log(), address.clone(), shutdown.clone()).await?;
        let projectors = Arc::new(Projectors::start(&pool, &tail, &shutdown));
        let files = tempfile::tempdir()?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let listening = listener.local_addr()?;
        let deps = ApiDeps {
            pool: pool.clone(),
            database: address.clone(),
            store: store.clone(),
            tail,
            projectors,
            assets: storage::Store::open(storage::Settings::local(files.path())).await?,
        };
        let quotas = Quotas { streams: STREAMS, ..Quotas::default() };
        let config = ApiConfig { quotas, ..ApiConfig::default() };
        let server = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { Ok(api::serve(config, deps, listener, shutdown).await?) }
        });
        let user = NewUser {
            email: EMAIL.into(),
            password: PASSWORD.into(),
            display_name: "Bench".into(),
            role: None,
        };
        let account = create_user(&pool, user).await?.id;
        let token = sign_in(listening).await?;
        let scripts = (0..SCRIPTS).map(|_| ScriptId(fresh_id())).collect();
        let studio = Self {
            database,
            address,
            pool,
            store,
            listening,
            token,
            account,
            scripts,
            server,
            shutdown,
            _files: files,
        };
        studio.create_scripts().await?;
        Ok(studio)
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.pool
    }

    pub(super) fn database(&self) -> &tokio_postgres::Config {
        &self.address
    }

    pub(super) async fn stop(self) -> Result<()> {
        self.shutdown.cancel();
        self.server.await??;
        drop(self.database);
        Ok(())
    }

    /// Changes a script; with the times before and after the command.
    pub(super) fn change(
        &self,
        change: usize,
    ) -> impl Future<Output = Result<(usize, u64, u64)>> + Send + 'static {
        let store = self.store.clone();
        let script = self.scripts[change % self.scripts.len()];
        let context = self.context();
        // Different each time: a logline that stays as it is would be no change.
        let logline = format!("{} {}", mark(change), context.command_id);
        async move {
            let sent = clock_ns();
            store.execute::<Script>(script, ScriptCommand::ChangeLogline(logline), &context).await?;
            Ok((change, sent, clock_ns()))
        }
    }

    async fn create_scripts(&self) -> Result<()> {
        for script in &self.scripts {
            let create = ScriptCommand::Create {
                script: *script,
                owner: self.account,
                title: "Bench".into(),
                format: Format::Short,
                genre: Genre::Drama,
                tone: Tone::Neutral,
                logline: "start".into(),
            };
            self.store.execute::<Script>(*script, create, &self.context()).await?;
        }
        Ok(())
    }

    fn context(&self) -> CommandContext {
        CommandContext::new(Actor::Account(self.account), CommandId(fresh_id()))
    }
}

impl Server for BenchStudio {
    const NAME: &'static str = "Spool";

    fn processes(&self) -> Vec<u32> {
        vec![std::process::id()]
    }

    fn source(&self) -> Source {
        let Self { listening: address, token, .. } = self;
        let request = format!(
            "GET /api/v1/events HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
             accept: text/event-stream\r\n\r\n"
        );
        Source { address: *address, request }
    }

    async fn publish(&mut self, change: usize) -> Result<()> {
        self.change(change).await.map(drop)
    }
}

async fn sign_in(address: SocketAddr) -> Result<String> {
    let body = serde_json::json!({"email": EMAIL, "password": PASSWORD});
    let url = format!("http://{address}/api/v1/auth/login");
    let answer = reqwest::Client::new().post(url).json(&body).send().await?;
    let session: serde_json::Value = answer.error_for_status()?.json().await?;
    Ok(session["access_token"].as_str().context("a session has an access token")?.to_owned())
}
