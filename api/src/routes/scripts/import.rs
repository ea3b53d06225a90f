//! `POST /scripts/import`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Query, QueryText, read};
use crate::idempotency::{self, Ids};
use crate::importing::{self, ImportFormat, Imported};
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::routes::versions::draft::{Manuscript, fill};
use crate::state::App;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use domain::character::{CharacterCommand, Profile};
use domain::script::ScriptCommand;
use domain::version::Source;
use domain::{CharacterId, Format, Genre, ScriptId, ScriptType, Tone, VersionId};
use event_store::Committed;
use projections::characters;
use projections::scripts::Script;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

/// What is said of a screenplay beside its text.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportQuery {
    /// The working title; that of the title page unless said, or else the file's name.
    #[param(inline, value_type = Option<QueryText>)]
    title: Option<String>,
    /// The genre; drama unless said.
    #[param(inline)]
    genre: Option<Genre>,
    /// The tone; neutral unless said.
    #[param(inline)]
    tone: Option<Tone>,
    /// Feature, series or short; a feature unless said.
    #[param(inline)]
    format: Option<Format>,
    /// Whether who speaks becomes a character where there is none of that name; it does unless said otherwise.
    create_characters: Option<bool>,
    /// What the file is called.
    #[param(inline, value_type = Option<QueryText>)]
    file_name: Option<String>,
}

/// A script that was imported.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedScript {
    #[serde(flatten)]
    script: Script,
    /// What was read.
    imported: ImportReport,
}

/// What was read of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// What it was written in.
    source: ImportFormat,
    /// How many scenes it has.
    scenes: usize,
    /// How many pages it prints on.
    pages: u32,
    /// Who speaks in it, in the order in which they first do; at most 100.
    speakers: Vec<Speaker>,
}

/// Somebody who speaks.
#[derive(Serialize, ToSchema)]
pub(crate) struct Speaker {
    /// The name.
    name: String,
    /// The character in the script's cast; null if there is none.
    character_id: Option<CharacterId>,
    /// Whether the character was made now, and not there before.
    created: bool,
}

/// Import a screenplay
///
/// The body is a Fountain or Final Draft file of at most 10 MB. It becomes a script with its first version and
/// scenes; who speaks becomes its cast, and characters of yours by the same names are taken. All of it or nothing.
#[utoipa::path(
    post,
    path = "/scripts/import",
    operation_id = "import_script",
    tag = "scripts",
    params(ImportQuery),
    request_body(content = inline(crate::routes::assets::upload::File), content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The new script, and what was read", body = ImportedScript),
        (status = 413, description = "The file is too large"),
        (status = 415, description = "The file is neither text nor XML")
    )
)]
pub(crate) async fn import(
    State(app): State<App>,
    user: User,
    Query(query): Query<ImportQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let key = idempotency::key(request.headers())?;
    importing::declared(request.headers())?;
    let (parts, body) = request.into_parts();
    let bytes = read(body, limits::IMPORT_BYTES).await?;
    let fingerprint = idempotency::fingerprint(&parts, &bytes);
    let imported = tokio::task::spawn_blocking(move || importing::import(&bytes)).await;
    let imported = imported.map_err(Problem::internal)??;
    let add = {
        let app = app.clone();
        move |ids: Ids| async move { set_down(&app, &user, &ids, query, imported).await.into_response() }
    };
    match key {
        Some(key) => idempotency::once_as(&app, &user, key, fingerprint, add).await,
        // In a task of its own: a client that goes away must not leave it half done.
        None => request::spawn(add(Ids::fresh())).await.map_err(Problem::internal),
    }
}

