// From a file to a film against the real binary, without a language model: a screenplay is dropped, a scene broken down,
// the film asked for; frames arrive while one watches, a shot is refined, the film plays with its captions, and
// everything can be taken away.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { clean, connection, launch, RESULTS, shoot, tabTo, Watch } from './browser.mjs';
import { Studio } from './studio.mjs';

/** Two short scenes are a minute's work; a loaded machine takes its time. */
const MADE_MS = 420_000;
const NAME = 'the-last-lamp.fountain';
const TEXT = `Title: The Last Lamp
Author: Ada Fenn

EXT. CANAL BRIDGE - NIGHT

Fog comes off the water. ADA, in a long coat, counts the lamps. The third is dark.

ADA
They cut the gas at six.

TOM waits at the foot of the bridge.

TOM
The order says Friday.

INT. LAMP ROOM - DAY

Ada sets the lantern on the table. The flame gutters and will not take.

ADA
Then there is an hour in the pipes.
`;

const watch = new Watch();
let studio;
let browser;
let page;
let script;
let folder;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spool-film-'));
  studio = await Studio.start({ model: false });
  browser = await launch('--autoplay-policy=no-user-gesture-required');
  const context = await watch.context(browser, { baseURL: studio.url, acceptDownloads: true });
  context.setDefaultTimeout(60_000);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await studio?.stop();
  await rm(folder, { recursive: true, force: true });
});

let broken = false;
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
      await page?.screenshot({ path: `${RESULTS}film-failed.png` }).catch(() => {});
      console.error(`at ${page?.url()}\n${studio?.log() ?? ''}`);
      throw error;
    }
  });

const get = (path) => page.evaluate((url) => fetch(url).then((answer) => answer.json()), `/api/v1${path}`);
const frames = (state) => page.locator(`[data-frame][data-state=${state}]`);
const scene = (number) => page.locator(`[data-scene="${number}"]`);

/** Drops a file from outside the browser, as a person would. */
const drop = async (target, name, text) => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  const box = await target.boundingBox();
  const at = { x: box.x + 40, y: box.y + box.height / 2 };
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  const cdp = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
  await cdp.detach();
};

step('a file that is no screenplay is refused where it was dropped', async () => {
  await page.goto('/');
  await page.waitForURL(/\/sign-up/);
  await page.getByLabel('Name').fill('Ada Fenn');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Password').fill('a lamp in the fog');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/scripts$/);
  await connection(page, 'live');
  await drop(page.getByTestId('import-drop'), 'letter.txt', 'Dear Tom, it rains.');
  await page
    .getByRole('alert')
    .getByText(/No scene heading was found/)
    .waitFor();
  await clean(page, /\/scripts$/);
});

step('a screenplay that is dropped shows what was read, and becomes a script with its cast', async () => {
  await drop(page.getByTestId('import-drop'), NAME, TEXT);
  const reading = page.getByTestId('reading');
  await reading.getByText('2 scenes').waitFor();
  await reading.getByText('ADA, TOM').waitFor();
  await clean(page, /\/scripts$/);
  await shoot(page, '40-import');
  assert.equal(await page.getByLabel('Title').inputValue(), 'The Last Lamp');
  await page.getByRole('button', { name: 'Import script' }).click();
  await page.waitForURL(/\/scripts\/[0-9a-f-]{36}/);
  script = new URL(page.url()).pathname.split('/')[2];
  const made = await get(`/scripts/${script}`);
  assert.equal(made.scene_count, 2);
  assert.deepEqual(made.characters.map(({ name }) => name.toUpperCase()).sort(), ['ADA', 'TOM']);
});

step('a scene is broken down into shots on the board', async () => {
  await page.getByRole('link', { name: 'Board' }).click();
  await page.waitForURL(/\/board$/);
  await scene(1).getByText('No shots yet').waitFor();
  await clean(page, /\/board$/);
  await scene(1)
    .getByRole('button', { name: /^Break down/ })
    .click();
  await scene(1).locator('[data-frame]').first().waitFor();
  assert.ok((await scene(1).locator('[data-frame]').count()) >= 2, 'a scene has more than one shot');
  assert.match(await scene(1).locator('[data-frame]').first().innerText(), /1A\s+\w+, .*mm/);
});

step('the film is asked for, and its frames arrive while one watches', async () => {
  await page.getByRole('button', { name: 'Make the film' }).click();
  await page.getByTestId('film-in-work').waitFor();
  await frames('drawing').first().waitFor({ timeout: MADE_MS });
  await shoot(page, '41-drawing');
  const seen = new Set();
  const until = Date.now() + MADE_MS;
  for (;;) {
    seen.add(await frames('drawn').count());
    const all = await page.locator('[data-frame]').count();
    if ((await scene(2).locator('[data-frame]').count()) > 0 && (await frames('drawn').count()) === all)
      break;
    assert.ok(Date.now() < until, `the frames did not come: ${[...seen]}`);
    await page.waitForTimeout(150);
  }
  assert.ok(seen.size >= 3, `they came one after the other: ${[...seen]}`);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-frame] img')].every((img) => img.naturalWidth > 0),
  );
  await clean(page, /\/board$/);
  await shoot(page, '42-board');
});

