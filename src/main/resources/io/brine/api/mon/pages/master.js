// The master itself: requests and their queues, the way to the minions, the store, checks.

import { h, bar, bytes, ms, num, one, spark, span } from './dom.js';
import { live } from './live.js';
import { asking, facts, meter, panel, titles } from './parts.js';

const MARK = { OK: ['✓', 'green'], WARNING: ['◐', 'amber'], CRITICAL: ['■', 'red'], UNKNOWN: ['·', 'grey'] };

export function view() {
  const page = live.pages.queue;
  const p = live.fleet.pulse;
  if (!page) return asking();
  const since = `last ${span(live.trail.length)}`;
  const { store, jvm, ports } = page;
  return [
    h('div.bar1', h('h1', `Master ${live.master}`), h(`span.c-${MARK[p.health][1]}`, `${MARK[p.health][0]} ${p.health === 'OK' ? 'itself ok' : p.health}`),
      h('span.dim', `up ${span(jvm.up_s)} · publishes on ${ports.publish} · answers on ${ports.request}`)),
    h('div.stack',
      panel('requests in → queue → threads', h('div.meters',
        meter('waiting', num(p.queue), p.age >= 0.001 ? `oldest ${ms(p.age * 1000)}` : '', spark(live.trail.map((t) => t.queue), `waiting, ${since}`, 'amber', 4)),
        meter('threads busy', num(p.busy), `of ${num(p.threads)}`, spark(live.trail.map((t) => t.busy), `busy, ${since}`, 'blue', p.threads)),
        meter('events', one(p.events), 'per second', spark(live.trail.map((t) => t.events), `events, ${since}`, 'blue', 5))),
      h('table.plain', titles(['lane', 'busy', '', 'waiting', 'oldest', 'refused'], 3),
        h('tbody', page.lanes.map(([name, depth, age, busy, threads, refused]) => h('tr', { key: name }, h('td', name), h('td.nowrap', `${busy} of ${threads}`), h('td', { width: '40%' }, bar([[busy, 'blue'], [threads - busy, 'line']], `${busy} of ${threads} busy`)),
          h('td.right', depth ? h('b.c-amber', num(depth)) : '0'), h('td.right', depth ? ms(age) : '–'), h('td.right', refused ? h('span.c-red', num(refused)) : '0')))))),
      page.commands && page.commands.length > 0 && panel('commands, the last ten minutes', h('table.plain', titles(['command', 'asked', 'failed', 'waited p50', 'p99', 'took p50', 'p99'], 1),
        h('tbody', page.commands.map((c) => h('tr', { key: c[0] }, h('td.mono', c[0]), h('td.right', num(c[1])), h('td.right', c[2] ? h('span.c-red', num(c[2])) : '0'), c.slice(3).map((v) => h('td.right', ms(v)))))))),
      h('div.cols',
        panel('publish → minions', facts([['links', num(p.links)], ['messages that wait', num(p.waiting)], ['dropped', num(p.dropped)], ['round trip', p.p50 >= 0 ? `median ${ms(p.p50)} · p99 ${ms(p.p99)}` : '–'], ['keys', Object.entries(p.keys).map(([k, n]) => `${num(n)} ${k}`).join(' · ')]])),
        panel('store', facts([['writes', `${num(store.writes)} in ${num(store.commits)} commits · ${one(store.group)} together`], ['wait for disk', `mean ${ms(store.mean_ms)} · longest ${ms(store.longest_ms)}`], ['waiting now', num(store.waiting)], ['failed', store.failed ? h('span.c-red', num(store.failed)) : '0'], ['size', bytes(store.bytes)]])),
        panel('self checks', h('table.plain.tight', h('tbody', page.checks.map(([name, w, why]) => h('tr', { key: name }, h(`td.c-${MARK[w][1]}`, MARK[w][0]), h('td', name), h('td.dim', why)))))),
        panel('process', facts([['heap', `${num(jvm.heap_mib)} of ${num(jvm.heap_most_mib)} MiB`], ['threads', num(jvm.threads)], ['collecting garbage', `${span(jvm.gc_ms / 1000)} since the start`], ['load of the host', one(jvm.load)]])))),
  ];
}

export const topics = () => 'queue';
