//! Every route there is, and what stands before each.

use crate::auth::guard;
use crate::idempotency;
use crate::openapi;
use crate::operating;
use crate::problem::{Kind, Problem};
use crate::rate;
use crate::request;
use crate::routes::{
    assets, auth, characters, docs, events, jobs, operations, scenes, scripts, shots, system, versions,
};
use crate::state::App;
use crate::web;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where the API lives.
const API: &str = "/api/v1";

/// Open to all: coming in. Each is limited by network address.
fn coming_in() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(auth::register::register))
        .routes(routes!(auth::login::login))
        .routes(routes!(auth::refresh::refresh))
}

/// Open to all: what this is.
fn about() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(system::system)).routes(routes!(crate::routes::openapi::document))
}

/// For signed-in people.
fn signed_in() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(auth::logout::logout))
        .routes(routes!(auth::me::me))
        .routes(routes!(characters::list::list, characters::create::create))
        .routes(routes!(characters::read::read, characters::change::change, characters::archive::archive))
        .routes(routes!(characters::restore::restore))
        .routes(routes!(characters::portrait::portrait))
        .routes(routes!(scripts::list::list, scripts::create::create))
        .routes(routes!(scripts::read::read, scripts::change::change, scripts::archive::archive))
        .routes(routes!(scripts::restore::restore))
        .routes(routes!(scripts::attach::attach, scripts::detach::detach))
        .routes(routes!(scripts::generate::generate))
        .routes(routes!(scripts::produce::produce))
        .routes(routes!(scripts::animatic::animatic))
        .routes(routes!(scripts::estimate::estimate))
        .routes(routes!(scripts::budget::read, scripts::set_budget::set))
        .routes(routes!(scripts::erase::erase))
        .routes(routes!(scripts::history::history))
        .routes(routes!(scripts::export::export))
        .routes(routes!(scripts::events::events))
        .routes(routes!(versions::list::list, versions::create::create))
        .routes(routes!(versions::read::read, versions::change::change))
        .routes(routes!(versions::restore::restore))
        .routes(routes!(scenes::list::list, scenes::create::create))
        .routes(routes!(scenes::read::read, scenes::change::change, scenes::remove::remove))
        .routes(routes!(scenes::revisions::revisions))
        .routes(routes!(scenes::break_down::break_down))
        .routes(routes!(scenes::storyboard::storyboard))
        .routes(routes!(scenes::animatic::animatic))
        .routes(routes!(scenes::consistency::consistency))
        .routes(routes!(scenes::declare::declare, scenes::withdraw::withdraw))
        .routes(routes!(shots::list::list, shots::add::add))
        .routes(routes!(shots::read::read, shots::change::change, shots::remove::remove))
        .routes(routes!(shots::place::place))
        .routes(routes!(shots::takes::takes))
        .routes(routes!(shots::choose::choose))
        .routes(routes!(shots::refine::refine))
        .routes(routes!(shots::clip::clip))
        .routes(routes!(assets::read::read, assets::change::change, assets::remove::remove))
        .routes(routes!(assets::signed_url::sign))
        .routes(routes!(jobs::list::list))
        .routes(routes!(jobs::read::read, jobs::change::change))
        .routes(routes!(jobs::graph::graph))
        .routes(routes!(jobs::cancel::cancel))
        .routes(routes!(jobs::pause::pause))
        .routes(routes!(jobs::resume::resume))
        .routes(routes!(jobs::retry::retry))
        .routes(routes!(jobs::result::result))
        .routes(routes!(jobs::events::events))
        .routes(routes!(events::events))
        .routes(routes!(operations::workers::workers))
        .routes(routes!(operations::maintenance::maintenance))
}

/// For signed-in people: files on their way in, which are too large to be held and told apart by their text.
fn coming_files() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(assets::list::list, assets::upload::upload))
        .routes(routes!(scripts::import::import))
        .routes(routes!(versions::import::import))
}

/// For signed-in people, and for whoever has a signed address: files on their way out.
fn going_files() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(assets::content::content))
}

/// The description of every operation.
pub fn document() -> OpenApi {
    let open = openapi::open(coming_in().merge(about()).into_openapi());
    let closed = signed_in().merge(coming_files()).merge(going_files());
    let closed = openapi::closed(closed.into_openapi());
    openapi::whole(API, [open, closed])
}

/// The whole server.
pub(crate) fn router(app: &App) -> Router {
    let coming_in: Router<App> = coming_in().into();
    let coming_in =
        coming_in.layer(from_fn_with_state(app.clone(), rate::auth)).layer(from_fn(guard::own_pages));
    let about: Router<App> = about().into();
    let signed_in: Router<App> = signed_in().into();
    let signed_in = signed_in
        .fallback(nothing_here)
        .layer(from_fn_with_state(app.clone(), idempotency::once))
        .layer(from_fn_with_state(app.clone(), guard::signed_in));
    let coming_files: Router<App> = coming_files().into();
    let coming_files = coming_files.layer(from_fn_with_state(app.clone(), guard::signed_in));
    let going_files: Router<App> = going_files().into();
    let api = signed_in
        .merge(coming_files)
        .merge(going_files)
        .merge(about)
        .merge(coming_in)
        .method_not_allowed_fallback(wrong_method);
    Router::new()
        .nest(API, api)
        .route("/docs", get(docs::page))
        .route("/docs/docs.js", get(docs::script))
        .route("/docs/docs.css", get(docs::style))
        .merge(operating::routes(app.vitals.clone()).with_state(()))
        .fallback(web::page)
        .method_not_allowed_fallback(wrong_method)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static("x-content-type-options"),
            HeaderValue::from_static("nosniff"),
        ))
        .layer(from_fn(request::trace))
        .with_state(app.clone())
}

async fn nothing_here(uri: Uri) -> Problem {
    Problem::new(Kind::NotFound).detail(format!("there is no {API}{}", uri.path()))
}

async fn wrong_method(method: Method) -> Problem {
    Problem::new(Kind::MethodNotAllowed).detail(format!("{method} is not one of them"))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that CatchPanicLayer asks for")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::internal(format!("panicked: {}", text.unwrap_or_default())).into_response()
}
