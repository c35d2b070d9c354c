// The table by which figures lay out their text (src/render/figure/width/table.rs).

import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../../src/render/figure/width/table.rs', import.meta.url), 'utf8');

/** The weights of the columns of `shipped`. */
export const WEIGHTS = [400, 500, 600];

const [own, others] = source.split('pub static FALLBACK');

/** Characters of the theme's font: first, last, and their widths by weight in thousandths of an em. */
export const shipped = [...own.matchAll(/\(0x(\w+), 0x(\w+), \[([\d, ]+)\]\)/g)].map(([, first, last, widths]) => ({
  first: parseInt(first, 16),
  last: parseInt(last, 16),
  widths: widths.split(', ').map(Number),
}));

/** Other characters: first, last, and an upper bound of their width in hundredths of an em. */
export const fallback = [...others.matchAll(/\(0x(\w+), 0x(\w+), (\d+)\)/g)].map(([, first, last, width]) => ({
  first: parseInt(first, 16),
  last: parseInt(last, 16),
  width: Number(width),
}));

const rowOf = (rows, code) => rows.find(({ first, last }) => first <= code && code <= last);

/** The width that figures expect of a text at a weight, in ems. */
export function expectedWidth(text, weight) {
  return [...text].reduce((sum, character) => {
    const code = character.codePointAt(0);
    const own = rowOf(shipped, code);
    return sum + (own ? own.widths[WEIGHTS.indexOf(weight)] / 1000 : (rowOf(fallback, code)?.width ?? 200) / 100);
  }, 0);
}
