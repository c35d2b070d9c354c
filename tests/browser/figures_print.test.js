// Figures on paper: every table of a drawing is printed, since nothing can be opened there, and the picker is not;
// nothing sticks out of an A4 sheet.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { escalation, sample } from './support/sites.js';

// 210 by 297 mm at 96 dots an inch, less margins of 2 cm.
const SHEET = { width: 643, height: 971 };

const PAGES = [
  ...['/thresholds/', '/thresholds/us-fatality/', '/actors/iran/', '/events/2020-01-03-soleimani-strike/', '/briefs/commanders-to-leaders/']
    .map((path) => sample.page(path)),
  ...['/actors/actor-3/', '/briefs/persian/'].map((path) => escalation.page(path)),
];

describe('figures in print', { concurrency }, () => {
  for (const { name, url } of PAGES) {
    it(name, () =>
      withPage({ ...SHEET, scripts: false }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        await page.show(url);
        const problems = await page.evaluate(() => {
          const { printedFigures, figureOverlaps, figureEdges, sideways } = globalThis.measure;
          return [...printedFigures(), ...figureOverlaps(), ...figureEdges(), ...sideways()];
        });
        assert.deepEqual(problems, []);
      }));
  }
});
