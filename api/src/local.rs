//! Signing in without a password, for whoever holds the database: a command line that starts a studio
//! of its own has every right in it already.

use crate::accounts::{AccountError, AccountRole, NewUser, create_user};
use crate::auth::Sessions;
use crate::problem::Problem;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deadpool_postgres::Pool;
use domain::AccountId;

/// The account that is made where there is none.
const EMAIL: &str = "studio@localhost";

/// A session of the studio's first administrator.
pub struct LocalSession {
    /// Exchanged for tokens, once.
    pub refresh_token: String,
    /// The account, if it was made just now.
    pub made: Option<MadeAccount>,
}

/// An account nobody signed up for: said once, so that its owner can use it in the browser too.
pub struct MadeAccount {
    /// The address to sign in with.
    pub email: &'static str,
    /// Its password, which is kept nowhere in clear.
    pub password: String,
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
#[error("cannot sign in to the database's studio: {0}")]
pub struct LocalError(String);

impl From<Problem> for LocalError {
    fn from(problem: Problem) -> Self {
        Self(problem.to_string())
    }
}

impl From<AccountError> for LocalError {
    fn from(error: AccountError) -> Self {
        Self(error.to_string())
    }
}

/// Signs the first administrator in, making one where there is none.
pub async fn session(pool: &Pool) -> Result<LocalSession, LocalError> {
    let (account, made) = if let Some(account) = first_admin(pool).await? {
        (account, None)
    } else {
        let (account, made) = make_account(pool).await?;
        (account, Some(made))
    };
    let tokens = Sessions::open(pool.clone()).await?.start(account).await?;
    Ok(LocalSession { refresh_token: tokens.refresh, made })
}

async fn first_admin(pool: &Pool) -> Result<Option<AccountId>, Problem> {
    let client = pool.get().await?;
    let select = "select id from accounts where role = 'admin' order by created_at, id limit 1";
    let row = client.query_opt(select, &[]).await?;
    Ok(row.map(|row| row.try_get("id")).transpose()?.map(AccountId))
}

async fn make_account(pool: &Pool) -> Result<(AccountId, MadeAccount), LocalError> {
    let mut bytes = [0_u8; 15];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    let password = URL_SAFE_NO_PAD.encode(bytes);
    let user = NewUser {
        email: EMAIL.to_owned(),
        password: password.clone(),
        display_name: "Studio".to_owned(),
        role: Some(AccountRole::Admin),
    };
    let account = create_user(pool, user).await?;
    Ok((account.id, MadeAccount { email: EMAIL, password }))
}
