// Search: what is found on the sample and where it leads, the box that `/` opens, filters, bad input,
// other scripts than Latin, a strict security policy, and the page as it is without scripts.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { violations } from './support/axe.js';
import { concurrency, withPage } from './support/browser.js';
import { languages, ownLook, sample, stress } from './support/sites.js';

const searchPage = (site, query) => `${site.origin}/search/${query ? `?${new URLSearchParams(query)}` : ''}`;

/** Waits for what a search says, and for nothing more to be under way. */
async function settled(page, said = /result|no word|could not/, panel = 'main') {
  await page.waitForFunction(
    ([selector, source]) => new RegExp(source).test(document.querySelector(`${selector} .search-status`)?.textContent ?? ''),
    [panel, said.source],
  );
}

/** What a page lists: each result with its kind, title, sentences and where these lead. */
const found = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.hit')].map((hit) => ({
    kind: hit.closest('.hit-group').querySelector('h2').firstChild.data.trim(),
    title: hit.querySelector('h3 a').textContent,
    url: new URL(hit.querySelector('h3 a').href).pathname,
    sentences: [...hit.querySelectorAll('.hit-sentence')].map((line) => ({
      text: line.textContent.trim(),
      marks: [...line.querySelectorAll('mark')].map((mark) => mark.textContent),
      place: line.querySelector('a') && new URL(line.querySelector('a').href).pathname + decodeURIComponent(new URL(line.querySelector('a').href).hash),
    })),
  })));

const status = (page, panel = 'main') => page.textContent(`${panel} .search-status`);

/** Opens the search page of a site with a search in its address, and gives what it found. */
async function search(page, site, query) {
  await page.show(searchPage(site, query));
  await settled(page);
  return found(page);
}

