//! `spool erase SCRIPT`: takes away for good what people wrote in a script.

use crate::client::{Client, ErasedAnswer, ScriptAnswer};
use crate::output::print_line;
use crate::settings::Erase;
use anyhow::{Context, Result, bail};
use event_store::edge::fresh_id;
use serde_json::json;
use std::io::{IsTerminal, Write};

/// Erases the script once its title was given or typed.
pub(crate) async fn run(options: &Erase, client: &Client) -> Result<()> {
    let path = format!("scripts/{}", options.script);
    let title = match &options.title {
        Some(title) => title.clone(),
        None => ask(&client.get(&path).await?)?,
    };
    let erased: ErasedAnswer =
        client.post(&format!("{path}/erase"), fresh_id(), &json!({"title": title})).await?;
    print_line(&format!("erased; {} jobs cancelled, {} files removed", erased.jobs, erased.files))?;
    if erased.events_in_clear > 0 {
        print_line(&format!(
            "{} events are older than the sealing of words: theirs stay in the log",
            erased.events_in_clear
        ))?;
    }
    Ok(())
}

fn ask(script: &ScriptAnswer) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("name the script's title with --title");
    }
    eprintln!("“{}”, its versions, scenes, boards and films will be gone for good.", script.title);
    eprint!("Type its title to erase it: ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the terminal")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
