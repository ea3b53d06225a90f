//! The peer: nginx with nchan, which does nothing but this, as root or not, in a folder of its own.

use super::clients::{Source, mark};
use super::load::Server;
use super::memory;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where Debian has nginx and its module.
const PROGRAM: &str = "/usr/sbin/nginx";
const MODULE: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// A server that runs; it ends with this.
pub(super) struct Nchan {
    nginx: Child,
    address: SocketAddr,
    http: reqwest::Client,
    folder: tempfile::TempDir,
}

impl Nchan {
    /// Starts it at a free port, with a worker for each processor, as Spool has.
    pub(super) async fn start() -> Result<Self> {
        for file in [PROGRAM, MODULE] {
            if !Path::new(file).exists() {
                bail!("{file} is missing: scripts/bootstrap --bench");
            }
        }
        let folder = tempfile::tempdir()?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let settings = folder.path().join("nginx.conf");
        std::fs::write(&settings, config(folder.path(), address, super::open_files()?))?;
        let mut command = Command::new(PROGRAM);
        command
            .arg("-e")
            .arg(folder.path().join("error.log"))
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(settings);
        let nginx = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let server = Self { nginx, address, http: reqwest::Client::new(), folder };
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(address).await.is_ok() {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("nginx does not start: {}", server.said());
    }

    fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for Nchan {
    fn drop(&mut self) {
        // Its workers end with it when it is asked to stop; a kill would leave them behind.
        if let Ok(process) = i32::try_from(self.nginx.id()) {
            let stopped = nix::sys::signal::kill(
                nix::unistd::Pid::from_raw(process),
                nix::sys::signal::Signal::SIGTERM,
            );
            let _ = stopped.map(|()| self.nginx.wait());
        }
    }
}

impl Server for Nchan {
    const NAME: &'static str = "nchan";

    fn processes(&self) -> Vec<u32> {
        memory::family(self.nginx.id())
    }

    fn source(&self) -> Source {
        let request =
            format!("GET /stream HTTP/1.1\r\nhost: {}\r\naccept: text/event-stream\r\n\r\n", self.address);
        Source { address: self.address, request }
    }

    async fn publish(&mut self, change: usize) -> Result<()> {
        // As many bytes as an event of Spool's has.
        let id = "01999999-0000-7000-8000-000000000000";
        let message = json!({
            "position": change, "type": "script.logline_changed", "aggregate": "script", "aggregate_id": id,
            "sequence": change, "at": "2026-01-01T00:00:00.000000Z", "actor": format!("account:{id}"),
            "script_id": id,
            "data": { "type": "logline_changed", "before": "start", "after": mark(change) },
        });
        let url = format!("http://{}/publish", self.address);
        self.http
            .post(url)
            .json(&message)
            .send()
            .await?
            .error_for_status()
            .context("nchan takes no message")?;
        Ok(())
    }
}

/// What nginx reads. Nothing outside the folder is written.
fn config(folder: &Path, address: SocketAddr, files: u64) -> String {
    let folder = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("  {kind}_temp_path {folder}/{kind};\n"))
        .concat();
    format!(
        "load_module {MODULE};\n\
         daemon off;\nworker_processes auto;\npid {folder}/pid;\n\
         worker_rlimit_nofile {files};\n\
         events {{ worker_connections {}; }}\n\
         http {{\n  access_log off;\n{temporary}\
         \x20 nchan_shared_memory_size 256M;\n\
         \x20 server {{\n    listen {address};\n\
         \x20   location = /stream {{ nchan_subscriber eventsource; nchan_channel_id spool; nchan_subscriber_first_message newest; }}\n\
         \x20   location = /publish {{ nchan_publisher; nchan_channel_id spool; }}\n  }}\n}}\n",
        files.saturating_sub(100)
    )
}
