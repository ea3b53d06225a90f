//! The terminal while a script is being written: finished lines scroll by, the line being written
//! stays at the bottom, and below it a bar with phase and time left. Piped, it is plain text on
//! standard output and a plain line of progress on standard error.

use crate::client::{JobToken, Progress};
use crate::output::print_text;
use crate::words::duration;
use anyhow::Result;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;
use std::io::IsTerminal;
use std::time::Duration;

/// Steps of the bar; a job's fraction is scaled to it.
const STEPS: u32 = 1000;

/// What has been shown so far, and where the next piece goes.
pub(crate) struct WritingView {
    bars: MultiProgress,
    line: ProgressBar,
    bar: ProgressBar,
    interactive: bool,
    /// The attempt whose text is shown.
    attempt: u32,
    /// Characters of that attempt's text shown so far.
    shown: usize,
    /// The line being written.
    partial: String,
    /// The last progress message, so that piped output says each only once.
    message: String,
}

impl WritingView {
    pub(crate) fn new() -> Self {
        let interactive = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
        let target = if interactive { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bars = MultiProgress::with_draw_target(target);
        let line = bars.add(ProgressBar::new_spinner().with_style(style("{msg}")));
        let bar = bars.add(
            ProgressBar::new(u64::from(STEPS))
                .with_style(style("{spinner:.cyan} {bar:28.cyan/238} {percent:>3} %  {msg}")),
        );
        bar.set_message("waiting for a worker");
        bar.enable_steady_tick(Duration::from_millis(120));
        Self {
            bars,
            line,
            bar,
            interactive,
            attempt: 0,
            shown: 0,
            partial: String::new(),
            message: String::new(),
        }
    }

    /// A milestone that changes what the reader expects.
    pub(crate) fn event(&mut self, kind: &str, data: &Value) {
        match kind {
            "job.attempt_failed" => {
                let why = data["error"]["message"].as_str().unwrap_or("unknown error");
                self.note(&format!("the attempt failed: {why}"));
            }
            "job.cancel_requested" => self.note("stopping"),
            _ => {}
        }
    }

    /// A line beside the text.
    pub(crate) fn note(&mut self, note: &str) {
        if self.interactive {
            self.bar.set_message(note.to_owned());
        } else {
            eprintln!("{note}");
        }
    }

    /// A passing report: the bar, and the text so far when it comes along.
    pub(crate) fn progress(&mut self, progress: &Progress) -> Result<()> {
        if let Some(text) = &progress.text {
            self.token(&JobToken { attempt: progress.attempt, offset: 0, text: text.clone() })?;
        }
        if let Some(fraction) = progress.fraction {
            self.bar.set_position(steps(fraction));
        }
        let Some(message) = progress.message.clone().or_else(|| progress.phase.clone()) else {
            return Ok(());
        };
        if self.interactive {
            let eta = progress.eta_s.map(|eta_s| format!(" · {} left", duration(eta_s)));
            self.bar.set_message(format!("{message}{}", eta.unwrap_or_default()));
        } else if message != self.message {
            eprintln!("{message}");
        }
        self.message = message;
        Ok(())
    }

    /// A piece of text. Pieces already shown are dropped; a piece behind a gap waits for the text
    /// so far, which comes with the next report after reconnecting.
    pub(crate) fn token(&mut self, token: &JobToken) -> Result<()> {
        if token.attempt != self.attempt {
            if self.shown > 0 {
                self.write("\n\n")?;
                self.note("starting again where the last attempt stopped");
            }
            self.attempt = token.attempt;
            self.shown = 0;
        }
        if token.offset > self.shown {
            return Ok(());
        }
        let new: String = token.text.chars().skip(self.shown - token.offset).collect();
        self.shown += new.chars().count();
        self.write(&new)
    }

    /// Leaves the text complete and takes the bar away.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let rest = std::mem::take(&mut self.partial);
        self.line.finish_and_clear();
        self.bar.finish_and_clear();
        if rest.is_empty() { Ok(()) } else { print_text(&format!("{rest}\n")) }
    }

    fn write(&mut self, text: &str) -> Result<()> {
        if !self.interactive {
            return print_text(text);
        }
        self.partial.push_str(text);
        if let Some(end) = self.partial.rfind('\n') {
            let rest = self.partial.split_off(end + 1);
            let lines = std::mem::replace(&mut self.partial, rest);
            self.bars.suspend(|| print_text(&lines))?;
        }
        self.line.set_message(self.partial.clone());
        Ok(())
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is a constant and well formed")
}

/// A fraction as steps of the bar.
fn steps(fraction: f64) -> u64 {
    let scaled = (fraction.clamp(0.0, 1.0) * f64::from(STEPS)).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000 after the clamp")]
    let steps = scaled as u64;
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_fills_the_bar() {
        assert_eq!((steps(0.5), steps(2.0), steps(-1.0)), (500, 1000, 0));
    }

    #[test]
    fn pieces_already_shown_are_dropped_and_a_gap_waits_for_the_text_so_far() {
        let mut view = WritingView::new();
        let token = |offset, text: &str| JobToken { attempt: 1, offset, text: text.into() };
        view.token(&token(0, "INT. ")).unwrap();
        view.token(&token(3, ". LAMP")).unwrap();
        assert_eq!(view.shown, 9);
        view.token(&token(20, "ROOM")).unwrap();
        assert_eq!(view.shown, 9);
        let progress = Progress { attempt: 1, text: Some("INT. LAMP ROOM".into()), ..Progress::default() };
        view.progress(&progress).unwrap();
        assert_eq!(view.shown, 14);
    }
}
