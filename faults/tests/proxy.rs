//! The proxy breaks what it is told to break, and nothing else.

use faults::proxy::{End, Proxy};
use std::io::ErrorKind;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that sends back what it gets.
async fn echo() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (mut read, mut write) = stream.split();
                let _ = tokio::io::copy(&mut read, &mut write).await;
            });
        }
    });
    address
}

async fn through(proxy: &Proxy) -> TcpStream {
    TcpStream::connect(proxy.address()).await.unwrap()
}

async fn says(stream: &mut TcpStream, text: &str) -> String {
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = vec![0; text.len()];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn what_goes_in_comes_out_however_long() {
    let proxy = Proxy::start(echo().await).await.unwrap();
    let mut stream = through(&proxy).await;
    let long = "0123456789".repeat(50_000);
    let (mut read, mut write) = stream.split();
    let (sent, got) = tokio::join!(write.write_all(long.as_bytes()), async {
        let mut got = vec![0; long.len()];
        read.read_exact(&mut got).await.map(|_| got)
    });
    sent.unwrap();
    assert_eq!(got.unwrap(), long.as_bytes());
}

#[tokio::test]
async fn a_delay_holds_both_ways_and_ends() {
    let proxy = Proxy::start(echo().await).await.unwrap();
    let mut stream = through(&proxy).await;
    assert_eq!(says(&mut stream, "a").await, "a");
    proxy.delay(Duration::from_millis(60));
    let asked = Instant::now();
    assert_eq!(says(&mut stream, "b").await, "b");
    assert!(asked.elapsed() >= Duration::from_millis(120), "{:?}", asked.elapsed());
    proxy.delay(Duration::from_hours(1));
    let (answer, ()) = tokio::join!(says(&mut stream, "c"), async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        proxy.delay(Duration::ZERO);
    });
    assert_eq!(answer, "c");
}

#[tokio::test]
async fn what_is_frozen_when_it_is_cut_arrives_by_half() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::start(listener.local_addr().unwrap()).await.unwrap();
    let mut stream = through(&proxy).await;
    let (mut far, _) = listener.accept().await.unwrap();
    proxy.freeze(true);
    stream.write_all(b"01234567").await.unwrap();
    // Long enough for the proxy to have taken all of it.
    tokio::time::sleep(Duration::from_millis(100)).await;
    proxy.end_all(End::Cut);
    let mut got = Vec::new();
    far.read_to_end(&mut got).await.unwrap();
    assert_eq!(got, b"0123");
    assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0, "this end is closed, too");
    proxy.freeze(false);
    let mut next = through(&proxy).await;
    let (mut far, _) = listener.accept().await.unwrap();
    next.write_all(b"after").await.unwrap();
    far.read_exact(&mut [0; 5]).await.unwrap();
}

#[tokio::test]
async fn a_reset_is_seen_as_one() {
    let proxy = Proxy::start(echo().await).await.unwrap();
    let mut stream = through(&proxy).await;
    assert_eq!(says(&mut stream, "before").await, "before");
    proxy.end_all(End::Reset);
    let error = stream.read_u8().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    let mut next = through(&proxy).await;
    assert_eq!(says(&mut next, "after").await, "after");
}

#[tokio::test]
async fn it_leads_where_it_is_told_and_closes_where_nobody_is() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let proxy = Proxy::start(nobody).await.unwrap();
    let mut stream = through(&proxy).await;
    assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0, "nobody is there");
    proxy.lead_to(echo().await);
    let mut stream = through(&proxy).await;
    assert_eq!(says(&mut stream, "there").await, "there");
}