async fn set_down(
    app: &App,
    user: &User,
    ids: &Ids,
    query: ImportQuery,
    imported: Imported,
) -> Result<Answer<ImportedScript>, Problem> {
    let script: ScriptId = ids.id("script");
    let speakers = cast(app, user, ids, &imported, query.create_characters.unwrap_or(true)).await?;
    let report = ImportReport {
        source: imported.format,
        scenes: imported.scenes.len(),
        pages: imported.pages,
        speakers,
    };
    let committed = write(app, user, ids, script, &query, imported, &report.speakers).await?;
    let answer = super::shown(app, user, script, &committed).await?;
    let answer = answer.map(|script| ImportedScript { script, imported: report });
    Ok(answer.created(format!("/api/v1/scripts/{script}")))
}

/// Everyone who speaks, with the character of that name there is or that is to be.
async fn cast(
    app: &App,
    user: &User,
    ids: &Ids,
    imported: &Imported,
    create: bool,
) -> Result<Vec<Speaker>, Problem> {
    let client = app.client().await?;
    let known = characters::named(&client, user.account, &imported.speakers).await?;
    let known: HashMap<String, CharacterId> =
        known.into_iter().map(|it| (it.name.trim().to_lowercase(), it.id)).collect();
    let speakers = imported.speakers.iter().map(|name| {
        let existing = known.get(&name.trim().to_lowercase()).copied();
        let made: CharacterId = ids.id(&format!("character {}", name.to_lowercase()));
        Speaker {
            name: name.clone(),
            character_id: existing.or(create.then_some(made)),
            // The same request, carried out again, finds what it made the first time.
            created: create && existing.is_none_or(|existing| existing == made),
        }
    });
    Ok(speakers.collect())
}

/// The script, its cast, its version and its scenes, in one unit of work.
async fn write(
    app: &App,
    user: &User,
    ids: &Ids,
    script: ScriptId,
    query: &ImportQuery,
    imported: Imported,
    speakers: &[Speaker],
) -> Result<Committed, Problem> {
    let mut unit = app.store.unit(request::command_context(user.account, ids.command()));
    let create = ScriptCommand::Create {
        script,
        owner: user.account,
        title: title(query, &imported),
        format: query.format.unwrap_or(Format::Feature),
        genre: query.genre.unwrap_or(Genre::Drama),
        tone: query.tone.unwrap_or(Tone::Neutral),
        logline: String::new(),
    };
    unit.execute::<domain::Script>(script, create).await?;
    for speaker in speakers {
        let Some(character) = speaker.character_id else { continue };
        if speaker.created {
            let profile = Profile { name: speaker.name.clone(), ..Profile::default() };
            let create = CharacterCommand::Create { character, owner: user.account, profile };
            unit.execute::<domain::Character>(character, create).await?;
        }
        unit.execute::<domain::Script>(script, ScriptCommand::AttachCharacter(character)).await?;
    }
    let text = Manuscript {
        script,
        parent: None,
        source: Source::Import { file: file_name(query.file_name.as_deref(), &imported) },
        script_type: ScriptType::Screenplay,
        text: imported.text,
        label: None,
        scenes: imported.scenes,
    };
    let version: VersionId = ids.id("version");
    let (_, unit) = fill(unit, user, ids, version, &text).await?;
    Ok(unit.commit().await?)
}

/// What an import is called where it is asked where a version came from.
pub(crate) fn file_name(said: Option<&str>, imported: &Imported) -> String {
    let unnamed = match imported.format {
        ImportFormat::Fountain => "screenplay.fountain",
        ImportFormat::Fdx => "screenplay.fdx",
    };
    said.map(str::trim)
        .filter(|name| !name.is_empty())
        .unwrap_or(unnamed)
        .chars()
        .take(limits::NAME)
        .collect()
}

fn title(query: &ImportQuery, imported: &Imported) -> String {
    let said = query.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let of_file = || {
        let name = query.file_name.as_deref()?.trim().rsplit(['/', '\\']).next()?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
        (!stem.is_empty()).then(|| stem.to_owned())
    };
    let title = said.map(str::to_owned).or_else(|| imported.title.clone()).or_else(of_file);
    title.unwrap_or_else(|| "Untitled".to_owned()).chars().take(limits::NAME).collect()
}
