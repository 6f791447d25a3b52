// Jobs: the list, and one of them with what became of it for each minion, live.

import { h, bar, clock, jidTime, num, one as dec, span, now } from './dom.js';
import { live, ask, low, refresh } from './live.js';
import { DELIVERY, T } from './words.js';
import { Table, asking, minionLink, search } from './parts.js';
import { go, tell, trying } from './app.js';
import { shown } from './result.js';

const jobs = new Map();
let list = null;
let at = 0;
let filter = '';

export const jobMark = (j) => {
  const [, , , , , n, done, failed] = j;
  if (failed) return h('span.c-red', { title: `${failed} failed` }, '✕');
  if (done >= n && n > 0) return h('span.c-green', { title: 'all returned' }, '✓');
  return h('span.c-blue', { title: `${n - done} have not returned` }, now() - jidTime(j[0]) < 60 ? '↻' : '…');
};

/** Merges what the stream has told since the last drawing. */
function news() {
  for (const { jobs: told, more } of live.jobNews.splice(0)) {
    for (const [jid, job] of Object.entries(told)) {
      if (job.new && list && job.new.fun !== 'saltutil.find_job' && !list.some((l) => l[0] === jid)) {
        list.unshift([jid, String(job.new.fun), String(job.new.tgt), job.new.tgt_type, job.new.user, job.new.n, 0, 0]);
      }
      const line = list && list.find((l) => l[0] === jid);
      for (const row of job.rows) {
        const known = jobs.get(jid);
        if (known) known.take(row);
        if (line && row[1] === 'returned') {
          line[6] = Math.min(line[5] || 1e9, line[6] + 1);
          line[7] += row[4];
        }
      }
    }
    if (more) for (const job of jobs.values()) job.load();
  }
}

const COLS = [['mark', '', '14px'], ['time', 'begun (UTC)', '140px'], ['fun', 'function', 'minmax(120px, 1.2fr)'], ['tgt', 'target', 'minmax(120px, 2fr)'], ['user', 'by', '110px'],
  ['bar', 'returned', '160px'], ['n', '', '110px', true]];
const table = new Table();

let loaded = -1;

async function load() {
  loaded = live.opens;
  const got = await trying(() => ask('jobs'));
  if (got) list = got;
  refresh();
}

export function enter() {
  at = 0;
  load();
}

export function view() {
  if (loaded !== live.opens) load(); // what happened before the stream was open is in the book
  news();
  const word = filter.toLowerCase();
  const some = (list || []).filter((j) => !word || j.slice(0, 5).join(' ').toLowerCase().includes(word));
  return [
    h('div.bar1', h('h1', 'Jobs'), h('span.dim', list ? list.length > 1 ? `the newest ${num(list.length)}` : '' : ''),
      search({ 'aria-label': 'Search jobs', placeholder: 'function, target, user, jid', value: filter, oninput: (e) => { filter = e.target.value; at = 0; refresh(); } }),
      h('button.main', { onclick: () => go('/run') }, 'Run…')),
    !list ? asking() : !some.length ? h('p.empty', T.noJobs) : table.view({
      cols: COLS, rows: some, key: (j) => j[0], label: 'Jobs', at, redraw: refresh, onAt: (i, j) => { at = i; go(`/job/${j[0]}`); }, onOpen: (j) => go(`/job/${j[0]}`),
      cells: (j) => [jobMark(j), h('span.dim', clock(jidTime(j[0]), true)), h('a.mono.id', { href: `#/job/${j[0]}` }, j[1]), h('span.mono', j[2]), j[4],
        bar([[j[6] - j[7], 'green'], [j[7], 'red'], [Math.max(0, j[5] - j[6]), 'line']], `${j[6]} of ${j[5]} returned, ${j[7]} failed`),
        `${num(j[6])} of ${num(j[5])}`],
    }),
  ];
}

