//! What every request carries: its trace, the one log line about it, its figures.
//!
//! The trace comes in as a W3C `traceparent` or begins here. It is at hand everywhere below without
//! being passed around, so that every error answer, every event and the log line name the same one.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use domain::{AccountId, Actor, CommandId};
use event_store::{CommandContext, edge};
use std::fmt;
use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Arc<RequestInfo>;
}

/// The request that is being answered.
#[derive(Debug)]
pub(crate) struct RequestInfo {
    /// The trace it belongs to: 16 bytes, never zero.
    trace: Uuid,
    /// Our own part of the trace.
    span: u64,
    /// As they came with the trace.
    flags: u8,
    /// What the caller calls it, or the trace.
    request_id: String,
    /// Whose it is, once that is known.
    account: OnceLock<AccountId>,
}

/// A W3C `traceparent`, version 00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Traceparent {
    trace: Uuid,
    span: u64,
    /// Whether whoever began it records it; passed on as it came.
    flags: u8,
}

impl Traceparent {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(4, '-');
        let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let hex = |part: &str, length| {
            part.len() == length
                && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        if !hex(version, 2)
            || version == "ff"
            || !hex(trace, 32)
            || !hex(span, 16)
            || !hex(flags.get(..2)?, 2)
            || (version == "00" && flags.len() != 2)
        {
            return None;
        }
        let (trace, span) = (Uuid::parse_str(trace).ok()?, u64::from_str_radix(span, 16).ok()?);
        let flags = u8::from_str_radix(&flags[..2], 16).ok()?;
        (!trace.is_nil() && span != 0).then_some(Self { trace, span, flags })
    }
}

impl fmt::Display for Traceparent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{:016x}-{:02x}", self.trace.simple(), self.span, self.flags)
    }
}

impl RequestInfo {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let fresh = edge::fresh_id();
        let parent = text(&TRACEPARENT).and_then(Traceparent::parse);
        let (trace, flags) = parent.map_or((fresh, 1), |parent| (parent.trace, parent.flags));
        // The second half of a version 7 UUID is random and never zero: its variant bits are set.
        let span = fresh.as_u64_pair().1;
        let request_id = text(&REQUEST_ID)
            .filter(|id| !id.is_empty() && id.len() <= 128)
            .map_or_else(|| trace.simple().to_string(), ToOwned::to_owned);
        Self { trace, span, flags, request_id, account: OnceLock::new() }
    }
}

/// The trace of the current request, 32 hexadecimal digits; empty outside of any.
pub(crate) fn trace_id() -> String {
    CURRENT.try_with(|info| info.trace.simple().to_string()).unwrap_or_default()
}

/// Notes whose request it is, for the log line.
pub(crate) fn identify(account: AccountId) {
    // A second call would say the same.
    let _ = CURRENT.try_with(|info| info.account.set(account).ok());
}

/// Runs work in a task of its own that still belongs to the current request.
pub(crate) fn spawn<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> tokio::task::JoinHandle<T> {
    let work = work.in_current_span();
    match CURRENT.try_with(Arc::clone) {
        Ok(info) => tokio::spawn(CURRENT.scope(info, work)),
        Err(_) => tokio::spawn(work),
    }
}

/// A command's context: who gives it, and the trace it is part of.
pub(crate) fn command_context(account: AccountId, command: CommandId) -> CommandContext {
    let mut context = CommandContext::new(Actor::Account(account), command);
    let _ = CURRENT.try_with(|info| {
        context.correlation_id = info.trace;
        context.traceparent =
            Some(Traceparent { trace: info.trace, span: info.span, flags: info.flags }.to_string());
    });
    context
}

/// Answers a request within its trace, and says one line about it.
pub(crate) async fn trace(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let info = Arc::new(RequestInfo::of(request.headers()));
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |matched| matched.as_str().to_owned());
    // The same id in the two ways it is written: traces have no hyphens, correlations of events do.
    let span = tracing::info_span!("request", trace_id = %info.trace.simple(), correlation_id = %info.trace);
    let mut response = CURRENT.scope(info.clone(), next.run(request).instrument(span)).await;

    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    metrics::counter!("spool_http_requests_total", "method" => method.to_string(), "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("spool_http_request_seconds", "method" => method.to_string(), "route" => route)
        .record(elapsed.as_secs_f64());
    tracing::info!(
        trace_id = %info.trace.simple(),
        correlation_id = %info.trace,
        request_id = %info.request_id,
        account = info.account.get().map(tracing::field::display),
        %method,
        %path,
        status,
        ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    if let Ok(id) = HeaderValue::from_str(&info.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_traceparent_reads_back_what_it_wrote() {
        let parsed = Traceparent::parse(GIVEN).unwrap();
        assert_eq!(parsed.to_string(), GIVEN);
    }

    #[test]
    fn what_is_no_traceparent_begins_a_trace_of_its_own() {
        for text in [
            "",
            "00",
            "00-0-0-0",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ü",
        ] {
            assert_eq!(Traceparent::parse(text), None, "{text}");
        }
    }

    #[tokio::test]
    async fn a_command_carries_the_trace_of_its_request() {
        let mut headers = HeaderMap::new();
        headers.insert(TRACEPARENT, HeaderValue::from_static(GIVEN));
        let info = Arc::new(RequestInfo::of(&headers));
        let account = AccountId(Uuid::from_u128(1));
        let context = CURRENT
            .scope(info, async {
                spawn(async move { command_context(account, CommandId(Uuid::from_u128(2))) }).await.unwrap()
            })
            .await;
        assert_eq!(context.correlation_id.simple().to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        let child = Traceparent::parse(context.traceparent.as_deref().unwrap()).unwrap();
        assert_eq!(child.trace, context.correlation_id);
        assert_ne!(child.span, 0x00f0_67aa_0ba9_02b7);
        assert_eq!(context.actor, Actor::Account(account));
    }
}
