// The HTML of every page of the sites passes the Nu checker: no error, and no warning but its guesses.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { ownLook, sample, stress } from './support/sites.js';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

// The checker guesses a page's language from its words. Names, invented words and quotations mislead
// it, and a page's language is the author's to say.
const isGuess = (message) => message.startsWith('This document appears to be written in');

/** Checks all pages of some folders in one run of the checker; gives a line for each message. */
function check(folders) {
  const call = ['-jar', jar, '--format', 'json', '--skip-non-html', ...folders];
  return new Promise((done, fail) => {
    // It exits with 1 where it has something to say.
    execFile('java', call, { maxBuffer: 1 << 28 }, (_, out, err) => {
      try {
        const line = (it) => `${it.url?.replace(/^file:/, '')}:${it.lastLine}: ${it.subType ?? it.type}: ${it.message}`;
        done(JSON.parse(err).messages.filter((it) => !isGuess(it.message)).map(line));
      } catch {
        fail(new Error(`the checker did not run: ${err}${out}`));
      }
    });
  });
}

// A page with a fault goes through the same run, to show that faults are found.
const faulty = mkdtempSync(join(tmpdir(), 'redlines-faulty-'));
writeFileSync(
  join(faulty, 'index.html'),
  '<!DOCTYPE html><html lang="en"><title>Faulty</title><p id="a"><p id="a">A duplicate id.',
);
// It works in Java while the browser works on other tests.
const found = check([faulty, sample.folder, stress.folder, ownLook.folder]).finally(() => rmSync(faulty, { recursive: true }));
found.catch(() => {});

test('every page is valid HTML', async () => {
  const messages = await found;
  const isFaulty = (line) => line.startsWith(faulty);
  assert.ok(messages.some(isFaulty), 'the checker finds a duplicate id');
  assert.deepEqual(messages.filter((line) => !isFaulty(line)), []);
});
