//! The title page of a built screenplay: always a title, and only lines that read back as they were
//! given.

use super::clean::{tidy, visible};
use super::wrap::shortened;
use crate::fountain::Screenplay;

/// The longest line of a title page, in characters.
const MAX_LINE: usize = 200;
/// The most lines one key may have.
const MAX_LINES: usize = 20;

/// A title page in the making.
#[derive(Debug, Clone)]
pub(super) struct Cover(Vec<(String, Vec<String>)>);

impl Cover {
    pub(super) fn new(title: &str) -> Self {
        let mut title = values(title);
        if title.is_empty() {
            title.push("Untitled".to_owned());
        }
        Self(vec![("Title".to_owned(), title)])
    }

    /// Adds a line; one without a legal key or without a value is left out, as is a second title.
    pub(super) fn line(&mut self, key: &str, value: &str) {
        let key: String = key.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').collect();
        let key = shortened(&tidy(&key), 40);
        let value = values(value);
        let legal = key.starts_with(char::is_alphabetic) && !key.eq_ignore_ascii_case("title");
        if legal && !value.is_empty() {
            self.0.push((key, value));
        }
    }

    /// A screenplay with this title page and nothing else.
    pub(super) fn screenplay(&self) -> Screenplay {
        Screenplay { title_page: self.0.clone(), elements: Vec::new() }
    }
}

fn values(text: &str) -> Vec<String> {
    let text = visible(text);
    let lines = text.split('\n').map(|line| shortened(&tidy(line), MAX_LINE));
    lines.filter(|line| !line.is_empty()).take(MAX_LINES).collect()
}
