//! Access tokens: JWTs of ten minutes, signed with `EdDSA` (RFC 9068 profile, RFC 8037 keys).

use super::keys::Keys;
use crate::problem::Problem;
use domain::AccountId;
use event_store::edge;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Seconds that an access token lives.
pub(crate) const LIFE_S: i64 = 600;
/// Seconds by which clocks may differ.
const LEEWAY_S: u64 = 5;
const ISSUER: &str = "spool";
const AUDIENCE: &str = "spool-api";
const TYPE: &str = "at+jwt";

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Claims {
    /// Whose it is.
    pub(crate) sub: AccountId,
    /// The sign-in it follows from: the family of its refresh token.
    pub(crate) sid: Uuid,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
    jti: Uuid,
}

/// A token for an account and a sign-in.
pub(crate) fn issue(
    keys: &Keys,
    account: AccountId,
    session: Uuid,
    now: Timestamp,
) -> Result<String, Problem> {
    let claims = Claims {
        sub: account,
        sid: session,
        iss: ISSUER.into(),
        aud: AUDIENCE.into(),
        iat: now.as_second(),
        exp: now.as_second() + LIFE_S,
        jti: edge::fresh_id(),
    };
    keys.with_signing(|kid, key| {
        let header =
            Header { typ: Some(TYPE.into()), kid: Some(kid.into()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, key).map_err(Problem::internal)
    })
}

/// What a token says, if it is one of ours and still good.
pub(crate) async fn verify(keys: &Keys, token: &str) -> Result<Option<Claims>, Problem> {
    let Ok(header) = jsonwebtoken::decode_header(token) else { return Ok(None) };
    // Another kind of JWT with the same signature is still not an access token.
    if header.typ.as_deref() != Some(TYPE) || header.alg != Algorithm::EdDSA {
        return Ok(None);
    }
    let Some(key) = (match &header.kid {
        Some(kid) => keys.verifying(kid).await?,
        None => None,
    }) else {
        return Ok(None);
    };
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.leeway = LEEWAY_S;
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    Ok(jsonwebtoken::decode::<Claims>(token, &key, &rules).ok().map(|token| token.claims))
}
