//! Sign-ins: a chain of refresh tokens, each used once, and the access tokens that go with them.
//!
//! A refresh token is 256 random bits; the database knows its hash. Using one makes the next. Two tabs
//! that use the same one at once both get a next one; whoever uses it later than that has a copy, and
//! the whole chain ends.

use super::keys::Keys;
use super::token;
use crate::problem::Problem;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deadpool_postgres::{GenericClient, Pool};
use domain::AccountId;
use event_store::edge;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long a refresh token lives; each use gives a new one.
const LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long after its use a token may be used again: two tabs, or an answer that got lost.
const GRACE: SignedDuration = SignedDuration::from_secs(10);
/// How long a look at the database is believed. Another process' sign-out takes this long to be seen.
const BELIEVED: Duration = Duration::from_secs(5);
/// Looks that are remembered.
const REMEMBERED: usize = 10_000;

/// The tokens of a sign-in.
pub(crate) struct Tokens {
    pub(crate) account: AccountId,
    pub(crate) access: String,
    pub(crate) refresh: String,
}

/// All sign-ins.
pub(crate) struct Sessions {
    pool: Pool,
    keys: Keys,
    looks: Mutex<HashMap<Uuid, (Instant, bool)>>,
}

impl Sessions {
    /// Opens the sign-ins of a database.
    pub(crate) async fn open(pool: Pool) -> Result<Self, Problem> {
        Ok(Self { keys: Keys::open(pool.clone()).await?, pool, looks: Mutex::default() })
    }

    /// Signs an account in.
    pub(crate) async fn start(&self, account: AccountId) -> Result<Tokens, Problem> {
        let client = self.pool.get().await?;
        self.tokens(&client, account, edge::fresh_id(), edge::now()).await
    }

    /// Exchanges a refresh token for the next tokens; `None` if it is not good, or no longer.
    pub(crate) async fn refresh(&self, refresh: &str) -> Result<Option<Tokens>, Problem> {
        let now = edge::now();
        let hash = hash(refresh);
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        let row = transaction
            .query_opt(
                "select family, account_id, rotated_at from refresh_tokens
                 where token_hash = $1 and revoked_at is null and expires_at > $2 for update",
                &[&hash, &now],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let family: Uuid = row.try_get(0)?;
        let rotated: Option<Timestamp> = row.try_get(2)?;
        if rotated.is_some_and(|rotated| now.duration_since(rotated) > GRACE) {
            revoke(&transaction, family, now).await?;
            transaction.commit().await?;
            self.look_is(family, false);
            tracing::warn!(session = %family, "refresh token was used again; session {family} is revoked");
            return Ok(None);
        }
        let rotate = "update refresh_tokens set rotated_at = coalesce(rotated_at, $2) where token_hash = $1";
        transaction.execute(rotate, &[&hash, &now]).await?;
        let tokens = self.tokens(&transaction, AccountId(row.try_get(1)?), family, now).await?;
        transaction.commit().await?;
        Ok(Some(tokens))
    }

    /// Signs out: nothing of this sign-in is good any more.
    pub(crate) async fn end(&self, session: Uuid) -> Result<(), Problem> {
        let client = self.pool.get().await?;
        revoke(&client, session, edge::now()).await?;
        self.look_is(session, false);
        Ok(())
    }

    /// Whose access token it is, and of which sign-in; `None` if it is not good, or no longer.
    pub(crate) async fn verify(&self, access: &str) -> Result<Option<(AccountId, Uuid)>, Problem> {
        let Some(claims) = token::verify(&self.keys, access).await? else { return Ok(None) };
        Ok(self.is_open(claims.sid).await?.then_some((claims.sub, claims.sid)))
    }

    /// Whether a sign-in is still good.
    pub(crate) async fn is_open(&self, session: Uuid) -> Result<bool, Problem> {
        if let Some(open) = self.remembered(session) {
            return Ok(open);
        }
        let client = self.pool.get().await?;
        let select = client
            .prepare_cached(
                "select exists (select 1 from refresh_tokens where family = $1 and revoked_at is null)",
            )
            .await?;
        let open = client.query_one(&select, &[&session]).await?.try_get(0)?;
        self.look_is(session, open);
        Ok(open)
    }

    fn remembered(&self, session: Uuid) -> Option<bool> {
        let looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        looks.get(&session).filter(|(at, _)| at.elapsed() < BELIEVED).map(|(_, open)| *open)
    }

    fn look_is(&self, session: Uuid, open: bool) {
        let mut looks = self.looks.lock().unwrap_or_else(PoisonError::into_inner);
        if looks.len() >= REMEMBERED {
            looks.retain(|_, (at, _)| at.elapsed() < BELIEVED);
        }
        looks.insert(session, (Instant::now(), open));
    }

    async fn tokens(
        &self,
        client: &impl GenericClient,
        account: AccountId,
        family: Uuid,
        now: Timestamp,
    ) -> Result<Tokens, Problem> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(Problem::internal)?;
        let refresh = URL_SAFE_NO_PAD.encode(bytes);
        client
            .execute(
                "insert into refresh_tokens (token_hash, family, account_id, issued_at, expires_at)
                 values ($1, $2, $3, $4, $5)",
                &[&hash(&refresh), &family, &account.0, &now, &(now + LIFE)],
            )
            .await?;
        let access = token::issue(&self.keys, account, family, now)?;
        Ok(Tokens { account, access, refresh })
    }
}

/// A refresh token lives this many seconds.
pub(crate) const fn life_s() -> i64 {
    LIFE.as_secs()
}

async fn revoke(client: &impl GenericClient, family: Uuid, now: Timestamp) -> Result<(), Problem> {
    let sql = "update refresh_tokens set revoked_at = $2 where family = $1 and revoked_at is null";
    client.execute(sql, &[&family, &now]).await?;
    Ok(())
}

/// A token of 256 random bits needs no slow hash.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
