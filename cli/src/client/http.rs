//! Requests to a studio, with its refusals turned into one clear line.

use super::credentials::{Credentials, SavedLogin};
use super::resources::SessionAnswer;
use anyhow::{Context, Result, anyhow, bail};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use uuid::Uuid;

/// How long one answer may take.
pub(super) const ANSWER: Duration = Duration::from_secs(30);
/// How often a command whose answer was lost is sent.
pub(super) const TRIES: u64 = 4;

/// A studio and the right to talk to it. An access token that has run out is replaced once, by the
/// login it came from.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    server: String,
    session: Arc<Mutex<Session>>,
    /// The newest position that a stream has shown.
    seen: Arc<AtomicU64>,
}

/// The tokens in use.
#[derive(Debug, Default)]
struct Session {
    access: String,
    login: Option<Login>,
}

/// Where the next access token comes from.
#[derive(Debug)]
pub(crate) struct Login {
    /// Exchanged for the next tokens, once.
    pub(crate) refresh_token: String,
    /// Where the next one is written down; `None` for a login that nobody needs later.
    pub(crate) remembered_in: Option<Credentials>,
}

/// The parts of a problem that a person is told.
#[derive(Debug, Default, Deserialize)]
struct Problem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: Option<String>,
    #[serde(default)]
    errors: Vec<FieldProblem>,
}

#[derive(Debug, Deserialize)]
struct FieldProblem {
    pointer: String,
    message: String,
}

impl Client {
    /// A client for `server`, such as `http://127.0.0.1:8080`, with no rights yet.
    pub(crate) fn new(server: &str) -> Result<Self> {
        // The provider is the process' own choice, and only the first one counts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .user_agent(concat!("spool/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("cannot set up the HTTP client")?;
        let server = server.trim_end_matches('/').to_owned();
        Ok(Self { http, server, session: Arc::default(), seen: Arc::default() })
    }

    /// The same studio with a token that is given from outside.
    pub(crate) fn with_token(self, access: String) -> Self {
        Self { session: Arc::new(Mutex::new(Session { access, login: None })), ..self }
    }

    /// The same studio with a login; its first access token is fetched at once.
    pub(crate) async fn with_login(self, login: Login) -> Result<Self> {
        let session = Session { access: String::new(), login: Some(login) };
        let client = Self { session: Arc::new(Mutex::new(session)), ..self };
        client.renew("").await?;
        Ok(client)
    }

    /// The studio's address, without a slash at the end.
    pub(crate) fn server(&self) -> &str {
        &self.server
    }

    /// Notes that a stream has shown everything up to a position: what is read from now on is not
    /// older than that.
    pub(crate) fn has_seen(&self, position: u64) {
        self.seen.fetch_max(position, Ordering::Relaxed);
    }

