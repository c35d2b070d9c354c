// The first load of a brief is at most 150 KB over the wire, everything included, compressed.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';

import { withPage } from './support/browser.js';
import { sample } from './support/sites.js';

const LIMIT = 150 * 1024;

/** What a server would send: fonts and pictures as they are, everything else compressed. */
const sent = (bytes, type) => (/woff2|png|jpeg|webp/.test(type) ? bytes.length : gzipSync(bytes, { level: 9 }).length);

describe('weight', () => {
  for (const { name, url } of sample.pages.filter((page) => page.name.endsWith(' brief'))) {
    it(name, () =>
      withPage({ own: true }, async (page) => {
        const sizes = new Map();
        const pending = [];
        const weigh = async (response) =>
          sizes.set(response.url(), sent(await response.body(), response.headers()['content-type']));
        page.on('response', (response) => pending.push(weigh(response)));
        await page.show(url);
        await page.waitForLoadState('networkidle');
        // A browser with a window also fetches the icon.
        const icon = await page.evaluate(() => document.querySelector('link[rel="icon"]')?.href);
        if (icon && !sizes.has(icon)) {
          const response = await page.request.get(icon);
          sizes.set(icon, sent(await response.body(), response.headers()['content-type']));
        }
        await Promise.all(pending);
        const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
        const list = [...sizes].map(([address, size]) => `${size} ${address}`).join('\n');
        assert.ok([...sizes.keys()].some((address) => address.endsWith('.woff2')), 'the fonts are counted');
        assert.ok(total <= LIMIT, `${total} bytes:\n${list}`);
      }));
  }
});
