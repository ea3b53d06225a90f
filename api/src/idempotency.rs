//! `Idempotency-Key`: a POST that names itself has its effect once, and its first answer is given again.
//!
//! The answer is kept for 24 hours. Between the effect and the keeping of its answer a crash can fall;
//! then the request is carried out once more, and changes nothing: the ids of everything it makes and
//! the command's own id follow from the account and the key. A request that is worked on says so every few
//! seconds, by the database's clock: what a dead process left behind is free soon, and no process' own clock
//! decides about another's request.

use crate::auth::User;
use crate::extract::read;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request;
use crate::state::App;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LINK, LOCATION, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use deadpool_postgres::{Client, Pool};
use domain::{AccountId, CommandId};
use event_store::edge;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;
use tokio_postgres::types::Json;
use uuid::{Builder, Uuid};

/// The request header.
pub(crate) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How long a request is believed to be worked on of which nothing is heard, and how often something is. One that
/// is taken over while it is still worked on after all is carried out twice, with one effect.
const BUSY: &str = "5 seconds";
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// The ids that a request gives to what it makes.
#[derive(Clone, Debug)]
pub(crate) struct Ids(Option<Named>);

/// A request that names itself.
#[derive(Clone, Copy, Debug)]
struct Named {
    /// Follows from the account and the key.
    seed: Uuid,
    /// When the key was used first. Once it is forgotten, it stands for something new.
    first: Timestamp,
}

impl Ids {
    /// The same request names the same ids, however often it is carried out.
    fn of(account: AccountId, key: &str, first: Timestamp) -> Self {
        let name = format!("{} {key}", first.as_microsecond());
        Self(Some(Named { seed: Uuid::new_v5(&account.0, name.as_bytes()), first }))
    }

    /// A request without a name: every id is a new one.
    pub(crate) fn fresh() -> Self {
        Self(None)
    }

    /// The id of one thing, told apart from the others by `what`. Like every id it is a UUID version 7;
    /// what is random in others follows from the request here.
    pub(crate) fn id<T: From<Uuid>>(&self, what: &str) -> T {
        let Some(Named { seed, first }) = self.0 else { return edge::fresh_id().into() };
        let hash = Uuid::new_v5(&seed, what.as_bytes());
        let mut bits = [0_u8; 10];
        bits.copy_from_slice(&hash.as_bytes()[..10]);
        let millisecond = u64::try_from(first.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millisecond, &bits).into_uuid().into()
    }

    /// The id of the command.
    pub(crate) fn command(&self) -> CommandId {
        self.id("command")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ids {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self(None)))
    }
}

/// Carries out a POST that names itself, or answers as it was answered before.
pub(crate) async fn once(
    State(app): State<App>,
    user: User,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let Some(key) = key(request.headers())?.filter(|_| request.method() == Method::POST) else {
        return Ok(next.run(request).await);
    };
    let (mut parts, body) = request.into_parts();
    let body = read(body, limits::TEXT_BODY_BYTES).await?;
    let fingerprint = fingerprint(&parts, &body);
    let work = |ids: Ids| {
        parts.extensions.insert(ids);
        next.run(Request::from_parts(parts, Body::from(body)))
    };
    once_as(&app, &user, key, fingerprint, work).await
}

/// Carries out work under a key, or answers as it was answered before, if it is the same by its fingerprint.
pub(crate) async fn once_as<F: Future<Output = Response> + Send + 'static>(
    app: &App,
    user: &User,
    key: String,
    fingerprint: Vec<u8>,
    work: impl FnOnce(Ids) -> F,
) -> Result<Response, Problem> {
    let claim = Claim { pool: app.pool.clone(), account: user.account, key, fingerprint };
    let ids = match claim.take().await? {
        Taken::Now(first) => Ids::of(claim.account, &claim.key, first),
        Taken::Before(answer) => return Ok(answer),
    };
    let work = work(ids);
    // In a task of its own: a client that goes away must not leave it half done.
    let work = request::spawn(async move {
        let answer = tokio::select! {
            answer = work => answer,
            never = claim.stay_busy() => match never {},
        };
        claim.keep(answer).await
    });
    work.await.map_err(Problem::internal)?
}

/// The key of a request that names itself.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > limits::IDEMPOTENCY_KEY {
        let message = format!("must be 1 to {} visible ASCII characters", limits::IDEMPOTENCY_KEY);
        return Err(Problem::field("/Idempotency-Key", message));
    }
    Ok(Some(key.to_owned()))
}

