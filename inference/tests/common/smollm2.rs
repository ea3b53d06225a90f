//! The real weights that tests compute with.

use std::path::PathBuf;

/// SmolLM2-135M-Instruct: `SPOOL_TEST_TEXT_MODEL`, else the file in the directory of models.
pub(crate) fn path() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let path = variable("SPOOL_TEST_TEXT_MODEL").unwrap_or_else(|| {
        let directory = variable("SPOOL_MODELS_DIR").unwrap_or_else(|| {
            let cache = variable("XDG_CACHE_HOME")
                .unwrap_or_else(|| variable("HOME").expect("HOME is set").join(".cache"));
            cache.join("spool/models")
        });
        directory.join("smollm2-135m-instruct-q4_1.gguf")
    });
    assert!(path.is_file(), "no test weights at {}: run scripts/fetch-models smollm2", path.display());
    path
}
