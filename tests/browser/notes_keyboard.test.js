// Every note is reached by keyboard from its reference, and leads back to it, on wide and narrow screens.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated } from './support/sites.js';

const PAGES = annotated.filter(({ path }) => /reading|passages|arabic|plain/.test(path));

describe('notes by keyboard', { concurrency }, () => {
  for (const { name, url } of PAGES) {
    for (const scripts of [false, true]) {
      it(`${name}, scripts ${scripts ? 'on' : 'off'}`, () =>
        withPage({ scripts }, async (page) => {
          const problems = [];
          for (const width of [1440, 390]) {
            await page.setViewportSize({ width, height: 900 });
            await page.show(url);
            for (const id of await page.evaluate(() => globalThis.measure.noteIds())) {
              const found = await thereAndBack(page, id);
              problems.push(...found.map((problem) => `${width}: ${problem}`));
            }
          }
          assert.deepEqual(problems, []);
        }));
    }
  }
});

/** What has the focus. */
const focus = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    const target = document.querySelector(':target')?.id;
    return { target, id: element.id, note: element.closest('.note')?.id, href: element.getAttribute('href') };
  });

/** Puts the focus on a link, if the link takes it and shows then, and follows it with a key. */
async function follow(page, selector) {
  const link = await page.evaluate((it) => {
    const element = document.querySelector(it);
    element?.focus();
    const isReady = element === document.activeElement && globalThis.measure.isShown(element);
    return isReady && element.tabIndex >= 0 ? { id: element.id } : null;
  }, selector);
  if (link) await page.keyboard.press('Enter');
  return link;
}

/** Goes from the first reference to a note, on to the note's first link, and back to the reference. */
async function thereAndBack(page, id) {
  const selector = `.note-reference[href="#${id}"]`;
  const outer = await page.evaluate((it) => document.querySelector(it).closest('.note')?.id, selector);
  // A note that only another note refers to is reached through that one.
  if (outer) await follow(page, `.note-reference[href="#${outer}"]`);
  const reference = await follow(page, selector);
  if (!reference) return [`the keyboard does not come to the reference to ${id}`];
  const there = await focus(page);
  if (there.target !== id) return [`the reference to ${id} leads to ${there.target}`];

  const isInNote = ({ note, id: own }) => note === id && own !== id;
  if (!isInNote(there)) await page.keyboard.press('Tab');
  const stop = await focus(page);
  if (!isInNote(stop)) return [`from the reference to ${id} the tab key goes to ${stop.href}`];

  const back = await follow(page, `.note[id="${id}"] a[href="#${reference.id}"]`);
  if (!back) return [`${id} has no link back to ${reference.id} that shows in focus`];
  const returned = await focus(page);
  return returned.id === reference.id ? [] : [`the link back from ${id} leads to ${returned.target}, the focus is on ${returned.href}`];
}
