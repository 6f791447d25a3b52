// Who is connected, the worst first.

import { h, ago, bytes, clock, ms, num } from './dom.js';
import { live, refresh, act, may } from './live.js';
import { Table, asking, minionLink, search } from './parts.js';
import { setParams, go, tell, trying } from './app.js';

const COLS = [['number', 'peer', 'minmax(150px, 1fr)'], ['id', 'minion', 'minmax(150px, 1.3fr)', false, true], ['how', 'known by', '76px'], ['age', 'since', '64px', true, true], ['heartbeat', 'heard', '64px', true, true],
  ['rtt', 'rtt', '70px', true, true], ['frames', 'sent', '74px', true], ['bytes', 'bytes', '74px', true, true], ['queue', 'queue', '60px', true, true], ['drops', 'dropped', '66px', true, true]];
const HOW = { proven: 'green', topic: 'blue', address: 'grey', unknown: 'amber' };
const BY = { a: 'age', q: 'queue', d: 'drops', r: 'rtt', b: 'bytes', h: 'heartbeat' };

const table = new Table();
let at = 0;
const topic = (params) => `conn:${params.sort || 'queue'}:${params.q || ''}`;

export function view(params) {
  const page = live.pages[topic(params)];
  const s = (page && page.sockets) || {};
  const failures = ['HANDSHAKE_FAILED_NO_DETAIL', 'HANDSHAKE_FAILED_PROTOCOL', 'HANDSHAKE_FAILED_AUTH'].reduce((n, k) => n + (s[k] || 0), 0);
  return [
    h('div.bar1', h('h1', 'Connections'),
      page && h('span.dim', `${num(page.total)} minions · ${num(page.askers)} requests now · ${num(page.waiting)} messages wait · ${num(page.dropped)} dropped · ${num(failures)} handshakes failed`),
      search({ 'aria-label': 'Filter', placeholder: 'web-*  or  10.1.*', value: params.q || '', oninput: (e) => setParams({ q: e.target.value }) })),
    !page ? asking() : [
      page.twins.length > 0 && h('p.bar1.c-amber', `◐ ids used twice: ${page.twins.slice(0, 10).join(', ')}. Two processes on one host, or a copied machine?`),
      table.view({
        cols: COLS, rows: page.rows, key: (r) => String(r[0]), label: 'Connections', at, redraw: refresh, sort: params.sort || 'queue', dir: -1,
        onSort: (key) => setParams({ sort: key === 'queue' ? '' : key }), onAt: (i) => { at = i; refresh(); }, onOpen: (r) => r[2] && go(`/minion/${encodeURIComponent(r[2])}`),
        cells: (r) => [h('span.mono', r[1]), r[2] ? [minionLink(r[2]), r[11] > 1 && h('span.c-amber', ` !${r[11]}`)] : h('span.dim', '(nobody knows)'), h(`span.c-${HOW[r[3]] || 'grey'}`, r[3]),
          ago(r[4]), ago(r[5]), ms(r[6] < 0 ? -1 : r[6] / 1000), num(r[7]), bytes(r[8]), r[9] ? h('span.c-amber', num(r[9])) : '0', r[10] ? h('span.c-red', num(r[10])) : '0'],
      }),
      h('div.bar1.dim', h('h2', 'recent'), page.recent.slice(0, 5).map(([when, kind, peer, detail]) => h('span.nowrap', clock(when), ' ', kind.toLowerCase().replaceAll('_', ' '), ' ', h('span.mono', peer), detail && ` ${detail}`))),
    ],
  ];
}

export const after = () => table.after(document.getElementById('main'));
export const topics = topic;
export function keys(key, params) {
  const rows = (live.pages[topic(params)] || { rows: [] }).rows;
  const move = (by) => () => { at = Math.max(0, Math.min(rows.length - 1, at + by)); table.show(at); };
  if (BY[key]) return () => setParams({ sort: BY[key] === 'queue' ? '' : BY[key] });
  const row = rows[at];
  return { j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1), o: row && row[2] && (() => go(`/minion/${encodeURIComponent(row[2])}`)),
    x: row && may('repair') && (() => { if (confirm(`Close the connection of ${row[2] || row[1]}?`)) trying(async () => { await act(`connections/${row[0]}/kick`); tell('Closed'); }); }) }[key];
}
export const hints = () => [['a q d r b h', 'order: age, queue, drops, rtt, bytes, heartbeat'], ['j k', 'move'], ['o', 'open'], ['x', 'close the link'], ['/', 'filter']];
