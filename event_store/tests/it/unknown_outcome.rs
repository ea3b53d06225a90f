//! Connections that break under an append: whatever was answered is there exactly once.

use crate::tally::{Tally, TallyCommand};
use crate::world::{World, command, eventually, fresh};
use event_store::{ExecuteError, Store, StoreError, StoreOptions};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio_postgres::config::Host;
use tokio_postgres::{Config, NoTls};
use tokio_util::sync::CancellationToken;

const COUNT: TallyCommand = TallyCommand::Count { by: 1, times: 1 };

#[tokio::test(flavor = "multi_thread")]
async fn killing_the_writers_backends_under_load_loses_and_doubles_nothing() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let workers: Vec<_> = (0..16)
        .map(|_| {
            let (store, stop, id) = (world.store.clone(), stop.clone(), fresh());
            tokio::spawn(async move {
                let mut answered = Vec::new();
                while !stop.is_cancelled() {
                    let context = command();
                    let committed = store.execute::<Tally>(id, COUNT, &context).await.unwrap();
                    assert!(!committed.duplicate);
                    answered.push(context.command_id.0);
                }
                (id, answered)
            })
        })
        .collect();
    let mut killed = 0;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and query like 'with command as%' and pid <> pg_backend_pid()";
        killed += world.number(kill).await;
    }
    stop.cancel();
    let mut total = 0;
    for worker in workers {
        let (id, answered) = worker.await.unwrap();
        let loaded = world.store.load::<Tally>(id).await.unwrap().unwrap();
        assert_eq!(loaded.state.count, answered.len() as u64);
        let client = world.client().await;
        let once = "select count(*) from unnest($1::uuid[]) as answered (id) join (
                        select metadata ->> 'command_id' as id from events group by 1 having count(*) = 1
                    ) once on once.id = answered.id::text";
        let row = client.query_one(once, &[&answered]).await.unwrap();
        assert_eq!(usize::try_from(row.get::<_, i64>(0)).unwrap(), answered.len());
        total += answered.len();
    }
    assert!(killed >= 50 && total >= 100, "{killed} kills, {total} commands: nothing was tested");
}

/// A way to the database that can be told to swallow the next answer and cut the connection: the
/// statement was committed and nobody was told.
struct Cutter {
    address: SocketAddr,
    /// Answers left to swallow.
    swallow: Arc<AtomicUsize>,
}

impl Cutter {
    async fn start(to: &Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let swallow = Arc::new(AtomicUsize::new(0));
        let [Host::Unix(directory)] = to.get_hosts() else { panic!("the test server has one socket") };
        let socket = directory.join(format!(".s.PGSQL.{}", to.get_ports()[0]));
        let left = Arc::clone(&swallow);
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = UnixStream::connect(&socket).await.unwrap();
                tokio::spawn(Self::pass(client, server, Arc::clone(&left)));
            }
        });
        Self { address, swallow }
    }

    async fn pass(client: tokio::net::TcpStream, server: UnixStream, swallow: Arc<AtomicUsize>) {
        let (mut from_client, mut to_client) = client.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let asking = tokio::spawn(async move { tokio::io::copy(&mut from_client, &mut to_server).await });
        let mut answer = vec![0; 1 << 16];
        while let Ok(length @ 1..) = from_server.read(&mut answer).await {
            let one_less = |left: usize| left.checked_sub(1);
            if swallow.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok() {
                break;
            }
            if to_client.write_all(&answer[..length]).await.is_err() {
                break;
            }
        }
        asking.abort();
    }

    /// A store whose every connection goes through here.
    fn store(&self, config: &Config, options: StoreOptions) -> Store {
        let mut through = Config::new();
        through.host(self.address.ip().to_string()).port(self.address.port());
        through.dbname(config.get_dbname().unwrap());
        if let Some(user) = config.get_user() {
            through.user(user);
        }
        let manager = deadpool_postgres::Manager::new(through, NoTls);
        Store::open(deadpool_postgres::Pool::builder(manager).max_size(4).build().unwrap(), options)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_was_lost_is_found_by_its_command_id() {
    let world = World::new().await;
    let cutter = Cutter::start(&world.config()).await;
    let store = cutter.store(&world.config(), StoreOptions { writers: 1, ..StoreOptions::default() });
    let id = fresh();
    for n in 1..=20 {
        // Warm, so that the next thing the database answers is the append.
        store.load::<Tally>(id).await.unwrap();
        cutter.swallow.store(usize::from(n > 1), Ordering::SeqCst);
        let context = command();
        let committed = store.execute::<Tally>(id, COUNT, &context).await.unwrap();
        assert_eq!(cutter.swallow.load(Ordering::SeqCst), 0, "nothing was cut");
        assert_eq!((committed.sequence_of::<Tally>(id), committed.duplicate), (Some(n), false));
        let again = store.execute::<Tally>(id, COUNT, &context).await.unwrap();
        assert_eq!((again.last_event_id, again.duplicate), (committed.last_event_id, true));
    }
    assert_eq!(world.number("select count(*) from events").await, 20);
    assert_eq!(world.number("select count(*) from commands").await, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_come_back_leaves_an_outcome_unknown_that_is_told_later() {
    let world = World::new().await;
    let cutter = Cutter::start(&world.config()).await;
    let options =
        StoreOptions { writers: 1, patience: Duration::from_millis(300), ..StoreOptions::default() };
    let store = cutter.store(&world.config(), options);
    let (id, context) = (fresh(), command());
    store.execute::<Tally>(id, COUNT, &command()).await.unwrap();
    cutter.swallow.store(usize::MAX, Ordering::SeqCst);
    let unknown = store.execute::<Tally>(id, COUNT, &context).await;
    let Err(ExecuteError::Store(StoreError::Unknown(command_id))) = unknown else { panic!("{unknown:?}") };
    assert_eq!(command_id, context.command_id);
    cutter.swallow.store(0, Ordering::SeqCst);
    // The caller sends the same command again, and it has had its effect once, whenever that was.
    eventually(|| async { store.execute::<Tally>(id, COUNT, &context).await.is_ok() }).await;
    assert_eq!(world.number("select count(*) from events").await, 2);
}
