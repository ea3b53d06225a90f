//! The writing side: a worker says how far it is as often as it likes; what goes to the database is
//! throttled, and nothing a worker says makes it wait.

use super::{JobToken, PROGRESS_CHANNEL, TOKEN_CHANNEL};
use crate::changes::int;
use crate::row::ReadError;
use deadpool_postgres::Pool;
use domain::job::{JobState, Phase};
use domain::{AccountId, JobId, ScriptId};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// What is over sooner has nothing to report: its start and its end are events.
const FIRST_REPORT: Duration = Duration::from_millis(100);
/// Between two reports of a job at least.
const REPORT_PACE: Duration = Duration::from_millis(250);
/// Between two flushes of text at least.
const TEXT_PACE: Duration = Duration::from_millis(80);
/// How long one write may take. What it did after that is found out by the next.
const PATIENCE: Duration = Duration::from_secs(5);
/// After an error.
const AFTER_ERROR: Duration = Duration::from_millis(500);
/// Tries to write the rest at the end, before it is given up.
const LAST_TRIES: u32 = 4;
/// Bytes of text in one notification at most.
const PIECE: usize = 2_000;
/// The same once it is JSON: with everything around it a payload stays below Postgres' 8,000.
const ESCAPED_PIECE: usize = 7_000;

/// Whose progress it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobAttempt {
    /// The job.
    pub job: JobId,
    /// Which attempt of it: reports of an older one are dropped.
    pub attempt: u32,
    /// Whose job it is.
    pub owner: AccountId,
    /// The script it works on.
    pub script: Option<ScriptId>,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Where the job stands.
    pub state: JobState,
    /// What it is doing.
    pub phase: Option<Phase>,
    /// The step it is at, from 1.
    pub step: u32,
    /// How many steps there are.
    pub total_steps: u32,
    /// How much of the whole is done, 0 to 1.
    pub fraction: f64,
    /// What it is doing, for people.
    pub message: String,
    /// Seconds until it is done, if that can be told.
    pub eta_s: Option<f64>,
    /// What the picture at hand looks like so far, as a data URL.
    pub preview: Option<Arc<str>>,
}

/// Writes one attempt's progress. Dropping it, too, writes what is left.
#[derive(Debug)]
pub struct ProgressWriter {
    shared: Arc<Shared>,
    task: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    said: Mutex<Said>,
    news: Notify,
}

/// What the worker has said.
#[derive(Debug)]
struct Said {
    report: Report,
    /// The report is newer than the row.
    unwritten: bool,
    /// Nothing has been said since the start.
    quiet: bool,
    text: String,
    closed: bool,
}

impl ProgressWriter {
    /// Starts with an empty text. Must be called within a tokio runtime; the other methods may be
    /// called from any thread.
    pub fn start(pool: Pool, of: JobAttempt, first: Report) -> Self {
        let said = Said { report: first, unwritten: true, quiet: true, text: String::new(), closed: false };
        let shared = Arc::new(Shared { said: Mutex::new(said), news: Notify::new() });
        shared.news.notify_one();
        let flusher = Flusher { pool, of, shared: Arc::clone(&shared), bytes: 0, chars: 0 };
        Self { shared, task: Some(tokio::spawn(flusher.run())) }
    }

    /// Says how far it is. Of several reports within a quarter of a second the last one counts.
    pub fn report(&self, report: Report) {
        let mut said = self.shared.said();
        said.report = report;
        said.unwritten = true;
        said.quiet = false;
        drop(said);
        self.shared.news.notify_one();
    }

    /// Adds to the text.
    pub fn text(&self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        let mut said = self.shared.said();
        // Postgres' text has no NUL.
        said.text.extend(piece.chars().map(|sign| if sign == '\0' { '\u{FFFD}' } else { sign }));
        drop(said);
        self.shared.news.notify_one();
    }

    /// Writes what is left and ends.
    pub async fn finish(mut self) {
        self.close();
        if let Some(task) = self.task.take() {
            // It neither panics nor is aborted by anyone but the runtime's own end.
            let _ = task.await;
        }
    }

    fn close(&self) {
        self.shared.said().closed = true;
        self.shared.news.notify_one();
    }
}