step('a shot is opened by keyboard, refined in words, and its takes are compared', async () => {
  await page.reload();
  await frames('drawn').first().waitFor();
  await tabTo(page, /Shot\s*1A/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const panel = page.getByTestId('shot');
  await panel.getByRole('heading', { name: 'Shot 1B' }).waitFor();
  await panel.getByLabel('Refine', { exact: true }).fill('darker, low angle');
  await panel.getByRole('button', { name: 'Draw another take' }).click();
  await panel.getByRole('button', { name: 'Take 2, in use' }).waitFor({ timeout: MADE_MS });
  await panel.getByText(/Asked for: “darker, low angle/).waitFor();
  await panel.getByRole('button', { name: 'Take 1' }).click();
  await panel.getByRole('button', { name: 'Use take 1' }).click();
  await panel.getByRole('button', { name: 'Take 1, in use' }).waitFor();
  await panel.getByRole('button', { name: /^Consistency/ }).click();
  await panel.getByRole('button', { name: 'Plan of the shot' }).click();
  await clean(page, /shot=/);
  await shoot(page, '43-shot');
  await panel.getByLabel('Refine', { exact: true }).fill('xyzzy');
  await panel.getByRole('button', { name: 'Draw another take' }).click();
  watch.problems = watch.problems.filter((problem) => !/ 422 .*\/refine/.test(problem));
  await panel.getByText(/not understood/i).waitFor();
  await panel.getByRole('heading', { name: 'Shot 1B' }).focus();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.waitForFunction(() => /1B/.test(document.activeElement?.textContent ?? ''));
});

step('the film is there with its captions', async () => {
  await page.getByRole('link', { name: 'Film', exact: true }).click();
  await page.waitForURL(/\/film$/);
  await page.getByTestId('player').waitFor({ timeout: MADE_MS });
  const video = () =>
    page.locator('video').evaluate((film) => ({
      at: film.currentTime,
      duration: film.duration,
      paused: film.paused,
      wide: film.videoWidth,
      error: film.error?.message,
      mode: film.textTracks[0]?.mode,
      cues: film.textTracks[0]?.cues?.length ?? 0,
    }));
  await page.waitForFunction(() => document.querySelector('video')?.readyState >= 2);
  assert.ok((await video()).duration > 3, JSON.stringify(await video()));
  await page.waitForFunction(() => document.querySelector('video').textTracks[0]?.cues?.length > 0);
  assert.equal((await video()).error, undefined);
  assert.ok((await video()).wide >= 1280);
});

step('everything can be taken away', async () => {
  const take = async (name) => {
    await page.getByRole('button', { name: 'Download' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name, exact: name === 'PDF' }).click();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const film = await take('The film');
  assert.match(film.name, /\.mp4$/);
  assert.equal(film.bytes.toString('latin1', 4, 8), 'ftyp');
  const begins = [
    ['Fountain', /fountain/i, /CANAL BRIDGE/],
    ['Final Draft', /\.fdx$/, /<FinalDraft/],
    ['PDF', /\.pdf$/, /^%PDF-/],
    ['EDL', /\.edl$/, /TITLE:/],
    ['OpenTimelineIO', /\.otio$/, /OTIO_SCHEMA/],
    ['Captions (SRT)', /\.srt$/, /-->/],
    ['Everything (ZIP)', /\.zip$/, /^PK/],
  ];
  for (const [name, ending, content] of begins) {
    const file = await take(name);
    assert.match(file.name, ending);
    assert.match(file.bytes.toString('latin1', 0, 20_000), content, name);
  }
});

step('its graph and its result are read on the production’s page', async () => {
  const { items } = await get(`/jobs?script_id=${script}&kind=produce&top=true`);
  await page.goto(`/jobs/${items[0].id}`);
  await page.getByTestId('graph').locator('[data-node]').first().waitFor();
  await clean(page, /\/jobs\/[0-9a-f-]{36}$/);
  await page.getByRole('link', { name: 'Results', exact: true }).click();
  await page.waitForURL(/view=results/);
  await page.getByRole('link', { name: 'See it on the screen' }).waitFor();
  await shoot(page, '45-results');
});

test('nothing complained on the way', () =>
  assert.deepEqual(
    watch.problems.filter((problem) => !/ 422 .*\/refine/.test(problem)),
    [],
  ));
