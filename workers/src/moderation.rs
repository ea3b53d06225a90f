//! The local rules a request must pass before it may wait for a worker: there are words, they fit,
//! and they are text. Every rule is here, so that what is refused can be read in one place. Whether
//! a *story* is acceptable is not decided by rules of this kind.

use domain::job::{GenerateScript, RefineShot, Work};

/// The longest prompt, in characters.
pub const MAX_PROMPT_CHARS: usize = 8_000;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is asked for.
    #[error("the prompt is blank")]
    Blank,
    /// More than a model can take in.
    #[error("the prompt has {chars} characters; at most {MAX_PROMPT_CHARS} are taken")]
    TooLong {
        /// Its length.
        chars: usize,
    },
    /// Control characters other than line breaks and tabs.
    #[error("the prompt holds the control character U+{code:04X}")]
    ControlCharacter {
        /// The first one.
        code: u32,
    },
}

/// Applies the rules of the work's kind.
pub fn check(work: &Work) -> Result<(), Refusal> {
    match work {
        Work::GenerateScript(GenerateScript { prompt, .. }) => check_text(prompt),
        Work::RefineShot(RefineShot { refinement_prompt, .. }) if !refinement_prompt.trim().is_empty() => {
            check_text(refinement_prompt)
        }
        // Nothing that anybody wrote for it.
        _ => Ok(()),
    }
}

fn check_text(text: &str) -> Result<(), Refusal> {
    let chars = text.chars().count();
    if chars > MAX_PROMPT_CHARS {
        return Err(Refusal::TooLong { chars });
    }
    if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Refusal::ControlCharacter { code: control.into() });
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::Blank);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Length, ScriptType};

    fn ask(prompt: &str) -> Result<(), Refusal> {
        check(&Work::GenerateScript(GenerateScript {
            prompt: prompt.into(),
            script_type: ScriptType::Screenplay,
            length: Length::Short,
        }))
    }

    #[test]
    fn a_prompt_has_words() {
        for blank in ["", " \n\t", "…!?", "\u{200b}"] {
            assert_eq!(ask(blank), Err(Refusal::Blank), "{blank:?}");
        }
        assert_eq!(ask("Two brothers rob their own bank.\r\n\tAt night."), Ok(()));
        assert_eq!(ask("灯台守の話"), Ok(()));
    }

    #[test]
    fn a_prompt_is_not_a_book() {
        assert_eq!(ask(&"ä".repeat(MAX_PROMPT_CHARS)), Ok(()));
        let chars = MAX_PROMPT_CHARS + 1;
        assert_eq!(ask(&"ä".repeat(chars)), Err(Refusal::TooLong { chars }));
    }

    #[test]
    fn a_prompt_is_text() {
        assert_eq!(ask("a\u{0}b"), Err(Refusal::ControlCharacter { code: 0 }));
        assert_eq!(
            ask("a\u{1b}[31mb").unwrap_err().to_string(),
            "the prompt holds the control character U+001B"
        );
    }
}
