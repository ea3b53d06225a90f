//! Where a text is written: the model, what it may still cost, and the words and the progress that people
//! see. One desk serves one attempt of one job.

use std::cell::Cell;
use std::time::Instant;

use inference::{Finish, Generated, Grammar, Message, Request, Sampling, TextEngine};
use uuid::Uuid;

use super::grammar::cased_only;
use super::proof::{Heard, Proof, Seen};
use crate::error::JobError;
use crate::metrics;
use crate::models::{LentModel, TextModel};
use crate::running::{RunningJob, Step};

/// Plans keep to the point.
const PLANNING: Sampling =
    Sampling { temperature: 0.45, top_k: 40, top_p: 0.95, repeat_penalty: 1.0, repeat_window: 0, seed: 0 };
/// Words that people read may surprise.
const WRITING: Sampling =
    Sampling { temperature: 0.7, top_k: 50, top_p: 0.92, repeat_penalty: 1.04, repeat_window: 160, seed: 0 };

/// How much wilder each try is that has to get around the same fault.
const WILDER: f32 = 0.15;

/// How much of the whole the planning is, for the bar.
const PLANNED: f64 = 0.15;

pub(super) struct Desk {
    job: RunningJob,
    model: LentModel,
    seed: u64,
    tokens: u64,
    bar: Bar,
    /// Whether only letters that have capitals are written.
    cased_only: bool,
}

/// How far it is.
#[derive(Clone)]
struct Bar {
    began: Instant,
    /// Where this attempt began, between 0 and 1.
    from: f64,
    step: u32,
    steps: u32,
    message: String,
}

/// A text to be written under a grammar that depends on how far it is.
pub(super) struct Passage<'a> {
    /// Names it, for its seed.
    pub(super) name: String,
    pub(super) messages: Vec<Message>,
    /// What the answer begins with, before the text.
    pub(super) prefix: String,
    /// The grammar of what may follow the text so far; `None` when the text is complete.
    pub(super) grammar: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// About how long it will be, in bytes, for the bar.
    pub(super) expected: usize,
    pub(super) max_tokens: usize,
    /// How people see it; `None` if they do not.
    pub(super) shown: Option<fn(&str) -> String>,
}

/// Who reads along on the thread that writes.
struct Reader {
    proof: Proof,
    job: RunningJob,
    bar: Bar,
    expected: usize,
    shown: Option<fn(&str) -> String>,
}

impl Desk {
    /// Borrows the model, which may take a while; says so.
    pub(super) async fn open(job: RunningJob, model: &TextModel) -> Result<Self, JobError> {
        let message = "Waiting for the language model".to_owned();
        job.report(Step { step: 0, total_steps: 0, fraction: 0.0, message, eta_s: None });
        let lent = model.lend(job.stop()).await?;
        let (high, low) = job.id_for("seed").as_u64_pair();
        let bar = Bar { began: Instant::now(), from: 0.0, step: 0, steps: 0, message: String::new() };
        Ok(Self { job, model: lent, seed: high ^ low, tokens: 0, bar, cased_only: false })
    }

    /// Keeps to letters that have capitals, for a story that has no others.
    pub(super) fn keep_to_cased_letters(&mut self) {
        self.cased_only = true;
    }

    pub(super) fn job(&self) -> &RunningJob {
        &self.job
    }

