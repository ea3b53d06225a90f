//! `spool history SCRIPT`: who did what and when, newest first.

use crate::client::{Client, HistoryItem, Page};
use crate::output::print_line;
use crate::settings::History;
use anyhow::Result;

/// Prints the newest entries of a script's history.
pub(crate) async fn run(options: &History, client: &Client) -> Result<()> {
    let mut left = options.limit as usize;
    let mut cursor = None;
    while left > 0 {
        let path = page_path(options, left.min(100), cursor.as_deref());
        let page: Page<HistoryItem> = client.get(&path).await?;
        for item in page.items.iter().take(left) {
            print_line(&line(item))?;
        }
        left = left.saturating_sub(page.items.len());
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(())
}

fn page_path(options: &History, limit: usize, cursor: Option<&str>) -> String {
    let mut path = format!("scripts/{}/history?limit={limit}", options.script);
    if let Some(kind) = &options.kind {
        path.push_str("&type=");
        path.push_str(kind);
    }
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(cursor);
    }
    path
}

fn line(item: &HistoryItem) -> String {
    let at = item.at.strftime("%Y-%m-%d %H:%M:%S");
    format!("{:>6}  {at}  {:<20}  {:<24}  {}", item.position, item.actor.name, item.kind, item.summary)
}
