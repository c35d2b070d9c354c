// Writes data/natural-earth.txt: the world's land, borders and countries, simplified, for the map.
//
//     npm install --no-save world-atlas@2.0.2 topojson-client@3 topojson-simplify@3 i18n-iso-countries@7 polylabel@2
//     node scripts/outlines.mjs > data/natural-earth.txt
//
// The outlines are Natural Earth's (1:50m, version 4.1.0), which are in the public domain; world-atlas only
// carries them. Run it again where another version is wanted; a build of redlines never does.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import iso from 'i18n-iso-countries';
import polylabel from 'polylabel';
import { feature, mesh } from 'topojson-client';
import { presimplify, simplify, sphericalTriangleArea } from 'topojson-simplify';

/** What a point must add to stay, in steradians, and how large an island must be, in square degrees of the equator. */
const LEAST_TRIANGLE = 2.5e-6;
const LEAST_ISLAND = 0.06;

/** How many steps of the written numbers make a degree. */
const STEPS = 25;

/** Where Natural Earth draws a territory with its state, or not at all: about its middle, in degrees north and east. */
const BY_HAND = {
  BQ: [12.2, -68.3], BV: [-54.4, 3.4], CC: [-12.2, 96.8], CX: [-10.5, 105.6], GF: [4, -53], GI: [36.1, -5.3],
  GP: [16.2, -61.6], MQ: [14.7, -61], RE: [-21.1, 55.5], SJ: [78.6, 16], TK: [-9.2, -171.8], TV: [-8.5, 179.2],
  UM: [19.3, 166.6], YT: [-12.8, 45.2],
};

const require = createRequire(import.meta.url);
const whole = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const world = simplify(presimplify(whole, sphericalTriangleArea), LEAST_TRIANGLE);

const polygons = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);
const radians = (degrees) => (degrees * Math.PI) / 180;

/** In square degrees of the equator, whichever way round the ring runs. */
function area(ring) {
  const strip = ([x, y], [nextX, nextY]) => (nextX - x) * (Math.sin(radians(y)) + Math.sin(radians(nextY)));
  const strips = ring.map((point, at) => strip(point, ring[(at + 1) % ring.length]));
  return Math.abs(strips.reduce((sum, it) => sum + it, 0)) * (90 / Math.PI);
}

const largest = (shapes) => shapes.reduce((one, other) => (area(other[0]) > area(one[0]) ? other : one));

/** A line in whole steps, each point once. */
function stepped(points) {
  const steps = points.map((point) => point.map((it) => Math.round(it * STEPS)));
  return steps.filter(([x, y], at) => at === 0 || x !== steps[at - 1][0] || y !== steps[at - 1][1]);
}

/** A line as differences of whole steps, each a zigzag number in base 32 from `?` on, the last digit without the bit 32. */
function encode(steps) {
  const digits = (number) => {
    let rest = number < 0 ? -2 * number - 1 : 2 * number;
    let text = '';
    for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode(63 + 32 + (rest % 32));
    return text + String.fromCharCode(63 + rest);
  };
  let [x, y] = [0, 0];
  let text = '';
  for (const [nextX, nextY] of steps) {
    text += digits(nextX - x) + digits(nextY - y);
    [x, y] = [nextX, nextY];
  }
  return text;
}

/** The shortest stretch of longitudes that holds all, from its west end eastwards: beyond 180 it crosses the date line. */
function longitudes(all) {
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  let [gap, west, east] = [360 - (sorted.at(-1) - sorted[0]), sorted[0], sorted.at(-1)];
  for (let at = 1; at < sorted.length; at += 1) {
    if (sorted[at] - sorted[at - 1] > gap) [gap, west, east] = [sorted[at] - sorted[at - 1], sorted[at], sorted[at - 1] + 360];
  }
  return [west, east];
}

function country(shape) {
  const code = iso.numericToAlpha2(shape.id) ?? { Kosovo: 'XK' }[shape.properties.name];
  if (!code) return [];
  const shapes = polygons(shape.geometry);
  const [lon, lat] = polylabel(largest(shapes), 0.05);
  const points = shapes.flat(2);
  const [west, east] = longitudes(points.map((point) => point[0]));
  const north = points.map((point) => point[1]);
  const numbers = [lat, lon, Math.min(...north), west, Math.max(...north), east];
  return [[code, numbers.map((it) => it.toFixed(1))]];
}

// Points and bounds are those of the unsimplified shapes. Australia comes with islands that have no code of their own.
const found = new Map();
for (const [code, numbers] of feature(whole, whole.objects.countries).features.flatMap(country)) {
  if (!found.has(code)) found.set(code, numbers);
}
for (const [code, [lat, lon]] of Object.entries(BY_HAND)) {
  if (!found.has(code)) found.set(code, [lat, lon, lat - 1, lon - 1, lat + 1, lon + 1].map((it) => it.toFixed(1)));
}

// An island that is most of its country stays, as long as it has a shape.
const kept = new Set(feature(world, world.objects.countries).features.map((it) => largest(polygons(it.geometry))[0].join(';')));
const land = feature(world, world.objects.land).features.flatMap((it) => polygons(it.geometry)).flat();
const rings = land.filter((ring) => ring.length > 3 && (area(ring) > LEAST_ISLAND || kept.has(ring.join(';'))));
const borders = mesh(world, world.objects.countries, (one, other) => one !== other).coordinates;

const lines = [
  '# The world in outline. Made with Natural Earth (https://www.naturalearthdata.com/), 1:50m, version 4.1.0,',
  '# which is in the public domain; simplified by scripts/outlines.mjs, which says how lines are written.',
  '# country: code, a point inside (north, east), bounds (south, west, north, east; beyond 180 over the date line).',
  '# land: a ring. border: a line between two countries.',
  ...[...found].sort().map(([code, numbers]) => `country ${code} ${numbers.join(' ')}`),
  ...rings.map(stepped).filter((ring) => ring.length > 3).map((ring) => `land ${encode(ring)}`),
  ...borders.map(stepped).filter((line) => line.length > 1).map((line) => `border ${encode(line)}`),
];
process.stdout.write(`${lines.join('\n')}\n`);
