// The whole way through the client against the real binary: from the first account to a script that was written live,
// through a power cut in the middle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clean, connection, launch, RESULTS, shoot, tabTo, Watch } from './browser.mjs';
import { Studio } from './studio.mjs';

/** A small model on a loaded machine takes its time; a hung one is told apart by minutes. */
const WRITTEN_MS = 600_000;
const EMAIL = 'ada@example.com';
const PASSWORD = 'a lamp in the fog';
const LOGLINE = 'The last lamplighter in a city going electric has one night to relight a single bridge.';

const watch = new Watch();
let studio;
let browser;
let context;
let page;
let script;

before(async () => {
  studio = await Studio.start();
  browser = await launch();
  context = await watch.context(browser, { baseURL: studio.url });
  context.setDefaultTimeout(60_000);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await studio?.stop();
});

let broken = false;
/** One step of the way. Behind a broken one there is nothing to see, only minutes to wait. */
const step = (name, walk) =>
  test(name, async (t) => {
    if (broken) {
      t.skip('an earlier step failed');
      return;
    }
    try {
      await walk();
    } catch (error) {
      broken = true;
      await page?.screenshot({ path: `${RESULTS}failed.png` }).catch(() => {});
      console.error(`at ${page?.url()}\n${studio?.log() ?? ''}`);
      throw error;
    }
  });

const api = (path) => page.evaluate((url) => fetch(url).then((answer) => answer.json()), `/api/v1${path}`);
const words = () => page.getByTestId('live-page').innerText();

/** Waits until the text on the page has grown this many times, and gives what it grew to. */
async function grows(times) {
  const seen = [(await words()).length];
  const until = Date.now() + WRITTEN_MS;
  while (seen.length <= times) {
    assert.ok(Date.now() < until, `the words did not come: ${seen}`);
    await page.waitForTimeout(120);
    const length = (await words()).length;
    if (length > seen.at(-1)) seen.push(length);
  }
  return seen;
}

async function signIn(on) {
  await on.getByLabel('Email').fill(EMAIL);
  await on.getByLabel('Password').fill(PASSWORD);
  await on.getByRole('button', { name: 'Sign in' }).click();
}

step('the first visitor is asked to make an account, and it is the one that runs the studio', async () => {
  await page.goto('/');
  await page.waitForURL(/\/sign-up/);
  await page.getByText('this account runs the studio').waitFor();
  await clean(page, /\/sign-up/);
  await shoot(page, '01-sign-up');
  await page.getByLabel('Name').fill('Ada Fenn');
  await page.getByLabel('Email').fill(EMAIL);
  await page.getByLabel('Password').fill('too short');
  await page.getByRole('button', { name: 'Create account' }).click();
  assert.match(page.url(), /sign-up/, 'a short password goes nowhere');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/scripts$/);
  await connection(page, 'live');
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script may read the session');
});

step('an empty studio leads to the first script', async () => {
  await page.getByRole('heading', { name: 'What is the film about?' }).waitFor();
  await clean(page, /\/scripts$/);
  await shoot(page, '02-first-script');
  await page.getByLabel('Logline').fill(LOGLINE);
  await page.getByRole('button', { name: /Begin the first script/ }).click();
  await page.waitForURL(/\/scripts\/new/);
  await page.getByLabel('Title').fill('The Last Lamplighter');
  await page.getByRole('button', { name: /Genre$/ }).click();
  await page.getByRole('option', { name: 'Noir' }).click();
  await clean(page, /\/scripts\/new/);
  await shoot(page, '03-new-script');
  await page.getByRole('button', { name: 'Create script' }).click();
  await page.waitForURL(/\/scripts\/[0-9a-f-]{36}$/);
  script = page.url().split('/').at(-1);
  await page.getByRole('heading', { name: 'Write the first draft' }).waitFor();
  await clean(page, /\/scripts\/[0-9a-f-]{36}$/);
  await shoot(page, '04-blank-draft');
});

