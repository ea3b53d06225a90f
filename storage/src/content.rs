//! An object's bytes on their way out.

use crate::error::StorageError;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::fmt;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes of an object, as a stream of pieces. A fault in the middle ends it with an error, never early.
pub struct Content {
    /// How many bytes the whole object has.
    pub total: u64,
    /// Which of them these are.
    pub range: Range<u64>,
    pieces: BoxStream<'static, Result<Bytes, StorageError>>,
}

impl Content {
    pub(crate) fn new(
        total: u64,
        range: Range<u64>,
        pieces: BoxStream<'static, Result<Bytes, StorageError>>,
    ) -> Self {
        Self { total, range, pieces }
    }

    /// All of them at once; for what is known to be small.
    pub async fn bytes(self) -> Result<Vec<u8>, StorageError> {
        self.try_fold(Vec::new(), async |mut all, piece| {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
    }
}

impl Stream for Content {
    type Item = Result<Bytes, StorageError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(context)
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("total", &self.total)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}
