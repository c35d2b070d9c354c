// The author's server: what is saved appears in the open page, problems appear over it and go, and only the
// site is served.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, cpSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { violations } from './support/axe.js';
import { withPage } from './support/browser.js';
import { folder, sampleCopy, serve } from './support/serve.js';

const BRIEF = '/briefs/reading-the-veto/';
const BRIEF_FILE = 'content/briefs/reading-the-veto.md';

const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));

/** What the server shows over the page. */
const overlay = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('redlines-serve')?.shadowRoot;
    const shown = (selector) => {
      const element = root?.querySelector(selector);
      return element?.checkVisibility() ? element.textContent.replace(/\s+/g, ' ').trim() : null;
    };
    return { problems: shown('.problems'), panel: shown('.panel summary') };
  });

const problemsShown = (page, wanted) =>
  page.waitForFunction((text) => {
    const problems = document.querySelector('redlines-serve')?.shadowRoot.querySelector('.problems');
    const isShown = problems?.checkVisibility() ?? false;
    return text === null ? !isShown : isShown && problems.textContent.includes(text);
  }, wanted);

const textShown = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector('main')?.textContent.includes(wanted), text);

/** Asks for a path exactly as it is written. */
const ask = (origin, path, { headers = {}, method = 'GET' } = {}) =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (data) => (text += data));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', fail).end();
  });

/** Repeats a check until it passes: a change that takes long is served in several steps. */
const eventually = async (check) => {
  for (let tries = 600; ; tries -= 1) {
    try {
      return await check();
    } catch (error) {
      if (tries === 0 || error.name !== 'AssertionError') throw error;
      await delay(50);
    }
  }
};

/** What went wrong in a page. That its stream of events ends with it is no fault. */
const problemsOf = (page) => page.problems.filter((problem) => !/redlines\/events.*ERR_ABORTED/.test(problem));

/** A window of its own, since a page that is open holds a connection. */
const open = (use) => withPage({ own: true, height: 700 }, use);

