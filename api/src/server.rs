//! The listening side: connections with bounded buffers and a limit to every patience, and a shutdown
//! that does not wait for streams.
//!
//! This is axum's own loop with the knobs that it does not offer: how long a head may take, how much of an
//! answer waits in a connection, and when a client that no longer reads is given up. A connection whose answer
//! is an event stream is taken from hyper, whose buffers would outweigh everything else of it.

mod live;
mod stall;

use crate::limits::CONNECTION_BUFFER_BYTES;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use stall::Stall;
use std::future::{self, Future};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// How long the head of a request may take to arrive.
const HEAD: Duration = Duration::from_secs(15);
/// How long a client may take none of an answer.
const STALL: Duration = Duration::from_secs(30);
/// How much of an answer the kernel holds before it has been sent, in bytes.
const UNSENT: u32 = 64 * 1024;
/// How long requests may take to end on shutdown.
const GRACE: Duration = Duration::from_secs(10);
/// Between two tries after the process ran out of files.
const EXHAUSTED: Duration = Duration::from_millis(200);

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Accepts and serves connections until `shutdown`, then lets the requests that are under way end.
pub(crate) async fn run(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let connections = TaskTracker::new();
    while let Some(accepted) = shutdown.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, peer)) => {
                let serving = serve(stream, peer, router.clone(), shutdown.clone(), connections.clone());
                _ = connections.spawn(serving);
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(EXHAUSTED).await;
            }
        }
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(GRACE, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "connections did not end in time");
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// The answer that is an event stream, once a connection has one.
type Live = Arc<Mutex<Option<Response>>>;

/// What became of a connection.
enum Turn {
    Ended(hyper::Result<()>),
    Live(Response),
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    shutdown: CancellationToken,
    connections: TaskTracker,
) {
    tune(&stream);
    let (stream, live) = (Stall::new(stream, STALL), Live::default());
    let clogged = stream.clogged();
    let service = service_fn(|request| answer(router.clone(), request, peer, Arc::clone(&live)));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(CONNECTION_BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    // Whatever was answered before has to be on its way: what hyper still holds is lost with it.
    let is_live = || {
        let flushed = !clogged.load(Ordering::Relaxed);
        live.lock().unwrap_or_else(PoisonError::into_inner).take_if(|_| flushed)
    };
    let turn = tokio::select! {
        turn = turn(&mut connection, is_live) => turn,
        () = shutdown.cancelled() => {
            Pin::new(&mut connection).graceful_shutdown();
            turn(&mut connection, is_live).await
        }
    };
    match turn {
        Turn::Ended(Ok(())) => {}
        Turn::Ended(Err(error)) => tracing::debug!(%error, %peer, "a connection broke"),
        Turn::Live(response) => {
            let socket = connection.into_parts().io.into_inner().into_inner();
            // A task of its own: this one's memory holds hyper's.
            _ = connections.spawn(live::pour(socket, response));
        }
    }
}

/// Answers one request. An answer that is an event stream is put aside, and hyper waits for it until the
/// connection is taken away.
async fn answer(
    router: Router,
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
    live: Live,
) -> Result<Response, std::convert::Infallible> {
    let gets = request.method() == Method::GET;
    let mut request: Request = request.map(Body::new);
    request.extensions_mut().insert(Peer(peer));
    let response = router.oneshot(request).await?;
    if !gets || !live::is_live(&response) {
        return Ok(response);
    }
    *live.lock().unwrap_or_else(PoisonError::into_inner) = Some(response);
    future::pending().await
}

/// Serves until the connection ends, or becomes a stream.
async fn turn<C>(connection: &mut C, is_live: impl Fn() -> Option<Response>) -> Turn
where
    C: Future<Output = hyper::Result<()>> + Unpin,
{
    future::poll_fn(|context| match Pin::new(&mut *connection).poll(context) {
        Poll::Ready(ended) => Poll::Ready(Turn::Ended(ended)),
        Poll::Pending => is_live().map_or(Poll::Pending, |response| Poll::Ready(Turn::Live(response))),
    })
    .await
}

/// Small frames leave at once, and no more waits in the kernel than a short while's worth.
fn tune(stream: &TcpStream) {
    let socket = SockRef::from(stream);
    let tuned = socket.set_tcp_nodelay(true);
    #[cfg(target_os = "linux")]
    let tuned = tuned.and_then(|()| socket.set_tcp_notsent_lowat(UNSENT));
    if let Err(error) = tuned {
        tracing::debug!(%error, "a connection cannot be tuned");
    }
}
