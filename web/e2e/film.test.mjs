// From a file to a film against the real binary, without a language model: a screenplay is dropped, a scene broken down,
// its shots edited by hand, the film asked for; frames arrive while one watches, a shot is refined, the film plays with
// its captions on time, one scene is filmed alone, everything can be taken away, and the next draft comes as a file.
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
  browser = await launch();
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

const names = async (number) => {
  const id = (await scene(number).getAttribute('id')).replace('scene-', '');
  const { items } = await get(`/scenes/${id}/shots`);
  return items.map(({ name }) => name);
};
/** What the board shows and what the server has are these shots in this order. */
const ordered = async (number, wanted) => {
  await page.waitForFunction(
    ([at, list]) =>
      [...document.querySelectorAll(`[data-scene="${at}"] [data-frame]`)]
        .map((frame) => frame.querySelector('.slate:has(> .sr-only)').textContent.replace('Shot', '').trim())
        .join() === list,
    [String(number), wanted.join()],
  );
  for (let tries = 0; (await names(number)).join() !== wanted.join(); tries += 1) {
    assert.ok(tries < 50, `${await names(number)} instead of ${wanted}`);
    await page.waitForTimeout(100);
  }
};
const act = async (shot, name) => {
  await scene(1)
    .getByRole('button', { name: `Actions for shot ${shot}` })
    .click();
  await page.getByRole('menuitem', { name }).click();
};

