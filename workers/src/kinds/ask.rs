//! One question to the language model, answered under a schema.

use inference::{Grammar, Message, Request, Sampling};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::JobError;
use crate::metrics;
use crate::models::TextModel;
use crate::running::{RunningJob, Step};

/// Notes keep to the point.
const READING: Sampling =
    Sampling { temperature: 0.4, top_k: 40, top_p: 0.9, repeat_penalty: 1.08, repeat_window: 128, seed: 0 };

/// A question.
pub(crate) struct Question {
    pub(crate) system: String,
    pub(crate) asked: String,
    pub(crate) schema: Value,
    pub(crate) max_tokens: usize,
    /// What people see that it is doing.
    pub(crate) message: String,
}

/// Asks, and reads the answer as what the schema describes.
pub(crate) async fn ask<T: DeserializeOwned>(
    job: &RunningJob,
    model: &TextModel,
    question: Question,
) -> Result<T, JobError> {
    let Question { system, asked, schema, max_tokens, message } = question;
    job.report(Step { step: 1, total_steps: 1, fraction: 0.0, message, eta_s: None });
    let mut lent = model.lend(job.stop()).await?;
    let request = Request {
        messages: vec![Message::system(system), Message::user(asked)],
        assistant_prefix: None,
        max_new_tokens: max_tokens,
        sampling: Sampling { seed: job.id_for("seed").as_u64_pair().0, ..READING },
        grammar: Some(Grammar::JsonSchema(schema)),
        stop: Vec::new(),
    };
    let stop = job.stop().clone();
    let answer = lent.with(move |engine| engine.generate(&request, &|| stop.reason().is_some(), &mut |_| {}));
    let generated = answer.await?.map_err(JobError::fail)?;
    metrics::wrote(generated.stats.new_tokens, generated.stats.decode_s);
    if job.stop().reason().is_some() {
        return Err(JobError::Stopped);
    }
    // Bounded by its schema, so it is whole unless it ran out of tokens; another attempt asks again.
    serde_json::from_str(&generated.text).map_err(JobError::retry)
}
