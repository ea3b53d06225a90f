//! A connection that has become an event stream: its socket and the stream, and nothing else.
//!
//! A stream is open for an hour and mostly waits. hyper keeps two buffers of 8 KB for every connection, which
//! cannot be made smaller, and the state of a request; so hyper reads the request, and the answer is
//! written here. It ends with the connection (RFC 9112, 6.3), so it needs no framing.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::response::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use event_store::edge;
use futures_util::{FutureExt, StreamExt};
use jiff::fmt::rfc2822::DateTimePrinter;
use std::collections::VecDeque;
use std::io::{self, ErrorKind, IoSlice};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::STALL;

/// Frames that are ready at the same time leave together, up to so many, and so many bytes.
const FRAMES: usize = 64;
const BYTES: usize = 16 * 1024;

/// Whether an answer is an event stream.
pub(super) fn is_live(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    response.status() == StatusCode::OK && kind.is_some_and(|kind| kind == "text/event-stream")
}

/// Writes the answer until the stream ends or the client goes, or takes nothing of it for a while.
pub(super) async fn pour(mut socket: TcpStream, response: Response) {
    let (head, body) = response.into_parts();
    let poured = match write(&socket, &mut VecDeque::from([written(head)])).await {
        Ok(()) => frames(&socket, body).await,
        Err(error) => Err(error),
    };
    let ended = match poured {
        Ok(()) => socket.shutdown().await,
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a stream broke");
    }
}

/// The head of the answer, as it is on the wire.
fn written(mut head: Parts) -> Bytes {
    if let Ok(now) = DateTimePrinter::new().timestamp_to_rfc9110_string(&edge::now())
        && let Ok(now) = HeaderValue::try_from(now)
    {
        head.headers.insert(DATE, now);
    }
    let mut bytes = b"HTTP/1.1 200 OK\r\n".to_vec();
    for (name, value) in &head.headers {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            bytes.extend_from_slice(part);
        }
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.into()
}

/// Writes frames as they come.
async fn frames(socket: &TcpStream, body: Body) -> io::Result<()> {
    let mut frames = body.into_data_stream();
    loop {
        let frame = tokio::select! {
            frame = frames.next() => frame,
            gone = hung_up(socket) => return gone,
        };
        let Some(frame) = frame.transpose().map_err(io::Error::other)? else { return Ok(()) };
        let mut bytes = frame.len();
        let mut ready = VecDeque::from([frame]);
        let mut over = false;
        while ready.len() < FRAMES && bytes < BYTES && !over {
            match frames.next().now_or_never() {
                None => break,
                Some(None) => over = true,
                Some(Some(frame)) => {
                    let frame = frame.map_err(io::Error::other)?;
                    bytes += frame.len();
                    ready.push_back(frame);
                }
            }
        }
        write(socket, &mut ready).await?;
        if over {
            return Ok(());
        }
    }
}