    /// Where the random choices begin; the same in every attempt.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Tokens read and written so far.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Says what is being done: step 0 is the planning.
    pub(super) fn at(&mut self, step: usize, steps: usize, message: String) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (self.bar.step, self.bar.steps, self.bar.message) = (number(step), number(steps), message);
        self.job.report(self.bar.report(0.0));
    }

    /// The attempt goes on after parts that another has finished: time is counted from here.
    pub(super) fn resume(&mut self, done: usize, steps: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a text has some dozen parts")]
        let share = done as f64 / steps.max(1) as f64;
        self.bar.from = if done == 0 { 0.0 } else { PLANNED + (1.0 - PLANNED) * share };
        self.bar.began = Instant::now();
    }

    /// Shows a text that stands already.
    pub(super) fn show(&self, text: &str) {
        self.job.text(text);
    }

    /// Number of tokens of a conversation, and how many the model takes with its answer.
    pub(super) async fn measure(&mut self, messages: Vec<Message>) -> Result<(usize, usize), JobError> {
        self.model.measure(Request { messages, ..Request::default() }).await
    }

    /// An answer for the plan, which nobody sees.
    pub(super) async fn plan(
        &mut self,
        name: &str,
        messages: Vec<Message>,
        grammar: Grammar,
        max_tokens: usize,
    ) -> Result<String, JobError> {
        let request = Request {
            messages,
            assistant_prefix: None,
            max_new_tokens: max_tokens,
            sampling: Sampling { seed: self.seed_of(name, 0), ..PLANNING },
            grammar: Some(grammar),
            stop: Vec::new(),
        };
        Ok(self.generate(request, (), |(), _| true).await?.0.text)
    }

    /// Writes a passage to its end, read along by a proof; what it was read against goes on with it.
    pub(super) async fn write(&mut self, passage: &Passage<'_>, seen: &mut Seen) -> Result<String, JobError> {
        let mut reader = Reader {
            proof: Proof::new(std::mem::take(seen)),
            job: self.job.clone(),
            bar: self.bar.clone(),
            expected: passage.expected.max(1),
            shown: passage.shown,
        };
        for round in 0_u64.. {
            let Some(mut grammar) = (passage.grammar)(reader.proof.text()) else { break };
            if self.cased_only {
                grammar = cased_only(&grammar);
            }
            let mut sampling = if passage.shown.is_some() { WRITING } else { PLANNING };
            sampling.temperature +=
                WILDER * f32::from(u8::try_from(reader.proof.insistence()).unwrap_or(u8::MAX));
            let request = Request {
                messages: passage.messages.clone(),
                assistant_prefix: Some(format!("{}{}", passage.prefix, reader.proof.text())),
                max_new_tokens: passage.max_tokens,
                sampling: Sampling { seed: self.seed_of(&passage.name, round), ..sampling },
                grammar: Some(Grammar::Lark(grammar)),
                stop: Vec::new(),
            };
            let (generated, read) = self.generate(request, reader, Reader::hear).await?;
            reader = read;
            // Cancelled without having been stopped: the reader found a fault, and the rest is written anew.
            if generated.finish != Finish::Cancelled {
                break;
            }
        }
        let (read, text, rest) = reader.proof.end();
        *seen = read;
        if let Some(shown) = passage.shown {
            self.job.text(&shown(&rest));
        }
        Ok(text)
    }

    /// Lets the model answer; `hear` says whether it may go on.
    async fn generate<H: Send + 'static>(
        &mut self,
        request: Request,
        mut hearer: H,
        hear: fn(&mut H, &str) -> bool,
    ) -> Result<(Generated, H), JobError> {
        if self.job.stop().reason().is_some() {
            return Err(JobError::Stopped);
        }
        let stop = self.job.stop().clone();
        let answer = move |engine: &mut TextEngine| {
            let goes = Cell::new(true);
            let cancelled = || !goes.get() || stop.reason().is_some();
            let mut on_text = |piece: &str| {
                if goes.get() {
                    goes.set(hear(&mut hearer, piece));
                }
            };
            let generated = engine.generate(&request, &cancelled, &mut on_text);
            generated.map(|generated| (generated, hearer))
        };
        let (generated, hearer) = self.model.with(answer).await?.map_err(JobError::fail)?;
        let stats = &generated.stats;
        let taken = stats.prompt_tokens.saturating_sub(stats.reused_tokens) + stats.new_tokens;
        self.tokens += u64::try_from(taken).unwrap_or(0);
        metrics::wrote(stats.new_tokens, stats.decode_s);
        tracing::debug!(?stats, "text generated");
        if self.job.stop().reason().is_some() {
            return Err(JobError::Stopped);
        }
        Ok((generated, hearer))
    }

    /// The seed of one go at one passage: the job's own, so a job writes the same whenever it runs.
    fn seed_of(&self, name: &str, round: u64) -> u64 {
        let id = Uuid::new_v5(&self.job.job().id.0, format!("{name}:{round}").as_bytes());
        id.as_u64_pair().1 ^ self.seed
    }
}

impl Reader {
    fn hear(&mut self, piece: &str) -> bool {
        let (passed, goes) = match self.proof.hear(piece) {
            Heard::Fine(passed) => (passed, true),
            Heard::Fault(passed) => (passed, false),
        };
        if !passed.is_empty() {
            if let Some(shown) = self.shown {
                self.job.text(&shown(&passed));
            }
            #[expect(clippy::cast_precision_loss, reason = "a text has some thousand bytes")]
            let share = (self.proof.text().len() as f64 / self.expected as f64).min(0.98);
            self.job.report(self.bar.report(share));
        }
        goes
    }
}

impl Bar {
    /// The report with so much of the present step done.
    fn report(&self, share: f64) -> Step {
        let whole = f64::from(self.steps.max(1));
        let fraction = if self.step == 0 {
            PLANNED * share
        } else {
            PLANNED + (1.0 - PLANNED) * (f64::from(self.step - 1) + share) / whole
        };
        let fraction = fraction.clamp(0.0, 1.0);
        let moved = fraction - self.from;
        // The speed so far is that of the rest; too early there is none.
        let eta_s = (moved > 0.02).then(|| self.began.elapsed().as_secs_f64() / moved * (1.0 - fraction));
        Step { step: self.step, total_steps: self.steps, fraction, message: self.message.clone(), eta_s }
    }
}
