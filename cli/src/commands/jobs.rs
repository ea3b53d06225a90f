//! `spool jobs`: what is being made, what waits, and what became of the rest; and a word to one of them.

use super::watch::{End, follow};
use crate::client::{Client, Job, Page, Place, Totals};
use crate::output::print_line;
use crate::session::connect;
use crate::settings::{Jobs, JobsCommand, OfJob};
use crate::words::{count, duration};
use anyhow::{Result, bail};
use event_store::edge::fresh_id;
use serde_json::json;

/// Shows jobs, or does something with one.
pub(crate) async fn start(options: &Jobs) -> Result<()> {
    match &options.command {
        None => list(options, &connect(&options.server).await?).await,
        Some(JobsCommand::Watch(of)) => watch(of).await,
        Some(JobsCommand::Cancel(of)) => tell(of, "cancel").await,
        Some(JobsCommand::Retry(of)) => tell(of, "retry").await,
        Some(JobsCommand::Pause(of)) => tell(of, "pause").await,
        Some(JobsCommand::Resume(of)) => tell(of, "resume").await,
    }
}

async fn watch(of: &OfJob) -> Result<()> {
    match follow(&connect(&of.server).await?, of.id).await? {
        End::Over(over) => over.check(&format!("try them again with `spool jobs retry {}`", of.id)),
        End::Left => bail!("the job goes on"),
    }
}

/// Tells a job something, and prints how it stands then.
async fn tell(of: &OfJob, what: &str) -> Result<()> {
    let client = connect(&of.server).await?;
    let job: Job = client.post(&format!("jobs/{}/{what}", of.id), fresh_id(), &json!({})).await?;
    print_line(&line(&job))
}

/// Prints the newest jobs. What a production consists of is shown by its totals, unless it is asked for.
async fn list(options: &Jobs, client: &Client) -> Result<()> {
    let mut left = options.limit as usize;
    let mut cursor: Option<String> = None;
    let production = options.production.map(|id| id.to_string());
    let top = production.is_none().then(|| "true".to_owned());
    while left > 0 {
        let mut path = format!("jobs?limit={}", left.min(100));
        for (name, value) in
            [("state", &options.state), ("production", &production), ("top", &top), ("cursor", &cursor)]
        {
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
    let line = format!("{}  {at}  {:<16}  {:<11}  {}", job.id, job.kind, job.state, standing(job));
    line.trim_end().to_owned()
}

/// How far a job is, what it waits for, or why it failed.
fn standing(job: &Job) -> String {
    let mut standing = vec![];
    standing.extend(job.label.clone());
    if job.ended() {
        standing.extend(job.totals.map(sums));
        standing.extend(job.error.as_ref().map(|error| error.message.clone()));
        return standing.join("  ");
    }
    if job.cancelling {
        standing.push("being cancelled".to_owned());
    } else if job.paused {
        standing.push("paused".to_owned());
    }
    standing.extend(job.queue.map(place));
    if let Some(totals) = job.totals {
        standing.push(sums(totals));
    } else if let Some(progress) = &job.progress {
        standing.extend(progress.fraction.map(|fraction| format!("{:.0} %", fraction * 100.0)));
        standing.extend(progress.message.clone().or_else(|| job.phase.clone()));
    }
    standing.join("  ")
}

/// How the parts of a production stand.
fn sums(totals: Totals) -> String {
    let Totals { total, completed, reused, running, failed, blocked, cancelled } = totals;
    let numbers = [(running, "running"), (failed, "failed"), (blocked, "blocked"), (cancelled, "cancelled")];
    let numbers = numbers.into_iter().filter(|(number, _)| *number > 0);
    let numbers = numbers.map(|(number, what)| format!(", {number} {what}"));
    format!("{}/{total} done{}", completed + reused, numbers.collect::<String>())
}

/// Where it stands in the queue.
fn place(place: Place) -> String {
    let before = match place.position {
        0 => "next in line".to_owned(),
        jobs => format!("{} before it", count(jobs, "job", "jobs")),
    };
    match place.eta_s {
        Some(eta_s) if eta_s >= 1.0 => format!("{before}, about {}", duration(eta_s)),
        _ => before,
    }
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

    #[test]
    fn a_production_is_told_by_its_totals_and_a_waiting_job_by_its_place() {
        let totals = json!({"total": 199, "completed": 10, "reused": 2, "running": 3, "failed": 1});
        let production = job("running", &json!({"totals": totals, "paused": true}));
        assert_eq!(standing(&production), "paused  12/199 done, 3 running, 1 failed");
        let waiting = |queue| standing(&job("queued", &json!({"queue": queue})));
        assert_eq!(waiting(json!({"position": 2, "eta_s": 30.4})), "2 jobs before it, about 30 s");
        assert_eq!(waiting(json!({"position": 0, "eta_s": null})), "next in line");
        let node = job("failed", &json!({"label": "Coverage", "error": {"message": "no model"}}));
        assert_eq!(standing(&node), "Coverage  no model");
    }
}
