//! A studio with a database of its own: store, sequencer, follower, and whatever a test starts beside them.

use deadpool_postgres::{Client, Pool};
use domain::character::{CharacterCommand, Profile};
use domain::job::{Cost, GenerateScript, JobCommand, Work};
use domain::scene::{NewScene, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Draft, Source, VersionCommand};
use domain::{
    AccountId, Actor, Character, CharacterId, CommandId, Entity, Format, Genre, Job, JobId, Length, Position,
    Scene, SceneId, Script, ScriptId, ScriptType, Tone, Version, VersionId,
};
use event_store::{
    CommandContext, Committed, ExecuteError, Filter, RecordedEvent, Sequencer, Store, StoreOptions, Tail,
    edge,
};
use projections::{Projectors, Target, Waited};
use std::str::FromStr;
use std::time::Duration;
use testkit::Database;
use tokio_util::sync::CancellationToken;

/// Longer than anything here takes on a loaded machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct World {
    pub(crate) pool: Pool,
    pub(crate) store: Store,
    pub(crate) tail: Tail,
    pub(crate) shutdown: CancellationToken,
    /// The account that gives the commands, unless said otherwise.
    pub(crate) owner: AccountId,
    pub(crate) database: Database,
}

impl Drop for World {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

impl World {
    pub(crate) async fn open() -> Self {
        let database = Database::fresh().await;
        let pool = database.pool(16);
        let shutdown = CancellationToken::new();
        let config = tokio_postgres::Config::from_str(database.url()).unwrap();
        let store = Store::open(pool.clone(), StoreOptions::default());
        Sequencer::start(config.clone(), store.appended(), shutdown.clone());
        let tail = Tail::start(store.log(), config, shutdown.clone()).await.unwrap();
        Self { pool, store, tail, shutdown, owner: AccountId(edge::fresh_id()), database }
    }

    pub(crate) fn projectors(&self) -> Projectors {
        Projectors::start(&self.pool, &self.tail, &self.shutdown)
    }

    pub(crate) async fn client(&self) -> Client {
        self.pool.get().await.unwrap()
    }

    /// A command by the owner. `None`: refused.
    pub(crate) async fn give<A: Entity>(&self, id: A::Id, command: A::Command) -> Option<Committed>
    where
        A::Command: Clone,
    {
        self.give_as::<A>(Actor::Account(self.owner), id, command).await
    }

