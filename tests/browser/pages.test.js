// Every kind of page at wide and narrow widths, light and dark: nothing on the console, nothing asked of
// others, no violation that axe-core finds, no sideways scrolling, no text on text, a sound outline.

import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';

import { violations } from './support/axe.js';
import { concurrency, withPage } from './support/browser.js';
import { pages, sample, sections } from './support/sites.js';

// A page is loaded anew where the width changes; between light and dark it stays.
const VIEWS = [
  { width: 1440, scheme: 'light', load: true, axe: true },
  { width: 1440, scheme: 'dark', axe: true },
  { width: 390, scheme: 'dark', load: true, axe: true },
  { width: 390, scheme: 'light', axe: true },
  { width: 320, scheme: 'light' },
];

/** What is wrong with a page as it is shown now. */
async function problemsOf(page, axe) {
  const measured = await page.evaluate(() => {
    const { sideways, overlaps, outline, events } = globalThis.measure;
    return [...outline(), ...sideways(), ...overlaps(), ...events()];
  });
  return [...measured, ...(axe ? await violations(page) : []), ...page.problems.splice(0)];
}

describe('pages', { concurrency }, () => {
  for (const { name, url } of pages) {
    it(name, () =>
      withPage({}, async (page) => {
        const problems = [];
        for (const { width, scheme, load, axe } of VIEWS) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          if (load) await page.show(url);
          const found = await problemsOf(page, axe);
          problems.push(...found.map((problem) => `${width} ${scheme}: ${problem}`));
        }
        assert.deepEqual(problems, []);
      }),
    );
  }
});

test('every section of the sample has a page in the list', () => {
  const tested = sample.pages.map(({ path }) => path.split('/')[1]);
  const missing = sections(sample.folder).filter((name) => name !== 'index.html' && !tested.includes(name));
  assert.deepEqual(missing, []);
});
