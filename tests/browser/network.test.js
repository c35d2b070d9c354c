// Networks: no mark and no name lies on another at any width, every line leads to what stands behind it, and
// what the script filters and points out is what it says.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { isSoundEverywhere } from './support/everywhere.js';
import { sample, stress } from './support/sites.js';

const NETWORKS = [
  [sample, '/network/'],
  [sample, '/actors/iran/'],
  [sample, '/actors/donald-trump/'],
  [stress, '/network/'],
  [stress, '/actors/hub/'],
  [stress, '/actors/half/'],
  [stress, '/notes/arabic-network/'],
].map(([site, path]) => ({ site, ...site.page(path) }));

const { url } = sample.page('/network/');

/** What is wrong with the networks of a page as they are shown now. */
const problemsOf = (page) =>
  page.evaluate(() => {
    const { meet, boxOf, isShown, name } = globalThis.measure;
    const problems = [];
    for (const drawing of document.querySelectorAll('.figure-network .drawing')) {
      const frame = boxOf(drawing);
      const nodes = [...drawing.querySelectorAll('.node')];
      if (nodes.length < 2) problems.push('fewer than two actors');
      if (!drawing.querySelector('.tie')) problems.push('no ties');
      const shapes = nodes.flatMap((node) => [...node.querySelectorAll('path, text')].filter(isShown));
      const boxes = shapes.map((shape) => ({ shape, ...boxOf(shape) }));
      boxes.forEach((one, at) => {
        const isOut = one.left < frame.left - 2 || one.right > frame.right + 2 || one.top < frame.top - 2 || one.bottom > frame.bottom + 2;
        if (isOut) problems.push(`out of the drawing: ${name(one.shape)}`);
        for (const other of boxes.slice(at + 1)) {
          if (meet(one, other)) problems.push(`${name(one.shape)} on ${name(other.shape)}`);
        }
      });
      for (const link of drawing.querySelectorAll('a')) {
        if (!link.querySelector('title')?.textContent.trim()) problems.push('a link without a name');
      }
    }
    return [...new Set(problems)].slice(0, 12);
  });

/** The addresses that lines and rows lead to and that are not there: a page, or a place in it. */
async function lost(page, site) {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll('.figure-network .tie, .figure-network td a')].map((it) => it.getAttribute('href')),
  );
  assert.ok(links.length > 1, 'nothing leads anywhere');
  return [...new Set(links)].filter((link) => {
    const { pathname, hash } = new URL(link, site.origin);
    const file = join(site.folder, decodeURIComponent(pathname), 'index.html');
    if (!existsSync(file)) return true;
    return hash !== '' && !readFileSync(file, 'utf8').includes(` id="${decodeURIComponent(hash.slice(1))}"`);
  });
}

const shown = (page) => page.locator('.tie:not([hidden])').count();
const words = (page) => page.textContent('.network-count');

describe('networks', { concurrency }, () => {
  for (const network of NETWORKS) {
    const { name, url, site } = network;
    isSoundEverywhere(network, problemsOf);

    it(`${name}: every line leads to what stands behind it`, () =>
      withPage({}, async (page) => {
        await page.show(url);
        assert.deepEqual(await lost(page, site), []);
      }));

    it(`${name}: no filter is shown with scripts off`, () =>
      withPage({ width: 720, scripts: false }, async (page) => {
        await page.show(url);
        assert.equal(await page.locator('.network-filter:visible').count(), 0);
      }));
  }

  it('shows who holds what against whom', () =>
    withPage({}, async (page) => {
      await page.show(url);
      const titles = await page.locator('.tie-threshold title').allTextContents();
      assert.deepEqual(titles.sort(), [
        'Iran – Israel: Holds a threshold against: “Targeting the Supreme Leader”',
        'Iran – United States: Holds a threshold against: “Direct U.S. military entry”; “Targeting the Supreme Leader”',
        'Israel – Iran: Holds a threshold against: “Direct attack on Israel from Iranian territory”',
        'United States – Iran: Holds a threshold against: “The killing of an American”',
        'United States – Israel: Holds a threshold against: “Targeting the Supreme Leader”',
        'United States – Kataib Hezbollah: Holds a threshold against: “The killing of an American”',
      ]);
    }));

  it('filters by kind and period, and says how many lines are left', () =>
    withPage({ own: true }, async (page) => {
      await page.show(url);
      await page.click('.network-filter summary');
      const all = await shown(page);
      assert.equal(await words(page), `${all} of ${all} lines`);
      await page.uncheck('[name=kind][value=events]');
      const stated = await shown(page);
      assert.equal(stated, await page.locator('.tie:not(.tie-events)').count());
      assert.equal(await words(page), `${stated} of ${all} lines`);
      // No relation, and no threshold, is dated only before 1990.
      await page.check('[name=kind][value=events]');
      await page.fill('[name=until]', '2019');
      const early = await page.locator('.tie-events:not([hidden]) title').allTextContents();
      assert.deepEqual(early.map((it) => it.replace(/:.*/, '')).sort(), ['Iraq – Kataib Hezbollah', 'Iraq – United States', 'Kataib Hezbollah – United States']);
      await page.fill('[name=until]', 'never');
      assert.equal(await shown(page), all, 'what is no year confines nothing');
      await page.click('.network-filter [type=reset]');
      await page.waitForFunction(() => !document.querySelector('[name=until]').value);
      assert.equal(await shown(page), all);
      assert.deepEqual(page.problems, []);
    }));

  it('finds an actor, and points it out with its neighbours', () =>
    withPage({ own: true }, async (page) => {
      await page.show(url);
      await page.click('.network-filter summary');
      await page.fill('[name=actor]', 'jordan');
      const near = await page.locator('.node.is-near title').allTextContents();
      assert.deepEqual(near.map((it) => it.replace(/:.*/, '')).sort(), ['Jordan', 'United States']);
      assert.match(await words(page), /\. Jordan: 1 line to 1 actor\.$/);
      await page.fill('[name=actor]', '<script>alert(1)</script>');
      assert.match(await words(page), /No actor of this name is drawn\.$/);
      assert.equal(await page.locator('.node.is-near').count(), 0);
      await page.fill('[name=actor]', '');
      await page.hover('.node:has-text("Oman")');
      const hovered = await page.locator('.node.is-near title').allTextContents();
      assert.ok(hovered.some((it) => it.startsWith('Iran:')) && hovered.length === 3, hovered.join('; '));
      await page.focus('.node >> nth=0');
      assert.ok((await page.locator('.drawing.is-focused').count()) === 1);
      assert.deepEqual(page.problems, []);
    }));

  it('the list of shared events opens where a line leads to it', () =>
    withPage({}, async (page) => {
      await page.show(`${sample.origin}/actors/iran/#with-israel`);
      assert.ok(await page.locator('#with-israel').isVisible());
    }));
});
