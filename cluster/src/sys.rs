//! The few system calls the standard library lacks, in one place: every `unsafe` of this crate is here.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

pub(crate) const SIGINT: i32 = libc::SIGINT;
pub(crate) const SIGQUIT: i32 = libc::SIGQUIT;
pub(crate) const SIGKILL: i32 = libc::SIGKILL;

/// The user this process acts as; 0 is root.
pub fn effective_uid() -> u32 {
    #[expect(unsafe_code, reason = "geteuid reads a number of this process and cannot fail")]
    unsafe {
        libc::geteuid()
    }
}

/// Sends a signal. A process that is gone already is what the caller wanted, so nothing is reported.
pub(crate) fn signal(pid: i32, signal: i32) {
    // 0 and negative numbers address groups, which is never meant here.
    if pid > 0 {
        #[expect(unsafe_code, reason = "kill takes two numbers and touches no memory of ours")]
        unsafe {
            libc::kill(pid, signal);
        }
    }
}

/// Has the kernel send the child SIGINT when the *thread* that spawns it ends, however that happens,
/// kill -9 included. Set after the change of user, which would clear it: `pre_exec` runs that late.
pub(crate) fn die_with_parent(command: &mut Command) {
    let parent = std::process::id();
    let set = move || {
        #[expect(unsafe_code, reason = "prctl and getppid are async-signal-safe and touch no memory of ours")]
        let (set, now) = unsafe { (libc::prctl(libc::PR_SET_PDEATHSIG, SIGINT), libc::getppid()) };
        if set != 0 {
            return Err(io::Error::last_os_error());
        }
        // The parent may have died before the line above; then nobody would ever send the signal.
        if u32::try_from(now) != Ok(parent) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    };
    #[expect(
        unsafe_code,
        reason = "the closure allocates nothing and calls async-signal-safe functions only"
    )]
    unsafe {
        command.pre_exec(set);
    }
}
