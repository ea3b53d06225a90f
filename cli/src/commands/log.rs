//! `spool log head|export|import`: the whole log as a file, and the proof of what it was.

use crate::database::Database;
use crate::output::print_line;
use crate::settings::{Export, Import, LogCommand, Place};
use anyhow::{Context, Result};
use event_store::{Log, transfer};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufReader, BufWriter};

/// Bytes between the file and the lines.
const BUFFER: usize = 256 << 10;

/// Carries out one of them.
pub(crate) async fn run(command: LogCommand) -> Result<()> {
    match command {
        LogCommand::Head(place) => head(&place).await,
        LogCommand::Export(options) => export(&options).await,
        LogCommand::Import(options) => import(&options).await,
    }
}

async fn head(place: &Place) -> Result<()> {
    let database = Database::find_or_start(place).await?;
    let pool = database.migrated_pool(1).await?;
    let head = Log::new(pool.clone()).head().await?;
    drop(pool);
    database.stop().await?;
    print_line(&head.to_string())
}

/// Writes beside the file and renames, so that a file under the name is always whole.
async fn export(options: &Export) -> Result<()> {
    let database = Database::find_or_start(&options.place).await?;
    let pool = database.migrated_pool(2).await?;
    let log = Log::new(pool.clone());
    let bar = bar(log.head().await?.position.0);
    let progress = |position: domain::Position| bar.set_position(position.0);
    let keys = !options.without_keys;
    let exported = if is_standard(&options.file) {
        let mut out = BufWriter::with_capacity(BUFFER, tokio::io::stdout());
        transfer::export(&log, keys, &mut out, progress).await?
    } else {
        let part = options.file.with_added_extension("part");
        let file = File::create(&part).await.with_context(|| format!("cannot write {}", part.display()))?;
        let mut out = BufWriter::with_capacity(BUFFER, file);
        let exported = transfer::export(&log, keys, &mut out, progress).await?;
        out.flush().await?;
        out.into_inner().sync_all().await?;
        let named = tokio::fs::rename(&part, &options.file).await;
        named.with_context(|| format!("cannot write {}", options.file.display()))?;
        exported
    };
    bar.finish_and_clear();
    drop((log, pool));
    database.stop().await?;
    // Standard output may be the export itself.
    eprintln!(
        "{} events and {} keys exported; head {}",
        exported.head.position, exported.keys, exported.head
    );
    Ok(())
}

async fn import(options: &Import) -> Result<()> {
    let database = Database::find_or_start(&options.place).await?;
    let pool = database.migrated_pool(2).await?;
    let bar = ProgressBar::no_length().with_style(counting());
    let progress = |position: domain::Position| bar.set_position(position.0);
    let imported = if is_standard(&options.file) {
        let mut input = BufReader::with_capacity(BUFFER, tokio::io::stdin());
        transfer::import(&pool, &mut input, progress).await
    } else {
        let file = File::open(&options.file).await;
        let file = file.with_context(|| format!("cannot read {}", options.file.display()))?;
        transfer::import(&pool, &mut BufReader::with_capacity(BUFFER, file), progress).await
    };
    bar.finish_and_clear();
    drop(pool);
    database.stop().await?;
    let imported = imported?;
    print_line(&format!("{} events imported, each what it was when it was written", imported.events))?;
    print_line(&format!("head {}", imported.head))
}

fn is_standard(file: &Path) -> bool {
    file == Path::new("-")
}

fn bar(end: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:28.cyan/238} {pos}/{len} events, {eta} left");
    ProgressBar::with_draw_target(Some(end), ProgressDrawTarget::stderr())
        .with_style(style.expect("the template is a constant and well formed"))
}

fn counting() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {pos} events, {per_sec}")
        .expect("the template is a constant and well formed")
}
