//! People whom the action introduces the way screenplays do, with a name in capitals and an age:
//! `NADIA KERR (40s)`, `TOM, 9,`. Capitals alone may be a sound or a thing, and introduce nobody.

use crate::text::{plain, words};

/// The names that a text of action introduces, in order.
pub(super) fn introduced(action: &str) -> Vec<String> {
    let text = plain(action);
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in words(&text) {
        let slice = &text[word.at.clone()];
        let capital =
            slice.chars().filter(|c| c.is_alphabetic()).count() > 1 && slice.to_uppercase() == slice;
        if !capital {
            run.clear();
            continue;
        }
        run.push(slice);
        if aged(&text[word.at.end..]) {
            found.push(run.join(" "));
            run.clear();
        }
    }
    found
}

/// Whether an age follows: `(45)`, `(early 40s)`, `, 9,`.
fn aged(after: &str) -> bool {
    let after = after.trim_start_matches(['"', '”']);
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(inside) = after.trim_start().strip_prefix('(') {
        let inside = inside.split(')').next().unwrap_or_default();
        return inside.len() <= 24 && inside.split_whitespace().any(digit);
    }
    after.strip_prefix(',').map(str::trim_start).is_some_and(|next| {
        let figures = next.len() - next.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (1..=2).contains(&figures) && next[figures..].starts_with([',', '.'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_in_capitals_with_an_age_introduces_somebody() {
        for (text, names) in [
            ("NADIA KERR (40s) waits.", vec!["NADIA KERR"]),
            ("TOM, 9, and MIA (early 30s) eat.", vec!["TOM", "MIA"]),
            ("A rider, SER ALDRIC (45), stops.", vec!["SER ALDRIC"]),
            ("JEAN-LUC O'NEIL (61) sleeps.", vec!["JEAN-LUC O'NEIL"]),
            ("ÅSA ÖBERG (28) läser.", vec!["ÅSA ÖBERG"]),
            ("DOLORES \"LOLA\" VEGA (68) serves.", vec!["DOLORES LOLA VEGA"]),
        ] {
            assert_eq!(introduced(text), names, "{text}");
        }
    }

    #[test]
    fn capitals_without_an_age_introduce_nobody() {
        for text in [
            "A CRASH. The PHONE rings.",
            "The sign says EXIT (green).",
            "ROOM 12, 3 beds.",
            "PIER 9, at night.",
            "Mara (40s) waits.",
            "A (1)",
            "(40s)",
            "",
        ] {
            assert!(introduced(text).is_empty(), "{text}: {:?}", introduced(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_introduces_only_words_of_its_own(text in any::<String>()) {
            for name in introduced(&text) {
                prop_assert!(name.split(' ').all(|word| text.contains(word)));
            }
        }
    }
}
