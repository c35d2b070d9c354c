// Filters on the long lists: what they find and count, what the address keeps, what is downloaded, and that
// the list stands without them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { violations } from './support/axe.js';
import { concurrency, textOf, withPage } from './support/browser.js';
import { sample } from './support/sites.js';

const { url } = sample.page('/events/');

const count = (page) => page.textContent('.finder-count');
const titles = (page) => page.locator('.finder-results .entry-title').allTextContents();

/** Opens the list and its filters. */
async function open(page, query = '') {
  await page.show(url + query);
  if (!query) await page.click('.finder summary');
  await page.waitForSelector('.finder-form');
}

/** Ticks a term of a facet. */
async function choose(page, facet, term) {
  const box = page.locator('.finder-facets > details', { has: page.locator('summary', { hasText: facet }) });
  if (!(await box.evaluate((it) => it.open))) await box.locator('summary').click();
  await box.locator('label', { hasText: term }).locator('input').click();
}

describe('finder', { concurrency }, () => {
  it('an actor’s strikes of one year are found in three actions, and stand in the address', () =>
    withPage({ own: true }, async (page) => {
      await open(page);
      await choose(page, 'Actor', 'Israel');
      await choose(page, 'Type', 'Strike');
      await choose(page, 'Year', '2024');
      await page.waitForFunction(() => location.search.includes('year=2024'));
      assert.equal(await count(page), '5 of 18 events');
      assert.equal(new URL(page.url()).search, '?actor=israel&type=strike&year=2024');
      assert.ok(await page.locator('.listing').isHidden());
      const found = await titles(page);
      await page.reload();
      await page.waitForSelector('.finder-results li');
      assert.deepEqual(await titles(page), found, 'the address brings the same');
      await page.click('.finder-chips button:has-text("Type")');
      await page.waitForFunction(() => !location.search.includes('type='));
      await page.click('.finder-chips button:has-text("Remove all")');
      await page.waitForFunction(() => location.search === '');
      assert.ok(await page.locator('.listing').isVisible());
      assert.deepEqual(page.problems, []);
    }));

  it('a count says what a choice would leave', () =>
    withPage({ own: true }, async (page) => {
      await open(page, '?actor=iran&role=initiator');
      await page.waitForSelector('.finder-results li');
      const types = page.locator('.finder-facets > details', { has: page.locator('summary', { hasText: 'Type' }) });
      await types.locator('summary').click();
      const said = await types.locator('label').allTextContents();
      for (const [number, text] of said.entries()) {
        const [, label, promised] = /^\s*(.+?)\s+(\d+)$/.exec(text);
        await types.locator('li').nth(number).locator('input').click();
        assert.equal((await count(page)).split(' ')[0], promised, label);
        await types.locator('label', { hasText: label }).locator('input').click();
      }
    }));

  it('what an address names and there is not is said and ignored', () =>
    withPage({ own: true }, async (page) => {
      await open(page, '?actor=irn&type=strike&from=soon&rung-least=x&q=%3Cscript%3E');
      await page.waitForFunction(() => document.querySelector('.finder-count').textContent !== '');
      assert.equal(await page.textContent('.finder-ignored'),
        'Not known here, and ignored: actor=irn, from=soon, rung-least=x');
      assert.equal(await count(page), '0 of 18 events');
      assert.deepEqual(page.problems, []);
    }));

  it('text, ranges and order', () =>
    withPage({ own: true }, async (page) => {
      await open(page, '?q=DAMASCUS');
      await page.waitForSelector('.finder-results li');
      assert.deepEqual(await titles(page), ['Strike on the Iranian consular compound in Damascus']);
      await open(page, '?rung-least=9&sort=rung');
      await page.waitForSelector('.finder-results li');
      assert.equal(await count(page), '2 of 18 events');
      assert.match((await titles(page))[0], /plan to kill Khamenei/);
      await open(page, '?sort=oldest');
      await page.waitForSelector('.finder-results li');
      assert.match((await titles(page))[0], /K-1/);
    }));

  it('a selection is downloaded', () =>
    withPage({ own: true }, async (page) => {
      await open(page, '?actor=israel&role=initiator&sort=oldest');
      await page.waitForSelector('.finder-results li');
      for (const [format, read] of [['JSON', JSON.parse], ['CSV', (text) => text.trim().split('\r\n').slice(1)]]) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.finder-downloads button:text("${format}")`)]);
        const rows = read(await textOf(download));
        assert.equal(rows.length, (await titles(page)).length, format);
        assert.match(JSON.stringify(rows[0]), /2024-04-01-damascus-strike.*2024-04-01/);
      }
    }));

  it('a stretch of the timeline is selected by dragging', () =>
    withPage({ own: true }, async (page) => {
      await page.show(url);
      const bars = page.locator('.figure-timeline .bar');
      const box = async (number) => (await bars.nth(number).boundingBox());
      await page.locator('.figure-timeline').scrollIntoViewIfNeeded();
      const [first, last] = [await box(0), await box(1)];
      await page.mouse.move(first.x + 2, first.y + 70);
      await page.mouse.down();
      await page.mouse.move(last.x + 3, last.y + 70, { steps: 4 });
      await page.mouse.up();
      await page.waitForFunction(() => location.search.includes('until=2020-01-31'));
      assert.equal(new URL(page.url()).search, '?from=2019-12-01&until=2020-01-31');
      assert.equal(await count(page), '4 of 18 events');
    }));

  for (const [width, scheme] of [[390, 'dark'], [1440, 'light']]) {
    it(`is clean with results, ${width} wide, ${scheme}`, () =>
      withPage({ width, scheme, own: true }, async (page) => {
        await open(page, '?actor=iran&type=strike&tag=none');
        await page.waitForSelector('.finder-results li');
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!wide, 'no sideways scrolling');
      }));
  }

  it('every filtered list has its finder, and the keyboard reaches it', () =>
    withPage({ own: true }, async (page) => {
      for (const list of ['/events/', '/actors/', '/sources/']) {
        await page.show(sample.page(list).url);
        await page.locator('.finder summary').focus();
        await page.keyboard.press('Enter');
        await page.waitForSelector('.finder-form');
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.name), 'q', list);
        await page.keyboard.type('iran');
        await page.waitForFunction(() => document.querySelector('.finder-count').textContent !== '');
        assert.match(await count(page), /^[1-9]\d* of \d+ /, list);
      }
      assert.deepEqual(page.problems, []);
    }));

  it('without scripts there are no filters, and the list stands', () =>
    withPage({ scripts: false }, async (page) => {
      await page.goto(url);
      assert.ok(await page.locator('.finder').isHidden());
      assert.equal(await page.locator('.listing .entry-event').count(), 18);
    }));
});
