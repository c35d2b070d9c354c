// Annotated pages at every kind of width, not only the common ones: either all notes stand in the margin,
// or none is shown, and nothing overlaps or sticks out.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { sample, stress } from './support/sites.js';

const WIDTHS = [320, 360, 430, 540, 640, 768, 820, 900, 960, 1024, 1080, 1099, 1100, 1101, 1180, 1280, 1366, 1680, 1920, 2560];

const PAGES = [
  sample.page('/briefs/reading-the-veto/'),
  stress.page('/briefs/passages/'),
  stress.page('/briefs/arabic/'),
  stress.page('/briefs/long-word/'),
  stress.page('/notes/plain/'),
];

describe('every width', { concurrency }, () => {
  for (const { name, url } of PAGES) {
    it(name, () =>
      withPage({}, async (page) => {
        await page.show(url);
        const problems = [];
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate(() => {
            const { sideways, overlaps, shownIds, besideBlocks } = globalThis.measure;
            return [...sideways(), ...overlaps(), ...(shownIds().length ? besideBlocks() : [])];
          });
          problems.push(...found.map((problem) => `${width}: ${problem}`));
        }
        assert.deepEqual(problems, []);
      }));
  }
});