    /// Reads a resource of `/api/v1`. The stream can be ahead of the read models for a moment; an
    /// answer from before what the stream has shown is asked for again.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let build = || self.request(Method::GET, path).timeout(ANSWER);
        let asked = Instant::now();
        loop {
            let response = self.send(build).await?;
            let header = response.headers().get("spool-position").and_then(|value| value.to_str().ok());
            let position: Option<u64> = header.and_then(|text| text.parse().ok());
            let seen = self.seen.load(Ordering::Relaxed);
            if position.is_none_or(|position| position >= seen) || asked.elapsed() > ANSWER {
                return read(response).await;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Sends a command to `/api/v1`. The key makes a repetition harmless, so it is sent again when
    /// the answer is lost.
    pub(crate) async fn post<T: DeserializeOwned>(&self, path: &str, key: Uuid, body: &Value) -> Result<T> {
        self.command(path, key, |request| request.json(body)).await
    }

    /// The same with a body of any type.
    pub(super) async fn command<T: DeserializeOwned>(
        &self,
        path: &str,
        key: Uuid,
        with_body: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<T> {
        let build = || {
            let request = self.request(Method::POST, path).timeout(ANSWER);
            with_body(request.header("idempotency-key", key.to_string()))
        };
        let mut tries = 0;
        loop {
            tries += 1;
            match self.send(build).await {
                Err(Failure::Lost(_)) if tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(300 * tries)).await;
                }
                sent => return read(sent?).await,
            }
        }
    }

    /// Opens an event stream of `/api/v1`.
    pub(crate) async fn open_stream(&self, path: &str, after: Option<&str>) -> Result<Response> {
        let build = || {
            let request = self.request(Method::GET, path).header("accept", "text/event-stream");
            after.into_iter().fold(request, |request, after| request.header("last-event-id", after))
        };
        Ok(self.send(build).await?)
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1/{path}", self.server)).header("spool-client", "cli")
    }

    /// Sends a request, a second time with a new access token if the first has run out.
    pub(super) async fn send(&self, build: impl Fn() -> RequestBuilder) -> Result<Response, Failure> {
        let access = self.session.lock().await.access.clone();
        let authorised = |access: &str| match access {
            "" => build(),
            access => build().bearer_auth(access),
        };
        let first = self.accepted(authorised(&access)).await;
        if !matches!(first, Err(Failure::Unauthorised)) || access.is_empty() {
            return first;
        }
        let access = self.renew(&access).await.map_err(Failure::Refused)?;
        self.accepted(authorised(&access)).await
    }

    /// The access token after `used`, fetched with the login unless somebody else just did.
    async fn renew(&self, used: &str) -> Result<String> {
        let mut session = self.session.lock().await;
        if session.access != used {
            return Ok(session.access.clone());
        }
        let Some(login) = &mut session.login else {
            bail!("{} does not accept the token; sign in with `spool login`", self.server);
        };
        let body = json!({"refresh_token": login.refresh_token});
        let request = self.request(Method::POST, "auth/refresh").timeout(ANSWER).json(&body);
        let answer: SessionAnswer = match self.accepted(request).await {
            Ok(response) => read(response).await?,
            Err(Failure::Lost(error)) => return Err(error),
            Err(_) => bail!("the login at {} is over; sign in with `spool login`", self.server),
        };
        if let Some(next) = answer.refresh_token {
            if let Some(credentials) = &login.remembered_in {
                credentials.save(&self.server, SavedLogin { refresh_token: next.clone() })?;
            }
            login.refresh_token = next;
        }
        session.access.clone_from(&answer.access_token);
        Ok(answer.access_token)
    }

    async fn accepted(&self, request: RequestBuilder) -> Result<Response, Failure> {
        let response = request.send().await.map_err(|error| {
            let why = root(&error);
            let server = &self.server;
            Failure::Lost(anyhow!("no studio answers at {server} ({why}); start one with `spool up`"))
        })?;
        match response.status() {
            status if status.is_success() => Ok(response),
            StatusCode::UNAUTHORIZED => Err(Failure::Unauthorised),
            status => {
                let problem: Problem = response.json().await.unwrap_or_default();
                Err(Failure::Refused(anyhow!("{}", problem.sentence(status.as_u16()))))
            }
        }
    }
}

/// Why there is no answer to use.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Nobody answered, or not to the end: it may work the next time.
    #[error(transparent)]
    Lost(anyhow::Error),
    /// The token is not, or no longer, good.
    #[error("not signed in; sign in with `spool login`")]
    Unauthorised,
    /// The studio said no.
    #[error(transparent)]
    Refused(anyhow::Error),
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T> {
    response.json().await.context("the studio's answer cannot be read; is it another version?")
}

impl Problem {
    fn sentence(&self, status: u16) -> String {
        let mut sentence = match &self.detail {
            Some(detail) => detail.clone(),
            None if self.title.is_empty() => format!("the studio answered {status}"),
            None => self.title.clone(),
        };
        for error in &self.errors {
            sentence.push_str("; ");
            sentence.push_str(error.pointer.trim_start_matches('/'));
            sentence.push_str(": ");
            sentence.push_str(&error.message);
        }
        sentence
    }
}

/// The innermost cause, which says what really happened.
pub(super) fn root(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_becomes_one_line_that_names_the_field() {
        let problem: Problem = serde_json::from_value(serde_json::json!({
            "title": "Validation failed", "detail": "the request has 1 invalid field",
            "errors": [{"pointer": "/logline", "message": "must not be blank"}],
        }))
        .unwrap();
        assert_eq!(problem.sentence(422), "the request has 1 invalid field; logline: must not be blank");
        assert_eq!(Problem::default().sentence(502), "the studio answered 502");
    }

    #[tokio::test]
    async fn a_studio_that_is_not_there_is_named() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let client = Client::new(&server).unwrap();
        let error = client.get::<Value>("system").await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("no studio answers at {server}")), "{error}");
        assert!(error.ends_with("start one with `spool up`"), "{error}");
    }
}
