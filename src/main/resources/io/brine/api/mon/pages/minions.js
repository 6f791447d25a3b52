// The fleet as a list or a matrix; the filter is in the address, so that it can be sent to a colleague.

import { h, ago, ms, num } from './dom.js';
import { live, refresh, low, act, may } from './live.js';
import { T, rank } from './words.js';
import { parse } from './filter.js';
import { Table, sign, cellClass, search } from './parts.js';
import { route, setParams, go, tell, trying } from './app.js';

const COLS = [
  ['state', 'state', '108px', false, true], ['id', 'minion', 'minmax(150px, 1.4fr)', false, true], ['site', 'site', '80px', false, true],
  ['since', 'since', '62px', true, true], ['link', 'link', '74px', true, true], ['rtt', 'rtt', '66px', true, true], ['seen', 'seen', '62px', true, true],
  ['os', 'os', 'minmax(80px, 110px)', false, true], ['version', 'version', '90px', false, true], ['reason', 'what is known', 'minmax(120px, 2fr)'],
];
const VALUE = { state: (r) => rank[r[1]], id: (r) => r[0], site: (r) => r[3], since: (r) => -r[2], link: (r) => -r[4], rtt: (r) => r[6], seen: (r) => -r[7], os: (r) => r[9], version: (r) => r[8] };
const GROUP = { site: (r) => r[3] || 'no site', state: (r) => r[1], os: (r) => r[9] || 'unknown', version: (r) => r[8] || 'unknown' };

const table = new Table();
const marked = new Set();
let at = 0;
let kept = { version: -1, key: '', rows: [], wrong: [] };

/** Filtered and sorted; done anew only if something has changed. */
function rows(params) {
  const { q = '', sort = 'state', dir = '1' } = params;
  const key = `${q}|${sort}|${dir}`;
  if (kept.version === live.version && kept.key === key) return kept;
  const { fits, wrong } = parse(q);
  const value = VALUE[sort] || VALUE.state;
  const order = Number(dir) < 0 ? -1 : 1;
  const found = live.list.filter(fits).map((row) => [value(row), row]);
  found.sort((a, b) => order * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || (a[1][0] < b[1][0] ? -1 : 1));
  kept = { version: live.version, key, rows: found.map((f) => f[1]), wrong };
  return kept;
}

const open = (row) => go(`/minion/${encodeURIComponent(row[0])}`);

const link = (r) => (r[4] ? ago(r[4]) : h('span', { class: r[1] === 'PENDING' ? 'dim' : 'c-red' }, r[5] || 'none'));

const cells = (r) => [sign(r[1]), r[0], r[3], r[2] ? ago(r[2]) : '–', link(r), ms(r[6]), ago(r[7]), r[9], r[8], h('span.dim', { title: r[10] }, r[10], r[11] && ` · held: ${r[11]}`)];

function matrix(found, group) {
  const groups = new Map();
  found.forEach((r) => {
    const name = GROUP[group](r);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(r);
  });
  return h('div', { class: `matrix table${found.length > 2000 ? ' many' : ''}`, key: 'matrix' }, [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, some]) => h('section', { key: name },
    h('span', name, h('span.dim', ` ${num(some.length)}`)),
    h('div.cells', some.map((r) => h('a', { class: `${cellClass(r[1])}${found.length > 2000 ? '' : ' big'}`, href: `#/minion/${encodeURIComponent(r[0])}`, title: `${r[1]}  ${r[0]}  ${r[10]}`, tabindex: r[1] === 'UP' ? -1 : null }))))));
}

