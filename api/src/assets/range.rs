//! Which part of the content is asked for (RFC 9110, sections 13 and 14): `Range`, `If-Range` and
//! `If-None-Match`. What cannot be understood is not followed, as the standard has it.

use axum::http::header::{IF_NONE_MATCH, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderName, Method};
use std::ops::Range;

/// What is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Everything.
    Whole,
    /// One part of it.
    Part(Range<u64>),
    /// Nothing: the client has it already.
    Known,
    /// A part that is not there.
    Unsatisfiable,
}

/// What a request wants of content with so many bytes and this entity tag, quotes and all.
pub(crate) fn wanted(method: &Method, headers: &HeaderMap, bytes: u64, etag: &str) -> Wanted {
    let known = text(headers, &IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
    });
    if known {
        return Wanted::Known;
    }
    // A range belongs to GET only. An `If-Range` with a date, which we never give, is never ours.
    let unchanged = !headers.contains_key(IF_RANGE) || text(headers, &IF_RANGE) == Some(etag);
    match text(headers, &RANGE) {
        Some(range) if *method == Method::GET && unchanged => part(range, bytes),
        _ => Wanted::Whole,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// One range of bytes. Several at once may be answered with everything, and are.
fn part(range: &str, bytes: u64) -> Wanted {
    let Some((unit, set)) = range.split_once('=') else { return Wanted::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || set.contains(',') {
        return Wanted::Whole;
    }
    let Some((first, last)) = set.trim().split_once('-') else { return Wanted::Whole };
    let number = |digits: &str| {
        let all_digits = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        // More digits than a number holds are still a number, far beyond the end.
        all_digits.then(|| digits.parse().unwrap_or(u64::MAX))
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Wanted::Whole,
        (Some(first), _) if first >= bytes && (last.is_empty() || number(last).is_some()) => {
            Wanted::Unsatisfiable
        }
        (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(bytes)),
        (Some(first), None) if last.is_empty() => Wanted::Part(first..bytes),
        (None, Some(0)) if first.is_empty() => Wanted::Unsatisfiable,
        (None, Some(_)) if first.is_empty() && bytes == 0 => Wanted::Unsatisfiable,
        (None, Some(tail)) if first.is_empty() => Wanted::Part(bytes.saturating_sub(tail)..bytes),
        _ => Wanted::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ETAG: &str = "\"abc\"";

    fn asked(pairs: &[(&'static str, &str)]) -> Wanted {
        let headers =
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        wanted(&Method::GET, &headers, 100, ETAG)
    }

    #[test]
    fn one_range_is_answered_with_that_part() {
        for (range, part) in [
            ("bytes=0-0", 0..1),
            ("bytes=0-", 0..100),
            ("bytes=10-19", 10..20),
            ("bytes=90-1000", 90..100),
            ("bytes=90-99999999999999999999999", 90..100),
            ("bytes=-1", 99..100),
            ("bytes=-1000", 0..100),
            ("Bytes=99-", 99..100),
        ] {
            assert_eq!(asked(&[("range", range)]), Wanted::Part(part), "{range}");
        }
    }

    #[test]
    fn a_part_that_is_not_there_cannot_be_given() {
        for range in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(asked(&[("range", range)]), Wanted::Unsatisfiable, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Wanted::Unsatisfiable);
        assert_eq!(part("bytes=-5", 0), Wanted::Unsatisfiable);
    }

    #[test]
    fn what_is_not_understood_is_not_followed() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5-4",
            "lines=1-2",
            "bytes=0-1,5-6",
            "bytes=+1-2",
            "bytes=1-x",
        ] {
            assert_eq!(asked(&[("range", range)]), Wanted::Whole, "{range}");
        }
    }

    #[test]
    fn a_range_of_what_has_changed_is_everything() {
        assert_eq!(asked(&[("range", "bytes=0-1"), ("if-range", ETAG)]), Wanted::Part(0..2));
        for other in ["\"other\"", "W/\"abc\"", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            assert_eq!(asked(&[("range", "bytes=0-1"), ("if-range", other)]), Wanted::Whole, "{other}");
        }
    }

    #[test]
    fn what_the_client_has_is_not_sent_again() {
        for tags in [ETAG, "W/\"abc\"", "*", "\"x\", \"abc\""] {
            assert_eq!(asked(&[("if-none-match", tags), ("range", "bytes=0-1")]), Wanted::Known, "{tags}");
        }
        assert_eq!(asked(&[("if-none-match", "\"x\"")]), Wanted::Whole);
    }

    #[test]
    fn only_get_has_parts() {
        let headers = [(RANGE, "bytes=0-1".parse().unwrap())].into_iter().collect();
        assert_eq!(wanted(&Method::HEAD, &headers, 100, ETAG), Wanted::Whole);
    }

    proptest! {
        #[test]
        fn every_part_lies_within_the_content(range in "bytes=[0-9]{0,21}-[0-9]{0,21}", bytes: u64) {
            if let Wanted::Part(part) = part(&range, bytes) {
                prop_assert!(part.start < part.end && part.end <= bytes);
            }
        }
    }
}
