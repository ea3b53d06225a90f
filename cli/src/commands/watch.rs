//! Following a job on the terminal to its end, and what is said of it then.

use crate::client::{Client, Film, Graph, GraphNode, Incoming, Job, Totals, follow_job};
use crate::output::print_line;
use crate::production_view::ProductionView;
use crate::words::{cost, count, duration};
use anyhow::{Context, Result, bail};
use futures_util::StreamExt;
use serde_json::Value;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The kind of job that has stages.
const PRODUCTION: &str = "produce";
/// The kind of job that makes a film of a whole script, or of an episode.
const SCRIPT_FILM: &str = "film_script";
/// Between two looks at what there is to show.
const LOOK: Duration = Duration::from_millis(250);

/// How the watching ended.
pub(crate) enum End {
    /// The job is over, and what it made was said.
    Over(Box<Over>),
    /// Whoever watched has left; the job goes on.
    Left,
}

/// A job that is over.
pub(crate) struct Over {
    job: Job,
    film: Option<Film>,
}

impl Over {
    /// Fails unless it is completed; `again` says how parts that were not made are tried again.
    pub(crate) fn check(&self, again: &str) -> Result<()> {
        if self.job.state == "completed" { Ok(()) } else { bail!("{}", shortfall(&self.job, again)) }
    }

    /// The film that it made: of the whole script, or of the only scene.
    pub(crate) fn film(&self) -> Option<&Film> {
        self.film.as_ref()
    }
}

/// Shows a job until it is over or ctrl-c, then what came of it.
pub(crate) async fn follow(client: &Client, id: Uuid) -> Result<End> {
    tokio::select! {
        watched = watch(client, id) => watched?,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted.context("cannot listen for ctrl-c")?;
            return Ok(End::Left);
        }
    }
    let job: Job = client.get(&format!("jobs/{id}")).await?;
    print_line(&ending(&job))?;
    let mut film = None;
    if job.totals.is_some() {
        let graph: Graph = client.get(&format!("jobs/{id}/graph")).await?;
        for node in graph.nodes.iter().filter(|node| is_telling(node, &graph)) {
            let part: Job = client.get(&format!("jobs/{}", node.job_id)).await?;
            let made = &part.result.unwrap_or_default()["made"];
            fact(&node.kind, made).into_iter().try_for_each(|line| print_line(&line))?;
            if film.is_none() || node.kind == SCRIPT_FILM {
                film = Film::of(&node.kind, made).or(film);
            }
        }
    }
    Ok(End::Over(Box::new(Over { job, film })))
}

async fn watch(client: &Client, id: Uuid) -> Result<()> {
    let mut view = ProductionView::new();
    let mut incoming = std::pin::pin!(follow_job(client.clone(), id));
    let mut looks = tokio::time::interval(LOOK);
    let graph = async || client.get::<Graph>(&format!("jobs/{id}/graph")).await;
    loop {
        let next = tokio::select! {
            next = incoming.next() => next,
            _ = looks.tick() => {
                view.show(Instant::now());
                continue;
            }
        };
        let Some(next) = next else { break };
        match next? {
            Incoming::Snapshot(job) => {
                if let Some(progress) = &job.progress {
                    view.progress(progress);
                }
                if job.kind == PRODUCTION && job.totals.is_some() {
                    view.stand(&graph().await?);
                }
            }
            Incoming::Event { job: Some(job), kind, .. } if job == id && kind == "job.planned" => {
                view.stand(&graph().await?);
            }
            Incoming::Event { job: Some(job), kind, data, .. } if job == id => {
                milestone(&mut view, &kind, &data);
            }
            Incoming::Event { job: Some(job), kind, data, position } => {
                view.event(position, job, &kind, &data);
            }
            Incoming::Progress(progress) if progress.job_id.is_none_or(|job| job == id) => {
                view.progress(&progress);
            }
            Incoming::Reconnecting => view.note("the connection was lost; trying again"),
            Incoming::Event { .. } | Incoming::Progress(_) | Incoming::Token(_) => {}
        }
    }
    view.finish();
    Ok(())
}

/// What happens to the job itself, where that changes what is waited for.
fn milestone(view: &mut ProductionView, kind: &str, data: &Value) {
    match kind {
        "job.paused" => view.note("paused"),
        "job.resumed" => view.note("going on"),
        "job.cancel_requested" => view.note("stopping"),
        "job.attempt_failed" => {
            let why = data["error"]["message"].as_str().unwrap_or("unknown error");
            view.note(&format!("the attempt failed: {why}"));
        }
        _ => {}
    }
}