export function view(params) {
  const { q = '', sort = 'state', dir = '1', view: how = 'list', group = 'site' } = params;
  const found = rows(params);
  at = Math.min(at, Math.max(0, found.rows.length - 1));
  const by = GROUP[group] ? group : 'site';
  return [
    h('div.bar1',
      h('h1', 'Minions'),
      h('span.dim', { 'aria-live': 'polite' }, q ? `${num(found.rows.length)} of ${num(live.list.length)}` : num(live.list.length)),
      search({ 'aria-label': 'Filter', placeholder: 'state:!up  site:fra  os:debian  seen:>5m  id:web-*', value: q, oninput: (e) => { at = 0; setParams({ q: e.target.value }); } }),
      found.wrong.length > 0 && h('span.c-amber', { role: 'alert' }, `no such field: ${found.wrong.join(' ')}`),
      how === 'matrix' && h('select', { 'aria-label': 'Group by', onchange: (e) => setParams({ group: e.target.value }), value: by }, Object.keys(GROUP).map((g) => h('option', { value: g, selected: g === by }, `by ${g}`))),
      h('span', { role: 'group', 'aria-label': 'View' },
        h('button', { 'aria-pressed': String(how === 'list'), onclick: () => setParams({ view: '' }) }, 'List'), ' ',
        h('button', { 'aria-pressed': String(how === 'matrix'), onclick: () => setParams({ view: 'matrix' }) }, 'Matrix')),
      h('button', { disabled: !found.rows.length, onclick: () => go(`/run?${new URLSearchParams(target(found.rows, q))}`) }, marked.size ? `Run on ${marked.size} marked…` : 'Run…')),
    !found.rows.length ? h('p.empty', live.list.length ? T.noMatch : T.noMinions)
      : how === 'matrix' ? matrix(found.rows, by)
        : table.view({
          cols: COLS, rows: found.rows, key: (r) => r[0], cells, at, marked, sort, dir: Number(dir), label: 'Minions', redraw: refresh,
          onSort: (key) => setParams({ sort: key === 'state' ? '' : key, dir: sort === key && dir === '1' ? '-1' : '' }),
          onAt: (i) => { at = i; refresh(); }, onOpen: open,
        }),
  ];
}

function target(found, q) {
  if (marked.size) return { tgt: [...marked].join(','), type: 'list' };
  const accepted = found.filter((r) => r[1] !== 'PENDING');
  return q && accepted.length <= 500 ? { tgt: accepted.map((r) => r[0]).join(','), type: 'list' } : { tgt: '*' };
}

export const after = () => table.after(document.getElementById('main'));

/** Asks one or many whether they answer. */
export async function ping(ids) {
  const started = performance.now();
  tell(`Asking ${ids.length === 1 ? ids[0] : `${ids.length} minions`}…`);
  const answer = await trying(() => low({ client: 'local', tgt: ids, tgt_type: 'list', fun: 'test.ping', timeout: 5 }));
  if (!answer) return;
  const silent = ids.filter((id) => answer[id] !== true);
  const took = ms(performance.now() - started);
  if (silent.length) tell(`No answer from ${silent.slice(0, 5).join(', ')}${silent.length > 5 ? ` and ${silent.length - 5} more` : ''}`, true);
  else tell(ids.length === 1 ? `${ids[0]} answered in ${took}` : `All ${ids.length} answered in ${took}`);
}

export const repair = (id) => trying(async () => { await act(`minions/${encodeURIComponent(id)}/repair`); tell(`Repair of ${id} is asked for`); });

export function maintenance(id) {
  const minutes = prompt(`Leave ${id} alone for how many minutes? (0 ends it)`, '60');
  if (minutes === null || !/^\d+$/.test(minutes)) return;
  trying(async () => {
    await act(`minions/${encodeURIComponent(id)}/${minutes === '0' ? 'release' : 'maintenance'}`, { minutes: Number(minutes) });
    tell(minutes === '0' ? `${id} is watched again` : `${id} is left alone for ${minutes} min`);
  });
}

export function keys(key, params) {
  const found = rows(params).rows;
  const row = found[at];
  const move = (by) => () => {
    at = Math.max(0, Math.min(found.length - 1, at + by));
    table.show(at);
  };
  const chosen = () => (marked.size ? [...marked] : row ? [row[0]] : []);
  return {
    j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1), PageDown: move(20), PageUp: move(-20), Home: move(-1e9), End: move(1e9),
    o: row && (() => open(row)), Enter: row && (() => open(row)),
    x: row && (() => { if (!marked.delete(row[0])) marked.add(row[0]); move(1)(); }),
    p: row && (() => ping(chosen())), r: row && may('repair') && (() => chosen().forEach(repair)), m: row && may('repair') && (() => maintenance(row[0])),
  }[key];
}

export const hints = () => [['j k', 'move'], ['o', 'open'], ['x', 'mark'], ['p', 'ping now'], ['r', 'repair'], ['m', 'maintenance'], ['/', 'filter'], ['?', 'all keys']];
export const topics = () => '';
export const enter = () => { if (!route().params.q) marked.clear(); };
