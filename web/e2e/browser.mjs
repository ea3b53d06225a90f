// Chromium as the tests drive it, and what they ask of every page: no errors, no blocked styles, nothing axe finds.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const RESULTS = fileURLToPath(new URL('../test-results/', import.meta.url));

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

mkdirSync(RESULTS, { recursive: true });

export const launch = (...more) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGS, ...more] });

/** Notes everything a page complains of. While `outage.on` the network may fail; a visitor may be refused. */
export class Watch {
  problems = [];
  outage = { on: false };

  async context(browser, options = {}) {
    const context = await browser.newContext({ viewport: DESK, ...options });
    await context.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        console.error(
          `CSP ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        ),
      ),
    );
    context.on('page', (page) => this.#listen(page));
    return context;
  }

  #listen(page) {
    page.on('pageerror', (error) => this.problems.push(`${page.url()} threw ${error.message}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      const text = message.text();
      const network = /^Failed to load resource/.test(text);
      if (network && this.outage.on) return;
      // Over plain HTTP from another machine there is no secure page to isolate.
      if (/^The Cross-Origin-Opener-Policy header has been ignored/.test(text)) return;
      // A visitor is asked who they are, and is nobody yet.
      if (network && / 401 /.test(text) && /\/auth\/(me|refresh)$/.test(message.location().url)) return;
      this.problems.push(`${page.url()} ${message.type()}: ${text} ${message.location().url}`);
    });
  }
}

/** axe finds nothing, and nothing is wider than the screen, on this address at both sizes. */
export async function clean(page, address) {
  assert.match(page.url(), address, 'axe must look at the page it was meant for');
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(350);
    assert.match(page.url(), address);
    await page.evaluate(AXE);
    const found = await page.evaluate(async (rules) => {
      const { violations } = await window.axe.run(document, { runOnly: rules });
      return violations.map(
        (v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`,
      );
    }, RULES);
    assert.deepEqual(found, [], `${address} at ${size.width}`);
    const over = await page.evaluate(() => {
      const room = document.getElementById('room') ?? document.documentElement;
      return room.scrollWidth - room.clientWidth;
    });
    assert.ok(over <= 1, `${address} is ${over} px too wide at ${size.width}`);
  }
  await page.setViewportSize(DESK);
}

/** Both sizes of what is on the screen, into web/test-results. */
export async function shoot(page, name) {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${RESULTS}${name}-${size.width}.png` });
  }
}

export const connection = (page, state) =>
  page.locator(`[data-testid=connection][data-state=${state}]`).waitFor({ timeout: 60_000 });

/** Tabs on until the focused thing has this name, and checks that one could see it on the way. */
export async function tabTo(page, name, { most = 60, key = 'Tab' } = {}) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press(key);
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { name: '', seen: true };
      const labels = [...(element.labels ?? [])].map((label) => label.textContent);
      const by = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => id && document.getElementById(id)?.textContent);
      const text = [element.getAttribute('aria-label'), ...by, ...labels, element.textContent]
        .filter(Boolean)
        .join(' ');
      const ringed = [element, element.parentElement, element.closest('label')].some((one) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        const after = getComputedStyle(one, '::after');
        return (
          (outlineStyle !== 'none' && outlineWidth !== '0px') ||
          (after.outlineStyle !== 'none' && after.outlineWidth !== '0px')
        );
      });
      return {
        name: text.trim(),
        seen: ringed || element.id === 'room' || element.classList.contains('cm-content'),
      };
    });
    assert.ok(at.seen, `the focus on “${at.name}” cannot be seen`);
    if (name instanceof RegExp ? name.test(at.name) : at.name.includes(name)) return;
  }
  assert.fail(`no Tab leads to ${name} on ${page.url()}`);
}