step('the words appear as they are written, and a power cut in the middle loses nothing', async () => {
  assert.equal(await page.getByLabel('Prompt').inputValue(), LOGLINE);
  await page.getByRole('button', { name: /Write a screenplay/ }).click();
  await page.waitForURL(/\?job=/);
  const job = new URL(page.url()).searchParams.get('job');
  const seen = await grows(6);
  assert.ok(seen.at(-1) - seen[0] < 4000, `it came in one piece: ${seen}`);
  await page.getByRole('progressbar', { name: /^Progress/ }).waitFor();
  await page.getByText(/^Step \d+ of \d+/).waitFor();
  await shoot(page, '05-being-written');

  watch.outage.on = true;
  await studio.kill();
  await connection(page, 'reconnecting');
  await shoot(page, '06-reconnecting');
  assert.ok((await words()).length > 20, 'what was read stays on the page');
  await studio.up();
  await connection(page, 'live');
  watch.outage.on = false;

  await page.waitForURL(/\/versions\/1$/, { timeout: WRITTEN_MS });
  const ended = await api(`/jobs/${job}`);
  assert.equal(ended.state, 'completed');
  assert.ok(ended.attempt >= 2, `the attempt that was cut off counts: ${ended.attempt}`);
});

step('the version is a screenplay that reads as one, with where it came from', async () => {
  const version = page.getByTestId('version-page');
  const scenes = version.locator('h3.f-scene');
  await scenes.first().waitFor();
  assert.ok((await scenes.count()) >= 1);
  assert.match(await scenes.first().innerText(), /(INT|EXT)\./i);
  assert.ok((await version.locator('.f-character').count()) >= 1, 'somebody speaks');
  for (const fact of ['Model', 'Licence', 'SHA-256']) await page.getByText(fact, { exact: true }).waitFor();
  const stored = await api(`/scripts/${script}/versions/1`);
  assert.equal((await scenes.count()) > 0, stored.scene_count > 0);
  await clean(page, /\/versions\/1$/);
  await shoot(page, '07-version');
  await page.getByLabel('Label', { exact: true }).fill('White');
  await page.getByLabel('Notes', { exact: true }).fill('First light.');
  await page.getByRole('button', { name: 'Save label and notes' }).click();
  await page.getByRole('navigation', { name: 'Versions' }).getByText('White').waitFor();
});

step('a version is written by hand on top of it, and the first one restored', async () => {
  await page.getByRole('link', { name: 'Edit as new' }).click();
  await page.waitForURL(/\/write\?from=1/);
  const editor = page.getByRole('textbox', { name: 'Screenplay' });
  await editor.waitFor();
  await clean(page, /\/write\?from=1/);
  await shoot(page, '08-editor');
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(
    'EXT. COPPER ROOFS - DAWN\n\nRain on the copper roofs.\n\nADA\nThe order says Friday.\n\n',
  );
  await page.reload();
  await page.getByText('Rain on the copper roofs.').waitFor();
  await page.getByRole('button', { name: /Save version/ }).click();
  await page.waitForURL(/\/versions\/2$/);
  await page.locator('h3.f-scene', { hasText: 'COPPER ROOFS' }).waitFor();

  await page
    .getByRole('navigation', { name: 'Versions' })
    .getByRole('link', { name: /^Version 1/ })
    .click();
  await page.waitForURL(/\/versions\/1$/);
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
  await page.waitForURL(/\/versions\/3$/);
  await page.getByText('Restored from 1').first().waitFor();
});

step('its scenes can be read and changed', async () => {
  await page.getByRole('link', { name: 'Scenes' }).first().click();
  await page.waitForURL(/\/scenes/);
  await page.getByRole('region', { name: 'Scenes' }).getByRole('listitem').first().getByRole('link').click();
  await page.waitForURL(/scene=/);
  await page.getByLabel('Goal').fill('Read the order twice.');
  await page.getByRole('button', { name: 'Save scene' }).click();
  await page.getByRole('region', { name: 'Scenes' }).getByText('Read the order twice.').waitFor();
  await clean(page, /\/scenes/);
  await shoot(page, '09-scenes');
});

step('genre is locked until it is unlocked, and the history tells it', async () => {
  await page.getByRole('link', { name: 'Details' }).click();
  await page.waitForURL(/\/details/);
  const form = page.getByRole('form', { name: 'Script details' });
  assert.ok(await form.getByRole('button', { name: /Noir/ }).isDisabled());
  await clean(page, /\/details/);
  await form.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlock' }).click();
  await form.getByRole('button', { name: /Noir/ }).click();
  await page.getByRole('option', { name: 'Mystery' }).click();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await shoot(page, '10-details');

  await page.getByRole('link', { name: 'History' }).click();
  await page.waitForURL(/\/history/);
  const rows = page.getByRole('group', { name: 'History' }).getByRole('listitem');
  await rows.first().waitFor();
  const kinds = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-type')));
  for (const kind of ['script.genre_changed', 'job.completed', 'version.drafted'])
    assert.ok(kinds.includes(kind), kind);
  await clean(page, /\/history/);
  await page.getByRole('button', { name: /Everything/ }).click();
  await page.getByRole('option', { name: 'Genre changed' }).click();
  await page.waitForURL(/type=script\.genre_changed/);
  await page.waitForFunction(() => document.querySelectorAll('[data-type]').length === 1);
  const row = rows.first();
  assert.match(await row.innerText(), /Ada Fenn/);
  assert.match(await row.innerText(), /noir/i);
  assert.match(await row.innerText(), /mystery/i);
  await shoot(page, '11-history');
});