/// What makes two requests the same: method, address and body, or what stands for the body.
pub(crate) fn fingerprint(parts: &Parts, body: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    for part in [parts.method.as_str().as_bytes(), target.as_bytes(), body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// What became of a claim.
enum Taken {
    /// It holds, for a key that was used first at this time.
    Now(Timestamp),
    /// The request was answered before, like this.
    Before(Response),
}

/// One request's claim to its key.
struct Claim {
    pool: Pool,
    account: AccountId,
    key: String,
    fingerprint: Vec<u8>,
}

impl Claim {
    /// Takes the key, or gives the answer of whoever had it before.
    async fn take(&self) -> Result<Taken, Problem> {
        let kept = limits::IDEMPOTENCY_KEPT.as_secs_f64();
        let client = self.pool.get().await?;
        // A new key, one that has run out, or one whose request died with its process.
        let taken = client
            .query_opt(
                "insert into idempotency_keys as k (account_id, key, fingerprint, created_at, busy_until)
                 values ($1, $2, $3, now(), now() + $4::text::interval)
                 on conflict (account_id, key) do update
                 set fingerprint = $3, busy_until = excluded.busy_until, status = null, headers = null, body = null,
                     created_at = case when k.created_at < now() - make_interval(secs => $5)
                                  then excluded.created_at else k.created_at end
                 where k.created_at < now() - make_interval(secs => $5)
                     or (k.status is null and k.busy_until < now() and k.fingerprint = $3)
                 returning created_at",
                &[&self.account.0, &self.key, &self.fingerprint, &BUSY, &kept],
            )
            .await?;
        match taken {
            Some(row) => Ok(Taken::Now(row.try_get(0)?)),
            None => Ok(Taken::Before(self.kept(&client).await?)),
        }
    }

    /// The answer of whoever had the key before.
    async fn kept(&self, client: &Client) -> Result<Response, Problem> {
        let row = client
            .query_opt(
                "select fingerprint, status, headers, body from idempotency_keys where account_id = $1 and key = $2",
                &[&self.account.0, &self.key],
            )
            .await?;
        let running = || {
            Problem::new(Kind::IdempotencyRunning)
                .header(RETRY_AFTER, "1")
                .at("/Idempotency-Key", "is in use right now")
        };
        // Gone since: it ran out at this moment.
        let Some(row) = row else { return Err(running()) };
        if row.try_get::<_, &[u8]>(0)? != self.fingerprint {
            return Err(Problem::new(Kind::IdempotencyMismatch)
                .at("/Idempotency-Key", "was used for another request; a new request needs a new key"));
        }
        let Some(status) = row.try_get::<_, Option<i16>>(1)? else { return Err(running()) };
        let status = u16::try_from(status)
            .ok()
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or_default();
        let Json(headers): Json<Vec<(String, String)>> = row.try_get(2)?;
        let mut response = (status, row.try_get::<_, Vec<u8>>(3)?).into_response();
        for (name, value) in headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
                response.headers_mut().insert(name, value);
            }
        }
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        Ok(response)
    }

    /// Says again and again that the request is worked on; never ends.
    async fn stay_busy(&self) -> Infallible {
        let update = "update idempotency_keys set busy_until = now() + $4::text::interval
            where account_id = $1 and key = $2 and fingerprint = $3 and status is null";
        loop {
            tokio::time::sleep(SIGN_OF_LIFE).await;
            // A database that is away hears of it the next time.
            if let Ok(client) = self.pool.get().await {
                let _ = client.execute(update, &[&self.account.0, &self.key, &self.fingerprint, &BUSY]).await;
            }
        }
    }

    /// Keeps the answer, if it is one and none was kept before. A failure of ours may be tried again at once under the
    /// same key, which goes on to stand for the same ids: the failure may have come after the effect.
    async fn keep(self, response: Response) -> Result<Response, Problem> {
        let status = response.status();
        let passing = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
        let client = self.pool.get().await?;
        if passing {
            let free = "update idempotency_keys set busy_until = '-infinity'
                where account_id = $1 and key = $2 and fingerprint = $3 and status is null";
            client.execute(free, &[&self.account.0, &self.key, &self.fingerprint]).await?;
        } else {
            let headers = Json(kept_headers(&parts.headers));
            let status = i16::try_from(status.as_u16()).unwrap_or(i16::MAX);
            let kept = client
                .execute(
                    "update idempotency_keys set status = $4, headers = $5, body = $6
                     where account_id = $1 and key = $2 and fingerprint = $3 and status is null",
                    &[&self.account.0, &self.key, &self.fingerprint, &status, &headers, &&body[..]],
                )
                .await?;
            if kept == 0 {
                // Whoever took this over when it seemed dead was quicker.
                return self.kept(&client).await;
            }
        }
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}

/// The headers that belong to the answer and not to the exchange.
fn kept_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let kept = [CONTENT_TYPE, ETAG, LINK, LOCATION, crate::answer::SPOOL_POSITION];
    let kept = kept.into_iter().filter_map(|name| {
        let value = headers.get(&name)?.to_str().ok()?.to_owned();
        Some((name.to_string(), value))
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_names_the_same_ids() {
        let first = Timestamp::UNIX_EPOCH;
        let ids = || Ids::of(AccountId(Uuid::from_u128(1)), "k", first);
        assert_eq!(ids().command(), ids().command());
        assert_eq!(ids().id::<Uuid>("script"), ids().id::<Uuid>("script"));
        assert_ne!(ids().id::<Uuid>("script"), ids().id::<Uuid>("version"));
        assert_ne!(ids().command(), Ids::of(AccountId(Uuid::from_u128(2)), "k", first).command());
        let later = first + std::time::Duration::from_secs(1);
        assert_ne!(ids().command(), Ids::of(AccountId(Uuid::from_u128(1)), "k", later).command());
        assert_ne!(Ids(None).command(), Ids(None).command());
        assert_eq!(ids().id::<Uuid>("script").get_version_num(), 7);
    }

    #[test]
    fn a_key_is_short_and_visible() {
        let with = |value: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(KEY, HeaderValue::from_bytes(value).unwrap());
            key(&headers)
        };
        assert_eq!(with(b"a-1").unwrap(), Some("a-1".into()));
        assert_eq!(key(&HeaderMap::new()).unwrap(), None);
        for wrong in [&b""[..], &[b'x'; 256], b"\xff"] {
            assert!(with(wrong).is_err());
        }
    }
}
