//! Where log lines go: standard error, so that standard output stays the answer.

use crate::settings::{Command, LogStyle};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging. Services tell what they do; clients only what went wrong. `RUST_LOG` overrides.
pub(crate) fn start(style: LogStyle, command: &Command) {
    let usual = match command {
        Command::Up(_) | Command::Serve(_) | Command::Work(_) => "info,refinery_core=warn",
        _ => "error",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match style {
        LogStyle::Text => lines.with_target(false).with_ansi(std::io::stderr().is_terminal()).init(),
        // Fields lie at the top, those of the request or job in "span".
        LogStyle::Json => lines.json().flatten_event(true).with_span_list(false).init(),
    }
}
