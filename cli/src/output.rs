//! Writing for people: lines on standard output that survive a closed pipe, and the file beside
//! the terminal.

use anyhow::{Context, Result};
use std::io::{ErrorKind, Write};

/// Prints one line. A reader that has seen enough, such as `head`, ends the program in peace.
pub(crate) fn print_line(line: &str) -> Result<()> {
    print_text(line)?;
    print_text("\n")
}

/// Prints text as it comes.
pub(crate) fn print_text(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        written => written.context("cannot write to standard output"),
    }
}
