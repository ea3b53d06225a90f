//! The answer's text as it grows: bytes come in, whole characters go out, and nothing goes out that
//! could still turn out to be the beginning of a stop sequence.

/// Collects the bytes of tokens and hands on what is certain.
pub(crate) struct TextStream<'a> {
    stops: &'a [String],
    /// Bytes of a character that is not complete yet; at most three.
    partial: Vec<u8>,
    /// Text that may be the beginning of a stop sequence.
    held: String,
    text: String,
}

impl<'a> TextStream<'a> {
    pub(crate) fn new(stops: &'a [String]) -> Self {
        Self { stops, partial: Vec::new(), held: String::new(), text: String::new() }
    }

    /// Takes the bytes of one token; true when a stop sequence was completed. What comes after it,
    /// and the sequence itself, is dropped.
    pub(crate) fn push(&mut self, bytes: &[u8], emit: &mut dyn FnMut(&str)) -> bool {
        self.partial.extend_from_slice(bytes);
        self.decode();
        // The one that is complete first, so that it does not matter how tokens cut the text.
        let found = self.stops.iter().filter(|stop| !stop.is_empty());
        let found = found.filter_map(|stop| self.held.find(stop.as_str()).map(|at| (at + stop.len(), at)));
        if let Some((_, at)) = found.min() {
            self.held.truncate(at);
            self.release(at, emit);
            return true;
        }
        self.release(self.certain(), emit);
        false
    }

    /// The whole text: what was held back is certain now, an incomplete character is dropped.
    pub(crate) fn finish(mut self, emit: &mut dyn FnMut(&str)) -> String {
        self.release(self.held.len(), emit);
        self.text
    }

    /// Moves whole characters from `partial` to `held`. Bytes that can never become a character
    /// are shown as U+FFFD, as everywhere.
    fn decode(&mut self) {
        let mut rest = self.partial.as_slice();
        loop {
            match str::from_utf8(rest) {
                Ok(text) => {
                    self.held.push_str(text);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (whole, after) = rest.split_at(error.valid_up_to());
                    self.held.push_str(&String::from_utf8_lossy(whole));
                    rest = after;
                    let Some(bad) = error.error_len() else { break };
                    self.held.push('\u{fffd}');
                    rest = &rest[bad..];
                }
            }
        }
        self.partial = rest.to_vec();
    }

    /// How much of `held` no stop sequence can begin in.
    fn certain(&self) -> usize {
        let longest = self.stops.iter().map(String::len).max().unwrap_or(0);
        let from = self.held.len().saturating_sub(longest.saturating_sub(1));
        (from..self.held.len())
            .filter(|at| self.held.is_char_boundary(*at))
            .find(|at| self.stops.iter().any(|stop| stop.starts_with(&self.held[*at..])))
            .unwrap_or(self.held.len())
    }

    fn release(&mut self, until: usize, emit: &mut dyn FnMut(&str)) {
        if until > 0 {
            emit(&self.held[..until]);
            self.text.push_str(&self.held[..until]);
            self.held.drain(..until);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pushes pieces; answers the emitted pieces, the text, and whether a stop sequence came.
    fn run(pieces: &[&[u8]], stops: &[&str]) -> (Vec<String>, String, bool) {
        let stops: Vec<String> = stops.iter().map(|s| (*s).to_owned()).collect();
        let mut stream = TextStream::new(&stops);
        let mut out = Vec::new();
        let mut emit = |text: &str| out.push(text.to_owned());
        let stopped = pieces.iter().any(|piece| stream.push(piece, &mut emit));
        let text = stream.finish(&mut emit);
        (out, text, stopped)
    }

    #[test]
    fn characters_come_out_whole() {
        let clapper = "🎬".as_bytes();
        let (out, text, _) = run(&[b"a", &clapper[..1], &clapper[1..3], &clapper[3..], "夜".as_bytes()], &[]);
        assert_eq!(out, ["a", "🎬", "夜"]);
        assert_eq!(text, "a🎬夜");
        assert_eq!(run(&[b"ok", &clapper[..3]], &[]).1, "ok");
        assert_eq!(run(&[b"a\xff\xfeb", b"\xe7\xac", b"x"], &[]).1, "a\u{fffd}\u{fffd}b\u{fffd}x");
    }

    #[test]
    fn a_stop_sequence_split_across_pieces_never_shows() {
        let (out, text, stopped) = run(&[b"FADE OUT.\n", b"TH", b"E E", b"ND and more"], &["THE END"]);
        assert!(stopped);
        assert_eq!((out.concat().as_str(), text.as_str()), ("FADE OUT.\n", "FADE OUT.\n"));
        let (out, text, stopped) = run(&[b"TH", b"E E", b"NEMY"], &["THE END"]);
        assert!(!stopped);
        assert_eq!((out.concat().as_str(), text.as_str()), ("THE ENEMY", "THE ENEMY"));
        assert_eq!(run(&[b"ab", b"ac"], &["abac", "ba"]).1, "a");
        assert_eq!(run(&[b"x"], &[""]), (vec!["x".into()], "x".into(), false));
    }

    proptest! {
        /// However text is cut into pieces, the answer is the same; with one stop sequence it is the text
        /// up to there.
        #[test]
        fn cuts_do_not_matter(
            text in "[ab🎬é]{0,40}",
            stop in "[ab🎬]{1,4}",
            other in "[ab🎬]{1,4}",
            sizes in proptest::collection::vec(1usize..5, 60),
        ) {
            let mut rest = text.as_bytes();
            let mut pieces = Vec::new();
            for size in sizes {
                let (piece, after) = rest.split_at(size.min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            pieces.push(rest);
            let (out, got, stopped) = run(&pieces, &[&stop]);
            prop_assert_eq!(stopped, text.contains(&stop));
            prop_assert_eq!(&got, text.split(&stop).next().unwrap_or_default());
            prop_assert_eq!(out.concat(), got);
            let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            let (_, by_pieces, _) = run(&pieces, &[&stop, &other]);
            prop_assert_eq!(by_pieces, run(&bytes, &[&stop, &other]).1);
        }
    }
}
