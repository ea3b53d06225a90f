//! The `OpenAPI` document: what the routes say of themselves, and what holds for all of them: who may
//! use them, the headers every change takes, and what can go wrong.

use crate::limits;
use crate::problem::{Kind, ProblemBody};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, License, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    Response, ResponseBuilder, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// What every operation's tag means.
const TAGS: [(&str, &str); 10] = [
    ("auth", "Coming and going."),
    ("scripts", "Projects: their cast, their history, and having them written."),
    ("versions", "A script's immutable drafts."),
    ("scenes", "A version's parts."),
    ("shots", "What covers a scene, and every rendering of it."),
    ("characters", "Profiles that any script can cast."),
    ("assets", "Files with their provenance: pictures, sound, films, text."),
    ("jobs", "Units of making, from the request to the result."),
    ("events", "What happens, as it happens."),
    ("system", "What this studio is."),
];

const INTRODUCTION: &str = "\
A studio for film pre-production. Everything is JSON in snake_case, times are UTC (RFC 3339). Errors are \
`application/problem+json` (RFC 9457) with `errors` that point at the fields. Lists have `cursor` and `limit`, and a \
`Link` to the next page. `Spool-Position` says up to which position of the log an answer is; a change answers when \
the read models show it, or after 2 s with `Spool-Lagging: true`.";

/// Operations that are open to all.
pub(crate) fn open(mut api: OpenApi) -> OpenApi {
    each(&mut api, |_, operation| {
        operation.security = Some(vec![]);
        errors(operation, &[]);
    });
    api
}

/// Operations for signed-in people.
pub(crate) fn closed(mut api: OpenApi) -> OpenApi {
    each(&mut api, |method, operation| {
        operation.security = Some(vec![
            SecurityRequirement::new::<_, _, String>("bearer", []),
            SecurityRequirement::new::<_, _, String>("cookie", []),
        ]);
        let parameters = operation.parameters.get_or_insert_default();
        match method {
            HttpMethod::Post => parameters.push(idempotency_key()),
            HttpMethod::Patch | HttpMethod::Put | HttpMethod::Delete => parameters.push(if_match()),
            _ => {}
        }
        let mut kinds = vec![Kind::Unauthorized];
        if !matches!(method, HttpMethod::Get) {
            kinds.push(Kind::Forbidden);
        }
        if matches!(method, HttpMethod::Patch | HttpMethod::Put | HttpMethod::Delete) {
            kinds.push(Kind::PreconditionFailed);
        }
        errors(operation, &kinds);
    });
    api
}

/// The parts put together under one prefix.
pub(crate) fn whole(prefix: &str, parts: [OpenApi; 2]) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Spool")
        .description(Some(INTRODUCTION))
        .version(env!("CARGO_PKG_VERSION"))
        .license(Some(License::new("Apache-2.0")))
        .build();
    let tags = TAGS.map(|(name, what)| TagBuilder::new().name(name).description(Some(what)).build());
    let components = ComponentsBuilder::new()
        .schema("Problem", ProblemBody::schema())
        .security_scheme("bearer", bearer())
        .security_scheme("cookie", cookie())
        .build();
    let mut whole = OpenApiBuilder::new().info(info).tags(Some(tags)).components(Some(components)).build();
    let mut referenced = Vec::new();
    ProblemBody::schemas(&mut referenced);
    if let Some(components) = &mut whole.components {
        components.schemas.extend(referenced);
    }
    for part in parts {
        whole = whole.nest(prefix, part);
    }
    if let Some(components) = &mut whole.components {
        // Of parameters only: their schemas stand where they are used.
        components.schemas.retain(|name, _| !PARAMETERS.contains(&name.as_str()));
        for (name, schema) in &mut components.schemas {
            require_what_is_always_there(name, schema);
        }
    }
    whole
}

/// Schemas that only parameters have.
const PARAMETERS: [&str; 2] = ["PageSize", "QueryText"];

