//! `spool login`: signs in once and remembers it for the studio.

use crate::client::{Client, SavedLogin, SessionAnswer};
use crate::output::print_line;
use crate::session::{credentials, find_server};
use crate::settings::Login;
use anyhow::{Context, Result, bail};
use event_store::edge::fresh_id;
use serde_json::json;
use std::io::{IsTerminal, Write};

/// Asks for what is missing, signs in, and keeps the login.
pub(crate) async fn run(options: &Login) -> Result<()> {
    let server = find_server(&options.server)?;
    let email = match &options.email {
        Some(email) => email.clone(),
        None => ask("Email: ")?,
    };
    let password = read_password(&format!("Password for {email}: "))?;
    let client = Client::new(&server)?;
    let body = json!({"email": email, "password": password});
    let session: SessionAnswer = client.post("auth/login", fresh_id(), &body).await?;
    let Some(refresh_token) = session.refresh_token else {
        bail!("{server} gave no refresh token; is it another version?");
    };
    credentials()?.save(client.server(), SavedLogin { refresh_token })?;
    print_line(&format!("Signed in to {server} as {}.", session.user.display_name))
}

fn ask(prompt: &str) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("name the account with --email");
    }
    eprint!("{prompt}");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the terminal")?;
    Ok(line.trim().to_owned())
}

/// Without echo from a terminal; otherwise the first line of standard input.
pub(crate) fn read_password(prompt: &str) -> Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).context("cannot read the terminal");
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password: give it on standard input");
    }
    Ok(password.to_owned())
}
