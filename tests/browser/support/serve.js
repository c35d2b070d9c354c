// `redlines serve`, for a site in a folder of its own that tests may change.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A folder that is removed when its test is over. */
export function folder(test) {
  const made = mkdtempSync(join(tmpdir(), 'redlines-serve-'));
  test.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A copy of the sample site. */
export function sampleCopy(test) {
  const site = join(folder(test), 'site');
  for (const part of ['config.toml', 'content']) cpSync(join(ROOT, part), join(site, part), { recursive: true });
  return site;
}

/**
 * Serves a site until its test is over. `origin` is where; `said` gives what the terminal shows; `stop`
 * ends it with a signal and gives its exit code.
 */
export async function serve(test, site, ...options) {
  const binary = process.env.REDLINES_BINARY;
  if (!binary) throw new Error('start the browser tests with tests/browser/run');
  const server = spawn(binary, ['serve', '--site', site, '--as-of', '2026-01-01', ...options]);
  let said = '';
  const ended = new Promise((done) => server.on('exit', (code) => done(code)));
  const origin = await new Promise((done, fail) => {
    const hear = (data) => {
      said += data;
      const found = /Serving at (http:\/\/\S+)\//.exec(said);
      if (found) done(found[1]);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    ended.then(() => fail(new Error(`the server ended: ${said}`)));
  });
  const stop = (signal = 'SIGINT') => {
    server.kill(signal);
    return ended;
  };
  test.after(() => {
    server.kill('SIGKILL');
    return ended;
  });
  return { origin, said: () => said, stop };
}
