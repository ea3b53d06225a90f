//! Every bound on what comes in, in one place. The schemas made here are what the document says and
//! what the edge enforces, so the two cannot differ.

use domain::scene::shot::{DurationMs, MAX_NAME, MAX_NAMES, MAX_TEXT};
use std::time::Duration;
use utoipa::openapi::schema::{Array, ArrayBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{KnownFormat, Object, ObjectBuilder, RefOr, SchemaFormat};

/// The largest body, in bytes, where nothing else is said.
pub const BODY_BYTES: usize = 512 * 1024;
/// The largest body, in bytes, that carries a whole text. Escapes can double a text.
pub const TEXT_BODY_BYTES: usize = 4 * 1024 * 1024 + BODY_BYTES;
/// How deep arrays and objects of a body may be nested.
pub const DEPTH: usize = 32;
/// How many things may be wrong in one answer.
pub const ERRORS: usize = 50;

/// A version's text, in characters.
pub const TEXT: usize = 2_000_000;
/// A prompt, in characters.
pub const PROMPT: usize = 8_000;
/// One field of a profile or of a scene's plan, in characters.
pub const FIELD: usize = 8_000;
/// A scene's text, in characters.
pub const SCENE_TEXT: usize = 200_000;
/// A logline, in characters.
pub const LOGLINE: usize = 2_000;
/// Names and titles, in characters.
pub const NAME: usize = 200;
/// A password, in characters: long enough to be worth something, short enough to hash.
pub const PASSWORD: (usize, usize) = (10, 200);
/// An address, in characters (RFC 5321).
pub const EMAIL: usize = 254;
/// Characters attached in one request.
pub const CAST: usize = 100;
/// The highest number a scene, an episode or a version can be asked for by.
pub const NUMBER: u32 = 1_000_000;
/// The highest priority of a job; the lowest is as far below 0.
pub const PRIORITY: i32 = 100;
/// The largest part of a budget: what every client's numbers hold exactly.
pub const BUDGET: u64 = (1 << 53) - 1;
/// The most items of one page, and how many there are when nobody says.
pub const PAGE: (u32, u32) = (100, 20);
/// A cursor, a search or a filter, in characters.
pub const QUERY: usize = 500;
/// An `Idempotency-Key`, in characters.
pub const IDEMPOTENCY_KEY: usize = 255;

/// The largest picture that is uploaded, in pixels: a small file can hold a great many.
pub const PICTURE_PIXELS: u64 = 50_000_000;
/// Uploads that one process takes at a time.
pub const UPLOADS: usize = 32;
/// How long an upload may say nothing.
pub const UPLOAD_SILENCE: Duration = Duration::from_secs(30);
/// How long a signed address works, in seconds: at least, at most, and unless said otherwise.
pub const SIGNED_S: (u32, u32, u32) = (1, 7 * 24 * 3_600, 3_600);

/// How long a repeated POST gets its first answer.
pub const IDEMPOTENCY_KEPT: Duration = Duration::from_hours(24);
/// The longest `Prefer: wait`.
pub const WAIT: Duration = Duration::from_mins(1);
/// How long a write waits for the read models.
pub const OWN_WRITES: Duration = Duration::from_secs(2);
/// How long an erasure waits for them.
pub const ERASING: Duration = Duration::from_secs(20);
/// What may wait for one slow stream reader, in bytes. The connection's own buffer is the other
/// quarter of the 256 KiB that a client is allowed.
pub const STREAM_QUEUE_BYTES: usize = 192 * 1024;
/// The buffer of one connection, in bytes.
pub const CONNECTION_BUFFER_BYTES: usize = 64 * 1024;
/// Jobs of one account that are not over.
pub const ACTIVE_JOBS: usize = 50;
/// Shots that one storyboard may have drawn.
pub const FRAMES: u32 = 20;
/// The largest file that is imported, in bytes.
pub const IMPORT_BYTES: usize = 10 * 1024 * 1024;
/// Exports with pictures that one process puts together at a time.
pub const EXPORTS: usize = 2;
/// The bytes of all pictures of one document.
pub const SHEET_BYTES: u64 = 192 * 1024 * 1024;
/// The bytes of everything in one archive.
pub const ARCHIVE_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Scenes that one text may have.
pub const SCENES: usize = 1_000;
/// Open streams of one account, unless the server is configured otherwise.
pub const STREAMS_PER_ACCOUNT: usize = 20;
/// Bytes that have to be free where files are written.
pub const LEAST_FREE_BYTES: u64 = 64_000_000;
/// How long one stream lives; its client comes back and resumes.
pub const STREAM_LIFE: Duration = Duration::from_hours(1);

/// A pattern that asks for something visible; the only one the edge knows.
pub const NOT_BLANK: &str = r"\S";

fn text(least: usize, most: usize, description: &str) -> ObjectBuilder {
    let text =
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(most)).description(Some(description));
    if least == 0 { text } else { text.min_length(Some(least)).pattern(Some(NOT_BLANK)) }
}

