//! What every test here starts from: a studio of its own, and people who use it.

use api::{ApiConfig, ApiDeps};
use deadpool_postgres::Pool;
use event_store::{Sequencer, Store, StoreOptions, Tail};
use projections::Projectors;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use storage::Settings;
use tempfile::TempDir;
use testkit::Database;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A studio: database, store, sequencer, read models and a server. Cheap to clone.
#[derive(Clone)]
pub(crate) struct World(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) http: Client,
    pub(crate) address: SocketAddr,
    pub(crate) store: Store,
    pub(crate) pool: Pool,
    pub(crate) tail: Tail,
    projectors: Arc<Projectors>,
    shutdown: CancellationToken,
    server: Mutex<Server>,
    config: ApiConfig,
    pub(crate) assets: storage::Store,
    pub(crate) files: Arc<TempDir>,
    // Dropped last: it closes what still uses it.
    pub(crate) database: Arc<Database>,
}

struct Server {
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

impl Deref for World {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

pub(crate) fn client() -> Client {
    static TLS: Once = Once::new();
    TLS.call_once(|| _ = rustls::crypto::ring::default_provider().install_default());
    // A connection each: one that a restart has closed must not be used again.
    Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(Duration::from_mins(2)).build().unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(ApiConfig::default()).await
    }

    pub(crate) async fn with(config: ApiConfig) -> Self {
        Self::limited(config, None).await
    }

    /// One whose files may take so many bytes.
    pub(crate) async fn limited(config: ApiConfig, quota: Option<u64>) -> Self {
        let files = Arc::new(tempfile::tempdir().unwrap());
        Self::on(Arc::new(Database::fresh().await), files, config, quota).await
    }

    /// Another server on the same database, with a store, a sequencer and read models of its own.
    pub(crate) async fn another(&self) -> Self {
        Self::on(Arc::clone(&self.database), Arc::clone(&self.files), ApiConfig::default(), None).await
    }

    async fn on(database: Arc<Database>, files: Arc<TempDir>, config: ApiConfig, quota: Option<u64>) -> Self {
        let settings = Settings { quota, ..Settings::local(files.path()) };
        let assets = storage::Store::open(settings).await.unwrap();
        let pool = database.pool(24);
        let address: tokio_postgres::Config = database.url().parse().unwrap();
        let shutdown = CancellationToken::new();
        let store = Store::open(pool.clone(), StoreOptions::default());
        Sequencer::start(address.clone(), store.appended(), shutdown.clone());
        let tail = Tail::start(store.log(), address.clone(), shutdown.clone()).await.unwrap();
        let projectors = Arc::new(Projectors::start(&pool, &tail, &shutdown));
        let deps = ApiDeps {
            pool: pool.clone(),
            database: address,
            store: store.clone(),
            tail: tail.clone(),
            projectors: Arc::clone(&projectors),
            assets: assets.clone(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Mutex::new(Server::start(config.clone(), deps, listener, &shutdown));
        let http = client();
        let inner = Inner {
            http,
            address,
            store,
            pool,
            tail,
            projectors,
            shutdown,
            server,
            config,
            assets,
            files,
            database,
        };
        Self(Arc::new(inner))
    }

    /// Stops the server, waits until it has, and starts another one at the same address.
    pub(crate) async fn restart(&self) {
        let mut server = self.server.lock().await;
        server.shutdown.cancel();
        (&mut server.task).await.unwrap();
        let deps = ApiDeps {
            pool: self.pool.clone(),
            database: self.database.url().parse().unwrap(),
            store: self.store.clone(),
            tail: self.tail.clone(),
            projectors: Arc::clone(&self.projectors),
            assets: self.assets.clone(),
        };
        let listener = TcpListener::bind(self.address).await.unwrap();
        *server = Server::start(self.config.clone(), deps, listener, &self.shutdown);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A request without any session.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path))
    }

    /// Somebody with an account.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let body = json!({
            "email": format!("{name}@example.org"), "password": "correct horse battery", "display_name": name
        });
        let request = self.anonymous(Method::POST, "/api/v1/auth/register").header("spool-client", "cli");
        let answer = request.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        let session: Value = answer.json().await.unwrap();
        Person { world: self.clone(), token: text(&session["access_token"]), session }
    }

    /// Where the log ends.
    pub(crate) async fn head(&self) -> u64 {
        self.store.log().head().await.unwrap().position.0
    }

    /// A number from the database.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.pool.get().await.unwrap().query_one(sql, &[]).await.unwrap().get(0)
    }
}

