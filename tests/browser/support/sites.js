// The built sites, and the pages that are tested: of the sample one or more of every kind, of the site of
// hard cases (`stress/`) every page that is one, of those of figures (`escalation/`) the ones with figures, of the
// site with a look of its own (`own-look/`) a few. The sites of `languages/` are only searched.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { serve } from './server.js';

const built = process.env.REDLINES_SITES;
if (!built) throw new Error('start the browser tests with tests/browser/run');

const LONG = 'unbreakable'.repeat(28);

const SAMPLE = {
  home: '/',
  briefs: '/briefs/',
  'a brief': '/briefs/reading-the-veto/',
  'a second brief': '/briefs/american-deaths/',
  'a third brief': '/briefs/commanders-to-leaders/',
  actors: '/actors/',
  'an actor': '/actors/donald-trump/',
  'an actor with relations': '/actors/iran/',
  network: '/network/',
  events: '/events/',
  'the events of a year': '/events/year/2025/',
  'the events of a type': '/events/type/strike/',
  'an event': '/events/2020-01-03-soleimani-strike/',
  'a reported event': '/events/2025-06-15-veto-reported/',
  map: '/map/',
  thresholds: '/thresholds/',
  'a threshold': '/thresholds/us-fatality/',
  ladders: '/ladders/',
  'a ladder': '/ladders/regional/',
  sources: '/sources/',
  'a source': '/sources/reuters-2025-06-15/',
  tags: '/tags/',
  'a tag': '/tags/deterrence/',
  corrections: '/corrections/',
  data: '/data/',
  'an ordinary page': '/about/',
  search: '/search/',
  'not found': '/404.html',
};

const STRESS = {
  'home with a long word': '/',
  'a note as long as its section': '/briefs/long-note/',
  'forty notes in one paragraph': '/briefs/forty-notes/',
  'a long word everywhere': '/briefs/long-word/',
  'passages of every kind': '/briefs/passages/',
  'a brief in Arabic': '/briefs/arabic/',
  'a brief without notes': '/briefs/no-notes/',
  'a withdrawn brief': '/briefs/withdrawn/',
  'a corrected brief': '/briefs/corrected/',
  'a brief with a map': '/briefs/places/',
  'a map in Arabic': '/notes/arabic-map/',
  map: '/map/',
  network: '/network/',
  'networks in Arabic': '/notes/arabic-network/',
  'an actor with forty relations': '/actors/hub/',
  'an actor with one relation': '/actors/half/',
  'a brief of sixty events': '/briefs/sixty-events/',
  'an actor with sixty events': '/actors/busy/',
  'a stub actor': '/actors/nobody-in-particular/',
  'a stub actor with a long name': `/actors/${LONG.slice(0, 150)}-the-holder/`,
  'an event of long words': '/events/long/',
  'a second page of events': '/events/page/2/',
  'a threshold of long words': '/thresholds/long/',
  'a ladder of long words': '/ladders/long/',
  'a source of long words': '/sources/long-2025/',
  'a tag that is a long word': `/tags/${LONG.slice(0, 200)}/`,
  'an ordinary page with notes': '/notes/plain/',
  briefs: '/briefs/',
  actors: '/actors/',
  thresholds: '/thresholds/',
  sources: '/sources/',
  tags: '/tags/',
  corrections: '/corrections/',
  data: '/data/',
};

/** Pages with figures of the site that `escalation/make.js` writes. */
const ESCALATION = {
  'the explainer in full use': '/thresholds/',
  'a threshold': '/thresholds/line-00/',
  'a threshold nobody holds': '/thresholds/line-11/',
  'an actor': '/actors/actor-3/',
  'an event': '/events/event-067/',
  'an event of an unknown day': '/events/event-007/',
  'a ladder of two hundred rungs': '/briefs/tall/',
  'one day': '/briefs/day/',
  'one side': '/briefs/side/',
  'a brief in Persian': '/briefs/persian/',
  'a brief in Hebrew': '/briefs/hebrew/',
};

const OWN_LOOK = {
  home: '/desk/',
  briefs: '/desk/briefs/',
  'a brief': '/desk/briefs/moved/',
  'an ordinary page': '/desk/about/',
};

const site = async (name, pages) => {
  const folder = join(built, name);
  const origin = await serve(folder);
  const list = Object.entries(pages).map(([kind, path]) => ({
    name: `${name}: ${kind}`,
    path,
    url: origin + path,
  }));
  return { name, folder, origin, pages: list, page: (path) => list.find((page) => page.path === path) };
};

export const sample = await site('sample', SAMPLE);
export const stress = await site('stress', STRESS);
export const escalation = await site('escalation', ESCALATION);
export const ownLook = await site('own-look', OWN_LOOK);


/** Small sites in languages that are written from right to left. */
export const languages = { ar: await site('ar', {}), fa: await site('fa', {}), he: await site('he', {}) };

/** Every page that is tested. */
export const pages = [...sample.pages, ...stress.pages, ...escalation.pages, ...ownLook.pages];

/** Pages with figures: those of every kind in the sample, and the hard cases. */
export const drawn = [
  ...['/thresholds/', '/thresholds/us-fatality/', '/actors/iran/', '/events/2020-01-03-soleimani-strike/', '/briefs/american-deaths/', '/briefs/commanders-to-leaders/']
    .map((path) => sample.page(path)),
  ...['/thresholds/', '/thresholds/long/', '/events/long/'].map((path) => stress.page(path)),
  ...escalation.pages,
];

/** The pages with notes. */
export const annotated = [
  ...sample.pages.filter((page) => page.name.endsWith(' brief')),
  ...['long-note', 'forty-notes', 'long-word', 'passages', 'arabic', 'corrected'].map((name) =>
    stress.page(`/briefs/${name}/`),
  ),
  stress.page('/events/long/'),
  stress.page('/notes/plain/'),
];

/** Every brief of both sites, whether it is in a list above or not. */
export const briefs = [sample, stress].flatMap(({ name, folder, origin }) =>
  sections(join(folder, 'briefs'))
    .filter((entry) => !['index.html', 'page'].includes(entry))
    .map((entry) => ({ name: `${name}: ${entry}`, url: `${origin}/briefs/${entry}/` })),
);

/** The names in a folder of a built site that are folders of pages, or pages. */
export function sections(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isSection = (entry) =>
    entry.isDirectory()
      ? readdirSync(join(folder, entry.name)).includes('index.html')
      : entry.name.endsWith('.html');
  return entries.filter(isSection).map((entry) => entry.name);
}
