//! What a studio tidies up by the clock: the workers' own tasks, what accounts leave behind, and the files
//! of downloads and commands that never ended.
//!
//! Signing keys are not among them: the API removes those it has replaced when it makes the next one, because
//! only there, under its lock, is it known which of them sign.

use crate::settings::Studio;
use event_store::edge;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};
use workers::Task;
use workers::maintenance::{self, delete};

const DAY: Duration = Duration::from_hours(24);

/// Where files may be left behind on this machine; set by the process' first studio.
static PLACES: OnceLock<Places> = OnceLock::new();

/// The directories of this process.
#[derive(Clone, Debug)]
struct Places {
    data: PathBuf,
    models: Option<PathBuf>,
}

/// Every task, for a studio with these directories and this store.
pub(crate) fn tasks(options: &Studio, assets: &storage::Store) -> Vec<Task> {
    // Whoever is first counts: a process has one studio.
    let _ = PLACES.set(Places { data: options.place.data_dir.clone(), models: options.models_dir() });
    let mut tasks = maintenance::tasks();
    tasks.extend([
        Task {
            name: "expired_sessions",
            every: Duration::from_hours(1),
            run: Arc::new(|pool| {
                Box::pin(delete(pool, "delete from refresh_tokens where expires_at < now()"))
            }),
        },
        Task {
            name: "old_idempotency_keys",
            every: Duration::from_hours(1),
            run: Arc::new(|pool| {
                let sql = "delete from idempotency_keys where created_at < now() - interval '24 hours'";
                Box::pin(delete(pool, sql))
            }),
        },
        Task {
            name: "erased_remains",
            every: Duration::from_mins(10),
            run: Arc::new(|pool| {
                Box::pin(async move {
                    projections::erasing::scrub(&pool).await.map_err(|error| error.to_string())
                })
            }),
        },
        Task {
            name: "orphaned_files",
            every: Duration::from_hours(1),
            run: Arc::new(|_| {
                Box::pin(async {
                    let swept = tokio::task::spawn_blocking(sweep_here).await;
                    swept.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
                })
            }),
        },
    ]);
    tasks.extend(workers::orphans::tasks(assets));
    tasks
}

/// Removes uploads that never came in whole from this machine.
pub(crate) async fn sweep_uploads(assets: &storage::Store) -> Result<u64, storage::StorageError> {
    assets.sweep(a_day_ago()).await
}

/// Removes what was left behind on this machine. The tasks come round once for the whole cluster, by whoever
/// gets to it; so that no machine is forgotten, each process also does this when it starts.
pub(crate) fn sweep_here() -> io::Result<u64> {
    let Some(places) = PLACES.get() else { return Ok(0) };
    let old = a_day_ago();
    let mut removed = sweep_data(&places.data, old)?;
    if let Some(models) = &places.models {
        removed += sweep_models(models, old)?;
    }
    Ok(removed)
}

/// Files that a command was about to put in another's place, and probes of the doctor.
fn sweep_data(dir: &Path, old: SystemTime) -> io::Result<u64> {
    sweep(dir, old, |name| ends_as(name, "part") || name.starts_with(".spool-doctor-"))
}

/// Downloads that nobody goes on with. Whoever downloads holds the directory's lock.
fn sweep_models(dir: &Path, old: SystemTime) -> io::Result<u64> {
    let lock = match File::options().write(true).open(dir.join(".lock")) {
        Ok(lock) => lock,
        // Nothing was ever fetched here.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    if lock.try_lock().is_err() {
        return Ok(0);
    }
    sweep(dir, old, |name| ends_as(name, "partial") || name.starts_with(".fetching-"))
}

fn ends_as(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it == extension)
}

fn a_day_ago() -> SystemTime {
    SystemTime::from(edge::now()) - DAY
}

/// Removes the entries of a directory whose names say that they are unfinished, and that nobody has touched
/// since; how many.
fn sweep(dir: &Path, since: SystemTime, unfinished: impl Fn(&str) -> bool) -> io::Result<u64> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        if !unfinished(&entry.file_name().to_string_lossy()) {
            continue;
        }
        // Gone meanwhile: somebody else was faster.
        let Ok(found) = entry.metadata() else { continue };
        if found.modified()? >= since {
            continue;
        }
        if found.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
        tracing::info!(path = %entry.path().display(), "removed the unfinished {}", entry.path().display());
        removed += 1;
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(dir: &Path, name: &str, age: Duration) {
        let path = dir.join(name);
        let file = File::create(&path).unwrap();
        file.set_modified(a_day_ago() + DAY - age).unwrap();
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn unfinished_downloads_are_removed_after_a_day_unless_somebody_fetches() {
        let dir = tempfile::tempdir().unwrap();
        let old = a_day_ago();
        for (name, age) in [
            ("a.gguf", 3 * DAY),
            ("a.gguf.partial", 2 * DAY),
            ("b.gguf.partial", DAY / 2),
            (".a.gguf.checked", 3 * DAY),
            (".lock", 3 * DAY),
        ] {
            make(dir.path(), name, age);
        }
        let fetching = File::options().write(true).open(dir.path().join(".lock")).unwrap();
        fetching.lock().unwrap();
        assert_eq!(sweep_models(dir.path(), old).unwrap(), 0);
        drop(fetching);
        assert_eq!(sweep_models(dir.path(), old).unwrap(), 1);
        assert_eq!(names(dir.path()), [".a.gguf.checked", ".lock", "a.gguf", "b.gguf.partial"]);
    }

    #[test]
    fn what_runs_and_what_is_kept_stays() {
        let dir = tempfile::tempdir().unwrap();
        let old = a_day_ago();
        for name in ["studio.json", "studio.part", ".spool-doctor-7", "postgres.lock"] {
            make(dir.path(), name, 2 * DAY);
        }
        assert_eq!(sweep_data(dir.path(), old).unwrap(), 2);
        assert_eq!(names(dir.path()), ["postgres.lock", "studio.json"]);
        assert_eq!(sweep_data(&dir.path().join("none"), old).unwrap(), 0);
    }

    #[tokio::test]
    async fn no_two_tasks_have_one_name() {
        let cli = <crate::settings::Cli as clap::Parser>::parse_from(["spool", "work"]);
        let crate::settings::Command::Work(studio) = cli.command else { panic!("not work") };
        let dir = tempfile::tempdir().unwrap();
        let assets = storage::Store::open(storage::Settings::local(dir.path())).await.unwrap();
        let mut names: Vec<&str> = tasks(&studio, &assets).iter().map(|task| task.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
