// Margin notes in print, on A4: every note is there, whole, with its number, on nothing else; and what the
// printer gets, a PDF, holds them all, without text on text or beyond the edge,
// and without an empty sheet.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

import { concurrency, withPage } from './support/browser.js';
import { annotated, sample, stress } from './support/sites.js';

// 210 by 297 mm at 96 dots an inch, less margins of 2 cm.
const SHEET = { width: 643, height: 971 };

describe('notes in print', { concurrency }, () => {
  for (const { name, url } of annotated) {
    it(name, () =>
      withPage({ ...SHEET, scripts: false }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        await page.show(url);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.printed()), []);
        assert.deepEqual(await page.evaluate(() => globalThis.measure.overlaps()), []);
      }));
  }

  for (const { name, url } of [
    sample.page('/briefs/reading-the-veto/'),
    ...['passages', 'long-note', 'forty-notes', 'long-word'].map((brief) => stress.page(`/briefs/${brief}/`)),
  ]) {
    it(`${name}, as a PDF`, () =>
      withPage({}, async (page) => {
        await page.show(url);
        // Of each note its longest stretch of text; white space differs between the two.
        const wanted = await page.evaluate(() => [...document.querySelectorAll('.note .note-text')].map((note) => {
          const texts = globalThis.measure.textNodes(note).map((it) => it.data.replace(/\s+/g, ''));
          return texts.sort((one, other) => other.length - one.length)[0].slice(0, 30);
        }));
        const sheets = sheetsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
        const text = sheets.flat().map((word) => word.text).join('');
        assert.deepEqual(wanted.filter((it) => !text.includes(it)), [], 'every note is printed');
        assert.deepEqual(sheets.flatMap(faults), []);
      }));
  }
});

/** The words on each sheet of a PDF, with their boxes in points. */
function sheetsOf(pdf) {
  const xml = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8', stdio: 'pipe' });
  return xml.split('<page ').slice(1).map((sheet) => {
    const [, width, height] = sheet.match(/width="([\d.]+)" height="([\d.]+)"/).map(Number);
    const pattern = /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g;
    return [...sheet.matchAll(pattern)].map(([, left, top, right, bottom, text]) => ({
      width, height, left: +left, top: +top, right: +right, bottom: +bottom, text,
    }));
  });
}

/** Words on one another, of which only the middle half of the height counts, words beyond the edge, no words. */
function faults(words, number) {
  const problems = words.length ? [] : ['is empty'];
  const middle = ({ top, bottom }) => [top + (bottom - top) / 4, bottom - (bottom - top) / 4];
  words.forEach((one, at) => {
    const isOut = one.left < 0 || one.top < 0 || one.right > one.width || one.bottom > one.height;
    if (isOut) problems.push(`cuts “${one.text}” off`);
    for (const other of words.slice(at + 1)) {
      const [top, bottom] = middle(one);
      const [otherTop, otherBottom] = middle(other);
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(bottom, otherBottom) - Math.max(top, otherTop);
      if (wide > 2 && high > 1) problems.push(`has “${one.text}” on “${other.text}”`);
    }
  });
  return problems.slice(0, 8).map((problem) => `sheet ${number + 1} ${problem}`);
}