step('a character is made, changed, cast, uncast and put away', async () => {
  await page.goto('/characters/new');
  await page.getByLabel('Name').fill('Ada Fenn');
  await page.getByLabel('Voice').fill('Short. Never explains.');
  await clean(page, /\/characters\/new/);
  await page.getByRole('button', { name: 'Create character' }).click();
  await page.waitForURL(/\/characters\/[0-9a-f-]{36}/);
  await page.getByRole('form', { name: 'Profile of Ada Fenn' }).waitFor();
  await page.getByLabel('Look').fill('A coat older than most of her neighbours.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await clean(page, /\/characters\/[0-9a-f-]{36}/);
  await shoot(page, '12-character');

  await page.goto(`/scripts/${script}/details`);
  await page.getByRole('button', { name: 'Add to the cast' }).click();
  await page.getByRole('menuitem', { name: 'Ada Fenn' }).click();
  await page.getByRole('button', { name: 'Take Ada Fenn out of the cast' }).click();
  await page.getByText(/^Nobody yet/).waitFor();

  await page.goto('/characters');
  await page.getByRole('link', { name: /Ada Fenn/ }).click();
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Ada Fenn is archived').waitFor();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('button', { name: 'Archive' }).waitFor();
});

step('a second job is cancelled in the jobs room while it writes', async () => {
  await page.goto(`/scripts/${script}/versions/3`);
  await page.getByLabel('Prompt').fill('Make the bridge colder.');
  await page.getByRole('radio', { name: 'Outline' }).click({ force: true });
  await page.getByRole('radio', { name: 'Long' }).click({ force: true });
  await page.getByRole('button', { name: 'Write an outline' }).click();
  await page.waitForURL(/\?job=/);
  const job = new URL(page.url()).searchParams.get('job');
  await page.getByRole('region', { name: 'The draft being written' }).waitFor();
  await clean(page, /\?job=/);
  await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link', { name: 'Jobs' }).click();
  await page.waitForURL(/\/jobs/);
  const row = page.locator(`[data-job="${job}"]`);
  await row.getByRole('progressbar').waitFor();
  await clean(page, /\/jobs/);
  await row.getByRole('button', { name: /^Cancel/ }).click();
  await page.locator(`[data-job="${job}"][data-state=cancelled]`).waitFor();
  await row.getByRole('link').click();
  await page.waitForURL(/job=/);
  await page.getByRole('complementary', { name: 'Job' }).getByText('Make the bridge colder.').waitFor();
  await clean(page, /\/jobs\?job=/);
  await shoot(page, '13-jobs');
  await page.getByRole('radio', { name: 'Done', exact: true }).click({ force: true });
  await page.waitForURL(/state=completed/);
  await page.waitForFunction(
    () => document.querySelectorAll('[data-job][data-state=completed]').length === 1,
  );
});

step('the list of scripts is searched, archived and brought back', async () => {
  await page.goto('/scripts');
  await page.getByRole('link', { name: /The Last Lamplighter/ }).waitFor();
  await clean(page, /\/scripts$/);
  await shoot(page, '14-scripts');
  await page.getByRole('searchbox', { name: 'Search scripts' }).fill('nothing like it');
  await page.getByText('Nothing matches').waitFor();
  assert.match(page.url(), /q=nothing/);
  await page.goto(`/scripts/${script}/details`);
  await page.getByRole('button', { name: 'Archive script' }).click();
  await page.getByRole('button', { name: 'Bring it back' }).waitFor();
  await page.goto('/scripts?archived=true');
  await page.getByRole('link', { name: /The Last Lamplighter/ }).waitFor();
  await page.goto(`/scripts/${script}/details`);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByRole('button', { name: 'Archive script' }).waitFor();
});

step('eight tabs share one stream, and another takes it over when its tab goes', async () => {
  const streams = [];
  context.on('request', (request) => request.url().endsWith('/api/v1/events') && streams.push(request));
  const tabs = [];
  for (let i = 0; i < 7; i += 1) {
    const tab = await context.newPage();
    await tab.goto('/scripts');
    await connection(tab, 'live');
    tabs.push(tab);
  }
  assert.equal(streams.length, 0, 'the first tab streams for all of them');
  await page.close();
  page = tabs.shift();
  const next = await page.waitForFunction(() => true).then(() => streams.length);
  for (let i = 0; i < 50 && streams.length === 0; i += 1) await page.waitForTimeout(100);
  assert.equal(streams.length, 1, `${next} at first`);
  assert.match(streams[0].headers()['last-event-id'] ?? '', /^\d+$/);
  await tabs[0].goto('/scripts/new');
  await tabs[0].getByLabel('Title').fill('Room Tone');
  await tabs[0].getByLabel('Logline').fill('A deaf sound editor hears a murder.');
  await tabs[0].getByRole('button', { name: 'Create script' }).click();
  await page.getByRole('link', { name: /Room Tone/ }).waitFor();
  for (const tab of tabs) await tab.close();
});

step('a session that ran out is renewed unseen; one that is over leads to the door and back', async () => {
  await context.clearCookies({ name: '__Host-spool' });
  watch.outage.on = true; // the 401 that leads to the renewal is on the console
  await page.goto('/jobs');
  await page.locator('[data-job]', { hasText: 'The Last Lamplighter' }).first().waitFor();
  await connection(page, 'live');
  await page.waitForTimeout(1000); // whatever the room still asks for is answered
  await context.clearCookies();
  await page.getByRole('radio', { name: 'Failed' }).click({ force: true });
  await page.waitForURL(/\/sign-in/);
  await page.getByText('Your session has ended').waitFor();
  watch.outage.on = false;
  await clean(page, /\/sign-in/);
  await signIn(page);
  await page.waitForURL(/\/jobs\?state=failed/);
  await connection(page, 'live');
});

step('signing out closes the door behind one', async () => {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in$/);
  await page.goto(`/scripts/${script}`);
  await page.waitForURL(/\/sign-in/);
  await signIn(page);
  await page.waitForURL(new RegExp(script));
  await page.getByRole('heading', { level: 1, name: 'The Last Lamplighter' }).waitFor();
});

