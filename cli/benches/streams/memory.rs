//! What a server keeps in memory, all its processes together, without what they share counted twice.

use anyhow::{Context, Result};
use std::fs;

/// Bytes of the processes' memory that is resident, pages they share divided among those who do (Linux' "Pss").
pub(super) fn of(processes: &[u32]) -> Result<u64> {
    processes.iter().map(|process| proportional(*process)).sum()
}

fn proportional(process: u32) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let line =
        text.lines().find_map(|line| line.strip_prefix("Pss:")).context("the kernel tells its share")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// A process and its children.
pub(super) fn family(parent: u32) -> Vec<u32> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let is_child = |process: &u32| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // The name, in parentheses, may hold anything; the parent is the second word behind it.
        let word = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        word == Some(parent)
    };
    [parent].into_iter().chain(numbers.filter(is_child)).collect()
}
