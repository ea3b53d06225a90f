//! A real studio in a directory of its own: the built binary, started as a user would start it.

use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Long enough for a loaded two-core machine; a studio that takes this long is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// The built binary with nothing of the surrounding environment that would change it.
pub(crate) fn spool(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spool"));
    let settings = std::env::vars_os().map(|(name, _)| name);
    let ours = |name: &OsString| name.to_string_lossy().starts_with("SPOOL_") && name != "SPOOL_PG_BIN";
    for name in settings.filter(ours).chain(["DATABASE_URL".into(), "RUST_LOG".into()]) {
        command.env_remove(name);
    }
    command.env("HOME", home).env("CANDLE_NUM_THREADS", "1").stdin(Stdio::null());
    command
}

/// The tests' language model.
pub(crate) fn text_model() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map_or_else(|| std::env::home_dir().unwrap().join(".cache"), PathBuf::from);
    let models =
        std::env::var_os("SPOOL_MODELS_DIR").map_or_else(|| cache.join("spool/models"), PathBuf::from);
    let path = std::env::var_os("SPOOL_TEST_TEXT_MODEL")
        .map_or_else(|| models.join("smollm2-135m-instruct-q4_1.gguf"), PathBuf::from);
    assert!(path.exists(), "{} is missing; run scripts/fetch-models smollm2", path.display());
    path
}

/// A port nobody has just now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A running studio. Killed without mercy when dropped.
pub(crate) struct Studio {
    child: Child,
    pub(crate) url: String,
    pub(crate) home: PathBuf,
    log: Arc<Mutex<String>>,
}

impl Studio {
    /// Starts `spool up` in `home` on `port` and waits until it is ready.
    pub(crate) fn up(home: &Path, port: u16) -> Self {
        let mut command = spool(home);
        command.arg("up").args(["--listen", &format!("127.0.0.1:{port}"), "--threads", "1"]);
        command.arg("--data-dir").arg(home.join("data")).arg("--text-model").arg(text_model());
        Self::start(command, home, port)
    }

    /// Starts a command that answers on `port`, and waits until it is ready.
    pub(crate) fn start(mut command: Command, home: &Path, port: u16) -> Self {
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let mut studio = Self { child, url, home: home.to_owned(), log: Arc::default() };
        studio.collect_log();
        let start = Instant::now();
        while !studio.is_ready() {
            if let Some(status) = studio.child.try_wait().unwrap() {
                panic!("the studio ended with {status}: {}", studio.log());
            }
            assert!(start.elapsed() < PATIENCE, "not ready: {}", studio.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        studio
    }

    fn collect_log(&mut self) {
        let (lines, kept) =
            (BufReader::new(self.child.stderr.take().unwrap()).lines(), Arc::clone(&self.log));
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push_str(&(line + "\n")));
        });
    }

    /// What it has said of itself so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    fn is_ready(&self) -> bool {
        curl(&[&format!("{}/health/ready", self.url)]).is_some_and(|(status, _)| status == 200)
    }

    /// The process number.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill_9(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits; returns its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let pid = nix::unistd::Pid::from_raw(i32::try_from(self.pid()).unwrap());
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the studio did not stop");
    }

    /// Makes an account and returns an access token.
    pub(crate) fn register(&self, email: &str) -> String {
        let body = json!({"email": email, "password": "a long enough password", "display_name": "Mara"});
        let (status, answer) = self.request("POST", "auth/register", None, Some(&body));
        assert_eq!(status, 201, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// Sends a request to the API; status and JSON.
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let url = format!("{}/api/v1/{path}", self.url);
        let bearer = token.map(|token| format!("authorization: Bearer {token}"));
        let body = body.map(ToString::to_string);
        let mut arguments = vec!["-X", method, url.as_str()];
        if let Some(bearer) = &bearer {
            arguments.extend(["-H", bearer]);
        }
        if let Some(body) = &body {
            arguments.extend(["-H", "content-type: application/json", "-d", body]);
        }
        let (status, text) = curl(&arguments).expect("the studio answers");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Sends a body that is too long for an argument.
    pub(crate) fn send_file(&self, path: &str, token: &str, file: &Path) -> (u16, Value) {
        let url = format!("{}/api/v1/{path}", self.url);
        let (bearer, body) = (format!("authorization: Bearer {token}"), format!("@{}", file.display()));
        let arguments = [&url, "-H", &bearer, "-H", "content-type: application/json", "--data-binary", &body];
        let (status, text) = curl(&arguments).expect("the studio answers");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Runs the command line against this studio.
    pub(crate) fn client(&self, token: &str, arguments: &[&str]) -> Output {
        let mut command = spool(&self.home);
        command.args(arguments).args(["--server", &self.url]).env("SPOOL_TOKEN", token);
        command.output().unwrap()
    }

    /// Waits until a job is over and returns it.
    pub(crate) fn wait_for_end(&self, token: &str, job: &str) -> Value {
        let start = Instant::now();
        loop {
            let (status, job) = self.request("GET", &format!("jobs/{job}"), Some(token), None);
            assert_eq!(status, 200, "{job}");
            if matches!(
                job["state"].as_str(),
                Some("completed" | "failed" | "cancelled" | "partially_completed")
            ) {
                return job;
            }
            assert!(start.elapsed() < 2 * PATIENCE, "the job does not end: {job}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            // Its Postgres notices and goes too.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Status and body; `None` when nobody answers.
pub(crate) fn curl(arguments: &[&str]) -> Option<(u16, String)> {
    let output = Command::new("curl")
        .args(["-s", "-m", "30", "-w", "\n%{http_code}"])
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (body, status) = text.rsplit_once('\n')?;
    let status = status.parse().ok().filter(|status| *status != 0)?;
    Some((status, body.to_owned()))
}

/// What a program said on standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// What a program said on standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Removes nothing that is there: a fresh directory for one studio.
pub(crate) fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    // The private Postgres runs as another user when the tests run as root.
    fs::set_permissions(home.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    home
}