describe('serve', () => {
  it('shows a change where the reader is', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
      // At the end of the text, which is out of sight.
      edit(join(site, BRIEF_FILE), (text) => text.replace('\n## ', '\nA sentence that was not there before.\n\n## '));
      await textShown(page, 'A sentence that was not there before.');
      const shown = await page.evaluate(() => {
        const passage = [...document.querySelectorAll('main p')].find((it) => it.textContent.startsWith('A sentence that was'));
        const { top, bottom } = passage.getBoundingClientRect();
        return { inView: top >= 0 && bottom <= innerHeight, lit: passage.getAnimations().length };
      });
      assert.deepEqual(shown, { inView: true, lit: 1 });

      // A change that is not of the text leaves the page where it is.
      await page.evaluate(() => scrollTo({ top: 777, behavior: 'instant' }));
      await page.evaluate(() => (globalThis.isOld = true));
      edit(join(site, BRIEF_FILE), (text) => text.replace('+++\n', '+++\nlanguage = "en-GB"\n'));
      await page.waitForFunction(() => !globalThis.isOld && document.documentElement.lang === 'en-GB');
      assert.equal(await page.evaluate(() => scrollY), 777);
      assert.deepEqual(problemsOf(page), []);
    });
  });

  it('leaves pages alone that did not change', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(`${server.origin}/about/`);
      await page.evaluate(() => (globalThis.isOld = true));
      edit(join(site, BRIEF_FILE), (text) => `${text}\nAnother sentence.\n`);
      while (!server.said().includes('reading-the-veto.md changed')) await new Promise((done) => setTimeout(done, 20));
      await page.waitForTimeout(300);
      assert.ok(await page.evaluate(() => globalThis.isOld));
    });
  });

  it('shows a problem over the last good page, and takes it away', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      await page.focus('.masthead a');
      const good = readFileSync(join(site, BRIEF_FILE), 'utf8');
      edit(join(site, BRIEF_FILE), (text) => text.replace('+++\n', '+++\nbogus = <3\n'));
      await problemsShown(page, `${BRIEF_FILE}:2:9`);
      assert.ok(await page.evaluate(() => document.activeElement.matches('.masthead a')), 'the focus stays');
      assert.ok(await page.evaluate(() => document.querySelector('main h1') !== null), 'the page stays');
      assert.deepEqual(await violations(page), []);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await violations(page), []);
      // The last good page is served on, with the problem over it.
      await page.reload();
      await problemsShown(page, 'bogus');
      await page.keyboard.press('Escape');
      await problemsShown(page, null);
      assert.equal((await overlay(page)).panel, 'Problems');
      await page.evaluate(() => {
        const panel = document.querySelector('redlines-serve').shadowRoot.querySelector('.panel');
        panel.open = true;
        panel.querySelector('button').click();
      });
      await problemsShown(page, 'bogus');
      writeFileSync(join(site, BRIEF_FILE), good);
      await problemsShown(page, null);
      assert.deepEqual(problemsOf(page), []);
    });
  });

  it('shows the lints of a page, and that it is a draft', async (test) => {
    const site = sampleCopy(test);
    writeFileSync(
      join(site, 'content/briefs/in-work.md'),
      '+++\ntitle = "In work"\ndate = 2025-07-02\ndraft = true\nactors = ["Nobody in Particular"]\n+++\n\nText.\n',
    );
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(`${server.origin}/briefs/in-work/`);
      await page.waitForFunction(() => document.querySelector('redlines-serve'));
      assert.equal((await overlay(page)).panel, 'Draft · 1 lint');
      await page.evaluate(() => document.querySelector('redlines-serve').shadowRoot.querySelector('summary').click());
      const list = page.locator('redlines-serve .panel .list');
      assert.match(await list.textContent(), /stub-actor.*in-work\.md:5:11/s);
      assert.match(await page.textContent('main'), /Draft/);
      assert.deepEqual(await violations(page), []);
      await page.show(`${server.origin}/about/`);
      assert.equal((await overlay(page)).panel, null);
    });
  });

  it('shows a brief whose day is to come, and says so', async (test) => {
    const site = sampleCopy(test);
    writeFileSync(join(site, 'content/briefs/next.md'), '+++\ntitle = "Next"\ndate = 3000-06-15\n+++\n\nText.\n');
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(`${server.origin}/briefs/next/`);
      await page.waitForFunction(() => document.querySelector('redlines-serve'));
      assert.equal((await overlay(page)).panel, 'Scheduled');
      assert.match(await page.textContent('main'), /Scheduled\. A build before its date leaves this brief out\./);
      assert.deepEqual(await violations(page), []);
      await page.show(`${server.origin}/briefs/`);
      assert.match(await page.textContent('main'), /Next\s+Scheduled/);
    });
  });

  it('shows the pages of the branch that is switched to', async (test) => {
    const site = folder(test);
    const git = (...words) => execFileSync('git', ['-C', site, '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], { stdio: 'pipe' });
    const brief = (number, branch) =>
      `+++\ntitle = "Brief ${number}"\ndate = 2025-01-01\n+++\n\nThis is brief ${number} on ${branch}.\n`;
    const write = (numbers, branch) =>
      numbers.forEach((number) => writeFileSync(join(site, `content/briefs/b-${number}.md`), brief(number, branch)));
    mkdirSync(join(site, 'content/briefs'), { recursive: true });
    writeFileSync(join(site, 'config.toml'), 'title = "Branches"\nbase_url = "https://example.org"\n');
    const numbers = [...Array(3000).keys()];
    git('init', '--quiet', '--initial-branch=main');
    write(numbers, 'main');
    git('add', '.');
    git('commit', '--quiet', '--message=main');
    git('switch', '--quiet', '--create=other');
    write(numbers.slice(0, 2900), 'other');
    numbers.slice(2900).forEach((number) => rmSync(join(site, `content/briefs/b-${number}.md`)));
    mkdirSync(join(site, 'content/events'));
    writeFileSync(join(site, 'content/events/new.md'), '+++\ntitle = "New here"\ndate = 2025-02-01\n+++\n\nText.\n');
    git('add', '.');
    git('commit', '--quiet', '--message=other');
    git('switch', '--quiet', 'main');

    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(`${server.origin}/briefs/b-7/`);
      for (const branch of ['other', 'main', 'other']) {
        git('switch', '--quiet', branch);
        await textShown(page, `This is brief 7 on ${branch}.`);
        const [removed, added] = branch === 'other' ? [404, 200] : [200, 404];
        await eventually(async () => {
          for (const number of [0, 1500, 2899]) {
            const { text } = await ask(server.origin, `/briefs/b-${number}/`);
            assert.ok(text.includes(`This is brief ${number} on ${branch}.`), `${number} on ${branch}`);
          }
          assert.equal((await ask(server.origin, '/briefs/b-2950/')).status, removed);
          assert.equal((await ask(server.origin, '/events/new/')).status, added);
        });
      }
      await problemsShown(page, null);
    });
  });

  it('survives a broken configuration and a broken theme', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    const config = readFileSync(join(site, 'config.toml'), 'utf8');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      writeFileSync(join(site, 'config.toml'), 'title = [');
      await problemsShown(page, 'config.toml:1:10');
      writeFileSync(join(site, 'config.toml'), config.replace(/^title = .*$/m, 'title = "Another title"'));
      await page.waitForFunction(() => document.title.includes('Another title'));
      await problemsShown(page, null);
      // It is followed whatever it leaves out.
      writeFileSync(join(site, 'config.toml'), `ignore = ["/config.toml"]\n${config.replace(/^title = .*$/m, 'title = "A third title"')}`);
      await page.waitForFunction(() => document.title.includes('A third title'));
      writeFileSync(join(site, 'config.toml'), config.replace(/^title = .*$/m, 'title = "A fourth title"'));
      await page.waitForFunction(() => document.title.includes('A fourth title'));

      mkdirSync(join(site, 'templates'));
      writeFileSync(join(site, 'templates/brief.html'), '{% extends "base.html" %}{% block main %}{{ nothing.here }}{% endblock %}');
      await problemsShown(page, 'templates/brief.html:1');
      assert.equal((await ask(server.origin, BRIEF)).status, 500);
      // A page that cannot be shown at all becomes one that can.
      await page.reload();
      await problemsShown(page, 'templates/brief.html:1');
      writeFileSync(join(site, 'templates/brief.html'), '{% extends "base.html" %}{% block main %}<h1>Own template</h1>{% endblock %}');
      await textShown(page, 'Own template');
      rmSync(join(site, 'templates'), { recursive: true });
      await textShown(page, 'Key judgments');
    });
  });

  it('says that the folder is gone, and goes on when it returns', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      renameSync(site, `${site}-away`);
      await problemsShown(page, 'folder is gone');
      cpSync(`${site}-away`, site, { recursive: true });
      await problemsShown(page, null);
      edit(join(site, BRIEF_FILE), (text) => `${text}\nWritten after the return.\n`);
      await textShown(page, 'Written after the return.');
      rmSync(site, { recursive: true });
      await problemsShown(page, 'folder is gone');
      cpSync(`${site}-away`, site, { recursive: true });
      await problemsShown(page, null);
    });
  });

  it('follows what editors do', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      const path = join(site, BRIEF_FILE);
      const text = readFileSync(path, 'utf8');
      // An atomic save.
      writeFileSync(`${path}.tmp`, `${text}\nSaved by a move.\n`);
      renameSync(`${path}.tmp`, path);
      await textShown(page, 'Saved by a move.');
      // A backup that takes the place of the file for a while.
      renameSync(path, `${path}~`);
      writeFileSync(path, `${text}\nSaved beside a backup.\n`);
      rmSync(`${path}~`);
      await textShown(page, 'Saved beside a backup.');
      // A file that is half written when it is read.
      writeFileSync(path, text.slice(0, 30));
      await problemsShown(page, BRIEF_FILE);
      writeFileSync(path, `${text}\nWritten to its end.\n`);
      await textShown(page, 'Written to its end.');
      await problemsShown(page, null);
      writeFileSync(path, Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x0a])]));
      await problemsShown(page, 'not UTF-8');
      writeFileSync(path, `${text}\nUTF-8 again.\n`);
      await textShown(page, 'UTF-8 again.');

      // A folder that is moved in, and its removal.
      const moved = join(folder(test), 'notes');
      mkdirSync(join(moved, 'deep'), { recursive: true });
      writeFileSync(join(moved, 'deep/one.md'), '+++\ntitle = "Moved in"\n+++\n\nA page that was moved in.\n');
      await page.show(`${server.origin}/notes/deep/one/`);
      cpSync(moved, `${site}/notes`, { recursive: true });
      renameSync(`${site}/notes`, join(site, 'content/notes'));
      await textShown(page, 'A page that was moved in.');
      edit(join(site, 'content/notes/deep/one.md'), (it) => `${it}\nAnd changed there.\n`);
      await textShown(page, 'And changed there.');
      rmSync(join(site, 'content/notes'), { recursive: true });
      await textShown(page, 'Page not found');

      // Thousands of changes at once.
      await page.show(server.origin + BRIEF);
      for (let number = 0; number < 5000; number += 1) writeFileSync(path, `${text}\nChange ${number}.\n`);
      await textShown(page, 'Change 4999.');
    });
  });

  it('loads style sheets and pictures again', async (test) => {
    const site = sampleCopy(test);
    mkdirSync(join(site, 'static'));
    writeFileSync(join(site, 'static/own.css'), 'main { outline: 1px solid red; }');
    edit(join(site, 'config.toml'), (text) => `${text}\n[theme]\nstylesheet = "/own.css"\n`);
    const server = await serve(test, site, '--port', '0');
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      writeFileSync(join(site, 'static/own.css'), 'main { outline: 7px solid red; }');
      await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineWidth === '7px');
    });
  });

  it('is searched, and again after changes', async (test) => {
    const site = sampleCopy(test);
    const server = await serve(test, site, '--port', '0');
    const search = (page, words) =>
      page.evaluate(async (asked) => {
        const pagefind = await import('/pagefind/pagefind.js');
        const { results } = await pagefind.search(asked);
        return Promise.all(results.map(async (result) => (await result.data()).url));
      }, words);
    await open(async (page) => {
      await page.show(server.origin + BRIEF);
      assert.deepEqual(await search(page, 'xylograph'), []);
      edit(join(site, BRIEF_FILE), (text) => `${text}\nA xylograph.\n`);
      await textShown(page, 'A xylograph.');
      assert.deepEqual(await search(page, 'xylograph'), [BRIEF]);
    });
  });

  it('serves the site and nothing else', async (test) => {
    const site = sampleCopy(test);
    writeFileSync(join(site, '..', 'secret.txt'), 'secret');
    const server = await serve(test, site, '--port', '0');
    const climbing = [
      '/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2E%2E%2Fsecret.txt', '/briefs/../../secret.txt',
      '/..%5csecret.txt', '//secret.txt', '/config.toml', '/content/about.md', '/.git/config', '/%00', '/%ff',
      '/-/redlines/../../secret.txt', '/-/redlines/%2e%2e/x',
    ];
    for (const path of climbing) {
      const { status, text } = await ask(server.origin, path);
      assert.equal(status, 404, path);
      assert.ok(!text.includes('secret'), path);
    }
    const { port } = new URL(server.origin);
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '192.0.2.1']) {
      const { status, text } = await ask(server.origin, BRIEF, { headers: { host } });
      assert.equal(status, 403, host);
      assert.ok(!text.includes('veto'), host);
    }
    for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`]) {
      assert.equal((await ask(server.origin, BRIEF, { headers: { host } })).status, 200, host);
    }
    assert.equal((await ask(server.origin, `http://evil.example${BRIEF}`)).status, 403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      assert.equal((await ask(server.origin, BRIEF, { method })).status, 405, method);
    }
    const head = await ask(server.origin, BRIEF, { method: 'HEAD' });
    assert.deepEqual([head.status, head.text], [200, '']);
    const [assets] = /\/assets\/[0-9a-f]{16}\//.exec((await ask(server.origin, BRIEF)).text);
    const types = {
      [BRIEF]: 'text/html; charset=utf-8',
      [`${assets}style.css`]: 'text/css; charset=utf-8',
      [`${assets}script.js`]: 'text/javascript; charset=utf-8',
      '/data/thresholds.json': 'application/json',
      [`${assets}favicon.svg`]: 'image/svg+xml',
      [`${assets}fonts/source-serif-4.woff2`]: 'font/woff2',
      '/manifest.webmanifest': 'application/manifest+json',
    };
    for (const [path, type] of Object.entries(types)) {
      const { headers } = await ask(server.origin, path);
      assert.equal(headers['content-type'], type, path);
      assert.equal(headers['cache-control'], 'no-store', path);
    }
    const missing = await ask(server.origin, '/nowhere/');
    assert.equal(missing.status, 404);
    assert.match(missing.text, /Page not found/);
    const moved = await ask(server.origin, '/briefs?q=1');
    assert.deepEqual([moved.status, moved.headers.location], [307, '/briefs/?q=1']);
  });

  it('lives under the path of its base address', async (test) => {
    const site = sampleCopy(test);
    edit(join(site, 'config.toml'), (text) => text.replace(/^base_url = .*$/m, 'base_url = "https://example.org/desk"'));
    const server = await serve(test, site, '--port', '0');
    const home = await ask(server.origin, '/');
    assert.deepEqual([home.status, home.headers.location], [307, '/desk/']);
    assert.equal((await ask(server.origin, BRIEF)).status, 404);
    await open(async (page) => {
      await page.show(`${server.origin}/desk${BRIEF}`);
      edit(join(site, BRIEF_FILE), (text) => `${text}\nUnder the desk.\n`);
      await textShown(page, 'Under the desk.');
      assert.deepEqual(problemsOf(page), []);
    });
  });

  it('takes the next port, comes back after a restart, and stops when told', async (test) => {
    const site = sampleCopy(test);
    const first = await serve(test, site, '--port', '0');
    const { port } = new URL(first.origin);
    const second = await serve(test, site, '--port', port);
    assert.notEqual(second.origin, first.origin);
    assert.match(second.said(), new RegExp(`Port ${port} is taken`));
    await open(async (page) => {
      await page.show(first.origin + BRIEF);
      await page.evaluate(() => (globalThis.isOld = true));
      assert.equal(await first.stop('SIGINT'), 0);
      await serve(test, site, '--port', port);
      await page.waitForFunction(() => !globalThis.isOld);
    });
    assert.equal(await second.stop('SIGTERM'), 0);
    assert.match(second.said(), /Stopped\./);
  });
});
