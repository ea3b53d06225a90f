//! The limits a child puts upon itself, before it reads its first byte of media.

use std::io;

use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::Signal;

use super::protocol::Limits;

/// Files a child has open at once: inputs, output, and what the libraries want.
const OPEN_FILES: u64 = 256;

/// Puts this process under the limits, and ties its life to the parent's.
pub(crate) fn confine(limits: &Limits, parent: u32) -> io::Result<()> {
    prctl::set_pdeathsig(Signal::SIGKILL)?;
    // A parent that died before the line above sends no signal any more.
    if std::os::unix::process::parent_id() != parent {
        return Err(io::Error::other("the parent is gone"));
    }
    // No memory of a stranger's film in a core file.
    prctl::set_dumpable(false)?;
    limit(Resource::RLIMIT_CORE, 0, 0)?;
    limit(Resource::RLIMIT_NOFILE, OPEN_FILES, 0)?;
    limit(Resource::RLIMIT_FSIZE, limits.file_bytes, 0)?;
    // The first limit ends the process by a signal that says why, the second by one that does not.
    limit(Resource::RLIMIT_CPU, limits.cpu_s.max(1), 5)?;
    limit(Resource::RLIMIT_AS, limits.memory_bytes, 0)?;
    crate::ffi::step_back(limits.niceness.min(19));
    Ok(())
}

/// Sets a limit, or the stricter one that is in force already, and the hard one so much above it.
fn limit(resource: Resource, most: u64, above: u64) -> io::Result<()> {
    let (_, hard) = getrlimit(resource)?;
    Ok(setrlimit(resource, most.min(hard), most.saturating_add(above).min(hard))?)
}