/// Fields of answers that are left out when there is nothing to say. All others are always there, if
/// only as null, which a derived schema cannot tell from an `Option`.
const LEFT_OUT: [(&str, &str); 20] = [
    ("Actor", "id"),
    ("AssetProvenance", "engine"),
    ("AssetProvenance", "licence"),
    ("AssetProvenance", "model"),
    ("AssetProvenance", "parameters"),
    ("AssetProvenance", "prompt"),
    ("AssetProvenance", "seed"),
    ("Event", "job_id"),
    ("Event", "script_id"),
    ("HistoryItem", "after"),
    ("HistoryItem", "before"),
    ("JobResult", "made"),
    ("JobResult", "version_id"),
    ("JobResult", "version_number"),
    ("Problem", "detail"),
    ("Progress", "queue_position"),
    ("Progress", "text"),
    ("Progress", "totals"),
    ("Session", "refresh_token"),
    ("ShotPlan", "span"),
];

fn require_what_is_always_there(name: &str, schema: &mut RefOr<Schema>) {
    let object = match schema {
        RefOr::T(Schema::Object(object)) => object,
        // What is flattened into it is a schema of its own.
        RefOr::T(Schema::AllOf(all)) => {
            all.items.iter_mut().for_each(|part| require_what_is_always_there(name, part));
            return;
        }
        _ => return,
    };
    // Input is closed to unknown fields; what it may leave out, its schema says.
    if object.additional_properties.is_some() {
        return;
    }
    let fields = object.properties.keys().filter(|field| !LEFT_OUT.contains(&(name, field.as_str())));
    object.required = fields.cloned().collect();
}

fn each(api: &mut OpenApi, mut change: impl FnMut(HttpMethod, &mut Operation)) {
    for item in api.paths.paths.values_mut() {
        let PathItem { get, put, post, delete, patch, .. } = item;
        let operations = [
            (HttpMethod::Get, get),
            (HttpMethod::Put, put),
            (HttpMethod::Post, post),
            (HttpMethod::Delete, delete),
            (HttpMethod::Patch, patch),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                change(method, operation);
            }
        }
    }
}

/// What can go wrong: what follows from an operation's own parts, some more, and anything else.
fn errors(operation: &mut Operation, more: &[Kind]) {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let mut kinds = more.to_vec();
    if parameters.iter().any(|parameter| parameter.parameter_in == ParameterIn::Path) {
        kinds.push(Kind::NotFound);
    }
    if !parameters.is_empty() || operation.request_body.is_some() {
        kinds.push(Kind::Validation);
    }
    if operation.request_body.is_some() {
        kinds.extend([Kind::Malformed, Kind::PayloadTooLarge, Kind::UnsupportedMediaType]);
    }
    let limited = operation.operation_id.as_deref();
    if matches!(limited, Some("register" | "login" | "refresh" | "generate_script" | "produce_script")) {
        kinds.push(Kind::RateLimited);
    }
    if limited == Some("login") || limited == Some("refresh") {
        kinds.push(Kind::Unauthorized);
    }
    let responses = &mut operation.responses.responses;
    for kind in kinds {
        responses
            .entry(kind.status().as_u16().to_string())
            .or_insert_with(|| RefOr::T(problem(kind.title())));
    }
    for (status, response) in responses.iter_mut() {
        match response {
            RefOr::T(response) if status.starts_with(['4', '5']) && response.content.is_empty() => {
                *response = problem(&response.description);
            }
            _ => {}
        }
    }
    responses.insert("default".to_owned(), RefOr::T(problem("anything else that went wrong")));
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

fn header(name: &str, description: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
}

fn idempotency_key() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(limits::IDEMPOTENCY_KEY));
    header("Idempotency-Key", "Names this request: sent again within 24 h, it gets its first answer.")
        .schema(Some(schema.build()))
        .build()
}

fn if_match() -> Parameter {
    header("If-Match", "The `ETag` of the state this change is meant for.")
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

fn bearer() -> SecurityScheme {
    let http = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("An access token of ten minutes, from signing in or from a refresh."));
    SecurityScheme::Http(http.build())
}

fn cookie() -> SecurityScheme {
    let what = "The same token as browsers keep it; changes must then come from the studio's own pages.";
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(crate::auth::cookies::ACCESS, what)))
}
