// Pages in the browser that all test files share; they keep a record of what goes wrong in them.

import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const endpoint = process.env.REDLINES_BROWSER;
if (!endpoint) throw new Error('start the browser tests with tests/browser/run');
const browser = await chromium.connect(endpoint);
after(() => browser.close());

const IN_PAGE = ['in_page.js', 'in_page_notes.js', 'in_page_annotations.js', 'in_page_figures.js'].map((name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8'),
);

/** How many pages of a test file are open at once. */
export const concurrency = Number(process.env.PAGES ?? 1);

/** How many milliseconds a test may hold a page open, on a machine that is busy with other things. */
const PAGE_TIMEOUT = 600_000;

const contexts = new Map();

/** A window of its own, or the one that all tests share that do not store or count anything. */
async function contextFor(scripts, own) {
  const options = { javaScriptEnabled: scripts, reducedMotion: 'reduce' };
  if (own) return browser.newContext(options);
  if (!contexts.has(scripts)) contexts.set(scripts, browser.newContext(options));
  return contexts.get(scripts);
}

/**
 * Calls `use` with a new page. `problems` on it collects console messages, errors, requests to other
 * origins and requests that failed; `show` loads an address and makes `measure` (in_page.js) known there.
 * A page with `own` shares neither storage nor cache with others.
 */
export async function withPage(options, use) {
  const { width = 1440, height = 900, scripts = true, scheme = 'light', own = false } = options;
  const context = await contextFor(scripts, own);
  const page = await context.newPage();
  // A page that is closed fails what waits for it; without this a call into a page that hangs never ends.
  const limit = setTimeout(() => page.close(), PAGE_TIMEOUT);
  try {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    page.problems = [];
    page.show = async (url) => {
      page.origin = new URL(url).origin;
      await page.goto(url);
      await page.evaluate(() => document.fonts.ready.then(() => {}));
      for (const source of IN_PAGE) await page.evaluate(source);
    };
    record(page);
    return await use(page);
  } finally {
    clearTimeout(limit);
    await (own ? context : page).close();
  }
}

/** The text of a download, which comes from the browser's process. */
export const textOf = async (download) => text(await download.createReadStream());

function record(page) {
  const say = (problem) => page.problems.push(problem);
  page.on('console', (message) => say(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page may be left before its icon has come.
    const isLeft = reason === 'net::ERR_ABORTED' && request.url().endsWith('/favicon.svg');
    if (!isLeft) say(`request failed: ${request.url()} (${reason})`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== page.origin && url.protocol !== 'data:') say(`request to another origin: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) say(`status ${response.status()}: ${response.url()}`);
  });
}
