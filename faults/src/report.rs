//! What came of a run, as a table for people.

use crate::plan::Fault;
use crate::round::{Done, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// The tables, and every broken promise.
pub fn report(outcomes: &[Outcome]) -> String {
    let mut text = rounds(outcomes);
    text.push('\n');
    text.push_str(&recoveries(outcomes));
    for (name, why) in outcomes.iter().flat_map(|outcome| &outcome.skipped) {
        line(&mut text, format_args!("skipped: {name}: {why}"));
    }
    for outcome in outcomes {
        for breach in &outcome.breaches {
            line(&mut text, format_args!("BROKEN under {}: {breach}", outcome.name));
        }
    }
    text
}

/// What was promised and kept, a line for each round.
fn rounds(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    let head = [
        "faults", "acknowl.", "unknown", "resolved", "repeated", "lost", "doubled", "jobs", "failed",
        "resumed", "s",
    ];
    line(&mut text, format_args!("{:<22}{}", "round", head.map(|it| format!("{it:>11}")).concat()));
    let row = |text: &mut String, name: &str, of: &[&Outcome]| {
        let sum = |count: fn(&Outcome) -> usize| of.iter().map(|outcome| count(outcome)).sum::<usize>();
        let numbers = [
            sum(|it| it.done.len()),
            sum(|it| it.acknowledged),
            sum(|it| it.unknown),
            sum(|it| it.resolved),
            sum(|it| it.repeated),
            // Each round looks at everything since the first.
            of.iter().map(|it| it.lost).max().unwrap_or(0),
            of.iter().map(|it| it.doubled).max().unwrap_or(0),
            sum(|it| it.jobs),
            of.iter().map(|it| it.failed).max().unwrap_or(0),
            sum(|it| it.resumed as usize),
        ];
        let seconds = of.iter().map(|it| it.took).sum::<Duration>().as_secs_f64();
        let numbers = numbers.map(|it| format!("{it:>11}")).concat();
        line(text, format_args!("{name:<22}{numbers}{seconds:>11.1}"));
    };
    for outcome in outcomes {
        row(&mut text, outcome.name, &[outcome]);
    }
    row(&mut text, "all", &outcomes.iter().collect::<Vec<_>>());
    text
}

/// How long it took until things went on, a line for each fault.
fn recoveries(outcomes: &[Outcome]) -> String {
    let mut faults: BTreeMap<Fault, Vec<Done>> = BTreeMap::new();
    for done in outcomes.iter().flat_map(|outcome| &outcome.done) {
        faults.entry(done.fault).or_default().push(*done);
    }
    let mut text = String::new();
    let head = ["times", "answers p50", "max", "jobs p50", "max"].map(|it| format!("{it:>13}")).concat();
    line(&mut text, format_args!("{:<34}{head}", "fault, and s until it goes on"));
    for (fault, done) in faults {
        let answers = done.iter().filter_map(|done| done.answers).collect();
        let jobs = done.iter().filter_map(|done| done.jobs).collect();
        let seconds = [spread(answers), spread(jobs)].concat();
        line(&mut text, format_args!("{:<34}{:>13}{seconds}", fault.name(), done.len()));
    }
    text
}

/// The middle one and the longest, in seconds.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let middle = times.get(times.len().saturating_sub(1) / 2);
    let seconds =
        |time: Option<&Duration>| time.map_or("-".to_owned(), |it| format!("{:.2}", it.as_secs_f64()));
    format!("{:>13}{:>13}", seconds(middle), seconds(times.last()))
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Part;

    fn done(answers: &[u64]) -> Vec<Done> {
        let fault = Fault::Kill(Part::Api);
        let done = |ms: &u64| Done { fault, answers: Some(Duration::from_millis(*ms)), jobs: None };
        answers.iter().map(done).collect()
    }

    #[test]
    fn rounds_add_up_and_the_middle_is_the_middle() {
        let first =
            Outcome { name: "one", acknowledged: 40, done: done(&[900, 100, 300]), ..Outcome::default() };
        let second =
            Outcome { name: "two", acknowledged: 2, done: done(&[200]), lost: 1, ..Outcome::default() };
        let text = report(&[first, second]);
        let words = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words("all")[1..7], ["4", "42", "0", "0", "0", "1"], "{text}");
        assert_eq!(words("kill -9 of the API")[5..], ["4", "0.20", "0.90", "-", "-"], "{text}");
    }

    #[test]
    fn what_was_skipped_and_what_was_broken_is_said() {
        let skipped = [("full disk".to_owned(), "only root may".to_owned())].into();
        let breaches = vec!["position 4 is missing".to_owned()];
        let text = report(&[Outcome { name: "disk full", skipped, breaches, ..Outcome::default() }]);
        assert!(text.contains("skipped: full disk: only root may"), "{text}");
        assert!(text.contains("BROKEN under disk full: position 4 is missing"), "{text}");
    }
}