impl Server {
    fn start(config: ApiConfig, deps: ApiDeps, listener: TcpListener, parent: &CancellationToken) -> Self {
        let shutdown = parent.child_token();
        let until = shutdown.clone();
        let task = tokio::spawn(async move { api::serve(config, deps, listener, until).await.unwrap() });
        Self { shutdown, task }
    }
}

/// Somebody with an account, and their ways to ask.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) world: World,
    pub(crate) token: String,
    pub(crate) session: Value,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// A header's text; empty without it.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    /// Asserts a problem of this kind that points at these fields.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, kind: &str, pointers: &[&str]) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.body["type"], format!("urn:spool:problem:{kind}"), "{:#}", self.body);
        assert_eq!(self.body["status"], status);
        assert_eq!(text(&self.body["trace_id"]).len(), 32, "{:#}", self.body);
        let named: Vec<String> =
            self.body["errors"].as_array().unwrap().iter().map(|error| text(&error["pointer"])).collect();
        assert_eq!(named, pointers, "{:#}", self.body);
        self.body
    }
}

pub(crate) async fn read(request: RequestBuilder) -> Answer {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = answer.bytes().await.unwrap();
    let body = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    Answer { status, headers, body }
}

impl Person {
    /// A request to `/api/v1`.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.world.anonymous(method, &format!("/api/v1{path}")).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        read(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        read(self.request(Method::POST, path).json(body)).await
    }

    /// A POST without a body.
    pub(crate) async fn bare_post(&self, path: &str) -> Answer {
        read(self.request(Method::POST, path)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        read(self.request(Method::PATCH, path).json(body)).await
    }

    pub(crate) async fn put(&self, path: &str) -> Answer {
        read(self.request(Method::PUT, path)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        read(self.request(Method::DELETE, path)).await
    }

    /// Who it is.
    pub(crate) fn id(&self) -> String {
        text(&self.session["user"]["id"])
    }

    /// A new script's id.
    pub(crate) async fn script(&self, title: &str) -> String {
        text(&self.post("/scripts", &new_script(title)).await.expect(201)["id"])
    }

    /// A new character's id.
    pub(crate) async fn character(&self, name: &str) -> String {
        text(&self.post("/characters", &json!({ "name": name })).await.expect(201)["id"])
    }

    /// A new shot's id.
    pub(crate) async fn shot(&self, scene: &str) -> String {
        text(&self.post(&format!("/scenes/{scene}/shots"), &json!({ "size": "ms" })).await.expect(201)["id"])
    }

    /// A screenplay that is brought in; the query says more of it.
    pub(crate) async fn import(&self, query: &str, bytes: impl Into<reqwest::Body>) -> Answer {
        read(self.request(Method::POST, &format!("/scripts/import{query}")).body(bytes)).await
    }

    /// An upload of these bytes; the query says what they are.
    pub(crate) async fn upload(&self, query: &str, bytes: impl Into<reqwest::Body>) -> Answer {
        read(self.request(Method::POST, &format!("/assets{query}")).body(bytes)).await
    }

    /// A new asset's id.
    pub(crate) async fn asset(&self, query: &str, bytes: impl Into<reqwest::Body>) -> String {
        text(&self.upload(query, bytes).await.expect(201)["id"])
    }

    /// A new job's id.
    pub(crate) async fn job(&self, script: &str) -> String {
        let path = format!("/scripts/{script}/generate");
        text(&self.post(&path, &json!({ "prompt": "the light goes out" })).await.expect(202)["id"])
    }
}

pub(crate) fn new_script(title: &str) -> Value {
    json!({ "title": title, "genre": "thriller", "tone": "dark", "logline": "A keeper loses the light." })
}

/// A text of a JSON answer.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// Waits, generously, until something holds.
pub(crate) async fn eventually<F: Future<Output = bool>>(holds: impl Fn() -> F) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !holds().await {
        assert!(Instant::now() < deadline, "it never came to hold");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}
