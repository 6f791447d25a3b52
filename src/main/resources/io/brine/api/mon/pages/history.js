// Numbers of the past: the master keeps means and maxima itself, in steps of 5 minutes, half an hour, a day.

import { h, svg, ago, bytes, ms, num, one, span as lasts, spark } from './dom.js';
import { live, ask, refresh } from './live.js';
import { asking, facts, minionLink, panel, titles } from './parts.js';
import { setParams, trying } from './app.js';
import { ORDER, T, word } from './words.js';

const SPANS = [['day', 'a day · 5 min'], ['week', 'a week · 30 min'], ['year', 'a year · 1 day']];
const REFRESH = 60000;

const byWord = (w) => ({ name: `minions.${w.toLowerCase()}`, label: w.toLowerCase(), family: word(w).family });
const UNWELL = ORDER.filter((w) => w !== 'UP').map(byWord);
const PLOTS = [
  { title: 'minions up', write: num, lines: [byWord('UP')] },
  { title: 'minions that are not up, by word', write: num, lines: UNWELL, onlyIfAny: true },
  { title: 'round trip', write: ms, lines: [{ name: 'trip.p50', label: 'median', family: 'green' }, { name: 'trip.p99', label: 'p99', family: 'amber' }] },
  { title: 'requests per second', write: one, lines: [{ name: 'requests', label: 'answered', family: 'blue' }] },
  { title: 'requests that wait', write: one, lines: [{ name: 'waiting', label: 'waiting', family: 'amber' }] },
  { title: 'events per second', write: one, lines: [{ name: 'events', label: 'fired', family: 'blue' }] },
  { title: 'returns per second', write: one, lines: [{ name: 'returns', label: 'taken', family: 'green' }] },
  { title: 'resident memory', write: bytes, lines: [{ name: 'memory', label: 'resident', family: 'purple' }] },
];

let book = null;
let asked = '';
let askedAt = 0;
let hover = null;

/** Asks anew when another span is wanted, and every minute. */
async function need(span) {
  if (span === asked && Date.now() - askedAt < REFRESH) return;
  if (span !== asked) hover = null;
  asked = span;
  askedAt = Date.now();
  const answer = await trying(() => ask(`history?span=${span}`));
  if (answer && asked === span) {
    book = { ...answer, span };
    refresh();
  }
}

/** A little more than n whose half is short to write too. */
function round(n) {
  const ten = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 4, 6, 8, 10].map((m) => m * ten).find((m) => m >= n * 0.9999);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** In UTC, as all times here. */
function moment(at, span, exact) {
  const d = new Date(at * 1000);
  const time = d.toISOString().slice(11, 16);
  const date = `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`;
  if (span === 'year') return exact ? `${date} ${d.getUTCFullYear()}` : date;
  if (span === 'week') return exact ? `${DAYS[d.getUTCDay()]} ${date}, ${time}` : `${DAYS[d.getUTCDay()]} ${d.getUTCDate()}`;
  return exact ? `${date}, ${time}` : time;
}

/** Moves and lines; a gap ends a stroke, and a point between two gaps is a dot. */
function path(values, top) {
  let text = '';
  let drawn = false;
  values.forEach((v, i) => {
    if (v === null) {
      drawn = false;
      return;
    }
    const at = `${i + 0.5} ${(100 - (100 * v) / top).toFixed(2)}`;
    text += drawn ? `L${at}` : `M${at}L${at}`;
    drawn = true;
  });
  return text;
}

/** What lies between mean and maximum, one closed piece for each stretch without a gap. */
function band(mean, max, top) {
  const y = (v) => (100 - (100 * v) / top).toFixed(2);
  let text = '';
  for (let i = 0; i < mean.length; i += 1) {
    if (mean[i] !== null) {
      let end = i;
      while (end + 1 < mean.length && mean[end + 1] !== null) end += 1;
      const there = [];
      const back = [];
      for (let k = i; k <= end; k += 1) {
        there.push(`${k + 0.5} ${y(max[k])}`);
        back.unshift(`${k + 0.5} ${y(mean[k])}`);
      }
      text += `M${there.join('L')}L${back.join('L')}Z`;
      i = end;
    }
  }
  return text;
}

const lastOf = (values) => values.reduce((last, v, i) => (v === null ? last : i), -1);

function legend(plot, line) {
  const { mean, max } = book.series[line.name];
  const i = hover === null ? lastOf(mean) : hover;
  const value = i < 0 || mean[i] === null ? 'not known' : `${plot.write(mean[i])}${plot.write(max[i]) === plot.write(mean[i]) ? '' : `, max ${plot.write(max[i])}`}`;
  return h('span.nowrap', { key: line.name }, h(`span.c-${line.family}`, { 'aria-hidden': 'true' }, '━ '), plot.lines.length > 1 && `${line.label} `, h('b', value));
}

function point(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const points = Math.round(event.currentTarget.viewBox.baseVal.width);
  hover = Math.min(points - 1, Math.max(0, Math.floor((points * (event.clientX - box.left)) / box.width)));
  refresh();
}

function leave() {
  hover = null;
  refresh();
}

