//! The title page: `Key: value` lines at the very start. Fountain allows any key, but a screenplay
//! may also *begin* with `FADE IN:`; a first paragraph is a title page only if every unindented line
//! that matters is a key and one of the keys is a well-known one.

use super::lines::Line;
use std::fmt::Write as _;

/// Keys and their lines, in order.
pub(super) type TitlePage = Vec<(String, Vec<String>)>;

/// One of these makes a first paragraph a title page.
const KNOWN: [&str; 14] = [
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "contact",
    "contact info",
    "copyright",
    "notes",
    "revision",
    "episode",
    "series",
];

/// Reads the title page and answers how many lines it took.
pub(super) fn read(lines: &[Line<'_>]) -> Option<(TitlePage, usize)> {
    let count = lines.iter().take_while(|line| !line.is_blank()).count();
    let block = &lines[..count];
    key_line(&block.first()?.text)?;
    let mut page = TitlePage::new();
    for line in block {
        if let Some((key, value)) = key_line(&line.text) {
            page.push((key.to_owned(), Vec::new()));
            add_value(&mut page, value);
        } else {
            add_value(&mut page, line.text.trim());
        }
    }
    if block.iter().any(|line| !line.boneyards.is_empty()) {
        // They move behind the title page, where an unclosed `/*` in front would swallow them.
        page.iter_mut().flat_map(|(_, values)| values).for_each(|value| *value = value.replace("/*", "/ *"));
    }
    page.iter().any(|(key, _)| is_known(key)).then_some((page, count))
}

/// Writes it, with the blank line that ends it.
pub(super) fn write(page: &[(String, Vec<String>)]) -> String {
    let mut out = String::new();
    for (key, values) in page {
        let values: Vec<&str> =
            values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        // Writing to a string cannot fail.
        let _ = match values.as_slice() {
            [value] => writeln!(out, "{key}: {value}"),
            _ => writeln!(out, "{key}:"),
        };
        if values.len() > 1 {
            out.extend(values.iter().flat_map(|value| ["    ", value, "\n"]));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Whether Fountain readers at large know the key.
pub(super) fn is_known(key: &str) -> bool {
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(key))
}

fn add_value(page: &mut TitlePage, value: &str) {
    if let Some((_, values)) = page.last_mut()
        && !value.is_empty()
    {
        values.push(value.to_owned());
    }
}

/// `Key: value` at the margin. An address (`https://…`) is no key.
fn key_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let legal = |c: char| c.is_alphanumeric() || " -_/'&".contains(c);
    let is_key = key.starts_with(char::is_alphabetic) && key.chars().all(legal) && !value.starts_with("//");
    is_key.then(|| (key.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn page(source: &str) -> Option<TitlePage> {
        read(&split(source, 0)).map(|(page, _)| page)
    }

    #[test]
    fn values_stand_behind_the_key_or_below_it() {
        let read = page("Title:\n    _**ONE**_\n\tTWO\nAuthor: A\nhttps://x.example\nMy own key: v\n\nbody")
            .unwrap();
        assert_eq!(read[0], ("Title".into(), vec!["_**ONE**_".into(), "TWO".into()]));
        assert_eq!(read[1], ("Author".into(), vec!["A".into(), "https://x.example".into()]));
        assert_eq!(read[2], ("My own key".into(), vec!["v".into()]));
        assert_eq!(page(&write(&read)).unwrap(), read);
    }

    #[test]
    fn a_first_paragraph_without_a_known_key_is_no_title_page() {
        for source in
            ["FADE IN:\n\nx", "\nTitle: late", "  Title: indented", "INT. HOUSE: DAY", "", "MARA: hello"]
        {
            assert_eq!(page(source), None, "{source}");
        }
        assert!(page("TITLE: x").is_some());
    }
}
