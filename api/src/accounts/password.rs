//! Passwords: Argon2id on blocking threads, a few at a time, because each takes 19 MiB and a core.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt::Display;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// A password could not be hashed or compared; nothing about the password itself.
#[derive(Debug, thiserror::Error)]
#[error("password hashing failed: {0}")]
pub struct PasswordError(String);

/// Memory in KiB, passes and lanes: the OWASP minimum of 2024 for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| {
    Semaphore::new(std::thread::available_parallelism().map_or(1, |cores| cores.get().min(8)))
});

/// What an address nobody has is compared with, so that it takes as long as any other.
static NOBODY: LazyLock<Result<String, PasswordError>> = LazyLock::new(|| hash_now("nobody's password"));

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the cost is within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC string to keep.
pub(super) async fn hash(password: String) -> Result<String, PasswordError> {
    on_a_thread(move || hash_now(&password)).await
}

/// Whether it is the password that was hashed; `None`: nobody's.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    on_a_thread(move || {
        let known = hash.is_some();
        let hash = match &hash {
            Some(hash) => hash,
            None => NOBODY.as_ref().map_err(|error| PasswordError(error.0.clone()))?,
        };
        let parsed = PasswordHash::new(hash).map_err(failed)?;
        Ok(argon2().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await
}

/// Makes the first sign-in as fast as the others.
pub(crate) fn warm_up() {
    LazyLock::force(&NOBODY);
}

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(failed)?;
    let salt = SaltString::encode_b64(&bytes).map_err(failed)?;
    Ok(argon2().hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    let _turn = AT_ONCE.acquire().await.map_err(failed)?;
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

fn failed(error: impl Display) -> PasswordError {
    PasswordError(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other() {
        let hash = hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("correct horse battery".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("correct horse batterx".into(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_a_password() {
        assert!(!verify("nobody's password".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn the_same_password_is_never_kept_twice_alike() {
        assert_ne!(hash("correct horse".into()).await.unwrap(), hash("correct horse".into()).await.unwrap());
    }
}