/// Returns when the client has hung up. What it says meanwhile is of no interest.
async fn hung_up(socket: &TcpStream) -> io::Result<()> {
    loop {
        socket.readable().await?;
        match socket.try_read(&mut [0; 512]) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Writes all of it; fails when the client takes none of it for [`STALL`].
async fn write(socket: &TcpStream, ready: &mut VecDeque<Bytes>) -> io::Result<()> {
    take(ready, 0);
    while !ready.is_empty() {
        match try_write(socket, ready) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => take(ready, written),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let stopped = |_| io::Error::new(ErrorKind::TimedOut, "the client has stopped reading");
                timeout(STALL, socket.writable()).await.map_err(stopped)??;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn try_write(socket: &TcpStream, ready: &VecDeque<Bytes>) -> io::Result<usize> {
    let mut slices = [IoSlice::new(&[]); FRAMES];
    for (slice, frame) in slices.iter_mut().zip(ready) {
        *slice = IoSlice::new(frame);
    }
    socket.try_write_vectored(&slices[..ready.len().min(FRAMES)])
}

/// Takes off what was written.
fn take(ready: &mut VecDeque<Bytes>, mut written: usize) {
    while let Some(frame) = ready.front_mut() {
        if frame.len() > written {
            drop(frame.split_to(written));
            return;
        }
        written -= frame.len();
        ready.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::CONNECTION;
    use futures_util::stream;
    use std::convert::Infallible;
    use std::time::Duration;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    async fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap());
        let (client, accepted) = tokio::join!(client, listener.accept());
        (accepted.unwrap().0, client.unwrap())
    }

    fn response(frames: impl stream::Stream<Item = Bytes> + Send + 'static) -> Response {
        let body = Body::from_stream(frames.map(Ok::<_, Infallible>));
        Response::builder()
            .header(CONTENT_TYPE, "text/event-stream")
            .header(CONNECTION, "close")
            .body(body)
            .unwrap()
    }

    fn frame(n: usize) -> Bytes {
        format!("data: {n} {}\n\n", "x".repeat(n % 700)).into()
    }

    #[tokio::test]
    async fn frames_arrive_whole_and_in_order_and_the_end_is_the_end() {
        let (server, mut client) = pair().await;
        let all: Vec<Bytes> = (0..5_000).map(frame).collect();
        // Some are ready together, others come one by one.
        let coming = stream::iter(all.clone()).enumerate().then(|(n, frame)| async move {
            if n % 37 == 0 {
                tokio::task::yield_now().await;
            }
            frame
        });
        tokio::spawn(pour(server, response(coming)));
        let mut bytes = Vec::new();
        client.read_to_end(&mut bytes).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let lines: Vec<&str> = head.split("\r\n").collect();
        assert_eq!(lines[..3], ["HTTP/1.1 200 OK", "content-type: text/event-stream", "connection: close"]);
        assert!(lines[3].starts_with("date: ") && lines[3].ends_with(" GMT"), "{head}");
        assert!(body.as_bytes() == all.concat());
    }

    #[tokio::test]
    async fn a_client_that_hangs_up_ends_it_whatever_it_has_said() {
        let (server, mut client) = pair().await;
        let pouring = tokio::spawn(pour(server, response(stream::pending())));
        client.write_all(&[b'x'; 5_000]).await.unwrap();
        drop(client);
        tokio::time::timeout(Duration::from_secs(20), pouring).await.expect("it ends").unwrap();
    }

    #[tokio::test]
    async fn a_client_that_reads_nothing_is_given_up() {
        let (server, client) = pair().await;
        let endless = stream::repeat_with(|| Bytes::from(vec![b'x'; 8_192]));
        let pouring = tokio::spawn(pour(server, response(endless)));
        // Until the sockets hold no more; then the clock may run.
        while client.ready(tokio::io::Interest::READABLE).await.is_err() {}
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!pouring.is_finished());
        tokio::time::pause();
        tokio::time::timeout(2 * STALL, pouring).await.expect("it is given up").unwrap();
        drop(client);
    }

    fn size_of_what_comes<A, B, T>(_: impl FnOnce(A, B) -> T) -> usize {
        size_of::<T>()
    }

    #[test]
    fn a_connection_that_waits_is_small() {
        let bytes = size_of_what_comes(pour);
        assert!(bytes <= 1_024, "{bytes} bytes for each of ten thousand");
    }

    #[test]
    fn what_was_written_in_part_is_gone_on_with() {
        let mut ready = VecDeque::from([Bytes::from("abc"), Bytes::from(""), Bytes::from("de")]);
        take(&mut ready, 2);
        assert_eq!(ready, ["c", "", "de"]);
        take(&mut ready, 2);
        assert_eq!(ready, ["e"]);
        take(&mut ready, 1);
        assert_eq!(ready, [""; 0]);
        ready.push_back(Bytes::new());
        take(&mut ready, 0);
        assert_eq!(ready.len(), 0);
    }
}
