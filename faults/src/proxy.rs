//! A TCP proxy with weather: what goes through it can be delayed, held, broken off in the middle, or reset.

use socket2::SockRef;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

/// Bytes that are carried at a time.
const CHUNK: usize = 16 * 1024;

/// How long the end of a connection may take in which somebody does not read.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// How a connection ends that does not end by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Half of what is being carried arrives, then the connection is closed.
    #[default]
    Cut,
    /// Nothing of it arrives, and both ends are told that the connection was reset.
    Reset,
}

#[derive(Clone, Copy, Debug, Default)]
struct Weather {
    /// How long everything takes longer.
    delay: Duration,
    /// Whether nothing gets through.
    frozen: bool,
    /// How often all connections were ended, and how the last time.
    ends: u64,
    how: End,
}

/// Stands between whoever connects to it and an upstream that may change.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    upstream: watch::Sender<SocketAddr>,
    weather: watch::Sender<Weather>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a free port of the loopback interface.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (upstream, to) = watch::channel(upstream);
        let (weather, sky) = watch::channel(Weather::default());
        let task = tokio::spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((near, _)) => _ = tokio::spawn(carry(near, to.clone(), sky.clone())),
                    // Out of files, or the other end has gone already.
                    Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                }
            }
        });
        Ok(Self { address, upstream, weather, task })
    }

    /// Where to connect.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Leads new connections elsewhere.
    pub fn lead_to(&self, upstream: SocketAddr) {
        self.upstream.send_replace(upstream);
    }

    /// Has everything take so much longer, each way.
    pub fn delay(&self, delay: Duration) {
        self.weather.send_modify(|weather| weather.delay = delay);
    }

    /// Lets nothing through, or lets it through again.
    pub fn freeze(&self, frozen: bool) {
        self.weather.send_modify(|weather| weather.frozen = frozen);
    }

    /// Ends every connection there is.
    pub fn end_all(&self, how: End) {
        self.weather.send_modify(|weather| (weather.ends, weather.how) = (weather.ends + 1, how));
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection's life.
async fn carry(
    mut near: TcpStream,
    upstream: watch::Receiver<SocketAddr>,
    mut sky: watch::Receiver<Weather>,
) {
    let born = sky.borrow().ends;
    if hold(&mut sky, born).await.is_some() {
        return;
    }
    let to = *upstream.borrow();
    // Nobody there: whoever connected sees it closed, as it would be behind any load balancer.
    let Ok(mut far) = TcpStream::connect(to).await else { return };
    let _ = (near.set_nodelay(true), far.set_nodelay(true));
    let mut other_sky = sky.clone();
    let ended = {
        let ((near_read, near_write), (far_read, far_write)) = (near.split(), far.split());
        let mut there = pin!(pump(near_read, far_write, &mut sky, born));
        let mut back = pin!(pump(far_read, near_write, &mut other_sky, born));
        let (ended, other) = tokio::select! {
            ended = &mut there => (ended, back),
            ended = &mut back => (ended, there),
        };
        if ended.is_some() {
            // The weather ends both; the other one may still have its half to bring.
            let _ = timeout(LAST_WORDS, other).await;
        }
        ended
    };
    if ended == Some(End::Reset) {
        for stream in [&near, &far] {
            let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
        }
    }
}

/// Carries one direction until an end closes it, or the weather ends it.
async fn pump(
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    sky: &mut watch::Receiver<Weather>,
    born: u64,
) -> Option<End> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = tokio::select! {
            read = from.read(&mut chunk) => read.ok()?,
            how = ended(sky, born) => return Some(how),
        };
        if read == 0 {
            return None;
        }
        match hold(sky, born).await {
            None => to.write_all(&chunk[..read]).await.ok()?,
            Some(End::Cut) => {
                let _ = to.write_all(&chunk[..read / 2]).await;
                return Some(End::Cut);
            }
            Some(End::Reset) => return Some(End::Reset),
        }
    }
}

/// Waits as long as the weather has things wait; says if it ends the connection meanwhile.
async fn hold(sky: &mut watch::Receiver<Weather>, born: u64) -> Option<End> {
    let since = Instant::now();
    loop {
        let Weather { delay, frozen, ends, how } = *sky.borrow_and_update();
        if ends != born {
            return Some(how);
        }
        let left = delay.saturating_sub(since.elapsed());
        let changed = if frozen {
            sky.changed().await
        } else if left.is_zero() {
            return None;
        } else {
            timeout(left, sky.changed()).await.unwrap_or(Ok(()))
        };
        if changed.is_err() {
            return Some(End::Cut);
        }
    }
}

/// Waits until the weather ends the connection.
async fn ended(sky: &mut watch::Receiver<Weather>, born: u64) -> End {
    match sky.wait_for(|weather| weather.ends != born).await {
        Ok(weather) => weather.how,
        Err(_) => End::Cut,
    }
}
