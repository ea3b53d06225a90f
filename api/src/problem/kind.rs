//! The kinds of problem there are: a stable name for programs, words for people, and a status.

use axum::http::StatusCode;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $variant),+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The last part of `urn:spool:problem:KIND`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The kind in words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }

            /// The HTTP status it is answered with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }
        }
    };
}

kinds! {
    /// The body cannot be read at all.
    Malformed = "malformed", BAD_REQUEST, "the request cannot be read";
    /// Fields of a readable request are not right.
    Validation = "validation", UNPROCESSABLE_ENTITY, "some fields are not right";
    /// Nobody is signed in.
    Unauthorized = "unauthorized", UNAUTHORIZED, "sign in first";
    /// Signed in, but not for this.
    Forbidden = "forbidden", FORBIDDEN, "this is not allowed";
    /// Nothing is there, or nothing of yours.
    NotFound = "not_found", NOT_FOUND, "there is no such thing";
    /// The address exists, the method does not.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "this address takes other methods";
    /// It contradicts what is already there.
    Conflict = "conflict", CONFLICT, "this contradicts what is there";
    /// The draft was written from a version that is no longer the newest.
    HeadMoved = "head_moved", CONFLICT, "a newer version exists";
    /// The genre holds across versions.
    GenreLocked = "genre_locked", CONFLICT, "the genre is locked";
    /// The tone holds across versions.
    ToneLocked = "tone_locked", CONFLICT, "the tone is locked";
    /// Archived things rest.
    Archived = "archived", CONFLICT, "this is archived";
    /// A transition the job's state does not have.
    JobState = "job_state", CONFLICT, "the job is past that";
    /// There is nothing to make a production of, or too much.
    NotProducible = "not_producible", CONFLICT, "nothing can be produced of this";
    /// The script may not cost so much.
    BudgetExceeded = "budget_exceeded", CONFLICT, "the budget does not cover this";
    /// `If-Match` names an older state.
    PreconditionFailed = "precondition_failed", PRECONDITION_FAILED, "it has changed since you looked";
    /// The body is larger than anything we take.
    PayloadTooLarge = "payload_too_large", PAYLOAD_TOO_LARGE, "the body is too large";
    /// The body is not of a type that is taken here; mostly that is JSON.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "the body must be JSON";
    /// The file is none of those that are taken, or not what it is said to be.
    UnsupportedFile = "unsupported_file", UNSUPPORTED_MEDIA_TYPE, "this file is not taken";
    /// It was there, and was deleted.
    Gone = "gone", GONE, "this was deleted";
    /// The part of the content that is asked for is not there.
    RangeNotSatisfiable = "range_not_satisfiable", RANGE_NOT_SATISFIABLE, "the content has no such part";
    /// The account may not keep so much.
    QuotaExceeded = "quota_exceeded", INSUFFICIENT_STORAGE, "the account may not keep so much";
    /// The studio holds no more.
    StorageFull = "storage_full", INSUFFICIENT_STORAGE, "the studio holds no more";
    /// The same `Idempotency-Key` came with another request.
    IdempotencyMismatch = "idempotency_mismatch", UNPROCESSABLE_ENTITY, "the idempotency key belongs to another request";
    /// The request with this `Idempotency-Key` is still being worked on.
    IdempotencyRunning = "idempotency_running", CONFLICT, "the same request is still being worked on";
    /// Too many requests.
    RateLimited = "rate_limited", TOO_MANY_REQUESTS, "too many requests";
    /// Nobody foresaw it.
    Internal = "internal", INTERNAL_SERVER_ERROR, "something went wrong here";
    /// It may work in a moment.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "this is not available right now";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_kinds_share_a_name_and_every_one_is_an_error() {
        let names: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(names.len(), Kind::ALL.len());
        assert!(
            Kind::ALL.iter().all(|kind| kind.status().is_client_error() || kind.status().is_server_error())
        );
    }
}