impl Drop for ProgressWriter {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The task that writes.
struct Flusher {
    pool: Pool,
    of: JobAttempt,
    shared: Arc<Shared>,
    /// How much of the text is written, in bytes and in chars.
    bytes: usize,
    chars: u64,
}

/// What is to be written now.
struct Due {
    report: Option<Report>,
    text: String,
}

/// Whether it makes sense to go on.
#[derive(PartialEq, Eq)]
enum Fate {
    Goes,
    /// A newer attempt reports on this job.
    Overtaken,
}

impl Flusher {
    async fn run(mut self) {
        let first_at = Instant::now() + FIRST_REPORT;
        let mut report_at = Instant::now();
        let mut text_at = Instant::now();
        let mut failures = 0;
        loop {
            let (unwritten, written, closed, quiet) = {
                let mut said = self.shared.said();
                said.unwritten &= !(said.closed && said.quiet);
                (said.unwritten, said.text.len() == self.bytes, said.closed, said.quiet)
            };
            if closed && (!unwritten && written || failures >= LAST_TRIES) {
                return;
            }
            let report_at_last = if quiet { first_at } else { report_at };
            let due_at = match (unwritten, written) {
                (true, true) => Some(report_at_last),
                (false, false) => Some(text_at),
                (true, false) => Some(report_at_last.min(text_at)),
                (false, true) => None,
            };
            let due_at = if closed && failures == 0 { Some(Instant::now()) } else { due_at };
            tokio::select! {
                biased;
                () = sleep_until(due_at) => {}
                () = self.shared.news.notified() => continue,
            }
            let now = Instant::now();
            let due = self.due(closed || now >= report_at, closed || now >= text_at);
            let reports = due.report.is_some();
            let texts = !due.text.is_empty();
            let written = match tokio::time::timeout(PATIENCE, self.write(due)).await {
                Ok(written) => written.map_err(|error| error.to_string()),
                Err(_) => Err("the database does not answer".to_owned()),
            };
            match written {
                Ok(Fate::Overtaken) => return,
                Ok(Fate::Goes) => {
                    failures = 0;
                    report_at = if reports { now + REPORT_PACE } else { report_at };
                    text_at = if texts { now + TEXT_PACE } else { text_at };
                }
                Err(error) => {
                    tracing::warn!(job = %self.of.job, %error, "progress of job {} not written", self.of.job);
                    failures += 1;
                    self.shared.said().unwritten |= reports;
                    report_at = now + AFTER_ERROR;
                    text_at = now + AFTER_ERROR;
                }
            }
        }
    }

    fn due(&self, report: bool, text: bool) -> Due {
        let mut said = self.shared.said();
        let report = report && std::mem::take(&mut said.unwritten);
        Due {
            report: report.then(|| said.report.clone()),
            text: if text { said.text[self.bytes..].to_owned() } else { String::new() },
        }
    }

    async fn write(&mut self, due: Due) -> Result<Fate, ReadError> {
        if let Some(report) = &due.report
            && self.write_report(report, None).await? == Fate::Overtaken
        {
            return Ok(Fate::Overtaken);
        }
        if due.text.is_empty() || self.write_text(&due.text).await? {
            self.wrote(&due.text);
            return Ok(Fate::Goes);
        }
        // The row is not what this writer left: another attempt's, gone, or already with this text.
        let (report, text) = {
            let said = self.shared.said();
            (said.report.clone(), said.text[..self.bytes + due.text.len()].to_owned())
        };
        let fate = self.write_report(&report, Some(&text)).await?;
        if fate == Fate::Goes {
            self.tell(&due.text).await?;
        }
        self.wrote(&due.text);
        Ok(fate)
    }

    fn wrote(&mut self, text: &str) {
        self.bytes += text.len();
        self.chars += count_chars(text);
    }

