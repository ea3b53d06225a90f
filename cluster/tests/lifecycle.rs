//! A cluster's life against the real programs: made, started again, killed in the middle, wanted twice,
//! and every way it can be refused.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterConfig, ClusterError, DATABASE, effective_uid, find};
use tempfile::TempDir;

/// A data directory that the database user may enter, whatever the umask.
fn open_dir() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711)).unwrap();
    dir
}

fn quick(root: &Path) -> ClusterConfig {
    ClusterConfig { durable: false, ..ClusterConfig::new(root) }
}

/// Runs statements at the address and answers the first column of the last row.
fn query(url: &str, sql: &str) -> String {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        let talking = tokio::spawn(connection);
        let answers = client.simple_query(sql).await.unwrap();
        talking.abort();
        answers
            .iter()
            .rev()
            .find_map(|answer| match answer {
                tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            })
            .unwrap_or_default()
    })
}

/// Another process that owns the cluster of a directory until it is dropped or killed.
struct Holder {
    child: Child,
    socket_url: String,
    postgres: i32,
}

impl Holder {
    fn start(root: &Path) -> Self {
        let mut child = Self::command(root).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut words = line.split_whitespace();
        let (socket_url, _) = (words.next().expect("it started").to_owned(), words.next());
        Self { child, socket_url, postgres: words.next().unwrap().parse().unwrap() }
    }

    fn command(root: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cluster-hold"));
        command.arg(root);
        command
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // Closing its input ends it; a killed one is collected already.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The folder in the cluster's socket address, where that needs no escaping but of the slashes.
fn short_socket_dir(cluster: &Cluster) -> PathBuf {
    let url = cluster.socket_url("");
    let (_, rest) = url.split_once("host=").unwrap();
    rest.split('&').next().unwrap().replace("%2F", "/").into()
}

fn lives(pid: i32) -> bool {
    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|arguments| !arguments.is_empty())
}

fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < Duration::from_mins(1), "waited too long: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_start_makes_it_and_the_next_one_finds_everything_again() {
    let root = open_dir();
    let first = Cluster::start(&ClusterConfig::new(root.path())).unwrap();
    assert_eq!(query(&first.socket_url(DATABASE), "show fsync"), "on");
    query(&first.socket_url(DATABASE), "create table kept (word text); insert into kept values ('yes')");
    assert_eq!(query(&first.tcp_url(DATABASE), "select current_user || ' ' || word from kept"), "spool yes");
    let (pid, port, password) = (first.pid(), first.address().port(), first.tcp_url(""));
    first.stop();
    assert!(!lives(pid));

    let second = Cluster::start(&ClusterConfig::new(root.path())).unwrap();
    assert_eq!(query(&second.socket_url(DATABASE), "select word from kept"), "yes");
    assert_eq!(second.address().port(), port, "the port is kept");
    assert_eq!(second.tcp_url(""), password, "the password is kept");
}

#[test]
fn loopback_asks_for_the_password() {
    let root = open_dir();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    let url = format!("postgresql://spool:guess@127.0.0.1:{}/{DATABASE}", cluster.address().port());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let Err(refused) = runtime.block_on(tokio_postgres::connect(&url, tokio_postgres::NoTls)) else {
        panic!("a wrong password was accepted")
    };
    assert_eq!(refused.code().unwrap().code(), "28P01");
    let password = cluster.data_dir().parent().unwrap().join("password");
    assert_eq!(fs::metadata(password).unwrap().mode() & 0o777, 0o600);
}

#[test]
fn a_killed_owner_takes_postgres_along_and_loses_nothing() {
    let root = open_dir();
    let holder = Holder::start(root.path());
    query(&holder.socket_url, "create table kept (n int); insert into kept values (1)");
    let postgres = holder.postgres;
    holder.kill();
    // At once, while the old one is still shutting down.
    let again = Cluster::start(&ClusterConfig::new(root.path())).unwrap();
    assert!(!lives(postgres));
    assert_eq!(query(&again.socket_url(DATABASE), "select n from kept"), "1");
}

#[test]
fn a_killed_postgres_is_noticed_and_recovered_by_the_next_start() {
    let root = open_dir();
    let cluster = Cluster::start(&ClusterConfig::new(root.path())).unwrap();
    query(&cluster.socket_url(DATABASE), "create table kept (n int); insert into kept values (2)");
    assert!(cluster.is_running());
    let killed = Command::new("kill").args(["-9", &cluster.pid().to_string()]).status().unwrap();
    assert!(killed.success());
    wait_until("the owner notices", || !cluster.is_running());
    cluster.stop();
    assert!(root.path().join("postgres/data/postmaster.pid").exists(), "the stale file is what is tested");
    let again = Cluster::start(&ClusterConfig::new(root.path())).unwrap();
    assert_eq!(query(&again.socket_url(DATABASE), "select n from kept"), "2");
}

#[test]
fn a_half_made_cluster_is_made_anew() {
    let root = open_dir();
    let staging = root.path().join("postgres/data.new");
    fs::create_dir_all(&staging).unwrap();
    fs::write(staging.join("PG_VERSION"), "15").unwrap();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    assert_eq!(query(&cluster.socket_url(DATABASE), "select 1"), "1");
    assert!(!staging.exists());
}

