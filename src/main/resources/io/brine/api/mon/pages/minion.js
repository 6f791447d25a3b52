// One minion: a sentence, its links, what was heard of it, its jobs.

import { h, ago, bytes, clock, jidTime, ms, num, one, spark } from './dom.js';
import { live, may, act } from './live.js';
import { asking, facts, panel, sign } from './parts.js';
import { ping, repair, maintenance } from './minions.js';
import { jobMark } from './jobs.js';
import { trying, tell, go } from './app.js';

const topic = (params) => `minion:${params.what || ''}`;

/** What the row says, in a sentence. */
function verdict(row, page) {
  if (row[10]) return `${row[10][0].toUpperCase()}${row[10].slice(1)}.${row[11] ? ` Its repair is held by ${row[11]}.` : ''}`;
  if (row[1] === 'UP') return `Connected since ${clock(row[4])}${row[6] >= 0 ? `, answers in ${ms(row[6])}` : ''}.`;
  return page && page.links.length ? 'Connected.' : 'Not connected.';
}

function linkPanel(page, row) {
  const signs = page.signs || {};
  if (!page.links.length) {
    const end = (signs.links || []).find((l) => l[1] !== 'connected');
    return panel('link', facts([['now', h('span.c-red', 'none')], ['last', end && `${end[2]}, ended ${clock(end[0])}`], ['why', end && `${end[1]}${end[3] ? `: ${end[3]}` : ''}`]]));
  }
  return page.links.map((l, i) => {
    const [number, address, , how, since, heard, rtt, frames, out, queue, dropped, twins] = l.row;
    return panel(page.links.length > 1 ? `link ${i + 1} of ${page.links.length}` : 'link', facts([
      ['from', h('span.mono', address)], ['since', `${clock(since)} · ${ago(since)}`], ['who it is', how],
      ['heartbeat', `${ago(heard)} ago${rtt >= 0 ? ` · ${ms(rtt / 1000)}` : ''}`], ['sent', `${num(frames)} frames · ${bytes(out)}`], ['received', bytes(l.in)],
      ['queue', `${num(queue)} now · ${num(l.peak)} at most`], ['dropped', dropped ? h('span.c-amber', num(dropped)) : '0'],
      ['twins', twins > 1 && h('span.c-amber', `the id is used by ${twins} connections`)], ['protocol', `ZMTP ${l.zmtp}`],
    ]), may('repair') && h('button', { onclick: () => trying(async () => { await act(`connections/${number}/kick`); tell('Closed; a minion connects again by itself'); }) }, 'Close this link'));
  });
}

function story(page) {
  const changes = (page.changes || []).map(([at, from, to, why]) => [at, sign(to), why || `was ${from}`]);
  const links = ((page.signs || {}).links || []).map(([at, what, address, detail]) => [at, h('span', { class: what === 'connected' ? 'c-green' : 'c-red' }, what === 'connected' ? '↗ link' : '✕ link'), [what, address, detail !== what && detail].filter(Boolean).join(' · ')]);
  // a loss soon after a job is no accident
  const jobs = page.jobs.map((j) => [jidTime(j[0]), h('span.dim', '· job'), [h('a.mono', { href: `#/job/${j[0]}` }, j[1]), ` by ${j[4]}`]]);
  const all = [...changes, ...links, ...jobs].sort((a, b) => b[0] - a[0]).slice(0, 24);
  return panel('evidence, newest first', all.length
    ? h('table.plain.tight', h('tbody', all.map(([at, what, why]) => h('tr', h('td.dim.nowrap', clock(at)), h('td.nowrap', what), h('td', why)))))
    : h('p.empty', 'nothing has happened since the master started'));
}

export function view(params) {
  const id = params.what || '';
  const row = live.rows.get(id);
  const page = live.pages[topic(params)];
  if (!row) return h('p.empty', `No key of ${id} is known. `, h('a', { href: '#/minions' }, 'All minions'));
  const pending = row[1] === 'PENDING';
  const signs = (page && page.signs) || {};
  return [
    h('div.bar1', h('a.dim', { href: '#/minions' }, '‹ Minions'), sign(row[1]), h('h1', id),
      row[3] && h('span.dim', row[3]), row[12] && h('span.dim', row[12]), h('span.grow'),
      pending ? h('button.main', { onclick: () => go('/keys') }, 'To the keys') : [
        h('button', { onclick: () => ping([id]) }, 'Ping now'), h('button', { onclick: () => go(`/run?${new URLSearchParams({ tgt: id, type: 'list' })}`) }, 'Run…'),
        live.trouble.on && may('repair') && [h('button', { onclick: () => repair(id) }, 'Retry repair'), h('button', { onclick: () => maintenance(id) }, 'Maintenance')]]),
    h('div.stack',
      h('p.calm', verdict(row, page)),
      page && page.pings && page.pings.length > 1 && panel(`last answers, ${clock(page.pings[0][0])} to ${clock(page.pings[page.pings.length - 1][0])}`, spark(page.pings.map((p) => p[1]), 'time of the last answers', 'green', 5)),
      !page ? asking() : !page.id ? h('p.empty', 'Nothing more is known.') : [
        h('div.cols', story(page),
          h('div.cols', linkPanel(page, row), panel('requests', facts([
            ['last heard', signs.heard ? `${ago(signs.heard)} ago · ${signs.cmd}` : 'never'], ['from', signs.address && h('span.mono', signs.address)],
            ['sign-ins', signs.auths !== undefined && `${num(signs.auths)}${signs.auth ? ` · last: ${signs.auth}` : ''}`], ['clock', signs.ahead !== null && signs.ahead !== undefined && (Math.abs(signs.ahead) < 2 ? 'right' : h('span.c-amber', `${signs.ahead} s ahead`))],
            ['key', page.key]])))),
        h('div.cols',
          panel('last jobs', page.jobs.length ? h('table.plain', h('tbody', page.jobs.map((j) => h('tr', { key: j[0] }, h('td', jobMark(j)), h('td', h('a.mono', { href: `#/job/${j[0]}` }, j[1])), h('td.dim', j[4]), h('td.dim.nowrap.right', clock(jidTime(j[0]))))))) : h('p.empty', 'none is kept')),
          panel('grains', facts(Object.entries(page.grains).map(([k, v]) => [k, k === 'pythonversion' && Array.isArray(v) ? v.slice(0, 3).join('.') : Array.isArray(v) ? v.join(' ') : k === 'mem_total' ? `${one(v / 1024)} GiB` : String(v)])))),
        h('p.dim', 'look there  ', h('code', `ssh ${id} journalctl -u salt-minion -n 50`))]),
  ];
}

export const topics = topic;
export const keys = (key, params) => ({ p: () => ping([params.what]), r: may('repair') && (() => repair(params.what)), m: may('repair') && (() => maintenance(params.what)) }[key]);
export const hints = () => [['p', 'ping now'], ['r', 'repair'], ['m', 'maintenance'], ['g m', 'all minions'], ['?', 'all keys']];