fn nullable(text: ObjectBuilder) -> Object {
    text.schema_type(SchemaType::from_iter([Type::String, Type::Null])).build()
}

fn number(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(1))
        .maximum(Some(NUMBER))
        .description(Some(description))
}

fn nullable_number(description: &str) -> Object {
    number(description).schema_type(SchemaType::from_iter([Type::Integer, Type::Null])).build()
}

fn small(least: u32, most: u32, description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(least))
        .maximum(Some(most))
        .description(Some(description))
}

fn small_or_null(least: u32, most: u32, description: &str) -> Object {
    small(least, most, description).schema_type(SchemaType::from_iter([Type::Integer, Type::Null])).build()
}

fn names(description: &str) -> Array {
    let name = text(1, MAX_NAME, "").description(None::<&str>).build();
    ArrayBuilder::new().items(name).max_items(Some(MAX_NAMES)).description(Some(description)).build()
}

/// A shot's characters.
pub(crate) fn shot_characters() -> Array {
    names("Who is in it, by name.")
}

/// A shot's props.
pub(crate) fn shot_props() -> Array {
    names("Things that matter in it.")
}

fn amount(description: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Integer, Type::Null]))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(0))
        .maximum(Some(BUDGET))
        .description(Some(description))
        .build()
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $schema:expr;)+) => {
        $($(#[$doc])* pub(crate) fn $name() -> Object { $schema })+
    };
}

fields! {
    /// A script's title.
    title = text(1, NAME, "The working title.").build();
    /// A script's logline; it may be empty.
    logline = text(0, LOGLINE, "The story in a sentence or two.").build();
    /// A character's name.
    character_name = text(1, NAME, "The name, as cues use it.").build();
    /// A profile's personality.
    personality = text(0, FIELD, "What they are like.").build();
    /// A profile's goals.
    goals = text(0, FIELD, "What they want.").build();
    /// A profile's voice.
    voice = text(0, FIELD, "How they speak.").build();
    /// A profile's backstory.
    backstory = text(0, FIELD, "Where they come from.").build();
    /// A profile's look.
    look = text(0, FIELD, "What they look like.").build();
    /// What to write.
    prompt = text(1, PROMPT, "What is wanted, in your own words.").build();
    /// A version's text.
    version_text = text(1, TEXT, "The text; a screenplay is Fountain.").build();
    /// A version's label.
    label = nullable(text(1, NAME, "A name such as a revision colour; null takes it away."));
    /// A version's notes.
    notes = text(0, FIELD, "Notes beside the version.").build();
    /// The version a draft was written from.
    parent = nullable_number("The number of the version it was written from; the newest when it is left out.");
    /// A scene's slugline.
    setting = text(1, NAME, "The slugline, such as INT. LAMP ROOM - NIGHT.").build();
    /// A scene's goal.
    scene_goal = text(0, FIELD, "What the scene is to achieve.").build();
    /// A scene's tension.
    tension = text(0, FIELD, "What stands against it.").build();
    /// A scene's text.
    content = text(0, SCENE_TEXT, "The scene's text, without its slugline.").build();
    /// A scene's episode when it is added.
    new_episode = nullable_number("The episode, in a series.");
    /// A scene's episode when it changes.
    episode = number("The episode, in a series.").build();
    /// A scene's number when it is added.
    new_number = nullable_number("Its number in the version; after the last one when it is left out.");
    /// A scene's number when it changes.
    scene_number = number("Its number in the version.").build();
    /// Where a new shot goes.
    shot_index = small_or_null(0, 200, "Before the shot at this place, from 0; at the end when it is left out.");
    /// Where a shot goes.
    shot_place = small(0, 200, "Its place among the scene's shots, from 0; the last one if it is beyond.").build();
    /// How long a new shot lasts.
    shot_duration = small_or_null(DurationMs::MIN, DurationMs::MAX, "Milliseconds it lasts; 3000 unless said.");
    /// How long a shot lasts.
    shot_length = small(DurationMs::MIN, DurationMs::MAX, "Milliseconds it lasts.").build();
    /// What is seen in a shot.
    shot_description = text(0, MAX_TEXT, "What is seen, in words.").build();
    /// What else is to be known of a shot.
    shot_notes = text(0, MAX_TEXT, "Whatever somebody wants to remember.").build();
    /// What is to be otherwise.
    refinement = text(0, 1_000, "What is to be otherwise, in words: darker, lower angle.").build();
    /// How many shots are drawn.
    frame_count = small_or_null(1, FRAMES, "How many of its shots, from the first; all when it is left out.");
    /// What differs on purpose.
    change_what = text(1, 500, "How it differs, in words.").build();
    /// Who differs on purpose.
    change_who = nullable(text(1, MAX_NAME, "The character it is about, by name; the scene's set when it is left out."));
    /// Why a job is cancelled.
    reason = nullable(text(1, FIELD, "Why it is no longer wanted."));
    /// How long a signed address works.
    expires_s = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(SIGNED_S.0))
        .maximum(Some(SIGNED_S.1))
        .description(Some("Seconds for which it works; an hour unless said."))
        .build();
    /// A job's place among its owner's others.
    priority = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(-PRIORITY))
        .maximum(Some(PRIORITY))
        .description(Some("Higher runs sooner, among your own jobs; 0 unless said."))
        .build();
    /// What a production is of.
    subject = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Integer, Type::String, Type::Null]))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .minimum(Some(1))
        .maximum(Some(NUMBER))
        .description(Some("The episode's number, or the scene's or character's id; left out for the whole script."))
        .build();
    /// How long a script's jobs may compute.
    budget_compute = amount("Milliseconds of workers' slots; null or left out is without limit.");
    /// How much a script's jobs may pay.
    budget_usd = amount("Millionths of a US dollar; null or left out is without limit.");
    /// An address.
    email = text(3, EMAIL, "The address, which names the account.").format(Some(SchemaFormat::KnownFormat(KnownFormat::Email))).build();
    /// A password.
    password = text(PASSWORD.0, PASSWORD.1, "The password.").format(Some(SchemaFormat::KnownFormat(KnownFormat::Password))).build();
    /// A person's name.
    display_name = text(1, NAME, "How the person is called.").build();
    /// A refresh token.
    refresh_token = text(1, NAME, "The refresh token, where it is not in a cookie.").build();
    /// How many items a page has.
    page_size = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(1))
        .maximum(Some(PAGE.0))
        .default(Some(PAGE.1.into()))
        .build();
    /// A cursor, a search or a filter.
    query_text = text(1, QUERY, "").description(None::<&str>).build();
}

/// The schema as the document holds it.
pub(crate) fn schema(object: Object) -> RefOr<Schema> {
    RefOr::T(Schema::Object(object))
}