export const after = () => table.after(document.getElementById('main'));
export const topics = () => 'jobs';
export const hints = () => [['j k', 'move'], ['o', 'open'], ['/', 'search'], ['g r', 'run a command'], ['?', 'all keys']];
export function keys(key) {
  const move = (by) => () => { at = Math.max(0, Math.min((list || []).length - 1, at + by)); table.show(at); };
  return { j: move(1), k: move(-1), o: () => list && list[at] && go(`/job/${list[at][0]}`), Enter: () => list && list[at] && go(`/job/${list[at][0]}`) }[key];
}

// --- one job

class Job {
  constructor(jid) {
    this.jid = jid;
    this.rows = new Map();
    this.line = null;
    this.results = new Map();
    this.open = '';
    this.at = 0;
    this.only = '';
    this.missing = false;
    this.table = new Table();
  }

  async load() {
    this.loaded = live.opens;
    try {
      const got = await ask(`jobs/${this.jid}`);
      this.line = got.line;
      this.arg = got.arg;
      got.rows.forEach((row) => this.take(row));
      this.missing = false;
    } catch (e) {
      this.missing = true;
    }
    refresh();
  }

  /** A return is the last word, whatever comes after it. */
  take(row) {
    const known = this.rows.get(row[0]);
    if (known && known[1] === 'returned' && row[1] !== 'returned') return;
    this.rows.set(row[0], row[5] === null && this.line ? [...row.slice(0, 5), Math.max(0, now() - jidTime(this.jid))] : row);
  }

  state(row) {
    return row[1] === 'returned' && row[4] ? 'failed' : row[1];
  }

  counts() {
    const counts = {};
    for (const row of this.rows.values()) counts[this.state(row)] = (counts[this.state(row)] || 0) + 1;
    return counts;
  }

  async show(minion) {
    if (this.open !== minion) this.results.delete(minion);
    this.open = minion;
    if (!this.results.has(minion) && this.rows.get(minion)[1] === 'returned') {
      try {
        this.results.set(minion, await ask(`jobs/${this.jid}/${encodeURIComponent(minion)}`));
      } catch (e) {
        this.results.set(minion, { refused: e.message });
      }
    }
    refresh();
  }
}

const RANK = Object.fromEntries(['failed', 'expired', 'lost-connection', 'refused', 'not-connected', 'running', 'written', 'queued', 'returned'].map((s, i) => [s, i]));
const ONE_COLS = [['state', 'state', '150px'], ['id', 'minion', 'minmax(120px, 1fr)'], ['why', 'why', 'minmax(80px, 1.4fr)'], ['code', 'code', '50px', true], ['took', 'after', '60px', true]];

function jobOf(params) {
  const jid = params.what || '';
  if (!jobs.has(jid)) {
    if (jobs.size > 20) jobs.delete(jobs.keys().next().value);
    jobs.set(jid, new Job(jid));
  }
  return jobs.get(jid);
}

const again = (job) => go(`/run?${new URLSearchParams({ tgt: job.line[2], type: job.line[3], fun: job.line[1], arg: (job.arg || []).filter((a) => !(a && a.__kwarg__)).map(String).join(' ') })}`);

const kill = (job) => trying(async () => {
  const waiting = [...job.rows.values()].filter((r) => r[1] !== 'returned').map((r) => r[0]);
  await low({ client: 'local_async', tgt: waiting.length ? waiting : job.line[2], tgt_type: waiting.length ? 'list' : job.line[3], fun: 'saltutil.kill_job', arg: [job.jid] });
  tell(`Killing ${job.jid} on ${waiting.length} minions`);
});

function side(job) {
  const row = job.rows.get(job.open);
  if (!row) return h('div.side', h('p.dim', 'Choose a minion to see what it returned.'));
  const d = DELIVERY[job.state(row)] || DELIVERY.queued;
  const got = job.results.get(job.open);
  return h('div.side', { key: 'side', 'aria-live': 'polite' },
    h('h1', minionLink(job.open)),
    h('p', h(`span.c-${d.family}`, `${d.sign} ${d.text}`), row[3] !== null && ` · code ${row[3]}`, row[5] !== null && ` · after ${span(row[5])}`),
    row[2] && h('p.dim', row[2]),
    got && (got.refused ? h('p.c-amber', got.refused) : shown(got.return)),
    row[1] !== 'returned' && h('p.dim', 'It has not returned.'));
}

