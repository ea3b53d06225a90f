//! `spool jobs`: what is being made, what waits, and what became of the rest.

use crate::client::{Client, Job, Page};
use crate::output::print_line;
use crate::settings::Jobs;
use anyhow::Result;

/// Prints the newest jobs.
pub(crate) async fn run(options: &Jobs, client: &Client) -> Result<()> {
    let mut left = options.limit as usize;
    let mut cursor: Option<String> = None;
    while left > 0 {
        let mut path = format!("jobs?limit={}", left.min(100));
        for (name, value) in [("state", &options.state), ("cursor", &cursor)] {
            if let Some(value) = value {
                path.extend(["&", name, "=", value]);
            }
        }
        let page: Page<Job> = client.get(&path).await?;
        for job in page.items.iter().take(left) {
            print_line(&line(job))?;
        }
        left = left.saturating_sub(page.items.len());
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(())
}

fn line(job: &Job) -> String {
    let at = job.requested_at.strftime("%Y-%m-%d %H:%M:%S");
    format!("{}  {at}  {:<16}  {:<11}  {}", job.id, job.kind, job.state, standing(job))
}

/// How far a running job is, or why a failed one failed.
fn standing(job: &Job) -> String {
    if let (Some(error), true) = (&job.error, job.ended()) {
        return error.message.clone();
    }
    let Some(progress) = &job.progress else { return String::new() };
    let percent = progress.fraction.map(|fraction| format!("{:.0} %", fraction * 100.0));
    let message = progress.message.clone().or_else(|| job.phase.clone());
    [percent, message].into_iter().flatten().collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn job(state: &str, more: &serde_json::Value) -> Job {
        let mut job = json!({
            "id": "00000000-0000-0000-0000-000000000001", "kind": "generate_script", "state": state,
            "phase": null, "attempt": 1, "progress": null, "error": null, "result": null,
            "requested_at": "2026-01-02T03:04:05Z",
        });
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(job).unwrap()
    }

    #[test]
    fn a_running_job_says_how_far_it_is_and_a_failed_one_why() {
        let running =
            job("running", &json!({"progress": {"fraction": 0.5, "message": "Writing scene 2 of 4"}}));
        assert_eq!(standing(&running), "50 %  Writing scene 2 of 4");
        let failed = job("failed", &json!({"error": {"class": "permanent", "message": "no model"}}));
        assert_eq!(standing(&failed), "no model");
    }
}
