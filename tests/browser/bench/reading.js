// How fast a large site answers its readers: prints what a reader waits for in Chromium, and judges nothing.
// Argument: the folder of a built site. scripts/bench-reading calls it on corpus M.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

import { serve } from '../support/server.js';

const TIMES = 5;

const folder = process.argv[2];
const origin = await serve(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

/** Milliseconds until `done` holds in the page, from a click in it on: measured there, without the way to it. */
const until = (page, selector, done) =>
  page.evaluate(
    async ([wanted, condition]) => {
      const holds = new Function(`return ${condition}`);
      const started = performance.now();
      document.querySelector(wanted).click();
      while (!holds()) await new Promise((next) => requestAnimationFrame(next));
      return performance.now() - started;
    },
    [selector, done],
  );

const count = `document.querySelector('.finder-count')?.textContent`;

/** One reader's way to an actor's strikes of one year: three actions, each with the time to its first result. */
async function find(page) {
  const times = {};
  await page.goto(`${origin}/events/`);
  // The filters show once their script is there.
  await page.locator('.finder:not([hidden])').waitFor();
  times['opening the filters'] = await until(page, '.finder summary', `document.querySelector('.finder-form')`);
  let shown = await page.evaluate(count);
  const choose = async (facet, term) => {
    const box = page.locator('.finder-facets > details', { has: page.locator('summary', { hasText: facet }) });
    await box.locator('summary').click();
    const label = box.locator('label', { hasText: term }).first();
    await label.locator('input').evaluate((input) => input.setAttribute('data-next', ''));
    const took = await until(page, '[data-next]', `${count} !== ${JSON.stringify(shown)} && document.querySelector('.finder-results li')`);
    await page.evaluate(() => document.querySelector('[data-next]')?.removeAttribute('data-next'));
    shown = await page.evaluate(count);
    return took;
  };
  const actor = await page.evaluate(() => document.querySelector('.finder-facets label').textContent.trim().replace(/\s*\d+$/, ''));
  times[`1. the actor`] = await choose('Actor', actor);
  times['2. strikes'] = await choose('Type', 'Strike');
  times['3. one year'] = await choose('Year', '2019');
  return { times, shown: `${actor}, strikes of 2019: ${shown}` };
}

async function visit(page, path, name) {
  const started = performance.now();
  await page.goto(origin + path);
  return [name, performance.now() - started];
}

const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

const rows = new Map();
const note = (name, time) => rows.set(name, [...(rows.get(name) ?? []), time]);
let shown;
for (let turn = 0; turn < TIMES; turn += 1) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const found = await find(page);
  shown = found.shown;
  for (const [name, time] of Object.entries(found.times)) note(name, time);
  for (const [path, name] of [['/events/', 'the events page'], ['/network/', 'the network']]) note(...(await visit(page, path, name)));
  await context.close();
}
await browser.close();

const compressed = (file) => gzipSync(readFileSync(file)).length / 1024;
const data = join(folder, 'data/finder/events');
const part = compressed(join(data, 'entries-0.json'));
console.log(`${readdirSync(join(folder, 'events')).length} entries under /events/. ${shown}`);
console.log(`Medians of ${TIMES}, in milliseconds:`);
for (const [name, times] of rows) console.log(`  ${name.padEnd(22)} ${median(times).toFixed(0).padStart(6)}`);
console.log(`Compressed: columns.json ${compressed(join(data, 'columns.json')).toFixed(0)} KB, a part of entries ${part.toFixed(0)} KB`);
