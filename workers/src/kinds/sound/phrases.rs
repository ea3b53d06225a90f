//! Captions follow what is said: a speech falls into phrases that fit on two lines, cut where a reader would
//! breathe, each shown while its words are heard.

use sound::voice::{Speech, Spoken, sentences, speakable};

use crate::kinds::made::Phrase;

/// Most characters on a line of a caption, as broadcasters have it.
const LINE: usize = 42;
/// Most lines of a caption.
const LINES: usize = 2;
/// A pause shorter than this is bridged: the words stay until the next come.
const BRIDGED_MS: u64 = 500;
/// A pause longer than this parts two sentences, however short they are.
const PARTED_MS: u64 = 900;
/// Characters that the middle of a sentence may be missed by for the sake of a comma.
const COMMA: i64 = 24;
/// The same for the sake of a conjunction.
const CONJUNCTION: i64 = 10;
/// Words before which a reader breathes.
const CONJUNCTIONS: [&str; 12] =
    ["and", "but", "or", "because", "that", "which", "when", "if", "so", "until", "before", "after"];

/// A word, and when it is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    from_ms: u64,
    to_ms: u64,
}

/// The phrases of a speech, each while its words are heard.
pub(super) fn heard(speech: &Speech) -> Vec<Phrase> {
    let timed = speech.sentences.iter().map(|sentence| words(sentence, &speech.words));
    together(timed.filter(|words| !words.is_empty()).collect())
}

/// The phrases of what nobody here can say, spread over its time by their letters.
pub(super) fn silent(text: &str, ms: u64) -> Vec<Phrase> {
    let said = sentences(&speakable(text));
    let whole = if said.is_empty() { vec![text.to_owned()] } else { said };
    let letters: u64 = whole.iter().map(|it| length(it)).sum();
    let mut before = 0;
    let timed = whole.iter().map(|sentence| {
        let from = ms * before / letters.max(1);
        before += length(sentence);
        spread(sentence, from, ms * before / letters.max(1))
    });
    together(timed.collect())
}

/// The words of a sentence as it is written, with the times at which they are heard.
fn words(sentence: &Spoken, heard: &[Spoken]) -> Vec<Word> {
    let within =
        |word: &&Spoken| sentence.span.start <= word.span.start && word.span.start < sentence.span.end;
    let heard: Vec<&Spoken> = heard.iter().filter(within).collect();
    let written: Vec<&str> = sentence.text.split_whitespace().collect();
    if heard.len() != written.len() {
        return spread(&sentence.text, ms(sentence.span.start), ms(sentence.span.end));
    }
    let word = |(text, heard): (&&str, &&Spoken)| Word {
        text: (*text).to_owned(),
        from_ms: ms(heard.span.start),
        to_ms: ms(heard.span.end),
    };
    written.iter().zip(&heard).map(word).collect()
}

/// Words that share a time by their letters.
fn spread(sentence: &str, from_ms: u64, to_ms: u64) -> Vec<Word> {
    let letters = length(sentence).max(1);
    let mut before = 0;
    let at = |letter: u64| from_ms + (to_ms - from_ms) * letter.min(letters) / letters;
    let word = |text: &str| {
        let from_ms = at(before);
        before += length(text) + 1;
        Word { text: text.to_owned(), from_ms, to_ms: at(before) }
    };
    sentence.split_whitespace().map(word).collect()
}

/// Sentences become phrases: short ones go together, long ones are cut.
fn together(sentences: Vec<Vec<Word>>) -> Vec<Phrase> {
    let mut shown: Vec<Vec<Word>> = Vec::new();
    for sentence in sentences {
        let joins =
            |last: &Vec<Word>| fits(&[last, &sentence[..]].concat()) && pause(last, &sentence) < PARTED_MS;
        match shown.last_mut() {
            Some(last) if joins(last) => last.extend(sentence),
            _ => cut(&sentence, &mut shown),
        }
    }
    let begins: Vec<u64> = shown.iter().skip(1).map(|words| words[0].from_ms).collect();
    let phrase = |(at, words): (usize, Vec<Word>)| {
        let ends = words.last().map_or(0, |word| word.to_ms);
        let next = begins.get(at).copied();
        let to_ms = next.map_or(ends, |next| if next < ends + BRIDGED_MS { next } else { ends });
        Phrase { text: joined(&words), from_ms: words[0].from_ms, to_ms }
    };
    shown.into_iter().enumerate().map(phrase).collect()
}