function draw(plot) {
  const lines = plot.lines.filter(({ name }) => book.series[name] && (!plot.onlyIfAny || book.series[name].max.some((v) => v > 0)));
  const known = lines.filter(({ name }) => lastOf(book.series[name].mean) >= 0);
  const title = h('h2', plot.title);
  if (!known.length) return h('section.panel', { key: plot.title }, title, h('p.empty', plot.onlyIfAny ? T.none : 'nothing is known of this time'));
  const points = book.series[known[0].name].mean.length;
  const top = round(Math.max(2, ...known.flatMap(({ name }) => book.series[name].max)));
  const label = `${plot.title}: ${known.map(({ name, label: l }) => `${l} ${plot.write(book.series[name].mean[lastOf(book.series[name].mean)])}`).join(', ')}`;
  return h('section.panel', { key: plot.title }, title, h('div.legend', known.map((line) => legend(plot, line))),
    h('div.plot',
      h('div.y', { 'aria-hidden': 'true' }, [top, top / 2, 0].map((v) => h('span', plot.write(v)))),
      svg('svg', { viewBox: `0 0 ${points} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label, onpointermove: point, onpointerleave: leave },
        [0, 50, 100].map((y) => svg('path.grid', { d: `M0 ${y}H${points}` })),
        known.map(({ name, family }) => [
          svg(`path.band.c-${family}`, { d: band(book.series[name].mean, book.series[name].max, top) }),
          svg(`path.line.c-${family}`, { d: path(book.series[name].mean, top) })]),
        hover !== null && svg('path.at', { d: `M${hover + 0.5} 0V100` })),
      h('div.x', { 'aria-hidden': 'true' }, [0, 0.25, 0.5, 0.75, 1].map((share) => h('span', moment(book.from + book.step * Math.round(share * (points - 1)), book.span))))));
}

const VERDICT = { good: ['●', 'green'], warn: ['◐', 'amber'], bad: ['✕', 'red'], unreadable: ['?', 'grey'] };
const some = (n, verdict) => h('td.right', n ? h(`span.c-${VERDICT[verdict][1]}`, num(n)) : '0');

/** What was asked again and again: salmon's table. */
function checks() {
  const rows = live.pages.checks;
  if (!rows || !rows.length) return null;
  return panel('checks', h('table.plain', titles(['check', 'asks', 'minions', 'good', 'warn', 'bad', 'unreadable', 'last', 'good of all'], 2, 8),
    h('tbody', rows.map(([name, words, every, n, good, warn, bad, unreadable, last]) => {
      const course = ((book && book.series[`check.${name}`]) || { mean: [] }).mean.filter((v) => v !== null);
      return h('tr', { key: name }, h('td', h('a', { href: `#/history?${new URLSearchParams({ check: name })}` }, name)), h('td.mono.dim.wrap', words), h('td.right', num(n)),
        some(good, 'good'), some(warn, 'warn'), some(bad, 'bad'), some(unreadable, 'unreadable'), h('td.right.nowrap.dim', { title: `every ${lasts(every)}` }, ago(last)),
        h('td.course', course.length > 1 ? spark(course, `${Math.round(course[course.length - 1])} % good`, 'green', 100) : h('span.dim', 'not known yet')));
    }))));
}

/** The minions of one check, the worst first. */
function check(name) {
  const page = live.pages[`check:${encodeURIComponent(name)}`];
  const row = (live.pages.checks || []).find((r) => r[0] === name);
  return [
    h('div.bar1', h('a.dim', { href: '#/history' }, '‹ History'), h('h1', name)),
    !page ? asking() : !page.name ? h('p.empty', T.noCheck) : h('div.stack',
      row && panel('check', facts([['asks', h('span.mono', row[1])], ['every', lasts(row[2])], ['minions', num(row[3])]])),
      panel('minions, the worst first', h('table.plain', h('tbody', page.minions.map(([id, verdict, since, value, values]) => h('tr', { key: id },
        h(`td.nowrap.c-${VERDICT[verdict][1]}`, `${VERDICT[verdict][0]} ${verdict}`), h('td', minionLink(id)), h('td.dim.nowrap', ago(since)), h('td.mono.wrap', String(value)),
        h('td.course', values.length > 1 && spark(values, `last answers of ${id}`, VERDICT[verdict][1]))))))))];
}

export const topics = (params) => `checks${params.check ? `,check:${encodeURIComponent(params.check)}` : ''}`;

export function view(params) {
  if (params.check) return check(params.check);
  const span = SPANS.some(([name]) => name === params.span) ? params.span : 'day';
  need(span);
  const there = book && book.span === span;
  return [
    h('div.bar1', h('h1', 'History'),
      h('span', { role: 'group', 'aria-label': 'How far back', class: 'chips' }, SPANS.map(([name, text]) => h('button', { 'aria-pressed': String(name === span), onclick: () => setParams({ span: name === 'day' ? '' : name }) }, text))),
      h('span.dim', there && hover !== null ? `${moment(book.from + book.step * hover, span, true)} UTC` : 'lines are means, shades reach up to the largest value')),
    there ? h('div.stack', checks(), h('div.cols.plots', PLOTS.map(draw)), h('p.dim', T.moreHistory)) : asking(),
  ];
}
