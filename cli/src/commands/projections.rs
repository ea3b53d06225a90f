//! `spool projections`: how far each projector has followed the log, and what stopped it.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::Projections;
use anyhow::{Result, bail, ensure};
use projections::ProjectorStatus;

/// Prints position, lag and last error of each; fails if one has stopped.
pub(crate) async fn run(options: &Projections) -> Result<()> {
    let database = Database::find_or_start(&options.place).await?;
    let pool = database.migrated_pool(1).await?;
    let client = pool.get().await?;
    if let Some(name) = &options.resume {
        ensure!(projections::resume(&client, name).await?, "{name:?} is no projector that has stopped");
    }
    let all = projections::status(&client).await?;
    drop((client, pool));
    database.stop().await?;
    if options.json {
        print_line(&serde_json::to_string_pretty(&all)?)?;
    } else {
        table(&all).iter().try_for_each(|line| print_line(line))?;
    }
    match all.iter().find(|status| status.error.is_some()) {
        Some(stopped) => bail!("{} has stopped at position {}", stopped.name, stopped.position),
        None => Ok(()),
    }
}

/// A head and a line for each.
fn table(all: &[ProjectorStatus]) -> Vec<String> {
    let line = |columns: [&str; 5]| {
        let [name, position, events, seconds, error] = columns;
        format!("{name:<12} {position:>10} {events:>10} {seconds:>10}  {error}").trim_end().to_owned()
    };
    let head = line(["projection", "position", "behind", "seconds", "last error"]);
    let each = all.iter().map(|it| {
        let numbers = [it.position.to_string(), it.lag_events.to_string(), format!("{:.1}", it.lag_s)];
        line([&it.name, &numbers[0], &numbers[1], &numbers[2], &trouble(it)])
    });
    std::iter::once(head).chain(each).collect()
}

/// What stops it, or what did before it went on.
fn trouble(of: &ProjectorStatus) -> String {
    match (&of.error, &of.last_error, of.failed_at) {
        (Some(error), ..) => format!("stopped at {error}"),
        (None, Some(error), Some(at)) => format!("mended; stopped {at:.0} at {error}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Position;

    fn status(name: &str, error: Option<&str>) -> ProjectorStatus {
        ProjectorStatus {
            name: name.into(),
            position: Position(41),
            lag_events: 2,
            lag_s: 0.25,
            progressed_at: "2026-01-02T03:04:05Z".parse().unwrap(),
            error: error.map(Into::into),
            last_error: error.map(Into::into),
            failed_at: error.map(|_| "2026-01-02T03:04:05.5Z".parse().unwrap()),
        }
    }

    #[test]
    fn the_table_says_where_each_stands_and_what_went_wrong() {
        let stopped = status("scenes", Some("42 (scene.added of 7): no such column"));
        let mended = ProjectorStatus { error: None, lag_events: 0, lag_s: 0.0, ..stopped.clone() };
        assert_eq!(
            table(&[status("scripts", None), stopped, mended]),
            [
                "projection     position     behind    seconds  last error",
                "scripts              41          2        0.2",
                "scenes               41          2        0.2  stopped at 42 (scene.added of 7): no such column",
                "scenes               41          0        0.0  mended; stopped 2026-01-02T03:04:05Z at 42 (scene.added of 7): no such column",
            ]
        );
    }
}
