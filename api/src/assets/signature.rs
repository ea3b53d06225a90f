//! Signed addresses: content for whoever has the address, until it runs out.
//!
//! The signature is HMAC-SHA-256 over method, asset and time of expiry, with a key that every process of
//! the studio reads from the database. Whoever may read an asset may sign for it; the address then works
//! for others too, as a copy of the file would.

use crate::problem::Problem;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deadpool_postgres::Pool;
use domain::AssetId;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// Signs and checks.
pub(crate) struct UrlKey(Hmac<Sha256>);

impl UrlKey {
    /// Reads the studio's key, making it if there is none.
    pub(crate) async fn open(pool: &Pool) -> Result<Self, Problem> {
        let mut fresh = [0_u8; 32];
        getrandom::fill(&mut fresh).map_err(Problem::internal)?;
        let client = pool.get().await?;
        let insert = "insert into url_keys (secret) values ($1) on conflict do nothing";
        client.execute(insert, &[&fresh.as_slice()]).await?;
        let row = client.query_one("select secret from url_keys", &[]).await?;
        Self::new(row.try_get(0)?)
    }

    fn new(secret: &[u8]) -> Result<Self, Problem> {
        Hmac::new_from_slice(secret).map(Self).map_err(Problem::internal)
    }

    /// The signature of an address for reading this asset until then.
    pub(crate) fn sign(&self, asset: AssetId, expires: i64) -> String {
        URL_SAFE_NO_PAD.encode(self.over(asset, expires).finalize().into_bytes())
    }

    /// Whether a signature is ours and still good.
    pub(crate) fn is_good(&self, asset: AssetId, expires: i64, signature: &str, now: Timestamp) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        // Compared in constant time.
        let ours = self.over(asset, expires).verify_slice(&signature).is_ok();
        ours && now.as_second() < expires
    }

    fn over(&self, asset: AssetId, expires: i64) -> Hmac<Sha256> {
        let mut hash = self.0.clone();
        // HEAD is a GET that leaves out the content.
        hash.update(format!("GET\n/assets/{asset}/content\n{expires}").as_bytes());
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ASSET: AssetId = AssetId(Uuid::from_u128(7));

    #[test]
    fn an_address_is_good_for_one_asset_until_it_runs_out() {
        let key = UrlKey::new(&[7; 32]).unwrap();
        let at = |second| Timestamp::from_second(second).unwrap();
        let signature = key.sign(ASSET, 1_000);
        assert!(key.is_good(ASSET, 1_000, &signature, at(999)));
        assert!(!key.is_good(ASSET, 1_000, &signature, at(1_000)), "it has run out");
        assert!(!key.is_good(ASSET, 2_000, &signature, at(999)), "nobody prolongs it");
        assert!(!key.is_good(AssetId(Uuid::from_u128(8)), 1_000, &signature, at(999)));
        assert!(!UrlKey::new(&[8; 32]).unwrap().is_good(ASSET, 1_000, &signature, at(999)));
        for forged in ["", "x", &signature[1..], "!!", &"A".repeat(10_000)] {
            assert!(!key.is_good(ASSET, 1_000, forged, at(999)), "{forged}");
        }
    }

    #[test]
    fn the_signature_is_the_standards() {
        // Checked with: printf 'GET\n/assets/…0007/content\n1000' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…
        let key = UrlKey::new(&[7; 32]).unwrap();
        assert_eq!(key.sign(ASSET, 1_000), "i3sKYS6vuTG29xpBkPJ5-bcpXc3HmxVrGTbkHr8pS2M");
    }
}