step('the main way goes by keyboard alone', async () => {
  await page.goto('/scripts');
  await page.getByRole('link', { name: /The Last Lamplighter/ }).waitFor();
  await tabTo(page, 'New script');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/scripts\/new/);
  await page.getByLabel('Logline').waitFor();
  await page.keyboard.type('A clockmaker stops time for one minute, and somebody uses it.');
  await tabTo(page, 'Title', { most: 3 });
  await page.keyboard.type('One Minute');
  await tabTo(page, 'Feature', { most: 3 });
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'Genre', { most: 3 });
  await page.keyboard.press('Enter');
  await page.keyboard.type('fan');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Create script');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/scripts\/[0-9a-f-]{36}$/);
  const { format, genre } = await api(`/scripts/${page.url().split('/').at(-1)}`);
  assert.deepEqual({ format, genre }, { format: 'series', genre: 'fantasy' });
  await page.getByRole('heading', { name: 'Write the first draft' }).waitFor();
  await tabTo(page, 'Write a screenplay');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?job=/);
  await grows(1);
  await tabTo(page, 'Cancel');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
  await page.keyboard.type('lamplighter');
  // The list comes from the server; a key pressed before it is there means nothing.
  await page.getByRole('menuitem', { name: /The Last Lamplighter/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`${script}`));
  await page.getByTestId('version-page').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await page.waitForURL(/\/jobs/);
});

step('over plain HTTP from another machine one signs in and streams as well', async () => {
  const other = await launch(`--host-resolver-rules=MAP studio.test 127.0.0.1`);
  try {
    const far = await watch.context(other, { baseURL: `http://studio.test:${studio.port}` });
    far.setDefaultTimeout(60_000);
    const tab = await far.newPage();
    await tab.goto('/scripts');
    await tab.waitForURL(/\/sign-in/);
    assert.equal(await tab.evaluate(() => isSecureContext), false);
    await signIn(tab);
    await tab.getByRole('link', { name: /The Last Lamplighter/ }).waitFor();
    await connection(tab, 'live');
    await tab.reload();
    await tab.getByRole('link', { name: /The Last Lamplighter/ }).waitFor();
  } finally {
    await other.close();
  }
});

test('nothing complained on the way', () => assert.deepEqual(watch.problems, []));