export const one = {
  enter: (params) => jobOf(params).load(),
  topics: () => 'jobs',
  view(params) {
    const job = jobOf(params);
    if (job.loaded !== live.opens) job.load();
    news();
    if (!job.line) return h('p.empty', job.missing ? `No job ${job.jid} is kept. ` : 'Asking…', job.missing && h('a', { href: '#/jobs' }, 'All jobs'));
    const counts = job.counts();
    const order = Object.keys(RANK);
    const rows = [...job.rows.values()].filter((r) => !job.only || job.state(r) === job.only).sort((a, b) => RANK[job.state(a)] - RANK[job.state(b)] || (a[0] < b[0] ? -1 : 1));
    job.sorted = rows;
    const [, fun, tgt, type, user] = job.line;
    const left = [...job.rows.values()].filter((r) => ['queued', 'written', 'running'].includes(r[1])).length;
    return [
      h('div.bar1', h('a.dim', { href: '#/jobs' }, '‹ Jobs'), h('h1.mono', fun, ' ', h('span.dim', (job.arg || []).map((a) => (typeof a === 'string' ? a : JSON.stringify(a))).join(' '))),
        h('span.dim', 'on '), h('span.mono', tgt), type !== 'glob' && h('span.dim', type), h('span.grow'),
        h('button', { onclick: () => again(job) }, 'Run again…'), h('button.danger', { disabled: !left, onclick: () => kill(job) }, 'Kill')),
      h('div.body',
        bar(order.slice().reverse().map((s) => [counts[s] || 0, DELIVERY[s].family]), order.filter((s) => counts[s]).map((s) => `${counts[s]} ${DELIVERY[s].text}`).join(', ')),
        h('div.counts', { role: 'group', 'aria-label': 'States' }, order.slice().reverse().filter((s) => counts[s]).map((s) => h('button', { key: s, class: 'quiet', 'aria-pressed': String(job.only === s), onclick: () => { job.only = job.only === s ? '' : s; refresh(); } },
          h(`span.c-${DELIVERY[s].family}`, DELIVERY[s].sign), ' ', h('b', num(counts[s])), ` ${DELIVERY[s].text}`)),
        h('span.dim', `begun ${clock(jidTime(job.jid), true)} by ${user} · `, h('span.mono', job.jid)))),
      h('div.split', h('div', job.table.view({
        cols: ONE_COLS, rows, key: (r) => r[0], label: 'Minions of this job', at: job.at, redraw: refresh, onAt: (i, r) => { job.at = i; job.show(r[0]); },
        cells: (r) => {
          const d = DELIVERY[job.state(r)] || DELIVERY.queued;
          return [h(`span.sign.c-${d.family}`, h('span.g', { 'aria-hidden': 'true' }, d.sign), d.text), r[0], h('span.dim', { title: r[2] }, r[2]), r[3] === null ? '' : String(r[3]), r[5] === null ? '' : `${dec(r[5])} s`];
        },
      })), side(job)),
    ];
  },
  after: (params) => jobOf(params).table.after(document.getElementById('main')),
  hints: () => [['j k', 'move'], ['o', 'what it returned'], ['g j', 'all jobs'], ['?', 'all keys']],
  keys(key, params) {
    const job = jobOf(params);
    const move = (by) => () => { job.at = Math.max(0, Math.min((job.sorted || []).length - 1, job.at + by)); job.table.show(job.at); if (job.sorted && job.sorted[job.at]) job.show(job.sorted[job.at][0]); };
    return { j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1), o: move(0), Enter: move(0) }[key];
  },
};
