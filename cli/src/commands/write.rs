//! `spool write "LOGLINE"`: a script from a logline, with its words as they are written.

use crate::client::{Client, Incoming, Job, ScriptAnswer, VersionAnswer, follow_job};
use crate::host::{Host, at_studio};
use crate::output::print_line;
use crate::settings::Write;
use crate::writing_view::WritingView;
use anyhow::{Context, Result, anyhow, bail};
use event_store::edge::fresh_id;
use futures_util::StreamExt;
use serde_json::{Value, json};
use std::fs;

/// Writes at the studio that is named or runs; where there is neither, at one started for this run.
pub(crate) async fn start(options: &Write) -> Result<()> {
    at_studio(&options.server, options.studio(), async |host: &Host| run(options, &host.client).await).await
}

/// Makes the script, asks for its first version, and shows it until it is there.
async fn run(options: &Write, client: &Client) -> Result<()> {
    let script: ScriptAnswer = client.post("scripts", fresh_id(), &new_script(options)).await?;
    let request =
        json!({"prompt": options.logline, "script_type": options.script_type, "length": options.length});
    let path = format!("scripts/{}/generate", script.id);
    let job: Job = client.post(&path, fresh_id(), &request).await?;
    let number = tokio::select! {
        watched = watch(client, &job) => watched?,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted.context("cannot listen for ctrl-c")?;
            let path = format!("jobs/{}/cancel", job.id);
            let _: Job = client.post(&path, fresh_id(), &json!({"reason": "interrupted"})).await?;
            bail!("cancelled; the script “{}” is kept", script.title);
        }
    };
    let version: VersionAnswer = client.get(&format!("scripts/{}/versions/{number}", script.id)).await?;
    if let Some(out) = &options.out {
        fs::write(out, &version.text).with_context(|| format!("cannot write {}", out.display()))?;
    }
    let address = format!("{}/scripts/{}/versions/{}", client.server(), script.id, version.number);
    print_line(&format!("\n“{}”, version {}: {address}", script.title, version.number))
}

fn new_script(options: &Write) -> Value {
    let title = options.title.clone().unwrap_or_else(|| title_from(&options.logline));
    json!({
        "title": title, "format": options.format, "genre": options.genre, "tone": options.tone,
        "logline": options.logline,
    })
}

/// The logline's first words, as a working title.
fn title_from(logline: &str) -> String {
    let words: Vec<&str> = logline.split_whitespace().take(6).collect();
    let title = words.join(" ");
    let title = title.trim_end_matches(|c: char| c.is_ascii_punctuation());
    title.chars().take(80).collect()
}

/// Shows the job until its end and returns the number of the version it wrote.
async fn watch(client: &Client, job: &Job) -> Result<u64> {
    let mut view = WritingView::new();
    let mut incoming = std::pin::pin!(follow_job(client.clone(), job.id));
    while let Some(incoming) = incoming.next().await {
        match incoming? {
            Incoming::Snapshot(job) => {
                if let Some(progress) = &job.progress {
                    view.progress(progress)?;
                }
            }
            Incoming::Progress(progress) => view.progress(&progress)?,
            Incoming::Token(token) => view.token(&token)?,
            Incoming::Reconnecting => view.note("the connection was lost; trying again"),
            Incoming::Event { kind, data, .. } => view.event(&kind, &data),
        }
    }
    view.finish()?;
    let ended: Job = client.get(&format!("jobs/{}", job.id)).await?;
    match (ended.state.as_str(), &ended.result, &ended.error) {
        ("completed", Some(result), _) => {
            result["version_number"].as_u64().ok_or_else(|| anyhow!("the job names no version"))
        }
        (_, _, Some(error)) => Err(anyhow!("the script was not written: {}", error.message)),
        (state, ..) => {
            Err(anyhow!("the script was not written: the job is {state} after {} attempts", ended.attempt))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_working_title_is_the_loglines_first_words() {
        assert_eq!(
            title_from("A lighthouse keeper finds a robot, washed ashore."),
            "A lighthouse keeper finds a robot"
        );
        assert_eq!(title_from("Rain."), "Rain");
    }
}
