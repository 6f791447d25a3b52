// The page one opens at night: what needs a human, what the machine does, what can wait, the fleet, the master.

import { h, ago, span, spark, num, one, ms } from './dom.js';
import { live, isSilent } from './live.js';
import { ORDER, T, rank, word } from './words.js';
import { sign, cellClass, panel, meter } from './parts.js';

const MOST = 8;

const line = (row) => h('a', { href: `#/minion/${encodeURIComponent(row[0])}`, key: row[0] },
  sign(row[1]), h('span.id', row[0]), h('span.why', row[10], row[11] && ` · held: ${row[11]}`), h('span.dim', row[2] ? ago(row[2]) : ''));

/** What many have in common is one line. */
function lines(rows, more) {
  if (!rows.length) return h('p.empty', T.none);
  const groups = new Map();
  rows.forEach((r) => {
    const key = `${r[1]} ${r[10]}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(r);
  });
  const all = [...groups.values()].flatMap((some) => (some.length > 3 ? [some] : some.map((r) => [r])));
  return h('div.lines', all.slice(0, MOST).map((some) => (some.length === 1 ? line(some[0]) : together(some))),
    all.length > MOST && h('a', { href: `#/minions?q=${encodeURIComponent(more)}` }, h('span'), h('span.dim', `and ${num(all.length - MOST)} more`), h('span'), h('span')));
}

function together(some) {
  const [, w, , , , , , , , , reason] = some[0];
  const sites = [...new Set(some.map((r) => r[3]).filter(Boolean))];
  const oldest = Math.min(...some.map((r) => r[2] || Infinity));
  const filter = `state:${w.toLowerCase()}${sites.length === 1 ? ` site:${sites[0]}` : ''}`;
  return h('a', { href: `#/minions?q=${encodeURIComponent(filter)}`, key: `${w} ${reason}` }, sign(w), h('span.id', `${num(some.length)} minions`),
    h('span.why', reason, sites.length > 0 && `, ${sites.length === 1 ? `site ${sites[0]}` : `${sites.length} sites`}`), h('span.dim', oldest < Infinity ? ago(oldest) : ''));
}

/** A person has to act: repairs are used up, nobody repairs, or it is about more than minions. */
export function needsPerson(i) {
  if (i.closed || i.by || i.key === 'HOLD') return false;
  const words = i.minions.map((id) => (live.rows.get(id) || [])[1]);
  return !i.n || words.includes('FAILED') || (live.trouble.desk.mode !== 'auto' && words.includes('DOWN'));
}

function needs() {
  if (isSilent()) return h('section.panel', h('p.calm', T.notKnown));
  const open = (live.trouble.incidents || []).filter(needsPerson);
  const named = new Set(open.flatMap((i) => i.minions));
  const watched = live.trouble.on;
  const failed = live.list.filter((r) => (r[1] === 'FAILED' || (r[1] === 'DOWN' && !watched)) && !named.has(r[0]));
  const ill = live.fleet.pulse.health === 'CRITICAL' ? live.fleet.pulse.why : [];
  const count = open.length + failed.length + (ill.length ? 1 : 0);
  if (!count) return h('section.panel', h('p.calm', h('span.c-green', { 'aria-hidden': 'true' }, '●'), T.calm));
  return h('section.panel.alarm', { 'aria-live': 'polite' }, h('h2', T.needs(count)),
    h('div.lines',
      ill.length > 0 && h('a', { href: '#/master' }, sign('FAILED', 'MASTER'), h('span', live.master), h('span.why', ill.join(' · ')), h('span')),
      open.map((i) => h('a', { href: `#/incidents/${i.number}`, key: `i${i.number}` }, sign('FAILED', `#${i.number}`),
        h('span.id', i.n === 1 ? i.minions[0] : i.n ? `${num(i.n)} minions` : ''), h('span.why', i.cause), h('span.dim', ago(i.opened))))),
    failed.length > 0 && lines(failed, watched ? 'state:failed' : 'state:down'));
}

function strips() {
  const sites = new Map();
  live.list.forEach((row) => {
    const site = row[3] || '';
    if (!sites.has(site)) sites.set(site, []);
    sites.get(site).push(row);
  });
  if (!sites.size) return h('p.empty', T.noMinions);
  const per = Math.max(1, Math.ceil(live.list.length / 1000));
  return [h('div.sites', [...sites].sort((a, b) => b[1].length - a[1].length).slice(0, 40).map(([site, rows]) => {
    const cells = [];
    for (let i = 0; i < rows.length; i += per) {
      const some = rows.slice(i, i + per);
      const worst = some.reduce((a, b) => (rank[b[1]] < rank[a[1]] ? b : a));
      const to = per === 1 ? `#/minion/${encodeURIComponent(worst[0])}` : `#/minions?q=${encodeURIComponent(site ? `site:${site}` : '')}`;
      cells.push(h('a', { class: cellClass(worst[1]), href: to, tabindex: worst[1] === 'UP' ? -1 : null, title: `${worst[1]}  ${worst[0]}${per > 1 ? ` and ${some.length - 1} more` : ''}` }));
    }
    return [h('a', { href: `#/minions?q=${encodeURIComponent(site ? `site:${site}` : 'site:')}` }, site || 'no site'), h('span.dim.right', num(rows.length)), h('div.cells', cells)];
  })), per > 1 && h('p.dim', { key: 'per' }, `1 cell = the worst of ${per} minions`)];
}

/** What the machine works on; that some come and go by their class is none of its work. */
export function working(rows, watched) {
  const words = watched ? ['REPAIRING', 'RECOVERING', 'SUSPECT', 'DOWN'] : ['SUSPECT', 'RECOVERING'];
  return rows.filter((r) => words.includes(r[1]) && !(r[12] && (r[1] === 'SUSPECT' || r[1] === 'DOWN')));
}

export function view() {
  const { fleet, list, trail } = live;
  const p = fleet.pulse;
  const worst = (a, b) => rank[a[1]] - rank[b[1]] || b[2] - a[2];
  const named = new Set((live.trouble.incidents || []).filter(needsPerson).flatMap((i) => i.minions));
  const machine = working(list, live.trouble.on).filter((r) => !named.has(r[0])).sort(worst);
  const wait = list.filter((r) => ['FLAPPING', 'DEGRADED', 'PENDING'].includes(r[1])).sort(worst);
  const since = trail.length > 1 ? `last ${span(trail.length)}` : '';
  const desk = live.trouble.desk;
  return h('div.stack',
    h('h1.skip', 'Now'),
    needs(),
    h('div.cols', panel(T.working, lines(machine, 'state:suspect')), panel(T.wait, lines(wait, 'state:degraded'))),
    h('section.panel', h('h2', 'fleet'),
      h('div.counts', h('a.total', { href: '#/minions' }, `${num(fleet.n)} minion${fleet.n === 1 ? '' : 's'}`),
        [...ORDER].reverse().filter((w) => fleet.words[w]).map((w) => h('a', { href: `#/minions?q=state:${w.toLowerCase()}`, key: w },
          h(`span.c-${word(w).family}`, { 'aria-hidden': 'true' }, word(w).sign), ' ', h('b', num(fleet.words[w])), ` ${w === 'PENDING' ? 'new keys' : w.toLowerCase()}`))),
      strips(), !live.trouble.on && h('p.dim', T.noWatch)),
    h('section.panel', h('h2', `master ${since && `· ${since}`}`),
      h('div.meters',
        meter('requests waiting', num(p.queue), p.age >= 0.001 ? `oldest ${ms(p.age * 1000)}` : '', spark(trail.map((t) => t.queue), `requests waiting, ${since}`, 'amber', 4)),
        meter('threads busy', num(p.busy), `of ${num(p.threads)}`, spark(trail.map((t) => t.busy), `threads busy, ${since}`, 'blue', p.threads)),
        meter('events', one(p.events), 'per second', spark(trail.map((t) => t.events), `events per second, ${since}`, 'blue', 5)),
        meter('round trip, median', ms(p.p50), p.p99 >= 0 ? `p99 ${ms(p.p99)}` : '', spark(trail.map((t) => t.p50), `median round trip, ${since}`, 'green', 5)),
        meter('minions up', num(fleet.words.UP || 0), `of ${num(fleet.n)}`, spark(trail.map((t) => t.up), `minions up, ${since}`, 'green', fleet.n))),
      h('p.dim', p.health === 'OK' ? 'itself ok' : `${p.health}: ${p.why.join(' · ')}`,
        ` · ${num(p.links)} links · ${num(p.waiting)} messages queued to minions · ${num(p.dropped)} dropped`,
        desk && ` · repairs ${desk.mode}, ${desk.under} under way`)));
}

export const topics = () => '';