    /// Replaces the row; keeps the text it has unless it is given or was another attempt's.
    async fn write_report(&self, report: &Report, text: Option<&str>) -> Result<Fate, ReadError> {
        let client = self.pool.get().await?;
        let upsert = client
            .prepare_cached(
                "with written as (
                    insert into job_progress as p (job_id, owner_id, script_id, attempt, state, phase, step,
                        total_steps, fraction, message, eta_s, preview, body)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $14, coalesce($12::text, ''))
                    on conflict (job_id) do update set attempt = $4, state = $5, phase = $6, step = $7,
                        total_steps = $8, fraction = $9, message = $10, eta_s = $11, preview = $14, queue_position = null,
                        updated_at = clock_timestamp(),
                        body = coalesce($12::text, case when p.attempt = $4 then p.body else '' end)
                    where p.attempt <= $4
                    returning p.job_id)
                 select pg_notify($13, job_id::text) from written",
            )
            .await?;
        let JobAttempt { job, attempt, owner, script } = self.of;
        let Report { state, phase, step, total_steps, fraction, message, eta_s, preview } = report;
        let written = client
            .query_opt(
                &upsert,
                &[
                    &job.0,
                    &owner.0,
                    &script.map(|script| script.0),
                    &int(attempt),
                    &state.as_str(),
                    &phase.map(Phase::as_str),
                    &int(*step),
                    &int(*total_steps),
                    fraction,
                    &message.replace('\0', "\u{FFFD}"),
                    eta_s,
                    &text,
                    &PROGRESS_CHANNEL,
                    &preview.as_deref(),
                ],
            )
            .await?;
        Ok(if written.is_some() { Fate::Goes } else { Fate::Overtaken })
    }

    /// Appends to the text and tells it, together or not at all; whether the row was as expected.
    async fn write_text(&self, text: &str) -> Result<bool, ReadError> {
        let client = self.pool.get().await?;
        let append = client
            .prepare_cached(
                "with written as (
                    update job_progress set body = body || $4, updated_at = clock_timestamp()
                    where job_id = $1 and attempt = $2 and char_length(body) = $3::bigint
                    returning job_id)
                 select pg_notify($6, piece) from written cross join unnest($5::text[]) as piece",
            )
            .await?;
        let JobAttempt { job, attempt, .. } = self.of;
        let before = i64::try_from(self.chars).unwrap_or(i64::MAX);
        let told = client
            .query(&append, &[&job.0, &int(attempt), &before, &text, &self.pieces(text), &TOKEN_CHANNEL])
            .await?;
        Ok(!told.is_empty())
    }

    /// Tells of a text that is in the row already. Who has heard of it before knows by its offset.
    async fn tell(&self, text: &str) -> Result<(), ReadError> {
        let client = self.pool.get().await?;
        let tell =
            client.prepare_cached("select pg_notify($1, piece) from unnest($2::text[]) as piece").await?;
        client.query(&tell, &[&TOKEN_CHANNEL, &self.pieces(text)]).await?;
        Ok(())
    }

    /// The notifications that carry a text which follows what is written.
    fn pieces(&self, text: &str) -> Vec<String> {
        let JobAttempt { job, attempt, owner, script } = self.of;
        let mut offset = self.chars;
        let token = |piece: &str| {
            let text = piece.to_owned();
            let token = JobToken { job_id: job, owner_id: owner, script_id: script, attempt, offset, text };
            offset += count_chars(piece);
            serde_json::to_string(&token).expect("ids, numbers and text are JSON")
        };
        split(text).into_iter().map(token).collect()
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

fn count_chars(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// Cuts a text into pieces that each fit a notification.
fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut escaped) = (0, 0);
    for (at, sign) in text.char_indices() {
        let cost = match sign {
            '"' | '\\' => 2,
            '\0'..='\u{1F}' => 6,
            _ => sign.len_utf8(),
        };
        if at - from + sign.len_utf8() > PIECE || escaped + cost > ESCAPED_PIECE {
            pieces.push(&text[from..at]);
            (from, escaped) = (at, 0);
        }
        escaped += cost;
    }
    if from < text.len() {
        pieces.push(&text[from..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_fit_a_notification_and_make_the_whole() {
        let texts = [
            "",
            "a",
            &"é".repeat(5_000),
            &"\u{1}".repeat(9_000),
            &"😀\n\"".repeat(3_000),
            &"x".repeat(2_000),
        ];
        for text in texts {
            let pieces = split(text);
            assert_eq!(pieces.concat(), *text);
            for piece in pieces {
                assert!(!piece.is_empty() && piece.len() <= PIECE);
                assert!(serde_json::to_string(piece).unwrap().len() <= ESCAPED_PIECE + 2);
            }
        }
        assert_eq!(split(&"x".repeat(2_000)).len(), 1);
    }
}
