//! One script's key: AES-256-GCM with random nonces.
//!
//! A nonce has 96 bits, so after 2³² sealings under one key two would be equal with a probability below 2⁻³²
//! (NIST SP 800-38D, 8.3); a script has thousands. What a sealed text belongs to is authenticated with it,
//! so that it cannot be moved to another script or another type of event.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::ScriptId;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Bytes of a key.
pub(crate) const KEY_LEN: usize = 32;

/// A script's key.
pub(crate) struct ScriptKey {
    script: ScriptId,
    key: LessSafeKey,
}

impl ScriptKey {
    /// A key from its bytes; `None` if they are not as many as a key has.
    pub(crate) fn new(script: ScriptId, bytes: &[u8]) -> Option<Self> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).ok()?;
        Some(Self { script, key: LessSafeKey::new(key) })
    }

    /// Encrypts, as base64 of nonce, ciphertext and tag.
    pub(super) fn seal(&self, plain: &[u8], of: &str, nonce: [u8; NONCE_LEN]) -> String {
        let mut bytes = Vec::with_capacity(NONCE_LEN + plain.len() + AES_256_GCM.tag_len());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(plain);
        let tag = self
            .key
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                self.bound_to(of),
                &mut bytes[NONCE_LEN..],
            )
            .expect("a text is far shorter than the 64 GiB that one sealing bears");
        bytes.extend_from_slice(tag.as_ref());
        STANDARD_NO_PAD.encode(bytes)
    }

    /// Decrypts; `None` if it is not what this key sealed for that purpose.
    pub(super) fn open(&self, sealed: &str, of: &str) -> Option<Vec<u8>> {
        let mut bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, text) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let length = self.key.open_in_place(nonce, self.bound_to(of), text).ok()?.len();
        bytes.truncate(NONCE_LEN + length);
        bytes.drain(..NONCE_LEN);
        Some(bytes)
    }

    fn bound_to(&self, of: &str) -> Aad<Vec<u8>> {
        Aad::from([self.script.0.as_bytes(), of.as_bytes()].concat())
    }
}

impl std::fmt::Debug for ScriptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScriptKey({}, …)", self.script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn key(script: u128, byte: u8) -> ScriptKey {
        ScriptKey::new(ScriptId(Uuid::from_u128(script)), &[byte; KEY_LEN]).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_for_its_purpose_and_with_no_other() {
        let sealed = key(1, 7).seal("words — ünd mehr".as_bytes(), "a.b", [3; NONCE_LEN]);
        assert!(!sealed.contains("words"));
        assert_eq!(key(1, 7).open(&sealed, "a.b").unwrap(), "words — ünd mehr".as_bytes());
        assert_eq!(key(1, 8).open(&sealed, "a.b"), None, "another key");
        assert_eq!(key(2, 7).open(&sealed, "a.b"), None, "another script");
        assert_eq!(key(1, 7).open(&sealed, "a.c"), None, "another type");
        let mut altered = sealed.clone().into_bytes();
        altered[20] ^= 1;
        assert_eq!(key(1, 7).open(std::str::from_utf8(&altered).unwrap(), "a.b"), None);
        for nonsense in ["", "AAAA", "not base64!", &sealed[..sealed.len() - 4]] {
            assert_eq!(key(1, 7).open(nonsense, "a.b"), None, "{nonsense}");
        }
    }

    #[test]
    fn a_key_has_its_length_and_is_never_shown() {
        assert!(ScriptKey::new(ScriptId(Uuid::nil()), &[1; 31]).is_none());
        assert!(!format!("{:?}", key(1, 0xab)).contains("ab"));
    }
}
