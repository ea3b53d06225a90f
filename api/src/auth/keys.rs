//! The keys that sign access tokens: Ed25519, kept in the database so that every process of a studio
//! signs and verifies with the same.
//!
//! The newest key signs. Older ones stay until nothing they signed can still be valid, so a key can be
//! replaced while people work: the next process that starts after `ROTATE` makes a new one, and the
//! others fetch it when a token names it.

use crate::problem::Problem;
use deadpool_postgres::Pool;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use event_store::edge;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{DecodingKey, EncodingKey};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Advisory lock of everyone who makes a key: "spoolkey" in ASCII.
const MAKING: i64 = 0x7370_6f6f_6c6b_6579;
/// How long a key signs.
const ROTATE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long a key that no longer signs still verifies; far longer than any token lives.
const KEEP: SignedDuration = SignedDuration::from_hours(24);
/// How often a token may make us look for a key we do not know.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// This process' view of the keys.
pub(crate) struct Keys {
    pool: Pool,
    set: RwLock<Arc<KeySet>>,
    looked: Mutex<Instant>,
}

struct KeySet {
    kid: String,
    signing: EncodingKey,
    verifying: HashMap<String, DecodingKey>,
}

impl Keys {
    /// Reads the keys, making the first one if there is none and the next one if it is time.
    pub(crate) async fn open(pool: Pool) -> Result<Self, Problem> {
        let set = Arc::new(load(&pool, edge::now()).await?);
        Ok(Self { pool, set: RwLock::new(set), looked: Mutex::new(Instant::now()) })
    }

    /// The key that signs, with its id.
    pub(super) fn with_signing<T>(&self, sign: impl FnOnce(&str, &EncodingKey) -> T) -> T {
        let set = self.set.read().unwrap_or_else(PoisonError::into_inner).clone();
        sign(&set.kid, &set.signing)
    }

    /// The key of this id, if we ever signed with it.
    pub(super) async fn verifying(&self, kid: &str) -> Result<Option<DecodingKey>, Problem> {
        let known = |set: &KeySet| set.verifying.get(kid).cloned();
        let found = known(&self.set.read().unwrap_or_else(PoisonError::into_inner));
        if found.is_some() || !self.may_look() {
            return Ok(found);
        }
        let set = Arc::new(load(&self.pool, edge::now()).await?);
        let found = known(&set);
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = set;
        Ok(found)
    }

    /// Forged key ids must not become database queries.
    fn may_look(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let due = looked.elapsed() >= LOOK_AGAIN;
        if due {
            *looked = Instant::now();
        }
        due
    }
}

async fn load(pool: &Pool, now: Timestamp) -> Result<KeySet, Problem> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&MAKING]).await?;
    let select =
        "select kid, private_key, public_key, created_at from signing_keys order by created_at desc, kid";
    let mut rows = transaction.query(select, &[]).await?;
    let newest: Option<Timestamp> = rows.first().map(|row| row.try_get("created_at")).transpose()?;
    if newest.is_none_or(|made| now.duration_since(made) > ROTATE) {
        let key = fresh()?;
        transaction
            .execute(
                "insert into signing_keys (kid, private_key, public_key, created_at) values ($1, $2, $3, $4)",
                &[&key.kid, &key.private, &key.public, &now],
            )
            .await?;
        // The one that has signed until now stays, however old it is.
        let replaced = "delete from signing_keys old where exists (
            select 1 from signing_keys next where next.created_at > old.created_at and next.created_at < $1)";
        transaction.execute(replaced, &[&(now - KEEP)]).await?;
        rows = transaction.query(select, &[]).await?;
    }
    transaction.commit().await?;
    let newest =
        rows.first().ok_or_else(|| Problem::internal("there is no signing key right after one was made"))?;
    let verifying = rows.iter().map(|row| Ok((row.try_get(0)?, DecodingKey::from_ed_der(row.try_get(2)?))));
    Ok(KeySet {
        kid: newest.try_get(0)?,
        signing: EncodingKey::from_ed_der(newest.try_get(1)?),
        verifying: verifying.collect::<Result<_, tokio_postgres::Error>>()?,
    })
}

struct Fresh {
    kid: String,
    private: Vec<u8>,
    public: Vec<u8>,
}

fn fresh() -> Result<Fresh, Problem> {
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(Problem::internal)?;
    let key = SigningKey::from_bytes(&seed);
    let private = key.to_pkcs8_der().map_err(Problem::internal)?.as_bytes().to_vec();
    let kid = edge::fresh_id().simple().to_string();
    Ok(Fresh { kid, private, public: key.verifying_key().to_bytes().to_vec() })
}