    pub(crate) async fn give_as<A: Entity>(
        &self,
        actor: Actor,
        id: A::Id,
        command: A::Command,
    ) -> Option<Committed>
    where
        A::Command: Clone,
    {
        match self.store.execute::<A>(id, command, &context(actor)).await {
            Ok(committed) => Some(committed),
            Err(ExecuteError::Refused(_)) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// The position of everything appended so far.
    pub(crate) async fn head(&self) -> Position {
        let client = self.client().await;
        let row = client.query_one("select coalesce(max(id), 0) from events", &[]).await.unwrap();
        match row.get::<_, i64>(0) {
            0 => Position(0),
            last => self.tail.wait_for(last, PATIENCE).await.unwrap().expect("the sequencer is faster"),
        }
    }

    /// Waits until the read models show everything appended so far.
    pub(crate) async fn settled(&self, projectors: &Projectors) -> Position {
        let head = self.head().await;
        let waited = projectors.wait_for(Target::Position(head), PATIENCE).await;
        assert_eq!(waited, Waited::Reached(head), "{:#?}\n{}", projectors.status().await, self.log().await);
        head
    }

    /// The log in few words, for whoever has to find out what went wrong.
    async fn log(&self) -> String {
        let events = self.store.log().read(Position(0), 1_000, &Filter::All).await.unwrap();
        let line = |it: &RecordedEvent| {
            format!("{} {} {} of {}\n", it.position, it.sequence, it.event_type, it.aggregate_id)
        };
        events.iter().map(line).collect::<Vec<_>>().concat()
    }

    pub(crate) async fn script(&self, title: &str) -> ScriptId {
        self.script_of(self.owner, title).await
    }

    pub(crate) async fn script_of(&self, owner: AccountId, title: &str) -> ScriptId {
        let script = ScriptId(edge::fresh_id());
        let create = ScriptCommand::Create {
            script,
            owner,
            title: title.into(),
            format: Format::Feature,
            genre: Genre::Noir,
            tone: Tone::Dark,
            logline: format!("Logline of {title}."),
        };
        self.give_as::<Script>(Actor::Account(owner), script, create).await.unwrap();
        script
    }

    pub(crate) async fn character(&self, name: &str) -> CharacterId {
        let character = CharacterId(edge::fresh_id());
        let profile = Profile { name: name.into(), voice: "Dry".into(), ..Profile::default() };
        let create = CharacterCommand::Create { character, owner: self.owner, profile };
        self.give::<Character>(character, create).await.unwrap();
        character
    }

    /// A new head with so many scenes, in one unit of work; its number.
    pub(crate) async fn draft(&self, script: ScriptId, source: Source, scenes: u32) -> (VersionId, u32) {
        let actor = match &source {
            Source::Job { .. } => Actor::Worker("bench".into()),
            _ => Actor::Account(self.owner),
        };
        let mut context = context(actor);
        if let Source::Job { job_id } = &source {
            context.job_id = Some(*job_id);
        }
        let mut unit = self.store.unit(context);
        let loaded = unit.load::<Script>(script).await.unwrap().unwrap();
        let parent = loaded.state.details().unwrap().head.map(|head| head.number);
        let number = parent.unwrap_or(0) + 1;
        let version = VersionId(edge::fresh_id());
        unit.execute::<Script>(script, ScriptCommand::AddVersion { version, parent }).await.unwrap();
        let draft = Draft {
            version,
            script,
            owner: self.owner,
            number,
            parent,
            source,
            script_type: ScriptType::Screenplay,
            text: format!("INT. ROOM {number} - NIGHT\n\nFour words are here."),
            label: None,
            provenance: None,
        };
        unit.execute::<Version>(version, VersionCommand::Draft(Box::new(draft))).await.unwrap();
        for number in 1..=scenes {
            let (id, add) = self.scene(script, version, number);
            unit.execute::<Scene>(id, add).await.unwrap();
        }
        unit.commit().await.unwrap();
        (version, number)
    }

    pub(crate) fn scene(&self, script: ScriptId, version: VersionId, number: u32) -> (SceneId, SceneCommand) {
        let scene = SceneId(edge::fresh_id());
        let new = NewScene {
            scene,
            script,
            owner: self.owner,
            version,
            number,
            setting: format!("INT. ROOM {number} - NIGHT"),
            goal: "Find the key".into(),
            tension: "Steps below".into(),
            tone: Tone::Suspenseful,
            content: format!("Text {number}."),
            episode: None,
        };
        (scene, SceneCommand::Add(Box::new(new)))
    }

    /// Asks for a job.
    pub(crate) async fn job(&self, script: Option<ScriptId>) -> JobId {
        let job = JobId(edge::fresh_id());
        self.give::<Job>(job, request(job, self.owner, script)).await.unwrap();
        job
    }

    /// A job's commands, by the owner or its worker; each must be accepted.
    pub(crate) async fn drive(&self, job: JobId, commands: impl IntoIterator<Item = JobCommand>) {
        for command in commands {
            let actor = Actor::Worker("bench".into());
            let what = format!("{command:?}");
            self.give_as::<Job>(actor, job, command).await.unwrap_or_else(|| panic!("{what} was refused"));
        }
    }
}

pub(crate) fn context(actor: Actor) -> CommandContext {
    CommandContext::new(actor, CommandId(edge::fresh_id()))
}

pub(crate) fn request(job: JobId, owner: AccountId, script: Option<ScriptId>) -> JobCommand {
    let work = Work::GenerateScript(GenerateScript {
        prompt: "A keeper hides a stranger".into(),
        script_type: ScriptType::Screenplay,
        length: Length::Short,
    });
    JobCommand::Request {
        job,
        owner,
        script,
        work,
        priority: 3,
        max_attempts: 5,
        estimate: Cost::default(),
        node: None,
    }
}

pub(crate) fn start() -> JobCommand {
    JobCommand::Start { worker: "bench".into(), lease_s: 60 }
}
