//! Token buckets: how often somebody may try to sign in, or ask for work.
//!
//! Each process keeps its own, in memory: they hold back one client that tries too hard, not a fleet.

use crate::limits::STREAMS_PER_ACCOUNT;
use crate::problem::{Kind, Problem};
use crate::server::Peer;
use crate::state::App;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many in so long, all at once or spread out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// How many.
    pub count: u32,
    /// In how long.
    pub window: Duration,
}

/// The quotas of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Requests to the authentication addresses, for each network address.
    pub auth: Quota,
    /// Sign-ins with one email address.
    pub sign_in: Quota,
    /// Requests for work, for each account.
    pub work: Quota,
    /// Event streams that one account may have open at once.
    pub streams: usize,
}

impl Default for Quotas {
    fn default() -> Self {
        let a_minute = |count| Quota { count, window: Duration::from_mins(1) };
        Self { auth: a_minute(60), sign_in: a_minute(10), work: a_minute(30), streams: STREAMS_PER_ACCOUNT }
    }
}

/// The buckets of one policy.
pub(crate) struct Limiter<K> {
    name: &'static str,
    quota: Quota,
    buckets: Mutex<HashMap<K, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Instant,
}

/// Whether a request may pass, and what is left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Verdict {
    name: &'static str,
    quota: Quota,
    allowed: bool,
    left: u32,
    /// Until another request is allowed, or, while there are some left, until all are there again.
    reset: Duration,
}

/// Buckets are full again after a while and can then be forgotten; this many make us look.
const MANY: usize = 10_000;

impl<K: Eq + Hash> Limiter<K> {
    pub(crate) fn new(name: &'static str, quota: Quota) -> Self {
        Self { name, quota, buckets: Mutex::default() }
    }

    /// Takes one token of this key's bucket.
    pub(crate) fn take(&self, key: K) -> Verdict {
        self.take_at(key, Instant::now())
    }

    fn take_at(&self, key: K, now: Instant) -> Verdict {
        let Quota { count, window } = self.quota;
        let most = f64::from(count);
        let a_second = most / window.as_secs_f64().max(0.001);
        let filled = |bucket: &Bucket| {
            (bucket.tokens + now.saturating_duration_since(bucket.at).as_secs_f64() * a_second).min(most)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| filled(bucket) < most);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: most, at: now });
        let tokens = filled(bucket);
        let allowed = tokens >= 1.0;
        *bucket = Bucket { tokens: if allowed { tokens - 1.0 } else { tokens }, at: now };
        let missing = if allowed { most - bucket.tokens } else { 1.0 - bucket.tokens };
        Verdict {
            name: self.name,
            quota: self.quota,
            allowed,
            left: floor(bucket.tokens),
            reset: Duration::from_secs_f64((missing / a_second).max(0.0)),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bucket holds 0 to u32::MAX tokens"
)]
fn floor(tokens: f64) -> u32 {
    tokens as u32
}

impl Verdict {
    /// Refuses what is too much.
    pub(crate) fn check(self) -> Result<Self, Problem> {
        if self.allowed {
            return Ok(self);
        }
        let seconds = self.reset.as_secs_f64().ceil().max(1.0);
        let mut problem = Problem::new(Kind::RateLimited)
            .detail(format!(
                "at most {} in {} s; try again in {seconds} s",
                self.quota.count,
                self.quota.window.as_secs()
            ))
            .header(RETRY_AFTER, format!("{seconds}"));
        for (name, value) in self.fields() {
            problem = problem.header(name, value);
        }
        Err(problem)
    }

    /// Tells the caller what is left (draft-ietf-httpapi-ratelimit-headers).
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        for (name, value) in self.fields() {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }

    fn fields(self) -> [(HeaderName, String); 2] {
        let Self { name, quota, left, reset, .. } = self;
        [
            (
                HeaderName::from_static("ratelimit-policy"),
                format!("\"{name}\";q={};w={}", quota.count, quota.window.as_secs()),
            ),
            (
                HeaderName::from_static("ratelimit"),
                format!("\"{name}\";r={left};t={}", reset.as_secs_f64().ceil()),
            ),
        ]
    }
}

/// Limits one network address.
pub(crate) async fn auth(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let verdict = app.auth_limit.take(network(peer.ip())).check()?;
    let mut response = next.run(request).await;
    verdict.tell(response.headers_mut());
    Ok(response)
}

/// What counts as one network address: an IPv6 customer has a whole /64.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & !u128::from(u64::MAX)).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> Limiter<u8> {
        Limiter::new("test", Quota { count: 3, window: Duration::from_secs(30) })
    }

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (limiter, start) = (limiter(), Instant::now());
        let allowed = |seconds| limiter.take_at(1, start + Duration::from_secs(seconds)).allowed;
        assert_eq!([0, 0, 0, 0].map(allowed), [true, true, true, false]);
        assert_eq!([9, 11, 12].map(allowed), [false, true, false]);
        assert!(limiter.take_at(2, start).allowed, "another key has a bucket of its own");
    }

    #[test]
    fn who_is_refused_learns_when_to_come_back() {
        let (limiter, start) = (limiter(), Instant::now());
        for _ in 0..3 {
            limiter.take_at(1, start).check().unwrap();
        }
        let refused = limiter.take_at(1, start);
        assert_eq!(refused.fields().map(|(_, value)| value), ["\"test\";q=3;w=30", "\"test\";r=0;t=10"]);
        let problem = format!("{:?}", refused.check().unwrap_err());
        assert!(problem.contains("\"retry-after\": \"10\""), "{problem}");
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let limiter = Limiter::new("test", Quota { count: 2, window: Duration::from_secs(1) });
        let start = Instant::now();
        for key in 0..MANY {
            limiter.take_at(key, start);
        }
        limiter.take_at(MANY, start + Duration::from_secs(5));
        assert_eq!(limiter.buckets.lock().unwrap().len(), 1);
    }

    #[test]
    fn an_ipv6_customer_is_one_network() {
        let parse = |text: &str| network(text.parse().unwrap());
        assert_eq!(parse("2001:db8::1"), parse("2001:db8::ffff:2"));
        assert_ne!(parse("2001:db8::1"), parse("2001:db8:0:1::1"));
        assert_eq!(parse("::ffff:10.0.0.1"), parse("10.0.0.1"));
    }
}
