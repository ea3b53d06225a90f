//! The terminal while a production is being made: a bar for each stage, and below them what is waited for.
//! Piped, a line for each change of a stage, not more often than can be read, and one for each failure.

use crate::client::{Graph, Progress};
use crate::stages::{Change, Counts, Stages};
use crate::words::duration;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;
use std::io::IsTerminal;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Between two lines of one stage.
const APART: Duration = Duration::from_millis(500);

/// What has been shown so far.
pub(crate) struct ProductionView {
    bars: MultiProgress,
    status: ProgressBar,
    interactive: bool,
    stages: Stages,
    /// One for each stage.
    shown: Vec<Shown>,
    /// Events up to here are in the counts.
    as_of: u64,
    /// The last message, so that piped output says each only once.
    message: String,
}

/// What was shown of a stage.
struct Shown {
    bar: ProgressBar,
    counts: Option<Counts>,
    at: Option<Instant>,
}

impl Shown {
    /// Whether there is something new, and it is time to say it.
    fn is_due(&self, counts: Counts, now: Instant) -> bool {
        self.counts != Some(counts) && self.at.is_none_or(|at| now.duration_since(at) >= APART)
    }
}

impl ProductionView {
    pub(crate) fn new() -> Self {
        let interactive = std::io::stderr().is_terminal();
        let target = if interactive { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bars = MultiProgress::with_draw_target(target);
        let status = bars.add(ProgressBar::new_spinner().with_style(style("{spinner:.cyan} {msg}")));
        status.set_message("waiting for a worker");
        status.enable_steady_tick(Duration::from_millis(120));
        Self {
            bars,
            status,
            interactive,
            stages: Stages::default(),
            shown: Vec::new(),
            as_of: 0,
            message: String::new(),
        }
    }

    /// Shows the parts as they stand.
    pub(crate) fn stand(&mut self, graph: &Graph) {
        for shown in self.shown.drain(..) {
            self.bars.remove(&shown.bar);
        }
        self.stages = Stages::of(graph);
        self.as_of = graph.position;
        for stage in self.stages.iter() {
            let bar = ProgressBar::new(u64::from(stage.counts.total))
                .with_style(style("{prefix:16} {bar:28.cyan/238} {msg}"))
                .with_prefix(stage.name.clone());
            let bar = self.bars.insert_before(&self.status, bar);
            self.shown.push(Shown { bar, counts: None, at: None });
        }
        self.show(Instant::now());
    }

    /// Whether the parts are known.
    pub(crate) fn is_planned(&self) -> bool {
        !self.stages.is_empty()
    }

    /// Something happened to a job.
    pub(crate) fn event(&mut self, position: u64, job: Uuid, kind: &str, data: &Value) {
        if position <= self.as_of {
            return;
        }
        if let Some(Change::Failure { stage, label, why }) = self.stages.event(job, kind, data) {
            let stage = self.stages.get(stage).name.clone();
            self.line(&format!("{stage}: {label} failed: {why}"));
        }
        self.show(Instant::now());
    }

    /// A passing report of the job that is watched.
    pub(crate) fn progress(&mut self, progress: &Progress) {
        let Some(message) = progress.message.clone().or_else(|| progress.phase.clone()) else { return };
        let eta = progress.eta_s.filter(|eta_s| *eta_s >= 1.0);
        let eta = eta.map(|eta_s| format!(" · {} left", duration(eta_s))).unwrap_or_default();
        self.status.set_message(format!("{message}{eta}"));
        // Once there are stages, their lines say it better.
        if !self.interactive && !self.is_planned() && message != self.message {
            eprintln!("{message}");
        }
        self.message = message;
    }

    /// A line beside the stages.
    pub(crate) fn note(&mut self, note: &str) {
        if self.interactive {
            self.status.set_message(note.to_owned());
        } else {
            eprintln!("{note}");
        }
    }

    /// Shows what has changed, if it is time.
    pub(crate) fn show(&mut self, now: Instant) {
        for (stage, shown) in self.stages.iter().zip(&mut self.shown) {
            let counts = stage.counts;
            if self.interactive {
                shown.bar.set_position(u64::from(counts.ended()));
                shown.bar.set_message(counts.line());
            } else if shown.is_due(counts, now) {
                eprintln!("{}: {}", stage.name, counts.line());
                (shown.counts, shown.at) = (Some(counts), Some(now));
            }
        }
    }

    /// Shows the end of it, and leaves the stages standing.
    pub(crate) fn finish(&mut self) {
        for shown in &mut self.shown {
            shown.at = None;
        }
        self.show(Instant::now());
        for shown in &self.shown {
            shown.bar.abandon();
        }
        self.status.finish_and_clear();
    }

    fn line(&self, line: &str) {
        if self.interactive {
            self.bars.suspend(|| eprintln!("{line}"));
        } else {
            eprintln!("{line}");
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is a constant and well formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_speaks_when_something_is_new_and_at_most_twice_a_second() {
        let now = Instant::now();
        let counts = |running| Counts { total: 3, running, ..Counts::default() };
        let mut shown = Shown { bar: ProgressBar::hidden(), counts: None, at: None };
        assert!(shown.is_due(counts(0), now));
        (shown.counts, shown.at) = (Some(counts(0)), Some(now));
        assert!(!shown.is_due(counts(1), now + APART / 2));
        assert!(shown.is_due(counts(1), now + APART));
        assert!(!shown.is_due(counts(0), now + 10 * APART));
    }
}
