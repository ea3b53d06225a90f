//! The hash chain: what makes a change of history visible.
//!
//! Each position's hash covers the one before it and the event's canonical bytes, so whoever alters,
//! removes or inserts anything has to alter every hash behind it, and then still differs from a
//! [`Head`] that was kept elsewhere. The canonical bytes are what is stored, encrypted or not: the
//! chain outlives the erasure of a key.

use domain::Position;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A sha256.
pub(crate) type Hash = [u8; 32];

/// The digest of an event's canonical bytes, as an expression over a row `e` of `events`: a JSON array
/// of everything that was said, and when. It stands here and not in a function of the database,
/// because whoever can change rows there can change functions too.
macro_rules! digest_sql {
    () => {
        "sha256(convert_to(jsonb_build_array(e.aggregate_type, e.aggregate_id, e.sequence, e.event_type,
            e.event_version, e.payload, e.metadata,
            (extract(epoch from e.recorded_at) * 1000000)::bigint)::text, 'UTF8'))"
    };
}
pub(crate) use digest_sql;

/// The hash of a position: `sha256(hash before ‖ digest)`.
pub(crate) fn link(before: &Hash, digest: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(digest);
    hasher.finalize().into()
}

/// Where the log ends and what its whole history hashes to. Kept elsewhere, as `POSITION:HEX`, it
/// proves later that the history up to there is still the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The position of the newest event; 0 for an empty log.
    pub position: Position,
    /// Its hash; zeros for an empty log.
    pub hash: Hash,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.position)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is no head.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a head of a log, POSITION:HASH: {0}")]
pub struct UnknownHead(pub String);

impl FromStr for Head {
    type Err = UnknownHead;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (position, hex) = text.trim().split_once(':')?;
            let mut hash = Hash::default();
            if hex.len() != 2 * hash.len() || !hex.is_ascii() {
                return None;
            }
            for (byte, digits) in hash.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
                *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
            }
            Some(Self { position: position.parse().ok()?, hash })
        };
        parse().ok_or_else(|| UnknownHead(text.to_owned()))
    }
}

/// A hash from its column, which the table checks to be 32 bytes long.
pub(crate) fn hash(column: &[u8]) -> Hash {
    column.try_into().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_depends_on_both_its_parts_and_their_order() {
        let (a, b) = ([1; 32], [2; 32]);
        assert_ne!(link(&a, &b), link(&b, &a));
        assert_eq!(link(&a, &b), link(&a, &b));
        // sha256 of 64 zero bytes, as every other program computes it.
        let head = Head { position: Position(1), hash: link(&[0; 32], &[0; 32]) };
        assert_eq!(head.to_string(), "1:f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    }

    #[test]
    fn a_head_reads_back_what_it_wrote() {
        let head = Head { position: Position(7), hash: link(&[1; 32], &[2; 32]) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in ["", "7", "7:", "x:00", &head.to_string()[1..], &format!("{head}0"), "7:+f"] {
            assert!(text.parse::<Head>().is_err(), "{text}");
        }
    }
}
