//! `spool doctor`: what is in force on this machine, what is missing, and how to mend it.

mod database;
mod files;
mod image_model;
mod machine;
mod model;
mod voices;
mod workers;

use crate::output::print_line;
use crate::settings::Studio;
use anyhow::{Result, bail};

/// One thing that was looked at.
struct Finding {
    /// What it is about.
    subject: &'static str,
    /// What was found.
    found: String,
    /// What to do about it; `None` when all is well.
    mend: Option<String>,
}

impl Finding {
    fn well(subject: &'static str, found: impl Into<String>) -> Self {
        Self { subject, found: found.into(), mend: None }
    }

    fn ill(subject: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { subject, found: found.into(), mend: Some(mend.into()) }
    }
}

/// Looks at everything, says what was found, and fails if something needs mending.
pub(crate) async fn run(options: &Studio) -> Result<()> {
    let mut findings = vec![Finding::well("spool", env!("CARGO_PKG_VERSION"))];
    findings.push(machine::data_dir(options));
    findings.push(machine::port(options));
    findings.push(machine::disk(options));
    findings.push(machine::memory());
    findings.push(files::look(options).await);
    findings.extend(database::look(options).await);
    findings.extend(workers::look(options).await);
    findings.extend(model::look(options).await);
    findings.push(image_model::look(options));
    findings.push(voices::look(options));
    findings.push(machine::ffmpeg());
    let mut ill = 0;
    for finding in findings {
        ill += usize::from(finding.mend.is_some());
        print_line(&line(&finding))?;
    }
    match ill {
        0 => Ok(()),
        1 => bail!("one thing needs mending"),
        many => bail!("{many} things need mending"),
    }
}

fn line(finding: &Finding) -> String {
    let mark = if finding.mend.is_some() { "mend" } else { "ok" };
    let head = format!("{mark:<5} {:<10} {}", finding.subject, finding.found);
    match &finding.mend {
        Some(mend) => format!("{head}\n{:17}→ {mend}", ""),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ill_says_how_to_mend_it() {
        assert_eq!(line(&Finding::well("spool", "0.1.0")), "ok    spool      0.1.0");
        let ill = line(&Finding::ill("disk", "1 GB free", "make room"));
        assert_eq!(ill, "mend  disk       1 GB free\n                 → make room");
    }
}
