//! What every handler has at hand, and what the server is started with.

use crate::assets::signature::UrlKey;
use crate::auth::{Sessions, User};
use crate::health::Vitals;
use crate::limits;
use crate::problem::Problem;
use crate::rate::{Limiter, Quotas};
use crate::stream::Hub;
use crate::telemetry;
use deadpool_postgres::{Object, Pool};
use domain::{AccountId, Position};
use event_store::{AsOf, Committed, Store, Tail};
use projections::{Past, Projectors, ReadError, Waited};
use serde::Serialize;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

/// How a server is to behave.
#[derive(Clone, Debug, Default)]
pub struct ApiConfig {
    /// The language model of this process' workers, to be shown; `None` where there are none.
    pub text_model: Option<TextModel>,
    /// How often clients may try.
    pub quotas: Quotas,
    /// The most bytes that the assets of one account may have together; `None` is without limit.
    pub account_quota: Option<u64>,
    /// Bytes that have to be free where files are written, or the server is not ready; `None` is
    /// [`limits::LEAST_FREE_BYTES`].
    pub least_free_bytes: Option<u64>,
}

/// A language model, as it is shown and credited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextModel {
    /// Its name.
    pub name: String,
    /// The licence of its weights.
    pub licence: String,
    /// Where the weights come from.
    pub origin: String,
}

/// What the server works on.
pub struct ApiDeps {
    /// The database, migrated.
    pub pool: Pool,
    /// The same database, for a connection of its own that listens.
    pub database: tokio_postgres::Config,
    /// Takes commands.
    pub store: Store,
    /// Follows the log.
    pub tail: Tail,
    /// Keep the read models.
    pub projectors: Arc<Projectors>,
    /// Keeps the bytes of assets.
    pub assets: storage::Store,
}

/// What every handler has at hand. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

/// See [`App`].
pub(crate) struct Inner {
    pub(crate) config: ApiConfig,
    pub(crate) pool: Pool,
    pub(crate) store: Store,
    pub(crate) tail: Tail,
    pub(crate) projectors: Arc<Projectors>,
    pub(crate) assets: storage::Store,
    pub(crate) url_key: UrlKey,
    /// A place for each upload that may come in at once.
    pub(crate) uploads: Semaphore,
    /// A place for each large export that may be put together at once.
    pub(crate) exports: Semaphore,
    pub(crate) sessions: Sessions,
    pub(crate) hub: Hub,
    pub(crate) shutdown: CancellationToken,
    pub(crate) vitals: Vitals,
    pub(crate) auth_limit: Limiter<IpAddr>,
    pub(crate) sign_in_limit: Limiter<String>,
    pub(crate) work_limit: Limiter<AccountId>,
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens what handlers need: keys, sign-ins, the streams' hub.
    pub(crate) async fn open(
        config: ApiConfig,
        deps: ApiDeps,
        shutdown: CancellationToken,
    ) -> Result<Self, Problem> {
        let sessions = Sessions::open(deps.pool.clone()).await?;
        let url_key = UrlKey::open(&deps.pool).await?;
        let quotas = config.quotas;
        telemetry::install();
        let vitals = Vitals {
            pool: deps.pool.clone(),
            log: deps.store.log(),
            folder: deps.assets.settings().incoming.clone(),
            least_free_bytes: config.least_free_bytes.unwrap_or(limits::LEAST_FREE_BYTES),
        };
        let hub =
            Hub::start(deps.tail.clone(), deps.pool.clone(), deps.database, quotas.streams, shutdown.clone());
        Ok(Self(Arc::new(Inner {
            config,
            pool: deps.pool,
            store: deps.store,
            tail: deps.tail,
            projectors: deps.projectors,
            assets: deps.assets,
            url_key,
            uploads: Semaphore::new(limits::UPLOADS),
            exports: Semaphore::new(limits::EXPORTS),
            sessions,
            hub,
            shutdown,
            vitals,
            auth_limit: Limiter::new("auth", quotas.auth),
            sign_in_limit: Limiter::new("sign-in", quotas.sign_in),
            work_limit: Limiter::new("generate", quotas.work),
        })))
    }

    /// A connection for reading.
    pub(crate) async fn client(&self) -> Result<Object, Problem> {
        Ok(self.pool.get().await?)
    }

    /// What the read models show by now. Asked before a read, it never promises more than the read shows.
    pub(crate) async fn position(&self) -> Result<Position, Problem> {
        Ok(self.projectors.position().await?)
    }

    /// Waits until the read models show what a command did. Afterwards, whether they still lag.
    pub(crate) async fn settle(&self, committed: &Committed) -> bool {
        self.projectors.wait_for(committed, limits::OWN_WRITES).await == Waited::Lagging
    }

    /// One moment, as the user may see it. A position that the read models have not reached is waited for.
    pub(crate) async fn past(&self, user: &User, moment: AsOf) -> Past {
        if let AsOf::Position(position) = moment {
            // The log may not be there yet either: then it is as it is now.
            if position <= *self.tail.head().borrow() {
                self.projectors.wait_for(position, limits::OWN_WRITES).await;
            }
        }
        Past::new(&self.store, &self.pool, user.account, moment)
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Cursor(_) => Self::field("/cursor", "is not a cursor of this list"),
            ReadError::Pool(error) => error.into(),
            ReadError::Database(error) => error.into(),
            ReadError::Store(error) => error.into(),
            other => Self::internal(other),
        }
    }
}
