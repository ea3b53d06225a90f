//! What a browser may do with content: show the few types that cannot harm, and save everything else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Types that a browser shows without running anything in them.
const SHOWN: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "video/mp4",
    "video/webm",
    "audio/mp4",
    "audio/wav",
    "audio/flac",
    "audio/ogg",
    "audio/mpeg",
    "text/plain",
    "text/vtt",
];

/// What stands unencoded in an extended value (RFC 8187): letters, digits and these.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `Content-Disposition` (RFC 6266) for a file of this type and name.
pub(crate) fn disposition(media_type: &str, file_name: &str) -> String {
    let how = if SHOWN.contains(&media_type) { "inline" } else { "attachment" };
    let ascii: String = file_name
        .chars()
        .map(
            |sign| {
                if sign.is_ascii_graphic() && !"\"\\%;".contains(sign) || sign == ' ' { sign } else { '_' }
            },
        )
        .collect();
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(file_name, PLAIN))
}

/// `Content-Type` as it is sent: text is always in UTF-8.
pub(crate) fn content_type(media_type: &str) -> String {
    if media_type.starts_with("text/") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_saved_and_not_shown() {
        assert!(disposition("image/png", "a.png").starts_with("inline; "));
        for media_type in ["application/pdf", "application/zip", "image/svg+xml", "text/html", "image/x-exr"]
        {
            assert!(disposition(media_type, "a").starts_with("attachment; "), "{media_type}");
        }
    }

    #[test]
    fn a_name_cannot_leave_its_place() {
        let value = disposition("image/png", "Szene „3A“\"; x=\r\ny%.png");
        assert_eq!(
            value,
            "inline; filename=\"Szene _3A___ x=__y_.png\"; \
             filename*=UTF-8''Szene%20%E2%80%9E3A%E2%80%9C%22%3B%20x%3D%0D%0Ay%25.png"
        );
        assert!(axum::http::HeaderValue::from_str(&value).is_ok());
    }
}
