// axe-core in a page, with all of its rules.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds in a page as it is shown now, in words. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { violations: rules } = await globalThis.axe.run({ resultTypes: ['violations'] });
    return rules.flatMap(({ id, nodes }) =>
      nodes.slice(0, 4).map(({ target, failureSummary }) => [id, target.join(' '), failureSummary]),
    );
  });
  return found.map(([rule, target, summary]) => `axe ${rule}: ${target}: ${summary.replace(/\s+/g, ' ')}`);
}
