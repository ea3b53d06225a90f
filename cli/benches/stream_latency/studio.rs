//! A studio without workers, in this process, and the writer that changes its scripts.

use super::subscribers::Subscription;
use super::{Latencies, SUBSCRIBERS, clock_ns};
use anyhow::{Context, Result, ensure};
use api::accounts::{NewUser, create_user};
use api::{ApiConfig, ApiDeps, Quotas};
use deadpool_postgres::Pool;
use domain::script::ScriptCommand;
use domain::{AccountId, Actor, CommandId, Format, Genre, Script, ScriptId, Tone};
use event_store::edge::fresh_id;
use event_store::{CommandContext, Sequencer, Store, StoreOptions, Tail};
use projections::Projectors;
use std::process::Stdio;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

/// Scripts that are changed in turn, so that commands do not wait for each other.
const SCRIPTS: usize = 64;
const EMAIL: &str = "bench@example.org";
const PASSWORD: &str = "a long enough password";

pub(super) struct BenchStudio {
    database: testkit::Database,
    address: tokio_postgres::Config,
    pool: Pool,
    store: Store,
    url: String,
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
        let url = format!("http://{}/api/v1", listener.local_addr()?);
        let deps = ApiDeps {
            pool: pool.clone(),
            database: address.clone(),
            store: store.clone(),
            tail,
            projectors,
            assets: storage::Store::open(storage::Settings::local(files.path())).await?,
        };
        let quotas = Quotas { streams: 2 * SUBSCRIBERS, ..Quotas::default() };
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
        let token = sign_in(&url).await?;
        let scripts = (0..SCRIPTS).map(|_| ScriptId(fresh_id())).collect();
        let studio = Self {
            database,
            address,
            pool,
            store,
            url,
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

    /// Holds `rate` changes a second; latencies from the commit's answer, and from before the
    /// command, to each stream.
    pub(super) async fn measure(&self, rate: u32, hold: Duration) -> Result<(Latencies, Latencies)> {
        let changes = usize::try_from(rate)? * usize::try_from(hold.as_secs())?;
        let (subscribers, mut lines) = self.subscribe(changes).await?;
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
        let mut commits = JoinSet::new();
        for change in 0..changes {
            ticks.tick().await;
            commits.spawn(self.change(change));
        }
        let mut times = vec![(0, 0); changes];
        while let Some(commit) = commits.join_next().await {
            let (change, sent, committed) = commit??;
            times[change] = (sent, committed);
        }
        let (mut from_commit, mut from_command) = (Vec::new(), Vec::new());
        while let Some(line) = lines.next_line().await? {
            let (change, arrival) = line.split_once(' ').context("a line of two numbers")?;
            let (sent, committed) = times[change.parse::<usize>()?];
            let arrival: u64 = arrival.parse()?;
            from_commit.push(arrival.saturating_sub(committed));
            from_command.push(arrival.saturating_sub(sent));
        }
        ensure!(subscribers.wait_with_output().await?.status.success(), "the subscribers failed");
        ensure!(from_commit.len() == changes * SUBSCRIBERS, "events were missed: {}", from_commit.len());
        Ok((Latencies::new(from_commit), Latencies::new(from_command)))
    }

    async fn subscribe(
        &self,
        changes: usize,
    ) -> Result<(Child, tokio::io::Lines<BufReader<tokio::process::ChildStdout>>)> {
        let values = [format!("{}/events", self.url), self.token.clone(), changes.to_string()];
        let mut command = Command::new(std::env::current_exe()?);
        command.envs(Subscription::VARIABLES.into_iter().zip(values)).kill_on_drop(true);
        let mut subscribers = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = subscribers.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next_line().await?;
        ensure!(first.as_deref() == Some("open"), "the streams could not be opened");
        Ok((subscribers, lines))
    }

    fn change(&self, change: usize) -> impl Future<Output = Result<(usize, u64, u64)>> + Send + 'static {
        let store = self.store.clone();
        let script = self.scripts[change % self.scripts.len()];
        let context = self.context();
        async move {
            let sent = clock_ns();
            let command = ScriptCommand::ChangeLogline(change.to_string());
            store.execute::<Script>(script, command, &context).await?;
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

async fn sign_in(url: &str) -> Result<String> {
    let body = serde_json::json!({"email": EMAIL, "password": PASSWORD});
    let answer = reqwest::Client::new().post(format!("{url}/auth/login")).json(&body).send().await?;
    let session: serde_json::Value = answer.error_for_status()?.json().await?;
    Ok(session["access_token"].as_str().context("a session has an access token")?.to_owned())
}
