//! Several processes of one studio on a database of their own: an API, and workers that can be killed.

use crate::harness::{PATIENCE, Studio, free_port, home, spool, text_model};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use testkit::Database;
use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row};

/// A database, and a place for the processes that share it.
pub(crate) struct Base {
    pub(crate) home: tempfile::TempDir,
    pub(crate) port: u16,
    client: Client,
    // Last: the connection lives in it, and the database is dropped when nobody uses it any more.
    runtime: Runtime,
    database: Database,
}

impl Base {
    pub(crate) fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let database = runtime.block_on(Database::fresh());
        let client = runtime.block_on(database.connect());
        Self { home: home(), port: free_port(), client, runtime, database }
    }

    /// What a query answers.
    pub(crate) fn query(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Vec<Row> {
        self.runtime.block_on(self.client.query(sql, parameters)).unwrap()
    }

    /// The first column of every row.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        self.query(sql, &[]).iter().map(|row| row.get(0)).collect()
    }

    /// Waits until a query answers true.
    pub(crate) fn until(&self, what: &str, sql: &str, parameters: &[&(dyn ToSql + Sync)]) {
        let start = Instant::now();
        while !self.query(sql, parameters)[0].get::<_, bool>(0) {
            assert!(start.elapsed() < PATIENCE, "never: {what}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// The API, always at the same address.
    pub(crate) fn serve(&self) -> Studio {
        self.serve_with(&[])
    }

    /// The same with more flags.
    pub(crate) fn serve_with(&self, flags: &[&str]) -> Studio {
        let mut command = self.command("serve");
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]).args(flags);
        Studio::start(command, self.home.path(), self.port)
    }

    /// A worker; its name is the one it says.
    pub(crate) fn work(&self, flags: &[&str]) -> Work {
        let mut command = self.command("work");
        command.args(["--threads", "1"]).args(flags);
        Work::start(command)
    }

    /// A worker on a machine to which no language model was fetched.
    pub(crate) fn work_without_model(&self) -> Work {
        let mut command = self.without_model("work");
        command.arg("--models-dir").arg(self.home.path().join("models")).args(["--threads", "1"]);
        Work::start(command)
    }

    /// What a command says that works on the same database and ends.
    pub(crate) fn tool(&self, arguments: &[&str]) -> Output {
        let mut command = spool(self.home.path());
        command.args(arguments).arg("--data-dir").arg(self.data());
        command.args(["--database-url", self.database.url()]).output().unwrap()
    }

    fn command(&self, name: &str) -> Command {
        let mut command = self.without_model(name);
        command.arg("--text-model").arg(text_model());
        command
    }

    fn without_model(&self, name: &str) -> Command {
        let mut command = spool(self.home.path());
        command.arg(name).arg("--data-dir").arg(self.data()).args(["--database-url", self.database.url()]);
        command
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }
}

/// A worker's process. Killed without mercy when dropped.
pub(crate) struct Work {
    child: Child,
    pub(crate) name: String,
    log: Arc<Mutex<String>>,
}

impl Work {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&log));
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push_str(&(line + "\n")));
        });
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let name = said.strip_prefix("Working as ").and_then(|said| said.split(". ").next());
        let name = name.unwrap_or_else(|| panic!("the worker does not work: {}", log.lock().unwrap()));
        Self { child, name: name.to_owned(), log }
    }

    /// What it has said of itself so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), signal).unwrap();
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill_9(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop; how it ended, and how long that took.
    pub(crate) fn stop(mut self) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        self.signal(Signal::SIGTERM);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, asked.elapsed());
            }
            assert!(asked.elapsed() < PATIENCE, "the worker does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A new script; its id.
pub(crate) fn new_script(studio: &Studio, token: &str) -> String {
    let body = json!({
        "title": "The Lamp", "genre": "noir", "tone": "dark",
        "logline": "A lighthouse keeper hides a stranger from the law during the worst storm in years",
    });
    let (status, script) = studio.request("POST", "scripts", Some(token), Some(&body));
    assert_eq!(status, 201, "{script}");
    script["id"].as_str().unwrap().to_owned()
}

/// A script with a version of so many scenes, each with so many lines of speech; its id.
pub(crate) fn script_of(studio: &Studio, token: &str, scenes: usize, lines: usize) -> String {
    let script = new_script(studio, token);
    let body = json!({"text": screenplay(scenes, lines)});
    let file = studio.home.join("version.json");
    std::fs::write(&file, body.to_string()).unwrap();
    let (status, version) = studio.send_file(&format!("scripts/{script}/versions"), token, &file);
    assert_eq!(status, 201, "{version}");
    script
}

fn screenplay(scenes: usize, lines: usize) -> String {
    let mut text = String::new();
    for scene in 1..=scenes {
        write!(text, "INT. ROOM {scene} OF THE LIGHTHOUSE - NIGHT\n\nThe lamp turns.\n\n").unwrap();
        for line in 0..lines {
            let who = if line % 2 == 0 { "MARA" } else { "TOM" };
            write!(text, "{who}\nIt is {line} past the hour, and the sea comes up.\n\n").unwrap();
        }
    }
    text
}

/// Asks for a job of a script; its id.
pub(crate) fn ask(studio: &Studio, token: &str, script: &str, what: &str, body: &Value) -> String {
    let (status, job) = studio.request("POST", &format!("scripts/{script}/{what}"), Some(token), Some(body));
    assert_eq!(status, 202, "{job}");
    job["id"].as_str().unwrap().to_owned()
}
