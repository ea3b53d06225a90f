//! Everything that a run stands on: a small disk with Postgres, the API and the worker as processes of their own,
//! and a proxy in each place where a network could be.

use crate::clock::WrongClock;
use crate::disk::SmallDisk;
use crate::plan::{Part, Way};
use crate::postgres::Postgres;
use crate::process::{Process, Spec, clean};
use crate::proxy::Proxy;
use crate::settings::Settings;
use crate::truth::Truth;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::task::block_in_place;
use tokio::time::timeout;

/// How long a single command of `spool` may take.
const COMMAND: Duration = Duration::from_mins(3);
/// How long Postgres may take to answer again.
const DATABASE: Duration = Duration::from_mins(1);

/// The whole set-up.
#[derive(Debug)]
pub struct Ground {
    spool: PathBuf,
    /// Where the API answers itself.
    listen: SocketAddr,
    /// From people to the API.
    clients: Proxy,
    /// From the API and from the worker to Postgres.
    databases: [Proxy; 2],
    api: Process,
    worker: Process,
    postgres: Postgres,
    /// The disk that can be filled, or why there is none.
    pub disk: Result<SmallDisk, String>,
    /// What makes clocks wrong, or why there is nothing.
    pub clock: Result<WrongClock, String>,
    // Removed last.
    home: TempDir,
}

impl Ground {
    /// Sets everything up and waits until it answers.
    pub async fn lay(settings: &Settings) -> Result<Self> {
        let spool = find_spool(settings)?;
        let home = tempfile::Builder::new().prefix("spool-faults-").tempdir()?;
        // Enterable for the database's user, who is somebody else when this runs as root.
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755))?;
        fs::create_dir(home.path().join("logs"))?;
        let disk = SmallDisk::mount(home.path(), "disk");
        let root = disk.as_ref().map_or_else(|_| home.path().join("disk"), |disk| disk.place().to_owned());
        let postgres = block_in_place(|| Postgres::start(&root))?;
        let address = postgres.address()?;
        let databases = [Proxy::start(address).await?, Proxy::start(address).await?];
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let clients = Proxy::start(listen).await?;
        let start = |name: &'static str, database: &Proxy, flags: &[&str]| {
            Ok::<_, anyhow::Error>(Process::start(Spec {
                name,
                program: spool.clone(),
                arguments: arguments(name, flags, &postgres.url_at(database.address())?, &home),
                home: home.path().to_owned(),
                log: home.path().join(format!("logs/{name}.log")),
            }))
        };
        let answers_at = listen.to_string();
        let api = start("serve", &databases[0], &["--listen", &answers_at])?;
        // The tables are made before a second process looks for them.
        api.ready().await?;
        let hasty = ["--threads", "1", "--lease-seconds", "3", "--heartbeat-seconds", "1"];
        let worker = start("work", &databases[1], &hasty)?;
        worker.ready().await?;
        let clock = WrongClock::find();
        Ok(Self { spool, listen, clients, databases, api, worker, postgres, disk, clock, home })
    }

    /// Where people go.
    pub fn front(&self) -> SocketAddr {
        self.clients.address()
    }

    /// One of the processes.
    pub fn process(&self, part: Part) -> &Process {
        match part {
            Part::Api => &self.api,
            Part::Worker => &self.worker,
        }
    }

    /// One of the proxies.
    pub fn proxy(&self, way: Way) -> &Proxy {
        match way {
            Way::Clients => &self.clients,
            Way::Database(Part::Api) => &self.databases[0],
            Way::Database(Part::Worker) => &self.databases[1],
        }
    }

    /// Does something to Postgres that may take a while.
    pub fn with_postgres<T>(&mut self, act: impl FnOnce(&mut Postgres) -> Result<T>) -> Result<T> {
        let acted = block_in_place(|| act(&mut self.postgres))?;
        let address = self.postgres.address()?;
        for proxy in &self.databases {
            proxy.lead_to(address);
        }
        Ok(acted)
    }

    /// A connection to Postgres, started again should it have ended, as soon as it answers.
    pub async fn truth(&mut self) -> Result<Truth> {
        let asked = Instant::now();
        loop {
            self.with_postgres(Postgres::revive)?;
            let url = self.postgres.url_at(self.postgres.address()?)?;
            match Truth::connect(&url).await {
                Ok(truth) => return Ok(truth),
                Err(error) if asked.elapsed() > DATABASE => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Runs a command of `spool` straight on Postgres; what it said, on both channels if it failed.
    pub async fn spool(&self, words: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.spool);
        clean(&mut command, self.home.path());
        command.args(words).arg("--database-url").arg(self.postgres.url_at(self.postgres.address()?)?);
        command.stdin(Stdio::null()).kill_on_drop(true);
        let said = || format!("spool {}", words.join(" "));
        let output = timeout(COMMAND, command.output()).await.with_context(said)?.with_context(said)?;
        let [stdout, stderr] =
            [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
        ensure!(output.status.success(), "{}: {}", said(), format!("{stdout}{stderr}").trim());
        Ok(stdout)
    }

    /// What the API says of its own health, once it is well, or when it is not in time.
    pub async fn healthy(&self, patience: Duration) -> Result<()> {
        let asked = Instant::now();
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(5)).build()?;
        loop {
            let answer = http.get(format!("http://{}/health/ready", self.listen)).send().await;
            let said = match answer {
                Ok(answer) if answer.status().is_success() => return Ok(()),
                Ok(answer) => answer.text().await.unwrap_or_default(),
                Err(error) => error.to_string(),
            };
            if asked.elapsed() > patience {
                bail!("the API is not well: {said}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Takes everything down. The folder with the logs stays if it is to be kept; where it is.
    pub async fn clear(self, keep: bool) -> Option<PathBuf> {
        let Self { api, worker, postgres, disk, home, .. } = self;
        tokio::join!(api.stop(), worker.stop());
        block_in_place(|| drop((postgres, disk)));
        keep.then(|| home.keep())
    }
}

fn find_spool(settings: &Settings) -> Result<PathBuf> {
    let beside = || Ok::<_, std::io::Error>(std::env::current_exe()?.with_file_name("spool"));
    let spool = settings.spool.clone().map_or_else(beside, Ok)?;
    ensure!(spool.is_file(), "there is no spool at {}; build it, or name it with --spool", spool.display());
    Ok(std::path::absolute(spool)?)
}

fn arguments(command: &str, flags: &[&str], database: &str, home: &TempDir) -> Vec<String> {
    let within = |name: &str| home.path().join(name).display().to_string();
    let mut arguments: Vec<String> = [&[command], flags].concat().into_iter().map(Into::into).collect();
    let rest = [("--database-url", database.to_owned()), ("--data-dir", within("data"))];
    // No job of a run writes: whatever model is installed stays out of it.
    let rest = rest.into_iter().chain([("--models-dir", within("models"))]);
    arguments.extend(rest.flat_map(|(flag, value)| [flag.to_owned(), value]));
    arguments
}
