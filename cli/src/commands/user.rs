//! `spool user create`: accounts from the command line, for whoever has the database.

use super::login::read_password;
use crate::database::Database;
use crate::output::print_line;
use crate::settings::UserCommand;
use anyhow::Result;
use api::accounts::{AccountRole, NewUser, create_user};

/// Makes the account and names it.
pub(crate) async fn run(command: UserCommand) -> Result<()> {
    let UserCommand::Create { place, email, name, admin } = command;
    let password = read_password(&format!("Password for {email}: "))?;
    let display_name = name.unwrap_or_else(|| email.split('@').next().unwrap_or(&email).to_owned());
    let role = admin.then_some(AccountRole::Admin);
    let database = Database::find_or_start(&place).await?;
    let pool = database.migrated_pool(2).await?;
    let account = create_user(&pool, NewUser { email, password, display_name, role }).await?;
    print_line(&format!("created {} ({}) with id {}", account.email, account.role, account.id))?;
    drop(pool);
    database.stop().await
}
