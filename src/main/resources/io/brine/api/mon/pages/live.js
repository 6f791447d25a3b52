// One stream for everything that is live, and the questions beside it.

export const live = {
  rows: new Map(), list: [], fleet: null, trouble: { on: false }, pages: {}, master: '', id: '',
  state: 'connecting', opens: 0, heardAt: 0, trail: [], events: [], left: 0, jobNews: [], rights: [], user: '', version: 0,
};

const SILENCE = 20000;
const TRAIL = 300;
const listeners = new Set();
let source = null;
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
  if (source) source.close();
  source = null;
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
  if (source) open();
}

function open() {
  if (source) source.close();
  const query = new URLSearchParams({ topics, last: live.id });
  source = new EventSource(`stream?${query}`);
  let fresh = true;
  const on = (name, take) => source.addEventListener(name, (event) => {
    if (fresh) live.opens += 1;
    fresh = false;
    live.heardAt = Date.now();
    live.state = 'live';
    if (event.lastEventId) live.id = event.lastEventId;
    take(JSON.parse(event.data));
    changed();
  });
  on('snapshot', snapshot);
  on('fleet', fleet);
  on('minions', (data) => {
    data.rows.forEach((row) => live.rows.set(row[0], row));
    data.gone.forEach((id) => live.rows.delete(id));
    listed();
  });
  on('trouble', (data) => { live.trouble = data; });
  on('page', (data) => { live.pages[data.topic] = data.page; });
  on('jobs', (data) => { live.jobNews.push(data); });
  on('events', (data) => {
    live.events.unshift(...data.rows.reverse());
    live.events.length = Math.min(live.events.length, 1000);
    live.left += data.left;
  });
  on('bye', (data) => {
    source.close();
    if (data.reason === 'the master stops') {
      live.state = 'lost';
      setTimeout(begin, 3000);
    } else out();
  });
  source.onerror = () => {
    live.state = 'lost';
    changed();
    if (source && source.readyState === EventSource.CLOSED) setTimeout(begin, 3000);
  };
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
