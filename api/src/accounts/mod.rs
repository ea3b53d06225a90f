//! Accounts: who may come in. Used by the HTTP edge and by the command line alike.
//!
//! They live in tables outside the log, which carries only their ids. The first account is the admin;
//! two people who register first at the same moment do not both become it.

pub(crate) mod password;

pub use password::PasswordError;

use crate::limits;
use crate::problem::constraint;
use deadpool_postgres::{Pool, PoolError};
use domain::AccountId;
use event_store::edge;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use tokio_postgres::Row;
use utoipa::ToSchema;

/// What a person may do beside their own things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountRole {
    /// Runs this studio.
    Admin,
    /// Works in it.
    Member,
}

impl AccountRole {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }
}

impl fmt::Display for AccountRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Account {
    /// Its id, which the log knows.
    pub id: AccountId,
    /// The address, in lower case.
    pub email: String,
    /// How the person is called.
    pub display_name: String,
    /// What the person may do beside their own things.
    pub role: AccountRole,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An account in the making.
#[derive(Clone)]
pub struct NewUser {
    /// The address, in any spelling.
    pub email: String,
    /// The password.
    pub password: String,
    /// How the person is called.
    pub display_name: String,
    /// What the person may do; `None`: the first account is the admin, all others are members.
    pub role: Option<AccountRole>,
}

/// Why there is no new account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
    /// A field is not right.
    #[error("the {field} {message}")]
    Invalid {
        /// The field's name.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// The address belongs to an account already.
    #[error("{0} belongs to an account already")]
    Taken(String),
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// No connection could be had.
    #[error("no database connection: {0}")]
    Pool(#[from] PoolError),
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] tokio_postgres::Error),
}

/// The one spelling of an address: without space around it and in lower case.
pub fn normalise_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Makes an account under a fresh id.
pub async fn create_user(pool: &Pool, new: NewUser) -> Result<Account, AccountError> {
    create_user_as(pool, AccountId(edge::fresh_id()), new).await
}

/// Advisory lock of everyone who makes an account: "spoolacc" in ASCII.
const FIRST_ACCOUNT: i64 = 0x7370_6f6f_6c61_6363;

/// Makes an account under a given id.
pub(crate) async fn create_user_as(
    pool: &Pool,
    id: AccountId,
    new: NewUser,
) -> Result<Account, AccountError> {
    let new = checked(new)?;
    let hash = password::hash(new.password).await?;
    let now = edge::now();
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    // Only one at a time asks whether it is the first.
    transaction.execute("select pg_advisory_xact_lock($1)", &[&FIRST_ACCOUNT]).await?;
    let role = new.role.map(AccountRole::as_str);
    let inserted = transaction
        .query_one(
            "insert into accounts (id, email, display_name, role, password_hash, created_at)
             values ($1, $2, $3,
                     coalesce($4, case when exists (select 1 from accounts) then 'member' else 'admin' end), $5, $6)
             returning id, email, display_name, role, created_at",
            &[&id.0, &new.email, &new.display_name, &role, &hash, &now],
        )
        .await;
    match inserted {
        Ok(row) => {
            transaction.commit().await?;
            Ok(account(&row)?)
        }
        // An id is taken only by the same request: it follows from its key and its address.
        Err(error) if matches!(constraint(&error), Some("accounts_email_key" | "accounts_pkey")) => {
            Err(AccountError::Taken(new.email))
        }
        Err(error) => Err(error.into()),
    }
}

/// The bounds that the HTTP edge has checked by its schema, for everyone who comes another way.
fn checked(new: NewUser) -> Result<NewUser, AccountError> {
    let invalid = |field, message: String| Err(AccountError::Invalid { field, message });
    let email = normalise_email(&new.email);
    let display_name = new.display_name.trim().to_owned();
    if !email.contains('@') || email.chars().count() > limits::EMAIL || email.contains(char::is_whitespace) {
        return invalid("email", "must be an email address".into());
    }
    let (least, most) = limits::PASSWORD;
    if !(least..=most).contains(&new.password.chars().count()) {
        return invalid("password", format!("must be {least} to {most} characters long"));
    }
    if display_name.is_empty() || display_name.chars().count() > limits::NAME {
        return invalid("display name", format!("must be 1 to {} characters long", limits::NAME));
    }
    Ok(NewUser { email, display_name, ..new })
}

/// The account that this address and password belong to. Takes as long for an address nobody has as for
/// a wrong password.
pub(crate) async fn authenticate(
    pool: &Pool,
    email: &str,
    password: String,
) -> Result<Option<Account>, AccountError> {
    let client = pool.get().await?;
    let row = client
        .query_opt(
            "select id, email, display_name, role, created_at, password_hash from accounts where email = $1",
            &[&normalise_email(email)],
        )
        .await?;
    drop(client);
    let hash = row.as_ref().map(|row| row.try_get("password_hash")).transpose()?;
    match (password::verify(password, hash).await?, row) {
        (true, Some(row)) => Ok(Some(account(&row)?)),
        _ => Ok(None),
    }
}

/// One account.
pub(crate) async fn get(pool: &Pool, id: AccountId) -> Result<Option<Account>, AccountError> {
    let client = pool.get().await?;
    let select = client
        .prepare_cached("select id, email, display_name, role, created_at from accounts where id = $1")
        .await?;
    Ok(client.query_opt(&select, &[&id.0]).await?.as_ref().map(account).transpose()?)
}

/// Whether nobody has an account yet.
pub async fn none_yet(pool: &Pool) -> Result<bool, AccountError> {
    let client = pool.get().await?;
    let row = client.query_one("select not exists (select 1 from accounts)", &[]).await?;
    Ok(row.try_get(0)?)
}

fn account(row: &Row) -> Result<Account, tokio_postgres::Error> {
    Ok(Account {
        id: AccountId(row.try_get("id")?),
        email: row.try_get("email")?,
        display_name: row.try_get("display_name")?,
        role: match row.try_get("role")? {
            "admin" => AccountRole::Admin,
            _ => AccountRole::Member,
        },
        created_at: row.try_get("created_at")?,
    })
}
