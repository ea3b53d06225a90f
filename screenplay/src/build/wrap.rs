//! Overlong paragraphs in pieces that a page can hold.

/// Splits a line into pieces of at most `limit` characters: behind a sentence where one ends late
/// enough, otherwise between words, otherwise anywhere.
pub(super) fn split_long(text: &str, limit: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Some((end, _)) = rest.char_indices().nth(limit) {
        let cut = cut_at(&rest[..end]);
        let (piece, after) = rest.split_at(cut);
        pieces.push(piece.trim().to_owned());
        rest = after.trim();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

/// At most `limit` characters of a line, whole words where possible.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    split_long(text, limit).into_iter().next().unwrap_or_default()
}

fn cut_at(window: &str) -> usize {
    let sentence = window.rmatch_indices(['.', '!', '?', '…']).map(|(at, mark)| at + mark.len());
    let sentence = sentence.filter(|&end| window[end..].starts_with(' ')).find(|&end| end > window.len() / 3);
    sentence.or_else(|| window.rfind(' ').filter(|&space| space > 0)).unwrap_or(window.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_with_sentences_or_words() {
        assert_eq!(split_long("He runs. She waits for him.", 15), ["He runs.", "She waits for", "him."]);
        assert_eq!(split_long("ééééé", 2), ["éé", "éé", "é"]);
        assert!(split_long("   ", 2).is_empty());
        assert_eq!(shortened("one two", 5), "one");
    }
}
