// The map: no mark and no name lies on another at any width, every mark has a name and leads somewhere, and it
// is whole without scripts and on paper.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { isSoundEverywhere } from './support/everywhere.js';
import { sample, stress } from './support/sites.js';

const MAPS = [sample.page('/map/'), stress.page('/map/'), stress.page('/briefs/places/'), stress.page('/notes/arabic-map/')];

/** What is wrong with the maps of a page as they are shown now. */
const problemsOf = (page) =>
  page.evaluate(() => {
    const { meet, boxOf, isShown, name } = globalThis.measure;
    const problems = [];
    for (const map of document.querySelectorAll('.map')) {
      const frame = boxOf(map.querySelector('.map-frame'));
      const land = boxOf(map.querySelector('.map-land'));
      if (Math.abs(frame.bottom - land.bottom) > 1) problems.push('the marks stand on another box than the land');
      const links = [...map.querySelectorAll('.spot')];
      if (links.length < 2) problems.push('too few marks');
      for (const link of links) {
        if (!link.querySelector('title')?.textContent.trim()) problems.push('a mark without a name');
        const target = link.getAttribute('href');
        if (target.startsWith('#') && !document.getElementById(target.slice(1))) problems.push(`${target} is nowhere`);
      }
      const shapes = links.flatMap((link) => [...link.querySelectorAll(':scope > :not(title, .halo)')]);
      // A number stands in its circle.
      const drawn = shapes.filter((shape) => isShown(shape) && !shape.matches('.number'));
      const boxes = drawn.map((shape) => ({ shape, ...boxOf(shape) }));
      boxes.forEach((one, at) => {
        const isOut = one.left < frame.left - 6 || one.right > frame.right + 6 || one.top < frame.top - 6 || one.bottom > frame.bottom + 6;
        if (isOut) problems.push(`out of the map: ${name(one.shape.parentElement)}`);
        for (const other of boxes.slice(at + 1)) {
          const isOneMark = one.shape.parentElement === other.shape.parentElement;
          const isRinged = isOneMark && !one.shape.matches('text') && !other.shape.matches('text');
          if (!isRinged && meet(one, other)) problems.push(`${name(one.shape)} on ${name(other.shape)} (${name(other.shape.parentElement)})`);
        }
      });
      const listed = map.querySelectorAll('.map-list a').length;
      if (listed < links.length) problems.push(`${listed} events are listed, of ${links.length} marks`);
    }
    return [...new Set(problems)].slice(0, 12);
  });

describe('maps', { concurrency }, () => {
  for (const map of MAPS) isSoundEverywhere(map, problemsOf);

  it('shows the places of the sample by their names', () =>
    withPage({ width: 1440 }, async (page) => {
      await page.show(sample.page('/map/').url);
      const names = await page.evaluate(() => [...document.querySelectorAll('.spot title')].map((it) => it.textContent));
      for (const place of ['Kirkuk', 'Baghdad', 'Ain al-Asad', 'Damascus', 'Isfahan', 'Al Udeid']) {
        assert.ok(names.some((name) => name.includes(place)), `${place} is not on the map: ${names.join('; ')}`);
      }
    }));
});
