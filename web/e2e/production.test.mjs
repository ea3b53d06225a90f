// A production against the real binary: what it would take, the graph as it completes, a node by keyboard, the results,
// a second one that makes nothing anew, and one that fails, is tried again, held, let go and cancelled. The studio has no
// language model at first: timings need none, and notes fail without.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clean, connection, DESK, launch, RESULTS, shoot, tabTo, Watch } from './browser.mjs';
import { Studio } from './studio.mjs';

const MADE_MS = 60_000;
const SCENES = [
  'EXT. CANAL BRIDGE - NIGHT',
  'INT. LAMP ROOM - NIGHT',
  'EXT. COPPER ROOFS - DAWN',
  'INT. COUNCIL HALL - DAY',
  'EXT. MARKET SQUARE - DAY',
  'INT. LAMP ROOM - LATER',
];
const TEXT = SCENES.map(
  (heading, at) =>
    `${heading}\n\nAda counts lamp number ${at + 1}. Fog comes off the water and takes the far bank.\n\nADA\nNot yet. ${'There is oil left. '.repeat(at + 1)}\n\nTOM\nThe order says Friday.\n`,
).join('\n');

const watch = new Watch();
let studio;
let browser;
let page;
let script;
let first;

before(async () => {
  studio = await Studio.start({ model: false });
  browser = await launch();
  const context = await watch.context(browser, { baseURL: studio.url });
  context.setDefaultTimeout(MADE_MS);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await studio?.stop();
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
      await page?.screenshot({ path: `${RESULTS}production-failed.png` }).catch(() => {});
      console.error(`at ${page?.url()}\n${studio?.log() ?? ''}`);
      throw error;
    }
  });

