//! Pages: every row once, in order, whatever arrives meanwhile.

use crate::world::World;
use domain::script::ScriptCommand;
use domain::version::Source;
use domain::{Scene, Script};
use projections::{
    CharacterFilter, Cursor, HistoryFilter, JobFilter, Limit, Page, Projectors, ReadError, ScriptFilter,
    characters, history, jobs, scenes, scripts, versions,
};
use std::future::Future;

/// Pages through a list while `meanwhile` adds to it; what was seen, in order.
async fn through<T, F: Future<Output = Result<Page<T>, ReadError>>, M: Future>(
    list: impl Fn(Option<Cursor>) -> F,
    meanwhile: impl Fn() -> M,
) -> Vec<T> {
    let mut seen = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = list(cursor).await.unwrap();
        assert!(page.items.len() <= 3);
        seen.extend(page.items);
        // As it travels: through text.
        cursor = page.next_cursor.map(|cursor| cursor.to_string().parse().unwrap());
        if cursor.is_none() {
            return seen;
        }
        meanwhile().await;
    }
}

struct Bench {
    world: World,
    projectors: Projectors,
    limit: Limit,
}

async fn bench() -> Bench {
    let world = World::open().await;
    let projectors = world.projectors();
    Bench { world, projectors, limit: Limit::new(3).unwrap() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_show_what_was_there_once_while_more_arrives() {
    let Bench { world, projectors, limit } = bench().await;
    let (mut titles, mut names, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..10 {
        titles.push(format!("Script {n}"));
        world.script(&titles[n]).await;
        names.push(format!("Character {n}"));
        world.character(&names[n]).await;
        ids.push(world.job(None).await);
    }
    world.settled(&projectors).await;
    titles.reverse();
    names.reverse();
    ids.reverse();
    let more = || async {
        world.script("Late").await;
        world.character("Late").await;
        world.job(None).await;
        world.settled(&projectors).await;
    };
    let client = world.client().await;
    let (any_script, any_character, any_job) =
        (ScriptFilter::default(), CharacterFilter::default(), JobFilter::default());
    let list = |cursor: Option<Cursor>| {
        let (client, filter) = (&client, &any_script);
        async move { scripts::list(client, world.owner, filter, cursor.as_ref(), limit).await }
    };
    let seen = through(list, more).await;
    assert_eq!(seen.into_iter().map(|it| it.title).collect::<Vec<_>>(), titles);
    let list = |cursor: Option<Cursor>| {
        let (client, filter) = (&client, &any_character);
        async move { characters::list(client, world.owner, filter, cursor.as_ref(), limit).await }
    };
    let seen: Vec<_> = through(list, more).await.into_iter().map(|it| it.name).collect();
    assert_eq!(seen.into_iter().filter(|name| name != "Late").collect::<Vec<_>>(), names);
    let list = |cursor: Option<Cursor>| {
        let (client, filter) = (&client, &any_job);
        async move { jobs::list(client, world.owner, filter, cursor.as_ref(), limit).await }
    };
    let seen: Vec<_> = through(list, more).await.into_iter().map(|it| it.id).collect();
    assert_eq!(seen.into_iter().filter(|id| ids.contains(id)).collect::<Vec<_>>(), ids);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scripts_versions_scenes_and_history_page_through_everything_once() {
    let Bench { world, projectors, limit } = bench().await;
    let script = world.script("The Lamp").await;
    for _ in 0..7 {
        world.draft(script, Source::Text {}, 0).await;
    }
    let (version, number) = world.draft(script, Source::Text {}, 8).await;
    // Two scenes with one number: the order is still one order.
    let (twin, add) = world.scene(script, version, 3);
    world.give::<Scene>(twin, add).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let nothing = || async {};
    let list = |cursor: Option<Cursor>| {
        let client = &client;
        async move { scenes::list(client, world.owner, script, number, cursor.as_ref(), limit).await }
    };
    let seen: Vec<_> = through(list, nothing).await.into_iter().map(|it| it.number).collect();
    assert_eq!(seen, [1, 2, 3, 3, 4, 5, 6, 7, 8]);
    let more = || async {
        world.draft(script, Source::Text {}, 1).await;
        world.settled(&projectors).await;
    };
    let list = |cursor: Option<Cursor>| {
        let client = &client;
        async move { versions::list(client, world.owner, script, cursor.as_ref(), limit).await }
    };
    let seen: Vec<_> = through(list, more).await.into_iter().map(|it| it.number).collect();
    assert_eq!(seen, [8, 7, 6, 5, 4, 3, 2, 1]);
    let before = world.head().await;
    let filter = HistoryFilter::default();
    let list = |cursor: Option<Cursor>| {
        let (client, filter) = (&client, &filter);
        async move { history::list(client, world.owner, script, filter, cursor.as_ref(), limit).await }
    };
    let more = || async {
        world.give::<Script>(script, ScriptCommand::Archive).await.unwrap();
        world.give::<Script>(script, ScriptCommand::Restore).await.unwrap();
        world.settled(&projectors).await;
    };
    let seen: Vec<_> = through(list, more).await.into_iter().map(|it| it.position.0).collect();
    assert_eq!(seen, (1..=before.0).rev().collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_of_another_list_is_refused() {
    let Bench { world, projectors, .. } = bench().await;
    for title in ["One", "Two"] {
        world.script(title).await;
    }
    world.settled(&projectors).await;
    let client = world.client().await;
    let one = Limit::new(1).unwrap();
    let page = scripts::list(&client, world.owner, &ScriptFilter::default(), None, one).await.unwrap();
    let cursor = page.next_cursor.as_ref();
    let refused = jobs::list(&client, world.owner, &JobFilter::default(), cursor, one).await.unwrap_err();
    assert!(matches!(refused, ReadError::Cursor(_)), "{refused}");
}