describe('search', { concurrency }, () => {
  it('“contractor” finds the event of 27 December 2019 and the passage of the brief about it', () =>
    withPage({}, async (page) => {
      const hits = await search(page, sample, { q: 'contractor' });
      const event = hits.find((hit) => hit.url.startsWith('/events/2019-12-27'));
      assert.equal(event.kind, 'Events');
      const brief = hits.find((hit) => hit.url === '/briefs/american-deaths/');
      const passage = brief.sentences.find((it) => it.text.includes('27 December 2019'));
      assert.match(passage.text, /killed a U\.S\. civilian contractor\.$/);
      assert.deepEqual(passage.marks, ['contractor']);
      const [path, anchor] = passage.place.split('#');
      assert.equal(path, '/briefs/american-deaths/');
      await page.goto(`${sample.origin}${passage.place}`);
      assert.ok(await page.evaluate((id) => document.getElementById(id), anchor), `#${anchor} is there`);
      assert.deepEqual(page.problems, []);
    }));

  it('every anchor that a result names is on its page', () =>
    withPage({}, async (page) => {
      const hits = await search(page, sample, { q: 'strike' });
      const places = hits.flatMap((hit) => hit.sentences.map((it) => it.place).filter(Boolean));
      assert.ok(places.some((place) => place.includes('#note-')), 'notes are found');
      for (const place of new Set(places)) {
        await page.goto(sample.origin + place);
        const id = decodeURIComponent(place.split('#')[1]);
        assert.ok(await page.evaluate((it) => Boolean(document.getElementById(it)), id), place);
      }
    }));

  it('names come before texts', () =>
    withPage({}, async (page) => {
      const hits = await search(page, sample, { q: 'netanyahu', kind: 'actor' });
      assert.equal(hits[0].title, 'Benjamin Netanyahu');
      assert.ok(hits.every((hit) => hit.kind === 'Actors'));
    }));

  it('filters by kind, actor and year, in the address', () =>
    withPage({}, async (page) => {
      const all = await search(page, sample, { q: 'strike' });
      await page.selectOption('main [name=kind]', 'event');
      await page.waitForFunction(() => document.querySelectorAll('.hit-group').length === 1);
      const events = await found(page);
      assert.ok(events.length && events.length < all.length);
      const years = await page.$$eval('main [name=year] option', (options) => options.map((it) => it.value));
      assert.ok(years.includes('2020'), `${years}`);
      await page.selectOption('main [name=year]', '2020');
      await page.waitForFunction(() => new URL(location.href).searchParams.get('year') === '2020');
      await page.selectOption('main [name=actor]', { index: 1 });
      await page.waitForFunction(() => new URL(location.href).searchParams.get('actor'));
      await settled(page);
      const address = page.url();
      const shown = await found(page);
      assert.ok(shown.length && shown.every((hit) => hit.url.startsWith('/events/2020')), JSON.stringify(shown));
      assert.deepEqual(page.problems, []);
      await withPage({}, async (other) => {
        await other.show(address);
        await settled(other);
        assert.deepEqual(await found(other), shown, 'the address can be shared');
        assert.equal(await other.inputValue('main [name=year]'), '2020');
      });
    }));

  it('`/` opens the box, Escape closes it, and nothing is fetched before', () =>
    withPage({ own: true }, async (page) => {
      const fetched = [];
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      await page.show(sample.page('/briefs/american-deaths/').url);
      assert.ok(!fetched.some((path) => path.startsWith('/pagefind/') || path.endsWith('/search.js')), `${fetched}`);
      const link = page.locator('.search-link a');
      await link.focus();
      await page.keyboard.press('/');
      assert.ok(await page.isVisible('.search-box'));
      assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
      await page.keyboard.type('contractor');
      await settled(page, /results for “contractor”/, '.search-box');
      assert.deepEqual(await violations(page), []);
      // The results are reached by plain Tab.
      const title = () => page.evaluate(() => document.activeElement.closest('.hit h3')?.textContent);
      for (let turn = 0; turn < 6 && !(await title()); turn += 1) await page.keyboard.press('Tab');
      assert.ok(await title());
      await page.keyboard.press('Escape');
      assert.ok(await page.isHidden('.search-box'));
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Search', 'the focus goes back');
      await page.keyboard.press('/');
      assert.equal(await page.inputValue('.search-box [name=q]'), 'contractor');
      await Promise.all([page.waitForURL(/\/search\/\?q=contractor/), page.keyboard.press('Enter')]);
      await settled(page);
      assert.ok((await found(page)).length > 1);
      assert.deepEqual(page.problems, []);
    }));

  it('`/` in a field is a slash, and on the search page it leads to the field', () =>
    withPage({}, async (page) => {
      await page.show(searchPage(sample));
      await page.keyboard.press('/');
      assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
      await page.keyboard.press('/');
      assert.equal(await page.inputValue('main [name=q]'), '/');
      await settled(page, /no word/);
      assert.deepEqual(page.problems, []);
    }));

  const bad = {
    nothing: ['', ''],
    spaces: ['   ', ''],
    'a script': ['<script>alert(1)</script>', /for “<script>alert\(1\)<\/script>”/],
    'a picture': ['<img src=x onerror=alert(1)>', /for “<img src=x onerror=alert\(1\)>”/],
    'one letter': ['a', /results for “a”/],
    'marks alone': ['—“”!?', /no word/],
    'a long string': ['abc '.repeat(2500), /The first 200 characters/],
    'a long word': ['x'.repeat(10_000), /^No results.*The first 200 characters/],
    'half a character': ['\ud800', /no word/],
  };
  for (const [name, [query, expected]] of Object.entries(bad)) {
    it(`survives ${name}`, () =>
      withPage({ width: 390 }, async (page) => {
        await page.show(searchPage(sample));
        await page.fill('main [name=q]', query);
        await page.keyboard.press('Enter');
        if (expected) await settled(page, expected);
        else await page.waitForTimeout(500);
        if (!expected) assert.equal(await status(page), '');
        assert.equal(await page.evaluate(() => document.querySelectorAll('main script, main img').length), 0);
        const isField = (problem) => problem === 'cuts text off: input';
        assert.deepEqual((await page.evaluate(() => globalThis.measure.sideways())).filter((it) => !isField(it)), []);
        assert.deepEqual(page.problems, []);
      }));
  }

  for (const width of [1440, 390]) {
    for (const scheme of ['light', 'dark']) {
      it(`results are accessible, ${width} wide, ${scheme}`, () =>
        withPage({ width, scheme }, async (page) => {
          await search(page, sample, { q: 'iran' });
          const problems = await page.evaluate(() => {
            const { sideways, overlaps, outline } = globalThis.measure;
            return [...outline(), ...sideways(), ...overlaps()];
          });
          assert.deepEqual([...problems, ...(await violations(page)), ...page.problems], []);
        }));
    }
  }

  it('more results come with a button', () =>
    withPage({}, async (page) => {
      const before = await search(page, sample, { q: 'iran', kind: 'event' });
      await page.click('.hit-group button');
      await page.waitForFunction((number) => document.querySelectorAll('.hit').length > number, before.length);
      const focus = await page.evaluate(() => document.activeElement.textContent);
      assert.equal(focus, (await found(page))[before.length].title, 'the focus is on the first of them');
    }));

  it('a long site shows its results, too', () =>
    withPage({ width: 390 }, async (page) => {
      await search(page, stress, { q: 'unbreakable' });
      assert.deepEqual(await page.evaluate(() => globalThis.measure.sideways()), []);
      assert.deepEqual(page.problems, []);
    }));

  it('a site in a folder finds its pages', () =>
    withPage({}, async (page) => {
      await page.show(ownLook.page('/desk/about/').url);
      await page.keyboard.press('/');
      await page.keyboard.type('moved');
      await settled(page, /results? for “moved”/, '.search-box');
      assert.ok((await found(page)).some((hit) => hit.url === '/desk/briefs/moved/'));
      await Promise.all([page.waitForURL(/\/desk\/search\/\?q=moved/), page.keyboard.press('Enter')]);
      await settled(page);
      assert.ok((await found(page)).some((hit) => hit.url === '/desk/briefs/moved/'));
    }));

  it('works under a strict security policy', () =>
    withPage({ own: true }, async (page) => {
      const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
        "style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
      await page.route('**/*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
      });
      await page.goto(searchPage(sample, { q: 'contractor' }));
      await settled(page);
      assert.ok((await found(page)).length > 1);
      assert.deepEqual(page.problems.filter((it) => !it.includes('another origin')), []);
    }));

  it('says without scripts what it needs, and leads to the indexes', () =>
    withPage({ scripts: false }, async (page) => {
      await page.goto(searchPage(sample, { q: 'contractor' }));
      assert.match(await page.textContent('main'), /needs JavaScript/);
      assert.ok(await page.isHidden('main .search'));
      const links = await page.$$eval('main a', (all) => all.map((it) => new URL(it.href).pathname));
      assert.ok(links.includes('/briefs/') && links.includes('/events/'), `${links}`);
      await page.goto(sample.page('/').url);
      assert.ok(await page.isHidden('.search-box'));
      await Promise.all([page.waitForURL(/\/search\/$/), page.click('.search-link a')]);
    }));

  // Words as readers type them: without points and joiners, with the keyboard of the neighbour, inflected.
  const words = {
    ar: ['محادثات', 'الوساطة', 'حكومة', 'العمانية', 'العُمانية', 'الأنباء', 'وزارة الخارجية', 'مـسـقـط', 'الخارجیة'],
    fa: ['گفت\u200cوگوهای', 'گفتوگوهای', 'می\u200cدهد', 'میانجی\u200cگری', 'آمریکایی', 'كتاب', 'واکنش\u200cها', 'آمريكايي'],
    he: ['במסקט', 'השיחות', 'צה"ל', 'צה״ל', 'צהל', 'ראש־הממשלה', 'הַפְּגִישָׁה', 'הכחיש'],
  };
  for (const [language, queries] of Object.entries(words)) {
    it(`finds words in ${language}`, () =>
      withPage({}, async (page) => {
        const missing = [];
        for (const query of queries) {
          const hits = await search(page, languages[language], { q: query });
          if (!hits.some((hit) => hit.url === '/briefs/muscat/')) missing.push(query);
        }
        assert.deepEqual([...missing, ...page.problems], []);
      }));
  }
});
