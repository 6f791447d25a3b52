// One stream for everything that is live, and the questions beside it.

import { listen } from './stream.js';

export const live = {
  rows: new Map(), list: [], fleet: null, trouble: { on: false }, pages: {}, master: '', id: '',
  state: 'connecting', opens: 0, heardAt: 0, trail: [], events: [], left: 0, jobNews: [], rights: [], user: '', version: 0,
};

const SILENCE = 20000;
const TRAIL = 300;
const listeners = new Set();
let close = null; // ends a stream of this tab's own
let port = null; // to the worker that has the stream of all tabs
let alone = false; // the worker does not run here
let topics = '';
let scheduled = false;

export const onChange = (fn) => listeners.add(fn);
export const token = () => sessionStorage.getItem('brine-token') || '';
export const may = (right) => live.rights.includes(right);

function changed() {
  if (scheduled) return;
  scheduled = true;
  const go = () => {
    scheduled = false;
    listeners.forEach((fn) => fn());
  };
  if (document.hidden) setTimeout(go, 1000);
  else requestAnimationFrame(go);
}
export const refresh = changed;

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function said(answer) {
  if (answer.ok) return answer.json();
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  throw new Refused(answer.status, (page.querySelector('p') || {}).textContent || text || answer.statusText);
}

/** GET below /mon/api/. */
export const ask = async (path) => said(await fetch(`api/${path}`, { headers: { Accept: 'application/json' } }));

const post = (path, body) => fetch(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Auth-Token': token() },
  body: JSON.stringify(body),
});

/** Low data through the same door as everybody's; the master decides whether it may be. */
export async function low(chunk, path = '../') {
  const answer = await said(await post(path, Array.isArray(chunk) ? chunk : [chunk]));
  return answer.return ? answer.return[0] : answer;
}

/** POST below /mon/api/. */
export const act = async (path, body = {}) => said(await post(`api/${path}`, body));

export async function login(username, password, eauth) {
  const answer = await low({ username, password, eauth }, '../login');
  sessionStorage.setItem('brine-token', answer.token);
  await begin();
}

export async function logout() {
  try {
    await low({}, '../logout');
  } catch (e) {
    if (!(e instanceof Refused)) throw e;
  }
  out();
}

function out() {
  sessionStorage.removeItem('brine-token');
  shut();
  live.state = 'out';
  live.rows.clear();
  live.list = [];
  live.fleet = null;
  changed();
}

/** Who am I, what is there now, and then what changes. */
export async function begin() {
  try {
    const me = await ask('me');
    if (!me.user) {
      out();
      return;
    }
    live.user = me.user;
    live.rights = me.rights;
    live.master = me.master;
    if (!may('view')) {
      live.state = 'barred';
      changed();
      return;
    }
    snapshot(await ask('snapshot'));
    open();
  } catch (e) {
    if (e instanceof Refused && e.status === 401) out();
    else {
      live.state = 'lost';
      changed();
      setTimeout(begin, 3000);
    }
  }
}

/** What the page in front wants beside the fleet. */
export function want(next) {
  if (next === topics) return;
  topics = next;
  live.pages = {};
  live.events = [];
  live.left = 0;
  if (close || port) open();
}

/** Through the worker that all tabs share, or, where browsers have none, by a stream of its own. */
function open() {
  if (!port) port = share();
  if (port) port.postMessage({ topics, last: live.id });
  else {
    shut();
    close = listen(topics, live.id, hear);
  }
}

function share() {
  if (!window.SharedWorker || alone) return null;
  const worker = new SharedWorker('shared.js', { type: 'module' });
  worker.onerror = () => {
    alone = true;
    port = null;
    open();
  };
  worker.port.onmessage = (event) => hear(event.data);
  return worker.port;
}

function shut() {
  if (close) close();
  close = null;
}

const take = {
  snapshot,
  fleet(data) {
    fleet(data);
    if (port) open(); // still here
  },
  minions(data) {
    data.rows.forEach((row) => live.rows.set(row[0], row));
    data.gone.forEach((id) => live.rows.delete(id));
    listed();
  },
  trouble(data) { live.trouble = data; },
  page(data) { if (wants(data.topic)) live.pages[data.topic] = data.page; },
  jobs(data) { if (wants('jobs')) live.jobNews.push(data); },
  events(data) {
    if (!wants(data.topic)) return;
    live.events.unshift(...data.rows.reverse());
    live.events.length = Math.min(live.events.length, 1000);
    live.left += data.left;
  },
};

const wants = (topic) => topics.split(',').includes(topic);

/** @param message of {@link listen} */
function hear({ name, id, data, fresh, over }) {
  if (live.state === 'out' || live.state === 'barred') return;
  if (name === 'error') {
    live.state = 'lost';
    if (over) setTimeout(begin, 3000);
  } else if (name === 'bye') {
    shut();
    setTimeout(begin, data.includes('the master stops') ? 3000 : 0);
  } else {
    if (fresh) live.opens += 1;
    live.heardAt = Date.now();
    live.state = 'live';
    if (id) live.id = id;
    take[name](JSON.parse(data));
  }
  changed();
}

function snapshot(data) {
  live.rows = new Map(data.minions.map((row) => [row[0], row]));
  live.master = data.master;
  live.trouble = data.trouble;
  live.id = data.id;
  live.heardAt = Date.now();
  live.state = 'live';
  fleet(data.fleet);
  listed();
}

function listed() {
  if (!live.version) performance.mark('fleet');
  live.list = [...live.rows.values()];
  live.version += 1;
}

function fleet(data) {
  live.fleet = data;
  const p = data.pulse;
  const up = data.words.UP || 0;
  live.trail.push({ up, n: data.n, queue: p.queue, events: p.events, p50: p.p50, p99: p.p99, busy: p.busy });
  if (live.trail.length > TRAIL) live.trail.shift();
}

/** Silence is no good news. */
export const isSilent = () => live.heardAt > 0 && live.state !== 'out' && Date.now() - live.heardAt > SILENCE;

setInterval(changed, 1000);