step('its shots are moved by keyboard and by pointer, and put back', async () => {
  const before = await names(1);
  const [first, second, ...rest] = before;
  await tabTo(page, new RegExp(`Shot\\s*${first}`));
  await page.keyboard.press('Shift+ArrowRight');
  await ordered(1, [second, first, ...rest]);
  await page.waitForFunction((name) => document.activeElement?.textContent.includes(name), first);
  await page.getByText(`Shot ${first} is now 2nd of ${before.length}`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await ordered(1, before);
  const from = await scene(1).locator('[data-frame]').first().boundingBox();
  const to = await scene(1).locator('[data-frame]').last().boundingBox();
  await page.mouse.move(from.x + 40, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 46, { steps: 4 });
  await page.mouse.move(to.x + to.width - 20, to.y + 60, { steps: 8 });
  await page.locator('[data-gap=after]').waitFor();
  await page.screenshot({ path: `${RESULTS}46-dragged-1280.png` });
  await page.mouse.up();
  await ordered(1, [second, ...rest, first]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await ordered(1, before);
});

step('a shot is locked, one is put in by hand with somebody in it, and taken out again', async () => {
  const before = await names(1);
  await act(before[0], 'Lock');
  await scene(1).getByLabel('Locked').waitFor();
  await act(before[0], 'Unlock');
  await scene(1).getByLabel('Locked').waitFor({ state: 'detached' });
  await act(before[0], 'Add a shot after it');
  const sheet = page.getByRole('dialog', { name: 'New shot in scene 1' });
  await sheet.getByLabel('Description').fill('Tom looks up at the dark lamp.');
  await sheet.getByRole('button', { name: /^tom$/i }).click();
  await clean(page, /\/board/);
  await shoot(page, '47-new-shot');
  await sheet.getByRole('button', { name: 'Add shot' }).click();
  const panel = page.getByTestId('shot');
  await panel.getByText('Tom looks up at the dark lamp.').first().waitFor();
  const added = (await names(1)).find((name) => !before.includes(name));
  await ordered(1, [before[0], added, ...before.slice(1)]);
  await panel.getByRole('button', { name: 'Close' }).click();
  await act(added, 'Remove');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await ordered(1, before);
});

step('what differs on purpose is declared on the board, and stands with the scene', async () => {
  await scene(1).getByRole('button', { name: 'More of scene 1' }).click();
  await page.getByRole('menuitem', { name: 'Declare a change' }).click();
  const sheet = page.getByRole('dialog', { name: 'A change in scene 1' });
  await sheet.getByRole('button', { name: /The set/ }).click();
  await page.getByRole('option', { name: /^ada$/i }).click();
  await sheet.getByLabel('How it differs').fill('the coat is torn at the shoulder');
  await clean(page, /\/board/);
  await sheet.getByRole('button', { name: 'Declare' }).click();
  const line = /ada: the coat is torn at the shoulder/i;
  await scene(1).getByRole('listitem').filter({ hasText: line }).waitFor();
  await page.reload();
  await scene(1).getByRole('listitem').filter({ hasText: line }).waitFor();
  await clean(page, /\/board/);
  await scene(1)
    .getByRole('button', { name: /^Withdraw/ })
    .click();
  await scene(1)
    .getByRole('list', { name: /^Declared changes/ })
    .waitFor({ state: 'detached' });
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

step('the film plays with its captions on time, and is walked by its scenes', async () => {
  // By the tab, as people come: the space bar plays although the tab has the focus.
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
      cues: [...(film.textTracks[0]?.cues ?? [])].map(({ startTime, endTime, text }) => ({
        from: startTime,
        to: endTime,
        text,
      })),
      on: [...(film.textTracks[0]?.activeCues ?? [])].map(({ text }) => text),
    }));
  const passed = (at) => page.waitForFunction((s) => document.querySelector('video').currentTime > s, at);
  await page.waitForFunction(() => document.querySelector('video')?.readyState >= 2);
  await page.waitForFunction(() => document.querySelector('video').textTracks[0]?.cues?.length > 0);
  const { cues, duration, wide, mode } = await video();
  assert.ok(duration > 3 && wide >= 1280, `${duration} s, ${wide} px`);
  assert.equal(mode, 'showing');
  assert.match(cues[0].text, /They cut the gas at six/);
  assert.deepEqual((await video()).on, []);

  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await passed(0.7);
  assert.equal((await video()).error, undefined);
  await passed(cues[0].from + 0.2);
  const speaking = await video();
  assert.ok(speaking.at < cues[0].to, `the first words were over at ${speaking.at}`);
  assert.deepEqual(speaking.on, [cues[0].text]);
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  const { at } = await video();
  await page.waitForTimeout(400);
  assert.equal((await video()).at, at, 'it stands while it is paused');
  await shoot(page, '44-film');

  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Show captions' }).waitFor();
  assert.equal((await video()).mode, 'hidden');
  await page.keyboard.press('c');

  const chapters = page.locator('[data-chapter]');
  assert.equal(await chapters.count(), 2);
  await chapters.nth(1).click();
  await page.locator('[data-chapter="1"][aria-current=true]').waitFor();
  const begins = (await video()).at;
  assert.ok(begins > 1 && begins < cues.at(-1).from, `the second scene begins at ${begins}`);
  await page.keyboard.press(' ');
  await passed(begins + 0.5);
  await page.keyboard.press('p');
  await page.keyboard.press('p');
  await page.locator('[data-chapter="0"][aria-current=true]').waitFor();
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await clean(page, /\/film$/);
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

step('one scene is filmed alone as WebM, and played from the board', async () => {
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await scene(2).getByRole('button', { name: 'More of scene 2' }).click();
  await page.getByRole('menuitem', { name: 'Film scene with settings' }).click();
  const sheet = page.getByRole('dialog', { name: 'Film of scene 2' });
  await sheet.getByRole('radio', { name: 'WebM' }).click({ force: true });
  await sheet.getByRole('radio', { name: '25', exact: true }).click({ force: true });
  await clean(page, /\/board/);
  await shoot(page, '49-film-settings');
  await sheet.getByRole('button', { name: 'Film scene' }).click();
  await page.getByText('Scene 2 is being filmed').waitFor();
  await scene(2).getByRole('link', { name: /^Play/ }).click({ timeout: MADE_MS });
  await page.waitForURL(/\/film\?film=/);
  const { items } = await get(`/assets?script=${script}&type=video&tag=animatic`);
  const asset = items.find(({ id }) => page.url().endsWith(id));
  assert.equal(asset.media_type, 'video/webm');
  await page.waitForFunction(() => document.querySelector('video')?.readyState >= 2);
  const alone = await page.locator('video').evaluate((film) => film.duration);
  assert.ok(alone > 3 && alone < 20, `the scene lasts ${alone} s`);
  await page.keyboard.press('k');
  await page.waitForFunction(() => document.querySelector('video').currentTime > 0.5);
  await page.keyboard.press('k');
  await page.getByRole('button', { name: /One scene/ }).waitFor();
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('menuitem', { name: 'The film (WebM)' }).waitFor();
  await page.keyboard.press('Escape');
});

step('a shot is drawn again in another shape, from another side', async () => {
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await scene(1).locator('[data-frame]').last().click();
  const panel = page.getByTestId('shot');
  const { takes } = await page.evaluate(async () => {
    const id = new URL(location.href).searchParams.get('shot');
    const answer = await fetch(`/api/v1/shots/${id}/takes`);
    return { takes: (await answer.json()).items.length };
  });
  await panel.getByRole('button', { name: 'Camera, sky and picture' }).click();
  await panel.getByRole('radio', { name: '2.39:1' }).click({ force: true });
  await panel.getByRole('button', { name: /Time of day$/ }).click();
  await page.getByRole('option', { name: 'Dusk' }).click();
  await clean(page, /shot=/);
  await panel.getByRole('button', { name: 'Draw another take' }).click();
  await panel.getByRole('button', { name: `Take ${takes + 1}, in use` }).waitFor({ timeout: MADE_MS });
  const shape = await page.evaluate(async () => {
    const id = new URL(location.href).searchParams.get('shot');
    const { active_take: take } = await (await fetch(`/api/v1/shots/${id}`)).json();
    return (await fetch(`/api/v1/assets/${take.still.asset_id}`)).json();
  });
  assert.ok(Math.abs(shape.width / shape.height - 2.39) < 0.02, `${shape.width} by ${shape.height}`);
  await shoot(page, '50-scope');
  await panel.getByRole('button', { name: 'Close' }).click();
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

step('the next draft comes as a file, and becomes the newest version', async () => {
  await page.goto(`/scripts/${script}`);
  await page.getByTestId('version-drop').waitFor();
  await drop(page.getByTestId('version-drop'), 'letter.txt', 'Dear Tom, it rains.');
  await page.getByRole('dialog', { name: 'This file is no screenplay' }).waitFor();
  await page.getByRole('button', { name: 'Choose another' }).click();
  await drop(page.getByTestId('version-drop'), NAME, `${TEXT}\nEXT. ROOFS - DAWN\n\nThe lamps go out.\n`);
  const sheet = page.getByRole('dialog', { name: `Import ${NAME}` });
  await sheet.getByText('3 scenes').waitFor();
  await clean(page, /\/versions\/1$/);
  await shoot(page, '48-next-draft');
  await sheet.getByRole('button', { name: 'Import as version 2' }).click();
  await page.waitForURL(/\/versions\/2$/);
  await page.getByTestId('version-page').getByText('The lamps go out.').waitFor();
  assert.equal((await get(`/scripts/${script}`)).head, 2);
});

test('nothing complained on the way', () =>
  assert.deepEqual(
    watch.problems.filter((problem) => !/ 422 .*\/refine/.test(problem)),
    [],
  ));
