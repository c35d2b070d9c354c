// One browser for all tests, and pages in it that keep a record of what goes wrong in them.

import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // What asks another origin is told that there is none.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
});
after(() => browser.close());

const IN_PAGE = ['in_page.js', 'in_page_notes.js', 'in_page_annotations.js', 'in_page_figures.js'].map((name) =>
  readFileSync(new URL(name, import.meta.url), 'utf8'),
);

/** How many pages are open at once. */
export const concurrency = 2;

/** How many milliseconds a test may hold a page open, on a slow machine. */
const PATIENCE = 180_000;

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
  const limit = setTimeout(() => page.close(), PATIENCE);
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