fn pause(before: &[Word], after: &[Word]) -> u64 {
    let ends = before.last().map_or(0, |word| word.to_ms);
    after.first().map_or(0, |word| word.from_ms.saturating_sub(ends))
}

/// Cuts a sentence near its middle until every part fits. It has at least one word, and so has each part.
fn cut(sentence: &[Word], into: &mut Vec<Vec<Word>>) {
    if sentence.len() < 2 || fits(sentence) {
        return into.push(sentence.to_vec());
    }
    let whole = length(&joined(sentence));
    let missed = |at: usize| {
        let left = length(&joined(&sentence[..at]));
        let off = i64::try_from(left.abs_diff(whole / 2)).unwrap_or(i64::MAX);
        let comma = sentence[at - 1].text.ends_with([',', ';', ':', '—', '…']);
        let conjunction = CONJUNCTIONS.contains(&sentence[at].text.to_lowercase().as_str());
        let worth = if comma {
            COMMA
        } else if conjunction {
            CONJUNCTION
        } else {
            0
        };
        off - worth
    };
    let at = (1..sentence.len()).min_by_key(|at| missed(*at)).unwrap_or(1);
    cut(&sentence[..at], into);
    cut(&sentence[at..], into);
}

/// Whether words fit on the lines of one caption.
fn fits(words: &[Word]) -> bool {
    let (mut lines, mut room) = (1, LINE);
    for word in words {
        let letters = word.text.chars().count();
        let space = usize::from(room < LINE);
        if letters + space <= room {
            room -= letters + space;
        } else {
            lines += 1;
            room = LINE.saturating_sub(letters);
        }
    }
    lines <= LINES
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

/// Milliseconds of so many samples.
fn ms(samples: usize) -> u64 {
    samples as u64 * 1_000 / u64::from(sound::SAMPLE_RATE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str, ms: u64) -> Vec<String> {
        silent(text, ms).into_iter().map(|phrase| phrase.text).collect()
    }

    #[test]
    fn short_sentences_are_shown_together_and_long_ones_are_cut_where_one_breathes() {
        assert_eq!(said("Yes. I know. Go.", 2_000), ["Yes. I know. Go."]);
        let long = "I kept the lamp burning for forty years and more, and nobody ever came up the stairs to \
                    say one word of thanks.";
        let phrases = said(long, 9_000);
        assert_eq!(phrases.len(), 2, "{phrases:?}");
        assert!(phrases[0].ends_with(','), "{phrases:?}");
    }

    #[test]
    fn phrases_are_shown_while_their_words_are_heard() {
        let span = |start, end| sound::voice::Span { start, end };
        let spoken = |text: &str, start, end| Spoken { text: text.to_owned(), span: span(start, end) };
        let speech = Speech {
            clip: sound::Clip::mono(vec![0.0; 240_000]),
            sentences: vec![spoken("Who is there?", 4_800, 96_000), spoken("Nobody.", 192_000, 240_000)],
            words: vec![
                spoken("Who", 4_800, 24_000),
                spoken("is", 28_800, 48_000),
                spoken("there?", 52_800, 90_000),
                spoken("Nobody.", 192_000, 235_200),
            ],
        };
        let phrases = heard(&speech);
        let times: Vec<_> = phrases.iter().map(|it| (it.text.as_str(), it.from_ms, it.to_ms)).collect();
        assert_eq!(times, [("Who is there?", 100, 1_875), ("Nobody.", 4_000, 4_900)]);
    }

    #[test]
    fn what_nobody_can_say_is_shown_all_the_same() {
        assert_eq!(said("你好吗？", 1_000), ["你好吗？"]);
    }

    proptest! {
        #[test]
        fn every_word_is_shown_once_in_order_and_on_two_lines(
            words in proptest::collection::vec("[a-z]{1,14}[,.!?]?", 1..120), ms in 1_u64..200_000,
        ) {
            let text = words.join(" ");
            let phrases = silent(&text, ms);
            let shown = phrases.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(shown, sentences(&speakable(&text)).join(" "));
            for phrase in &phrases {
                prop_assert!(fits(&spread(&phrase.text, 0, 1)), "{}", phrase.text);
                prop_assert!(phrase.from_ms <= phrase.to_ms && phrase.to_ms <= ms);
            }
            for pair in phrases.windows(2) {
                prop_assert!(pair[0].to_ms <= pair[1].from_ms);
            }
        }
    }
}
