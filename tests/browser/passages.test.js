// Passages are marked by kind, and not by colour alone; nested ones stay apart.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withPage } from './support/browser.js';
import { stress } from './support/sites.js';

const { url } = stress.page('/briefs/passages/');

/** The look of passages without its colours: of each kind, and of the first nested one and its outer one. */
const looks = (page) =>
  page.evaluate(() => {
    const look = (element) => {
      const style = getComputedStyle(element);
      const properties = [
        'textDecorationLine', 'textDecorationStyle', 'textDecorationThickness', 'textUnderlineOffset',
        'backgroundImage', 'borderBlockEndStyle', 'borderBlockEndWidth', 'outlineStyle', 'fontStyle', 'fontWeight',
      ];
      const withoutColour = (value) => value.replace(/(rgba?|color|oklch|oklab|lab|lch|hsl)\([^)]*\)/g, '');
      return properties.map((property) => withoutColour(style[property])).join('; ');
    };
    const kinds = ['source', 'context', 'dispute', 'correction', 'assessment', 'definition', 'question', 'note'];
    const inner = [...document.querySelectorAll('.passage .passage')];
    return {
      kinds: kinds.map((kind) => [kind, look(document.querySelector(`.prose p > .passage-${kind}`))]),
      nested: inner.map((it) => [look(it), look(it.parentElement.closest('.passage'))]),
      plain: look(document.querySelector('.prose p')),
    };
  });

for (const media of ['screen', 'print']) {
  test(`passages of different kinds differ by more than colour on ${media}`, () =>
    withPage({}, async (page) => {
      await page.emulateMedia({ media });
      await page.show(url);
      const { kinds, plain } = await looks(page);
      const same = [];
      kinds.forEach(([kind, look], at) => {
        if (look === plain) same.push(`${kind} looks like text without a note`);
        for (const [other, otherLook] of kinds.slice(at + 1)) {
          if (look === otherLook) same.push(`${kind} and ${other} look the same: ${look}`);
        }
      });
      assert.deepEqual(same, []);
    }));
}

test('a passage in a passage has a mark of its own', () =>
  withPage({}, async (page) => {
    await page.show(url);
    const { nested } = await looks(page);
    assert.equal(nested.length, 2);
    for (const [inner, outer] of nested) assert.notEqual(inner, outer);
  }));
