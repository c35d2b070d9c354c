// Writes a site of linked briefs, actors and events, the same for the same numbers:
// node make.js FOLDER BRIEFS ACTORS EVENTS

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS = ('talks pause sanction envoy ceasefire strike deterrence threshold signal corridor ministry council convoy ' +
  'channel mediator warning denial report statement restraint exercise carrier inspectors text framework border missile ' +
  'drone outage leak source claim dispute evidence the a of to in and that with for on by from after before').split(' ');
const WORDS_OF_A_BRIEF = 1200;

// A generator of numbers that is the same everywhere (mulberry32).
let seed = 1;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let it = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
  return ((it ^ (it >>> 14)) >>> 0) / 2 ** 32;
};
const below = (limit) => Math.floor(random() * limit);
const sentence = (words = 9 + below(11)) => {
  const text = Array.from({ length: words }, () => WORDS[below(WORDS.length)]).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
};
const sentences = (number) => Array.from({ length: number }, () => sentence()).join(' ');
/** Few are named everywhere, and most hardly anywhere. */
const some = (limit, number) => [...new Set(Array.from({ length: number }, () => Math.floor(limit ** random()) - 1))];
const day = () => new Date(Date.UTC(2015, 0, 1 + below(4000))).toISOString().slice(0, 10);
const list = (ids) => JSON.stringify(ids);
const number = (it) => String(it).padStart(6, '0');
const title = () => sentence(8).slice(0, -1);

const [folder, briefs, actors, events] = [process.argv[2], ...process.argv.slice(3).map(Number)];
for (const kind of ['briefs', 'actors', 'events']) mkdirSync(join(folder, 'content', kind), { recursive: true });
const write = (path, text) => writeFileSync(join(folder, path), text);

write('config.toml', 'title = "Bench"\nbase_url = "https://example.org"\n');
const names = Array.from({ length: actors }, (_, at) => `${title().split(' ').slice(0, 2).join(' ')} ${at}`);
names.forEach((name, at) =>
  write(`content/actors/actor-${number(at)}.md`, `+++\nname = "${name}"\nkind = "organization"\n+++\n${sentences(4)}\n`));
for (let at = 0; at < events; at += 1) {
  const named = some(actors, 3).map((it) => `actor-${number(it)}`);
  write(`content/events/event-${number(at)}.md`, `+++\ntitle = "${title()}"\ndate = ${day()}\nactors = ${list(named)}\n+++\n${sentences(5)}\n`);
}
for (let at = 0; at < briefs; at += 1) {
  const [named, told] = [some(actors, 6), some(events, 5)];
  const paragraphs = Array.from({ length: Math.round(WORDS_OF_A_BRIEF / 85) }, (_, place) => {
    const heading = place % 3 === 0 ? `## ${title()}\n\n` : '';
    const actor = place < named.length ? ` [[actor-${number(named[place])}|${names[named[place]]}]] said so.` : '';
    const event = place < told.length ? ` This followed [[event-${number(told[place])}]].` : '';
    return `${heading}${sentences(6)}${actor}${event}${place < 3 ? ` [Officials][^n${place}] disputed it.` : ''}\n`;
  });
  const notes = [0, 1, 2].map((it) => `[^n${it}]: **Dispute:** ${sentence()}\n`);
  const lists = `actors = ${list(named.map((it) => `actor-${number(it)}`))}\nevents = ${list(told.map((it) => `event-${number(it)}`))}`;
  write(`content/briefs/brief-${number(at)}.md`,
    `+++\ntitle = "${title()}"\ndate = ${day()}\nsummary = "${sentence()}"\n${lists}\n+++\n${[...paragraphs, ...notes].join('\n')}`);
}
