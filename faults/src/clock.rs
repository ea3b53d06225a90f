//! A clock that is wrong for one process: libfaketime, which stands between a program and the C library. The
//! monotonic clock is left alone, as it is when an administrator or NTP sets a machine's clock.

use std::fs;
use std::path::{Path, PathBuf};

/// Where Debian puts libraries; each architecture has a folder there.
const LIBRARIES: &str = "/usr/lib";
/// For programs of several threads.
const FILE: &str = "faketime/libfaketimeMT.so.1";

/// A library that makes clocks wrong.
#[derive(Clone, Debug)]
pub struct WrongClock {
    library: PathBuf,
}

impl WrongClock {
    /// The installed one, or why there is none.
    pub fn find() -> Result<Self, String> {
        Self::find_in(Path::new(LIBRARIES))
    }

    fn find_in(libraries: &Path) -> Result<Self, String> {
        let folders = fs::read_dir(libraries).into_iter().flatten().flatten();
        let found = folders.map(|folder| folder.path().join(FILE)).find(|path| path.is_file());
        let missing = || format!("no {FILE} below {}; the package faketime has it", libraries.display());
        found.map(|library| Self { library }).ok_or_else(missing)
    }

    /// The environment of a process whose clock is wrong by so many hours.
    pub fn environment(&self, hours: i8) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAKETIME", format!("{hours:+}h")),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_found_in_any_architectures_folder_or_missed_by_name() {
        let top = tempfile::tempdir().unwrap();
        let missing = WrongClock::find_in(top.path()).unwrap_err();
        assert!(missing.contains("libfaketimeMT.so.1") && missing.contains("package"), "{missing}");
        let folder = top.path().join("riscv64-linux-gnu/faketime");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("libfaketimeMT.so.1"), "").unwrap();
        let found = WrongClock::find_in(top.path()).unwrap();
        let environment = found.environment(-1);
        assert!(environment.contains(&("FAKETIME", "-1h".to_owned())), "{environment:?}");
        assert!(found.environment(1).contains(&("FAKETIME", "+1h".to_owned())));
    }

    #[test]
    fn an_installed_library_sets_the_clock_of_a_process_and_not_ours() {
        let Ok(clock) = WrongClock::find() else { return };
        let seconds = |hours: Option<i8>| {
            let mut command = std::process::Command::new("date");
            command.arg("+%s").envs(hours.map(|it| clock.environment(it)).unwrap_or_default());
            let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
            said.trim().parse::<i64>().unwrap()
        };
        let now = seconds(None);
        assert!((3_590..3_660).contains(&(seconds(Some(1)) - now)));
        assert!((3_540..3_610).contains(&(now - seconds(Some(-1)))));
    }
}
