// Writes a site of hard cases for the figures into a folder: Kahn's ladder in full use, a ladder of two
// hundred rungs, one on which everything happened on one day, 300 events, seven sides, long and foreign
// titles. It is made, not kept: a few rules say more than 350 files.
//
// node make.js FOLDER

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('say into which folder');

const write = (path, lines) => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
};
const document = (path, matter, text = []) => write(path, ['+++', ...matter, '+++', ...text]);
const each = (count, make) => Array.from({ length: count }, (_, number) => make(number));

/** Titles as authors may write them, in turn. */
const TITLES = [
  (number) => `Event ${number}`,
  (number) => `Event ${number} has a title of a hundred and fifty characters, which goes on after any reader has stopped to read it, because somebody wanted it to be exact`,
  (number) => `الحدث ${number}: هجوم على القاعدة الجوية قرب الحدود في الليل قبل أن تبدأ المحادثات في العاصمة`,
  (number) => `第${number}号事件：边境附近空军基地在会谈开始之前的夜里遭到袭击，双方对此说法不一`,
  (number) => `Event ${number} of ${'Unbreakable'.repeat(6).slice(0, 60)}`,
  (number) => `EVENT ${number}: MMMMMMMM WWWWWWWW AND MORE CAPITALS THAN A LINE WILL HOLD`,
];
const LINES = [
  'A line',
  'A line whose title has a hundred and fifty characters, and which says in every detail what would have to happen before anybody did anything at all about it',
  'الخط الأحمر: دخول القوات إلى المدينة القديمة أو قصفها من الجو في أثناء المحادثات',
  '红线：任何一方在会谈期间从空中轰炸旧城或派遣部队进入旧城，均被视为越过红线的行为',
  `The line ${'Unbreakable'.repeat(6).slice(0, 60)}`,
];
const EFFECTS = ['declares', 'tests', 'crosses', 'enforces', 'reaffirms', 'crosses', 'waives', 'revises', 'withdraws'];
const SIDES = 7;

write('config.toml', [
  'title = "Hard cases of escalation"',
  'base_url = "https://example.org/"',
  'description = "What the figures break on."',
  '[escalation]',
  'ladder = "kahn-1965"',
  // Its record is made up, and owes nobody anything.
  '[lints]',
  ...['crossed-unanswered', 'effect-before-declared', 'enforced-without-crossing', 'threshold-untouched',
    'threshold-without-holder', 'unsettled-order', 'stub-actor', 'future-event', 'contradictory-effects', 'unsourced-event',
    'orphan-document', 'date-precision'].map((lint) => `${lint} = "allow"`),
]);
each(SIDES, (side) =>
  document(`content/actors/actor-${side}.md`, [
    `name = "Actor ${side}${side === 3 ? ' of the Provisional Authority for the Northern and Eastern Provinces' : ''}"`,
    `side = "${side === 4 ? 'The Coalition of the Northern and Eastern Provinces' : `Side ${side}`}"`,
    'kind = "state"',
  ]),
);

write('content/ladders/tall.toml', [
  'title = "Two hundred rungs"',
  'rungs = [',
  ...each(200, (number) => `  { n = ${number + 1}, name = "Rung ${number + 1} ${TITLES[number % TITLES.length](number).replace('Event', 'act')}" },`),
  ']',
  `firebreaks = [${each(9, (number) => `{ above = ${20 * (number + 1)}, name = "Break ${number + 1}: ${number % 3 ? 'named' : 'Unbreakable'.repeat(6).slice(0, 60)}" }`).join(', ')}]`,
]);
write('content/ladders/day.toml', [
  'title = "One day"',
  `rungs = [${each(5, (number) => `{ n = ${number + 1}, name = "${number + 1} of five" }`).join(', ')}]`,
]);

// Twelve on one rung, the last of them held by nobody; others on the tall ladder.
each(12, (number) =>
  document(`content/thresholds/line-${String(number).padStart(2, '0')}.md`, [
    `title = "${LINES[number % LINES.length]} ${number}"`,
    ...(number === 11 ? [] : [`holder = ["actor-${number % SIDES}"]`, `addressed_to = ["actor-${(number + 1) % SIDES}"]`]),
    'condition = "An act."',
    'consequence = "An answer."',
    'ladder = "kahn-1965"',
    'rung = 10',
  ]),
);
each(8, (number) =>
  document(`content/thresholds/tall-${number}.md`, [
    `title = "${LINES[number % LINES.length]} on rung ${number * 25 + 1}"`,
    `holder = ["actor-${number % SIDES}", "actor-3"]`,
    'ladder = "tall"',
    `rung = ${number * 25 + 1}`,
  ]),
);

const two = (number) => String(number).padStart(2, '0');
/** Days in order over five years with a long pause; some a month, an interval, an open one. */
const dateOf = (number) => {
  const month = Math.floor(number / 5) % 12;
  const year = 2015 + Math.floor(number / 60) + (number >= 120 ? 3 : 0);
  const day = `${year}-${two(month + 1)}-${two((number % 5) * 5 + 1)}`;
  if (number % 23 === 7) return `${year}-${two(month + 1)}`;
  if (number % 29 === 11) return `${day}/${year}-${two(month + 1)}-28`;
  return number === 199 ? `${day}/..` : day;
};
each(300, (number) => {
  const [ladder, rung, date] =
    number < 200 ? ['kahn-1965', ((number * 7) % 44) + 1, dateOf(number)]
    : number < 260 ? ['tall', ((number * 37) % 200) + 1, dateOf(number)]
    : ['day', (number % 5) + 1, '2024-05-05'];
  document(`content/events/event-${String(number).padStart(3, '0')}.md`, [
    `title = "${TITLES[number % TITLES.length](number)}"`,
    `date = "${date}"`,
    `actors = [{ id = "actor-${number % SIDES}", role = "initiator" }]`,
    'type = "strike"',
    `importance = ${(number % 10) + 1}`,
    `rung = { ladder = "${ladder}", n = ${rung}, why = "It is a case." }`,
    ...(number % 3 === 0 && number < 260
      ? [`thresholds = [{ id = "${number < 200 ? `line-${two((number / 3) % 12)}` : `tall-${(number / 3) % 8}`}", effect = "${EFFECTS[Math.floor(number / 36) % EFFECTS.length]}" }]`]
      : []),
    ...(number % 4 === 1 && number < 260 ? [`responds_to = ["event-${String(number - 1).padStart(3, '0')}"]`] : []),
    ...(number % 8 === 2 && number < 260 ? [`responds_to = ["event-${String(number - 1).padStart(3, '0')}"]`] : []),
  ]);
});

const brief = (id, matter, figures) =>
  document(`content/briefs/${id}.md`, ['date = 2025-01-01', ...matter], ['Figures stand in this text.', ...figures.flatMap((it) => ['', `![[figure:${it}]]`])]);
brief('tall', ['title = "The tall ladder"'], ['ladder|ladder=tall', 'curve|ladder=tall', 'chain|ladder=tall']);
brief('day', ['title = "The one day"'], ['ladder|ladder=day', 'curve|ladder=day']);
brief('side', ['title = "One side"'], ['ladder|side=Side 2', 'curve|side=Side 2']);
brief('persian', ['title = "خطوط قرمز و نردبان تنش"', 'language = "fa"'], ['ladder', 'board', 'lanes', 'curve', 'chain', 'touch']);
brief('hebrew', ['title = "קווים אדומים וסולם ההסלמה"', 'language = "he"'], [
  'ladder|from=2015-01,until=2015-06', 'lanes|threshold=line-02', 'curve|from=2015-01,until=2015-03', 'chain|threshold=line-00',
]);