/// How it ended, what of it was made, and what that took.
fn ending(job: &Job) -> String {
    let mut parts = Vec::new();
    if let Some(Totals { total, completed, reused, failed, blocked, cancelled, .. }) = job.totals {
        parts.push(count(total, "part", "parts"));
        let numbers = [
            (completed, "made"),
            (reused, "reused"),
            (failed, "failed"),
            (blocked, "blocked"),
            (cancelled, "cancelled"),
        ];
        parts.extend(
            numbers.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")),
        );
    }
    if let Some(ended_at) = job.ended_at {
        parts.push(format!("in {}", duration(ended_at.duration_since(job.requested_at).as_secs_f64())));
    }
    parts.push(cost(job.cost));
    let state = job.state.replace('_', " ");
    let mut letters = state.chars();
    let state: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    format!("{state}: {}", parts.join(", "))
}

/// Why a job that is not completed is not, and what can be done.
fn shortfall(job: &Job, again: &str) -> String {
    match (job.state.as_str(), &job.error, job.totals) {
        ("cancelled", ..) => "it was cancelled".to_owned(),
        (_, _, Some(totals)) if totals.failed + totals.blocked > 0 => {
            let Totals { total, failed, blocked, .. } = totals;
            let lost = failed + blocked;
            format!("{lost} of {total} parts were not made; {again}")
        }
        (_, Some(error), _) => error.message.clone(),
        (state, ..) => format!("it is {state}"),
    }
}

/// Whether a person wants to hear of this part: it is made, and the only one of its kind.
fn is_telling(node: &GraphNode, graph: &Graph) -> bool {
    node.state == "completed" && graph.nodes.iter().filter(|other| other.kind == node.kind).count() == 1
}

/// The main facts of an output.
fn fact(kind: &str, made: &Value) -> Option<String> {
    Some(match kind {
        "time_script" => {
            let (seconds, pages) = (made["seconds"].as_f64()?, made["pages"].as_str()?);
            format!("Running time: {}, {pages} pages", duration(seconds))
        }
        "time_scene" => {
            let (seconds, eighths) = (made["seconds"].as_f64()?, made["page_eighths"].as_u64()?);
            format!("Scene: {}, {eighths}/8 pages", duration(seconds))
        }
        "review_script" => {
            let (verdict, grade) = (made["verdict"].as_str()?, made["grade"].as_f64()?);
            format!("Coverage: {verdict}, grade {grade:.1} of 5")
        }
        "review_scene" => {
            format!("Scene notes: grade {} of 5: {}", made["grade"].as_u64()?, made["change"].as_str()?)
        }
        "film_scene" | SCRIPT_FILM => {
            let (ms, chapters) = (made["duration_ms"].as_u64()?, made["chapters"].as_array()?.len());
            let chapters = count(u32::try_from(chapters).unwrap_or(u32::MAX), "chapter", "chapters");
            format!("Film: {}, {chapters}", duration(Duration::from_millis(ms).as_secs_f64()))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn job(state: &str, more: &Value) -> Job {
        let mut job = json!({
            "id": Uuid::nil(), "kind": "produce", "state": state, "phase": null, "attempt": 1,
            "progress": null, "error": null, "result": null, "requested_at": "2026-01-02T03:04:05Z",
            "cost": {"compute_ms": 2_000, "usd_micros": 0},
        });
        job.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(job).unwrap()
    }

    #[test]
    fn the_end_says_what_was_made_and_what_it_took() {
        let totals = json!({"total": 5, "completed": 2, "reused": 1, "failed": 1, "blocked": 1});
        let partly =
            job("partially_completed", &json!({"totals": totals, "ended_at": "2026-01-02T03:05:05Z"}));
        assert_eq!(
            ending(&partly),
            "Partially completed: 5 parts, 2 made, 1 reused, 1 failed, 1 blocked, in 1 min 00 s, \
             2.0 s of compute"
        );
        assert_eq!(shortfall(&partly, "try again"), "2 of 5 parts were not made; try again");
    }

    #[test]
    fn a_job_that_was_never_planned_says_its_own_error() {
        let error = json!({"error": {"class": "permanent", "message": "the script has no scenes"}});
        assert_eq!(shortfall(&job("failed", &error), ""), "the script has no scenes");
        assert_eq!(shortfall(&job("cancelled", &json!({})), ""), "it was cancelled");
    }

    #[test]
    fn outputs_are_told_by_their_main_facts() {
        let timing = json!({"seconds": 6_190.0, "pages": "112 3/8"});
        assert_eq!(fact("time_script", &timing).unwrap(), "Running time: 1 h 43 min, 112 3/8 pages");
        let coverage = json!({"verdict": "consider", "grade": 3.4});
        assert_eq!(fact("review_script", &coverage).unwrap(), "Coverage: consider, grade 3.4 of 5");
        let film = json!({"duration_ms": 158_400, "chapters": [{}, {}]});
        assert_eq!(fact("film_script", &film).unwrap(), "Film: 2 min 38 s, 2 chapters");
        assert_eq!(fact("time_script", &Value::Null), None);
        assert_eq!(fact("draw_frames", &timing), None);
    }
}
