//! `spool produce SCRIPT`: makes what is wanted of a script, and shows every stage until it is over.

use super::watch::{End, follow};
use crate::client::{Budget, Estimate, Job};
use crate::host::{Host, at_studio};
use crate::output::print_line;
use crate::settings::{Produce, ProduceScope};
use crate::stages;
use crate::words::{cost, count, duration};
use anyhow::{Result, bail};
use event_store::edge::fresh_id;
use serde_json::{Value, json};

/// Produces at the studio that is named or runs; where there is neither, at one started for this run.
pub(crate) async fn start(options: &Produce) -> Result<()> {
    let asked = request(options)?;
    at_studio(&options.server, options.studio(), async |host: &Host| run(options, &asked, host).await).await
}

async fn run(options: &Produce, asked: &Value, host: &Host) -> Result<()> {
    let client = &host.client;
    let path = format!("scripts/{}/produce", options.script);
    if options.estimate {
        let estimate: Estimate = client.post(&format!("{path}/estimate"), fresh_id(), asked).await?;
        return plan(&estimate).into_iter().try_for_each(|line| print_line(&line));
    }
    let job: Job = client.post(&path, fresh_id(), asked).await?;
    if options.detach {
        print_line(&job.id.to_string())?;
        eprintln!("{}", whereabouts(&job, host.for_one_run));
        return Ok(());
    }
    match follow(client, job.id).await? {
        End::Left => bail!("{}", whereabouts(&job, host.for_one_run)),
        End::Over => Ok(()),
    }
}

/// How to find a production again that nobody watches any more.
fn whereabouts(job: &Job, for_one_run: bool) -> String {
    let id = job.id;
    let how = format!("watch it with `spool jobs watch {id}`, end it with `spool jobs cancel {id}`");
    if for_one_run {
        format!("the production goes on when a studio runs here again, with `spool up`; then {how}")
    } else {
        format!("the production goes on; {how}")
    }
}

/// What the studio is asked for.
fn request(options: &Produce) -> Result<Value> {
    let (scope, id) = match (options.scope, &options.id) {
        (ProduceScope::Script, Some(_)) => bail!("--id is for --scope episode, scene or character"),
        (ProduceScope::Script, None) => ("script", None),
        (ProduceScope::Episode, Some(number)) => {
            let Ok(number) = number.parse::<u32>() else { bail!("--id {number} is no episode's number") };
            ("episode", Some(json!(number)))
        }
        (ProduceScope::Episode, None) => ("episode", None),
        (ProduceScope::Scene, id) => ("scene", id.as_ref().map(|id| json!(id))),
        (ProduceScope::Character, id) => ("character", id.as_ref().map(|id| json!(id))),
    };
    let mut request = json!({"scope": scope});
    if let Some(id) = id {
        request["id"] = id;
    }
    if !options.wants.is_empty() {
        request["want"] = json!(options.wants);
    }
    Ok(request)
}

/// The plan in lines: each stage, then the whole.
fn plan(estimate: &Estimate) -> Vec<String> {
    let mut kinds: Vec<&str> = Vec::new();
    for node in &estimate.nodes {
        if !kinds.contains(&node.kind.as_str()) {
            kinds.push(&node.kind);
        }
    }
    let mut lines: Vec<String> = kinds.iter().map(|kind| stage(estimate, kind)).collect();
    let to_make = number(estimate.nodes.iter().filter(|node| node.state != "made").count());
    let time = match to_make {
        0 => "nothing to make".to_owned(),
        parts => format!(
            "{} to make, about {}, {}",
            count(parts, "part", "parts"),
            duration(estimate.seconds.ceil()),
            cost(estimate.whole)
        ),
    };
    lines.push(format!("Together: {time}"));
    let Budget { compute_ms, usd_micros } = estimate.budget;
    if compute_ms.is_some() || usd_micros.is_some() {
        let compute = compute_ms.map(|ms| format!("{} of compute", duration(seconds(ms))));
        let money = usd_micros.map(|micros| format!("${}.{:02}", micros / 1_000_000, micros / 10_000 % 100));
        let budget = [compute, money].into_iter().flatten().collect::<Vec<_>>().join(", ");
        lines.push(format!("Budget: {budget}; spent so far: {}", cost(estimate.spent)));
    }
    lines
}

fn stage(estimate: &Estimate, kind: &str) -> String {
    let of =
        |state: &str| estimate.nodes.iter().filter(|node| node.kind == kind && node.state == state).count();
    let states = ["made", "stale", "missing", "running"].map(|state| (of(state), state));
    let states = states.iter().filter(|(parts, _)| *parts > 0);
    let states = states.map(|(parts, state)| format!("{parts} {state}")).collect::<Vec<_>>().join(", ");
    format!("{:<16} {states}", stages::name(kind))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn seconds(ms: u64) -> f64 {
    std::time::Duration::from_millis(ms).as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Cli, Command};
    use clap::Parser;

    fn options(flags: &[&str]) -> Produce {
        let script = "00000000-0000-0000-0000-000000000001";
        let cli = Cli::parse_from(["spool", "produce", script].iter().chain(flags));
        let Command::Produce(options) = cli.command else { panic!("not produce") };
        options
    }

    #[test]
    fn scope_and_wants_become_the_request() {
        assert_eq!(request(&options(&[])).unwrap(), json!({"scope": "script"}));
        let wants = options(&["--want", "time_script", "--want", "review_script"]);
        assert_eq!(
            request(&wants).unwrap(),
            json!({"scope": "script", "want": ["time_script", "review_script"]})
        );
        let episode = options(&["--scope", "episode", "--id", "2"]);
        assert_eq!(request(&episode).unwrap(), json!({"scope": "episode", "id": 2}));
        assert!(request(&options(&["--id", "2"])).is_err());
        assert!(request(&options(&["--scope", "episode", "--id", "two"])).is_err());
    }

    #[test]
    fn a_scope_without_its_id_and_an_unknown_kind_are_wrong_usage() {
        let script = "00000000-0000-0000-0000-000000000001";
        for wrong in [["--scope", "scene"], ["--want", "time_travel"]] {
            let error = Cli::try_parse_from(["spool", "produce", script].iter().chain(&wrong)).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
    }

    #[test]
    fn a_plan_says_what_there_is_of_each_stage_and_what_the_rest_takes() {
        let node = |kind: &str, state: &str| json!({"kind": kind, "state": state});
        let estimate: Estimate = serde_json::from_value(json!({
            "nodes": [node("time_scene", "made"), node("time_scene", "stale"), node("time_script", "missing")],
            "estimate": {"compute_ms": 40, "usd_micros": 0}, "spent": {"compute_ms": 0, "usd_micros": 0},
            "budget": {"compute_ms": 60_000, "usd_micros": null}, "seconds": 0.04,
        }))
        .unwrap();
        assert_eq!(
            plan(&estimate),
            [
                "Scene timings    1 made, 1 stale",
                "Running time     1 missing",
                "Together: 2 parts to make, about 1 s, 40 ms of compute",
                "Budget: 1 min 00 s of compute; spent so far: 0 ms of compute",
            ]
        );
    }
}
