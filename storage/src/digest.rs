//! An object's name: the SHA-256 of its bytes.

use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// The SHA-256 of an object's bytes (FIPS 180-4). Text form: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// A text that is no digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in 64 lower-case hexadecimal digits: {0:?}")]
pub struct NotADigest(pub String);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The bytes of the digest itself.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Where the object lies, below the directory or the prefix: `sha256/ab/cdef…`. The two digits
    /// keep directories small.
    pub fn key(&self) -> String {
        let hex = self.to_string();
        format!("{ALGORITHM}/{}/{}", &hex[..2], &hex[2..])
    }

    /// The digest that a key names; `None` if it is no object's key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        let (shard, rest) = key.strip_prefix(ALGORITHM)?.strip_prefix('/')?.split_once('/')?;
        (shard.len() == 2).then(|| format!("{shard}{rest}").parse().ok()).flatten()
    }
}

/// The first segment of every key: another algorithm can stand beside it.
pub(crate) const ALGORITHM: &str = "sha256";

impl From<Sha256> for Digest {
    fn from(hash: Sha256) -> Self {
        Self(hash.finalize().into())
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        // An error repeats no more of a hostile text than it would of a digest.
        let bad = || NotADigest(text.chars().take(64).collect());
        let digit = |sign: u8| match sign {
            b'0'..=b'9' => Ok(sign - b'0'),
            b'a'..=b'f' => Ok(sign - b'a' + 10),
            _ => Err(bad()),
        };
        let signs: &[u8; 64] = text.as_bytes().try_into().map_err(|_| bad())?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(signs.as_chunks::<2>().0) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of FIPS 180-4 for the message "abc".
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_digest_is_the_standards() {
        assert_eq!(Digest::of(b"abc").to_string(), ABC);
        assert_eq!(Digest::of(b"abc").key(), format!("sha256/{}/{}", &ABC[..2], &ABC[2..]));
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        let (upper, long) = (ABC.to_uppercase(), format!("{ABC}0"));
        for text in ["", "ba", upper.as_str(), long.as_str(), &format!("g{}", &ABC[1..]), &"é".repeat(32)] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
        for key in ["", "sha256", "sha256/ba", "md5/ba/78", "sha256/b/a7", "sha256/ba/../etc", ABC] {
            assert_eq!(Digest::of_key(key), None, "{key}");
        }
    }

    proptest! {
        #[test]
        fn a_digest_reads_back_what_it_wrote(bytes: [u8; 32]) {
            let digest = Digest::from(bytes);
            prop_assert_eq!(digest.to_string().parse::<Digest>(), Ok(digest));
            prop_assert_eq!(Digest::of_key(&digest.key()), Some(digest));
        }
    }
}