const ask = (path, method = 'GET', body = undefined) =>
  page.evaluate(
    async ([url, verb, json]) => {
      const answer = await fetch(url, {
        method: verb,
        ...(json && { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
      });
      return { status: answer.status, body: await answer.json() };
    },
    [`/api/v1${path}`, method, body],
  );
const get = async (path) => (await ask(path)).body;
const state = (word) => page.getByTestId('production-state').getByText(word, { exact: true }).waitFor();
const nodes = (face) => page.getByTestId('graph').locator(`[data-face=${face}]`);
const tick = (name) => page.getByRole('checkbox', { name }).click({ force: true });
const start = async () => {
  await page.goto(`/scripts/${script}/production`);
  await page.getByRole('heading', { name: 'Produce' }).waitFor();
};
/** The form offers the film; here it is about timings. */
const timings = async () => {
  await start();
  for (const name of [/^Film/, /^Running time/, /^Scene timings/]) await tick(name);
};

step('a script of six scenes, pasted', async () => {
  await page.goto('/');
  await page.waitForURL(/\/sign-up/);
  await page.getByLabel('Name').fill('Ada Fenn');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Password').fill('a lamp in the fog');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/scripts$/);
  await connection(page, 'live');
  const made = await ask('/scripts', 'POST', {
    title: 'The Last Lamplighter',
    format: 'feature',
    genre: 'noir',
    tone: 'melancholic',
    logline: 'The last lamplighter has one night to relight a bridge.',
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  script = made.body.id;
  await start();
  await page.getByText('Nothing to produce yet').waitFor();
  const version = await ask(`/scripts/${script}/versions`, 'POST', { text: TEXT, script_type: 'screenplay' });
  assert.equal(version.status, 201, JSON.stringify(version.body));
  assert.equal((await get(`/scripts/${script}`)).scene_count, SCENES.length);
});

step('what it would take is said before it is asked for', async () => {
  await timings();
  const estimate = page.getByTestId('estimate');
  await estimate.getByText('7 parts of 7 to make').waitFor();
  await estimate.getByText('never made').waitFor();
  await clean(page, /\/production$/);
  await shoot(page, '20-produce');
  await tick(/^Running time/);
  await estimate.getByText('6 parts of 6 to make').waitFor();
  await tick(/^Running time/);
  await estimate.getByText('7 parts of 7 to make').waitFor();
});

step('a budget of nothing refuses it, and an empty one lets it through', async () => {
  const budget = async (minutes) => {
    await page.getByRole('button', { name: 'Set budget' }).click();
    await page.getByLabel('Computing minutes').fill(minutes);
    await page.getByRole('button', { name: 'Save budget' }).click();
    await page.getByText('Budget saved').first().waitFor();
  };
  await budget('0');
  await page.getByText('Over the budget.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Start production' }).isDisabled());
  await clean(page, /\/production$/);
  await budget('');
  await page.getByText('Over the budget.').waitFor({ state: 'detached' });
});

step('it is started, and its graph completes while one watches', async () => {
  await page.getByRole('button', { name: 'Start production' }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  first = page.url().split('/').at(-1);
  await page.getByTestId('graph').waitFor();
  assert.equal(await page.getByTestId('graph').locator('[data-node]').count(), 7);
  const where = () =>
    page
      .locator('[data-testid=graph] [data-node]')
      .evaluateAll((all) => all.map(({ style }) => `${style.left} ${style.top}`));
  const places = await where();
  await state('Done');
  await page.waitForFunction(() => document.querySelectorAll('[data-face=completed]').length === 7);
  assert.deepEqual(await where(), places, 'nothing moves while progress is made');
  await page.locator('[data-total=completed]').getByText('7 made').waitFor();
  await clean(page, /\/jobs\/[0-9a-f-]{36}$/);
  await shoot(page, '21-production');
});

step('a node is reached and opened by keyboard, and gives the focus back', async () => {
  await page.reload();
  await page.getByTestId('graph').waitFor();
  await tabTo(page, 'Timing of scene 1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  assert.match(await focused(), /Timing of the script/);
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await page.keyboard.press('Enter');
  const panel = page.getByTestId('node');
  await panel.getByRole('heading', { name: 'Timing of the script' }).waitFor();
  assert.match(await focused(), /Timing of the script/);
  await panel.getByRole('heading', { name: 'One-liner' }).waitFor();
  await clean(page, /node=/);
  await shoot(page, '22-node');
  await panel.getByRole('button', { name: 'Timing of scene 2' }).click();
  await panel.getByRole('heading', { name: 'Timing of scene 2' }).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.waitForFunction(() => /Timing of scene 2/.test(document.activeElement?.textContent ?? ''));
});

step('the same is a table, and the results are read', async () => {
  await page.getByRole('link', { name: 'Table', exact: true }).click();
  await page.waitForURL(/view=table/);
  const rows = page.locator('[data-row]');
  assert.equal(await rows.count(), 7);
  await page.getByRole('button', { name: 'Part' }).click();
  await page.waitForURL(/sort=name/);
  assert.match(await rows.first().innerText(), /Timing of scene 1/);
  await clean(page, /view=table/);
  await shoot(page, '23-table');
  await page.getByRole('link', { name: 'Results', exact: true }).click();
  await page.waitForURL(/view=results/);
  const liner = page.getByRole('table', { name: 'One-liner' });
  for (const heading of SCENES) await liner.getByText(heading).waitFor();
  await page.getByRole('table', { name: 'Cast' }).getByText('ADA').waitFor();
  await clean(page, /view=results/);
  await shoot(page, '24-results');
});

step('a result has a page of its own', async () => {
  const { nodes: all } = await get(`/jobs/${first}/graph`);
  await page.goto(`/jobs/${all.find(({ kind }) => kind === 'time_scene').job_id}`);
  await page.getByRole('table', { name: 'Who speaks' }).getByText('TOM').waitFor();
  await clean(page, /\/jobs\/[0-9a-f-]{36}$/);
  await page.getByRole('link', { name: 'Its production' }).click();
  await page.waitForURL(new RegExp(first));
});

step('asked for again, all of it is taken as it is', async () => {
  await timings();
  await page.getByTestId('estimate').getByText('All of it is there already').waitFor();
  await page.getByRole('button', { name: 'Start production' }).click();
  await page.waitForURL((url) => /\/jobs\//.test(url.pathname) && !url.pathname.includes(first));
  await state('Done');
  await nodes('reused').first().waitFor();
  assert.equal(await nodes('reused').count(), 7);
  await page.locator('[data-total=reused]').getByText('7 made before').waitFor();
  await shoot(page, '25-reused');
});

step('what fails shows itself with what it blocks, and says why', async () => {
  await timings();
  await tick(/^Coverage/);
  await page.getByText('own workers have none').waitFor();
  await page.getByTestId('estimate').getByText('7 parts of 14 to make').waitFor();
  await page.getByRole('button', { name: 'Start production' }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await state('Partly done');
  await page.getByRole('button', { name: 'Retry 6 failed' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-face=failed]').length === 6);
  assert.equal(await nodes('reused').count(), 7);
  assert.equal(await nodes('blocked').count(), 1);
  await nodes('failed').first().click();
  const panel = page.getByTestId('node');
  await panel.getByText(/no language model/).waitFor();
  await panel.getByText('Blocks', { exact: true }).waitFor();
  await clean(page, /node=/);
  await shoot(page, '26-failed');
  await panel.getByRole('button', { name: 'Close' }).click();
});

step('with a language model the failed ones are tried again, held, let go and cancelled', async () => {
  const job = new URL(page.url()).pathname.split('/').at(-1);
  watch.outage.on = true;
  await studio.restart({ model: true });
  await connection(page, 'live');
  watch.outage.on = false;
  await page.getByRole('button', { name: 'Retry 6 failed' }).click();
  await nodes('running').first().waitFor();
  await nodes('queued').first().waitFor();
  await nodes('waiting').first().waitFor();
  await shoot(page, '27-running');
  await page.getByRole('button', { name: 'Pause' }).click();
  await state('Paused');
  await nodes('running').first().waitFor({ state: 'detached' });
  await clean(page, /\/jobs\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Resume' }).click();
  await state('Running');
  await nodes('queued').last().click();
  const panel = page.getByTestId('node');
  await panel.getByRole('button', { name: 'Pause' }).click();
  await panel.getByRole('button', { name: 'Resume' }).waitFor();
  await nodes('paused').first().waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await nodes('cancelled').first().waitFor();
  await nodes('blocked').first().waitFor();
  await panel.getByRole('button', { name: 'Close' }).click();
  await shoot(page, '28-blocked');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await state('Cancelled');
  const { totals } = await get(`/jobs/${job}`);
  assert.equal(totals.running + totals.waiting, 0, JSON.stringify(totals));
});

step('waiting jobs are moved in the line by keyboard', async () => {
  const asked = [];
  for (const title of ['zeroth', 'first', 'second', 'third', 'fourth']) {
    const { status, body } = await ask(`/scripts/${script}/generate`, 'POST', {
      prompt: `The ${title} draft.`,
      script_type: 'screenplay',
      length: 'long',
    });
    assert.equal(status, 202, JSON.stringify(body));
    asked.push(body.id);
  }
  await page.goto('/jobs');
  const line = page.getByRole('region', { name: 'Waiting, in this order' });
  const order = () =>
    line.locator('[data-job]').evaluateAll((all) => all.map((row) => row.getAttribute('data-job')));
  const last = line.locator(`[data-job="${asked[4]}"]`);
  await last.getByText(/in line/).waitFor();
  assert.equal((await order()).at(-1), asked[4]);
  await clean(page, /\/jobs$/);
  await shoot(page, '29-line');
  const all = await order();
  await page.getByRole('radio', { name: 'Waiting', exact: true }).click({ force: true });
  await page.waitForURL(/state=waiting/);
  await page.waitForFunction((count) => {
    const rows = [...document.querySelectorAll('[data-job]')].map((row) => row.getAttribute('data-state'));
    return rows.length >= count && rows.every((word) => /^(pending|validating|queued)$/.test(word));
  }, all.length);
  assert.equal(await page.locator('[data-job]').first().getAttribute('data-job'), all[0]);
  await page.getByRole('radio', { name: 'All', exact: true }).click({ force: true });
  await last.getByText(/in line/).waitFor();
  await last.locator('[data-move=first]').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (id) => document.activeElement?.closest('[data-job]')?.getAttribute('data-job') === id,
    asked[4],
  );
  assert.equal((await order())[0], asked[4]);
  await page.waitForTimeout(1500);
  await page.reload();
  await last.waitFor();
  assert.equal((await order())[0], asked[4]);
  for (const id of asked) await ask(`/jobs/${id}/cancel`, 'POST', {});
});

step('whoever runs the studio sees its workers and its scheduled work', async () => {
  await page
    .getByRole('navigation', { name: 'Rooms' })
    .first()
    .getByRole('link', { name: 'Workers' })
    .click();
  await page.waitForURL(/\/workers$/);
  await page.locator('[data-worker=alive]').first().waitFor();
  await page.getByRole('table', { name: 'Scheduled work' }).getByRole('row').nth(1).waitFor();
  await clean(page, /\/workers$/);
  await shoot(page, '30-workers');
  await page.setViewportSize(DESK);
});

test('nothing complained on the way', () => assert.deepEqual(watch.problems, []));
