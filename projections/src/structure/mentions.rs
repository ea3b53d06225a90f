//! Who stands in a scene: a name as a cue or anywhere in the text, whole words and in any case.

/// A text as its words, to look for names in.
pub(super) struct Words(String);

/// A name as its words.
pub(super) struct Names(String);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        Self(folded(text))
    }

    /// Whether the name's words stand here, one after the other. A name without any word stands nowhere.
    pub(super) fn hold(&self, names: &Names) -> bool {
        names.0.len() > 1 && self.0.contains(&names.0)
    }
}

impl Names {
    pub(super) fn of(name: &str) -> Self {
        Self(folded(name))
    }
}

/// Words in lower case, each between two spaces: ` lamp room `; one space when there are none.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        folded.extend(word.chars().flat_map(char::to_lowercase));
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_cue_or_a_word_and_never_inside_another() {
        let text = "Rain. MARA's coat drips.\n\nJOÃO DA SILVA (V.O.)\nAdam waits.";
        let words = Words::of(text);
        for (name, found) in [
            ("Mara", true),
            ("João da Silva", true),
            ("da Silva", true),
            ("joão silva", false),
            ("Ada", false),
            ("Rai", false),
            ("…", false),
            ("", false),
        ] {
            assert_eq!(words.hold(&Names::of(name)), found, "{name}");
        }
        assert!(!Words::of("").hold(&Names::of("Mara")));
    }
}
