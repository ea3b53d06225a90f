//! An upload on its way in: to a temporary file, piece by piece, with a limit to everything. What it is, its
//! bytes say.

use super::media::{HEAD, Media};
use super::{media, picture};
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use domain::asset::{AssetKind, Measures};
use futures_util::StreamExt;
use std::path::Path;
use std::time::Duration;
use storage::Received;
use tokio::time::timeout;

/// How much of a refused upload is still taken off the wire, and for how long, so that its sender reads the
/// answer instead of a broken connection.
const DRAIN_BYTES: usize = 32 * 1024 * 1024;
const DRAIN: Duration = Duration::from_secs(10);

/// A file that has come in whole, is what it says, and waits to be kept.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) received: Received,
    pub(crate) media: Media,
    pub(crate) measures: Measures,
}

/// How many bytes are said to come, if that is said.
pub(crate) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Takes a file in.
pub(crate) async fn receive(app: &App, headers: &HeaderMap, body: Body) -> Result<Arrived, Problem> {
    let Ok(_place) = app.uploads.try_acquire() else {
        return Err(Problem::unavailable("too many uploads at once")
            .detail("too many files are coming in at once; try again"));
    };
    let mut stream = body.into_data_stream();
    let taken = take(app, headers, &mut stream).await;
    let (received, media) = match taken {
        Ok(taken) => taken,
        Err(problem) => {
            drain(&mut stream).await;
            return Err(problem);
        }
    };
    let mut measures = Measures::default();
    match media.kind {
        AssetKind::Image => {
            let (width, height) = picture::measure(received.path()).await?;
            measures = Measures { width: Some(width), height: Some(height), duration_ms: None };
        }
        AssetKind::Text => check_text(received.path()).await?,
        AssetKind::Video | AssetKind::Audio | AssetKind::Document | AssetKind::Archive => {}
    }
    Ok(Arrived { received, media, measures })
}

async fn take(
    app: &App,
    headers: &HeaderMap,
    stream: &mut BodyDataStream,
) -> Result<(Received, Media), Problem> {
    let mut head = Vec::new();
    let mut ended = false;
    while head.len() < HEAD && !ended {
        match next(stream).await? {
            Some(piece) => head.extend_from_slice(&piece),
            None => ended = true,
        }
    }
    let looked_at = &head[..head.len().min(HEAD)];
    let media = recognise(headers, looked_at, ended && head.len() <= HEAD)?;
    let announced = announced(headers).unwrap_or(0).max(head.len() as u64);
    check_size(media, announced)?;
    let mut incoming = app.assets.incoming(announced).await?;
    incoming.write(&head).await?;
    while let Some(piece) = next(stream).await? {
        check_size(media, incoming.bytes() + piece.len() as u64)?;
        incoming.write(&piece).await?;
    }
    Ok((incoming.finish().await?, media))
}

/// The next piece, if there is one and it comes in time.
async fn next(stream: &mut BodyDataStream) -> Result<Option<Bytes>, Problem> {
    match timeout(limits::UPLOAD_SILENCE, stream.next()).await {
        Ok(piece) => {
            piece.transpose().map_err(|_| Problem::new(Kind::Malformed).detail("the file broke off"))
        }
        Err(_) => Err(Problem::new(Kind::Malformed).detail("the file stopped coming")),
    }
}

fn recognise(headers: &HeaderMap, head: &[u8], whole: bool) -> Result<Media, Problem> {
    let Some(media) = Media::of(head, whole) else {
        return Err(Problem::new(Kind::UnsupportedFile)
            .detail("the file's first bytes are those of no type that is taken here")
            .at("/body", "is of an unknown type"));
    };
    let declared = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or("?")).unwrap_or_default();
    if media.is_declared_as(declared) {
        return Ok(media);
    }
    let message = format!("says something else than the file, which is {}", media.name);
    Err(Problem::new(Kind::UnsupportedFile).at("/Content-Type", message))
}

fn check_size(media: Media, bytes: u64) -> Result<(), Problem> {
    if bytes <= media.most() {
        return Ok(());
    }
    let detail = format!("a file of type {} has at most {} bytes", media.kind, media.most());
    Err(Problem::new(Kind::PayloadTooLarge).detail(detail).at("/body", "is too large"))
}

/// Text is UTF-8 without control signs to its end, not only where it begins.
async fn check_text(path: &Path) -> Result<(), Problem> {
    let bytes = tokio::fs::read(path).await.map_err(Problem::internal)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) if media::is_plain(text) => Ok(()),
        _ => Err(Problem::new(Kind::UnsupportedFile)
            .detail("the file begins like a text and goes on as something else")
            .at("/body", "is no text")),
    }
}

async fn drain(stream: &mut BodyDataStream) {
    let rest = async {
        let mut seen = 0;
        while let Some(Ok(piece)) = stream.next().await {
            seen += piece.len();
            if seen > DRAIN_BYTES {
                break;
            }
        }
    };
    // Whoever sends more, or more slowly, learns it from the connection.
    let _ = timeout(DRAIN, rest).await;
}
