// The master itself: requests and their queues, the way to the minions, the store, checks.

import { h, bar, bytes, ms, num, one, spark, span } from './dom.js';
import { live } from './live.js';
import { facts, meter, panel } from './parts.js';

const MARK = { OK: ['✓', 'green'], WARNING: ['◐', 'amber'], CRITICAL: ['■', 'red'], UNKNOWN: ['·', 'grey'] };

export function view() {
  const page = live.pages.queue;
  const p = live.fleet.pulse;
  if (!page) return h('p', { class: 'empty' }, 'Asking…');
  const since = `last ${span(live.trail.length)}`;
  const { store, jvm, ports } = page;
  return [
    h('div', { class: 'bar1' }, h('h1', null, `Master ${live.master}`), h('span', { class: `c-${MARK[p.health][1]}` }, `${MARK[p.health][0]} ${p.health === 'OK' ? 'itself ok' : p.health}`),
      h('span', { class: 'dim' }, `up ${span(jvm.up_s)} · publishes on ${ports.publish} · answers on ${ports.request}`)),
    h('div', { class: 'stack' },
      panel('requests in → queue → threads', h('div', { class: 'meters' },
        meter('waiting', num(p.queue), p.age >= 0.001 ? `oldest ${ms(p.age * 1000)}` : '', spark(live.trail.map((t) => t.queue), `waiting, ${since}`, 'amber', 4)),
        meter('threads busy', num(p.busy), `of ${num(p.threads)}`, spark(live.trail.map((t) => t.busy), `busy, ${since}`, 'blue', p.threads)),
        meter('events', one(p.events), 'per second', spark(live.trail.map((t) => t.events), `events, ${since}`, 'blue', 5))),
      h('table', { class: 'plain' }, h('thead', null, h('tr', null, ['lane', 'busy', '', 'waiting', 'oldest', 'refused'].map((t, i) => h('th', { class: i > 2 ? 'right' : '' }, t)))),
        h('tbody', null, page.lanes.map(([name, depth, age, busy, threads, refused]) => h('tr', { key: name }, h('td', null, name), h('td', { class: 'nowrap' }, `${busy} of ${threads}`), h('td', { width: '40%' }, bar([[busy, 'blue'], [threads - busy, 'line']], `${busy} of ${threads} busy`)),
          h('td', { class: 'right' }, depth ? h('b', { class: 'c-amber' }, num(depth)) : '0'), h('td', { class: 'right' }, depth ? ms(age) : '–'), h('td', { class: 'right' }, refused ? h('span', { class: 'c-red' }, num(refused)) : '0')))))),
      page.commands && page.commands.length > 0 && panel('commands', h('table', { class: 'plain' }, h('thead', null, h('tr', null, ['command', 'asked', 'wait p50', 'p99', 'service p50', 'p99'].map((t, i) => h('th', { class: i ? 'right' : '' }, t)))),
        h('tbody', null, page.commands.map((c) => h('tr', { key: c[0] }, h('td', { class: 'mono' }, c[0]), h('td', { class: 'right' }, num(c[1])), c.slice(2).map((v) => h('td', { class: 'right' }, ms(v)))))))),
      h('div', { class: 'cols' },
        panel('publish → minions', facts([['links', num(p.links)], ['messages that wait', num(p.waiting)], ['dropped', num(p.dropped)], ['round trip', p.p50 >= 0 ? `median ${ms(p.p50)} · p99 ${ms(p.p99)}` : '–'], ['keys', Object.entries(p.keys).map(([k, n]) => `${num(n)} ${k}`).join(' · ')]])),
        panel('store', facts([['writes', `${num(store.writes)} in ${num(store.commits)} commits · ${one(store.group)} together`], ['wait for disk', `mean ${ms(store.mean_ms)} · longest ${ms(store.longest_ms)}`], ['waiting now', num(store.waiting)], ['failed', store.failed ? h('span', { class: 'c-red' }, num(store.failed)) : '0'], ['size', bytes(store.bytes)]])),
        panel('self checks', h('table', { class: 'plain tight' }, h('tbody', null, page.checks.map(([name, w, why]) => h('tr', { key: name }, h('td', { class: `c-${MARK[w][1]}` }, MARK[w][0]), h('td', null, name), h('td', { class: 'dim' }, why)))))),
        panel('process', facts([['heap', `${num(jvm.heap_mib)} of ${num(jvm.heap_most_mib)} MiB`], ['threads', num(jvm.threads)], ['collecting garbage', `${span(jvm.gc_ms / 1000)} since the start`], ['load of the host', one(jvm.load)]])))),
  ];
}

export const topics = () => 'queue';
