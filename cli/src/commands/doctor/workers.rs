//! The workers: how those of this machine would work, and who works on the database now.

use super::Finding;
use crate::database::Database;
use crate::settings::{Crew, Most, Studio};
use crate::words::count;
use anyhow::Result;
use projections::operations::{self, WorkerSeen};

/// What there is to say of them.
pub(super) async fn look(options: &Studio) -> Vec<Finding> {
    let mut findings = vec![engines(&options.crew), limits(&options.crew.most)];
    // What is wrong with the database is said of the database.
    if let Ok(Some(workers)) = registered(options).await {
        findings.extend(staff(&workers));
    }
    findings
}

fn engines(crew: &Crew) -> Finding {
    if let Err(error) = crew.check() {
        return Finding::ill("workers", error.to_string(), "change one of the two");
    }
    let engines: Vec<&str> = crew.engines().iter().map(|class| class.as_str()).collect();
    let Crew { workers, lease_seconds, heartbeat_seconds, .. } = crew;
    Finding::well(
        "workers",
        format!(
            "--workers {workers}, --engines {}, --lease-seconds {lease_seconds}, \
             --heartbeat-seconds {heartbeat_seconds}",
            engines.join(",")
        ),
    )
}

fn limits(most: &Most) -> Finding {
    let flags = [
        ("--max-jobs-per-owner", most.owner),
        ("--max-cpu-jobs", most.cpu),
        ("--max-gpu-jobs", most.gpu),
        ("--max-remote-jobs", most.remote),
    ];
    let set: Vec<String> =
        flags.iter().filter_map(|(flag, most)| Some(format!("{flag} {}", (*most)?))).collect();
    let found =
        if set.is_empty() { "none (--max-jobs-per-owner and others)".to_owned() } else { set.join(", ") };
    Finding::well("limits", found)
}

/// Everyone on the list; `None` if no database runs.
async fn registered(options: &Studio) -> Result<Option<Vec<WorkerSeen>>> {
    let place = &options.place;
    if place.database_url.is_none() && cluster::find(&place.data_dir)?.is_none() {
        return Ok(None);
    }
    let pool = Database::find_or_start(place).await?.pool(1)?;
    Ok(Some(operations::workers(&pool.get().await?).await?))
}

fn staff(workers: &[WorkerSeen]) -> Vec<Finding> {
    let alive: Vec<&WorkerSeen> = workers.iter().filter(|worker| worker.alive).collect();
    if alive.is_empty() {
        return vec![Finding::well("working", "nobody; `spool up` and `spool work` start workers")];
    }
    alive.into_iter().map(|worker| Finding::well("working", sentence(worker))).collect()
}

fn sentence(worker: &WorkerSeen) -> String {
    let WorkerSeen { name, engines, device, slots, jobs, draining, .. } = worker;
    let jobs = count(u32::try_from(jobs.len()).unwrap_or(u32::MAX), "job", "jobs");
    let draining = if *draining { ", draining" } else { "" };
    format!("{name}: {} ({device}), {jobs}, --workers {slots}{draining}", engines.join(","))
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    #[test]
    fn what_is_in_force_is_named_by_its_flags() {
        let crew = Crew::default();
        assert!(
            line(&engines(&crew))
                .ends_with("--workers 1, --engines cpu, --lease-seconds 60, --heartbeat-seconds 15")
        );
        assert!(line(&limits(&crew.most)).contains("none"));
        let most = Most { gpu: Some(1), cpu: Some(8), ..crew.most };
        assert!(line(&limits(&most)).ends_with("--max-cpu-jobs 8, --max-gpu-jobs 1"));
        let hasty = Crew { lease_seconds: 20, ..Crew::default() };
        assert!(engines(&hasty).mend.is_some());
    }

    #[test]
    fn a_database_without_workers_says_how_to_start_some() {
        assert!(line(&staff(&[])[0]).contains("spool work"));
    }
}