#[test]
fn one_directory_is_for_one_process() {
    let root = open_dir();
    let holder = Holder::start(root.path());
    let refused = Cluster::start(&quick(root.path())).unwrap_err();
    let line = refused.to_string();
    assert!(
        matches!(refused, ClusterError::Locked { pid: Some(pid), .. } if pid == holder.child.id()),
        "{line}"
    );
    assert!(line.contains("stop it, or choose another data directory") && !line.contains('\n'), "{line}");
    assert_eq!(query(&holder.socket_url, "select 1"), "1", "the first one is not disturbed");
}

#[test]
fn of_two_that_start_an_empty_directory_at_once_one_is_refused() {
    let root = open_dir();
    let spawn = || {
        let pipes = || Holder::command(root.path()).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
        pipes().unwrap()
    };
    let (one, other) = (spawn(), spawn());
    wait_until("one is up", || find(root.path()).unwrap().is_some());
    let outcomes = [one, other].map(|child| child.wait_with_output().unwrap());
    let said: Vec<_> = outcomes.iter().filter(|it| !it.status.success()).collect();
    assert_eq!(said.len(), 1, "{outcomes:?}");
    assert!(String::from_utf8_lossy(&said[0].stderr).contains("another spool"));
}

#[test]
fn a_running_one_is_found_from_outside_and_a_stopped_one_is_not() {
    let root = open_dir();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    let found = find(root.path()).unwrap().unwrap();
    assert_eq!(&found, cluster.address());
    assert_eq!(query(&found.tcp_url(DATABASE), "select 1"), "1");
    cluster.stop();
    assert_eq!(find(root.path()).unwrap(), None);
}

#[test]
fn a_taken_port_is_refused_when_it_was_asked_for_and_avoided_when_it_was_not() {
    let root = open_dir();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let refused = Cluster::start(&ClusterConfig { port: Some(port), ..quick(root.path()) }).unwrap_err();
    assert!(matches!(refused, ClusterError::PortBusy { port: p } if p == port), "{refused}");

    fs::write(root.path().join("postgres/port"), port.to_string()).unwrap();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    assert_ne!(cluster.address().port(), port);
    assert_eq!(query(&cluster.tcp_url(DATABASE), "select 1"), "1");
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let dir = open_dir();
    let file = dir.path().join("file");
    fs::File::create(&file).unwrap().write_all(b"not a folder").unwrap();
    // Not even root makes folders in these.
    let mut places = vec![file.join("data"), PathBuf::from("/proc/spool")];
    if effective_uid() != 0 {
        let closed = dir.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
        places.push(closed);
    }
    for place in places {
        let refused = Cluster::start(&quick(&place)).unwrap_err();
        assert!(matches!(refused, ClusterError::File { .. }), "{refused:?}");
        let line = refused.to_string();
        assert!(line.contains(place.to_str().unwrap()) && line.contains("--data-dir"), "{line}");
    }
}

#[test]
fn what_postgres_refuses_is_passed_on_in_one_line() {
    let root = open_dir();
    let settings = vec![("max_connections".into(), "many".into())];
    let refused = Cluster::start(&ClusterConfig { settings, ..quick(root.path()) }).unwrap_err();
    let line = refused.to_string();
    assert!(matches!(refused, ClusterError::Start { .. }), "{line}");
    assert!(line.contains("max_connections") && !line.contains('\n'), "{line}");
}

#[test]
fn a_long_path_gets_a_short_socket() {
    let dir = open_dir();
    let root = dir.path().join("a-rather-long-name/".repeat(6));
    fs::create_dir_all(&root).unwrap();
    let cluster = Cluster::start(&quick(&root)).unwrap();
    assert_eq!(query(&cluster.socket_url(DATABASE), "select 1"), "1");
    assert!(cluster.socket_url("").contains("%2Ftmp%2Fspool-"));
    let socket_dir = short_socket_dir(&cluster);
    assert!(socket_dir.is_dir());
    cluster.stop();
    assert!(!socket_dir.exists(), "nothing is left outside the data directory");
}

/// Only root has anything to drop; an ordinary user's run is covered by every other test.
#[test]
fn root_runs_it_as_somebody_else() {
    let root = open_dir();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    let runs_as = fs::metadata(format!("/proc/{}", cluster.pid())).unwrap().uid();
    let owner = fs::metadata(cluster.data_dir()).unwrap().uid();
    assert_eq!(runs_as, owner);
    assert_ne!(runs_as, 0);
    assert_eq!(effective_uid() == 0, runs_as != effective_uid());
}

/// A checkout in root's closed home must work too.
#[test]
fn where_the_database_user_may_not_go_the_cluster_lives_elsewhere() {
    if effective_uid() != 0 {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let cluster = Cluster::start(&quick(root.path())).unwrap();
    let elsewhere = fs::read_link(root.path().join("postgres")).unwrap();
    assert!(elsewhere.starts_with("/var/lib/spool"));
    query(&cluster.socket_url(DATABASE), "create table kept (n int)");
    cluster.stop();
    let again = Cluster::start(&quick(root.path())).unwrap();
    assert_eq!(query(&again.socket_url(DATABASE), "select count(*) from kept"), "0");
    assert_eq!(find(root.path()).unwrap().as_ref(), Some(again.address()));
    again.stop();
    fs::remove_dir_all(&elsewhere).unwrap();
    // The link alone is no cluster; a new one must not quietly begin empty.
    let refused = Cluster::start(&quick(root.path())).unwrap_err().to_string();
    assert!(refused.contains("points to a folder that is gone"), "{refused}");
}
