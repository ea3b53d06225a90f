//! A production before it is one: what was asked for, planned twice. The first plan gives the hashes by which
//! everything that was made before is looked up, the second leaves that out.

use crate::auth::User;
use crate::extract::Input;
use crate::limits;
use crate::pictures;
use crate::problem::{Kind, Problem, Refused};
use crate::state::App;
use crate::write;
use domain::job::{FilmOptions, JobKind, PictureOptions, Produce, Scope};
use domain::production::{NothingKnown, PlanRefusal, ProductionPlan, STANDARD, offered, plan};
use domain::script::ScriptError;
use domain::{CharacterId, SceneId, ScriptId};
use projections::operations::{self, Spending};
use projections::structure::{self, KnownFacts};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is to be produced.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProduceRequest {
    /// Of how much.
    scope: ProduceScope,
    #[schema(schema_with = limits::subject)]
    id: Option<Subject>,
    /// Which kinds of work; what they need comes with them. All that can be asked for, unless said.
    #[schema(max_items = 50)]
    want: Option<Vec<JobKind>>,
    /// How its pictures are made. A film has the shape of its frames.
    #[serde(default)]
    picture: PictureOptions,
    /// How its films are made.
    #[serde(default)]
    film: FilmOptions,
}

impl Input for ProduceRequest {}

impl Input for FilmOptions {}

/// What a production is of.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProduceScope {
    /// The whole script, at its newest version.
    Script,
    /// One episode of it.
    Episode,
    /// One scene.
    Scene,
    /// Whatever one character is in.
    Character,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
enum Subject {
    Number(u32),
    Id(Uuid),
}

impl ProduceRequest {
    /// The animatic of one scene.
    pub(crate) fn animatic(scene: SceneId, film: FilmOptions) -> Self {
        let id = Some(Subject::Id(scene.0));
        let (want, picture) = (Some(vec![JobKind::FilmScene]), PictureOptions::default());
        Self { scope: ProduceScope::Scene, id, want, picture, film }
    }

    /// The animatic of the whole script.
    pub(crate) fn film(film: FilmOptions) -> Self {
        let (want, picture) = (Some(vec![JobKind::FilmScript]), PictureOptions::default());
        Self { scope: ProduceScope::Script, id: None, want, picture, film }
    }

    fn produce(self) -> Result<Produce, Problem> {
        let scope = match (self.scope, self.id) {
            (ProduceScope::Script, None) => Scope::Script,
            (ProduceScope::Episode, Some(Subject::Number(number))) => Scope::Episode(number),
            (ProduceScope::Scene, Some(Subject::Id(id))) => Scope::Scene(SceneId(id)),
            (ProduceScope::Character, Some(Subject::Id(id))) => Scope::Character(CharacterId(id)),
            (ProduceScope::Script, Some(_)) => {
                return Err(Problem::field("/id", "must be left out: it is the whole script"));
            }
            (ProduceScope::Episode, _) => return Err(Problem::field("/id", "must be the episode's number")),
            (ProduceScope::Scene, _) => return Err(Problem::field("/id", "must be the scene's id")),
            (ProduceScope::Character, _) => return Err(Problem::field("/id", "must be the character's id")),
        };
        pictures::check(&self.picture)?;
        let want = self.want.unwrap_or_else(|| offered(STANDARD, scope));
        Ok(Produce { picture: self.picture, film: self.film, ..Produce::new(scope, want) })
    }
}

/// What a production would be now.
pub(crate) struct Planned {
    /// What was asked for, with every default.
    pub(crate) asked: Produce,
    /// What it comes to.
    pub(crate) plan: ProductionPlan,
    /// What there is already.
    pub(crate) known: KnownFacts,
    /// What the script has cost, and may cost.
    pub(crate) spending: Spending,
}

/// Plans what was asked for of a script of the user's.
pub(crate) async fn planned(
    app: &App,
    user: &User,
    script: ScriptId,
    request: ProduceRequest,
) -> Result<Planned, Problem> {
    let spending = spending(app, user, script).await?;
    let asked = request.produce()?;
    let client = app.client().await?;
    let Some(structure) = structure::read(&client, user.account, script).await? else {
        return Err(Problem::new(Kind::NotProducible).detail("the script has no version yet"));
    };
    let refused = |refusal: PlanRefusal| refusal.problem();
    let first = plan(&structure, &asked, STANDARD, &NothingKnown).map_err(refused)?;
    let known = structure::known(&client, user.account, script, &first).await?;
    let plan = plan(&structure, &asked, STANDARD, &known).map_err(refused)?;
    Ok(Planned { asked, plan, known, spending })
}

/// What a script of the user's that is not put away has cost and may cost. The budget is the newest, whatever
/// the workers have heard of it.
pub(crate) async fn spending(app: &App, user: &User, script: ScriptId) -> Result<Spending, Problem> {
    let loaded = write::own::<domain::Script>(app, user, script).await?;
    let details = loaded.state.details().ok_or_else(|| Problem::not_found("script", script))?;
    if details.archived {
        return Err(ScriptError::Archived.problem());
    }
    let spending = operations::spending(&app.client().await?, script).await?;
    Ok(Spending { budget: details.budget, ..spending })
}
