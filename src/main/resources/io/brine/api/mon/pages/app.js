// The shell: header, routes, keyboard, log in. A page is {title, topics(params), view(params), keys?}.

import { h, morph, ago, clock, now } from './dom.js';
import { live, begin, login, logout, onChange, want, isSilent, refresh, token, may, Refused } from './live.js';
import { PAGES, T, KEYS_HELP, ORDER, word } from './words.js';
import { asking } from './parts.js';
import * as nowPage from './now.js';
import { holdCorner } from './hold.js';

const pages = { now: nowPage };

/** Other pages come when somebody wants them, or when the first is there: from then on all work though the master may not. */
const REST = {
  minions: () => import('./minions.js'), minion: () => import('./minion.js'), run: () => import('./run.js'), keys: () => import('./keys.js'),
  jobs: () => import('./jobs.js'), job: async () => (await import('./jobs.js')).one,
  connections: () => import('./connections.js'), master: () => import('./master.js'), events: () => import('./events.js'), history: () => import('./history.js'),
  incidents: async () => (await import('./more.js')).incidents, pulls: async () => (await import('./more.js')).pulls, logs: async () => (await import('./more.js')).logs,
};

const asked = new Set();

function bring(name) {
  if (pages[name] || asked.has(name)) return;
  asked.add(name);
  REST[name]().then((page) => { pages[name] = page; refresh(); }, () => asked.delete(name));
}

const head = document.getElementById('head');
const main = document.getElementById('main');
const foot = document.getElementById('foot');
let help = false;
let going = false;
let shown = '';

/** #/minions?q=state:!up → {name, what, params}. */
export function route() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/');
  const params = Object.fromEntries(new URLSearchParams(query || ''));
  if (rest.length) params.what = decodeURIComponent(rest.join('/'));
  const known = Object.hasOwn(REST, name) ? name : 'now';
  return { name: known, params };
}

/** Changes what stands behind the ?, without a new entry in the history. */
export function setParams(change) {
  const { name, params } = route();
  const next = { ...params, ...change };
  const what = next.what ? `/${encodeURIComponent(next.what)}` : '';
  delete next.what;
  for (const k of Object.keys(next)) if (!next[k]) delete next[k];
  const query = new URLSearchParams(next).toString();
  history.replaceState(null, '', `#/${name}${what}${query ? `?${query}` : ''}`);
  refresh();
}

export const go = (hash) => { location.hash = hash; };

/** Says something in the corner, and to screen readers. */
export function tell(text, bad = false) {
  const toast = h('div', { class: bad ? 'toast bad' : 'toast' }, text);
  document.getElementById('told').append(toast);
  setTimeout(() => toast.remove(), bad ? 9000 : 5000);
}

/** Runs something that may be refused, and says so. */
export async function trying(work) {
  try {
    return await work();
  } catch (e) {
    if (e instanceof Refused) tell(e.status === 401 && !token() ? T.reLogin : e.message, true);
    else throw e;
    return undefined;
  }
}

function header() {
  const at = route().name;
  const silent = isSilent();
  const fleet = live.fleet;
  const words = (fleet && fleet.words) || {};
  const counts = {
    incidents: (live.trouble.incidents || []).filter(nowPage.needsPerson).length,
    keys: (words.PENDING || 0),
  };
  const sign = live.state === 'live' && !silent ? ['●', 'green', 'live'] : live.state === 'lost' || silent ? ['✕', 'red', 'not live'] : ['…', 'grey', live.state];
  const base = at === 'minion' ? 'minions' : at === 'job' ? 'jobs' : at;
  return [
    h('div.top',
      h('a.name', { href: '#/now' }, live.master || 'Brine'),
      h('span.pip', { title: live.heardAt ? `heard ${ago(live.heardAt / 1000)} ago` : '' }, h(`span.c-${sign[1]}`, { 'aria-hidden': 'true' }, sign[0]), sign[2]),
      h('nav', { 'aria-label': 'Pages' }, PAGES.map(([name, text]) => h('a', { href: `#/${name}`, 'aria-current': name === base && 'page' },
        text, counts[name] > 0 && h('span', { class: name === 'incidents' ? 'n hot' : 'n' }, counts[name])))),
      holdCorner(),
      h('span.pip.more', `${clock(now())} UTC`),
      h('button.quiet', { title: 'Dark, light, as the system (t)', 'aria-label': 'Change the theme', onclick: theme }, '◐'),
      h('button.quiet', { title: 'Keys (?)', 'aria-label': 'Keyboard help', onclick: () => { help = !help; refresh(); } }, '?'),
      h('span.pip.more', live.user),
      h('button.quiet', { onclick: logout }, 'Log out')),
    silent && h('div.banner', { role: 'alert' }, h('b', T.notLive(clock(live.heardAt / 1000))), T.notLiveWhy),
    !token() && live.state === 'live' && h('div.banner', T.reLogin, h('button', { onclick: logout }, 'Log in again')),
  ];
}

function loginForm() {
  let note = '';
  const fields = {};
  const field = (name, label, type, value, complete) => h('label', label,
    fields[name] = h('input', { name, type, value, autocomplete: complete, required: name !== 'password', autocapitalize: 'off', spellcheck: 'false' }));
  const err = h('div.err', { role: 'alert' }, note);
  const form = h('form', {
    class: 'login',
    'data-keep': true,
    onsubmit: async (event) => {
      event.preventDefault();
      err.textContent = '';
      try {
        localStorage.setItem('brine-eauth', fields.eauth.value);
        await login(fields.username.value, fields.password.value, fields.eauth.value);
      } catch (e) {
        err.textContent = e instanceof Refused ? e.message : 'The master cannot be reached.';
      }
    },
  },
  h('h1', 'Brine'),
  field('username', 'User', 'text', '', 'username'), field('password', 'Password', 'password', '', 'current-password'),
  field('eauth', 'eauth', 'text', localStorage.getItem('brine-eauth') || 'pam', 'off'),
  h('button.main', { type: 'submit' }, 'Log in'), err);
  return form;
}

function overlay() {
  return h('div.over', { key: 'help', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Keys', onclick: () => { help = false; refresh(); } },
    h('div', h('h1', 'Keys'), h('dl.facts', KEYS_HELP.map(([key, what]) => [h('dt', h('kbd', key)), h('dd', what)]))));
}

function theme() {
  const root = document.documentElement;
  const next = { '': 'dark', dark: 'light', light: '' }[root.dataset.theme || ''];
  if (next) root.dataset.theme = next;
  else delete root.dataset.theme;
  localStorage.setItem('brine-theme', next);
  tell(next ? `Theme: ${next}` : 'Theme: as the system');
}

function title() {
  const words = (live.fleet && live.fleet.words) || {};
  const worst = ORDER.find((w) => words[w] && !['UP', 'UNKNOWN', 'PENDING', 'MAINT', 'GONE'].includes(w));
  const mark = isSilent() ? '? ' : worst ? `${word(worst).sign}${words[worst]} ` : '';
  document.title = `${mark}${live.master || 'Brine'}`;
  const family = isSilent() || !worst ? (worst || isSilent() ? '#787e87' : '#0e8850') : { red: '#e2633e', amber: '#f7c905', blue: '#94bdfc', purple: '#a852fe' }[word(worst).family] || '#787e87';
  const icon = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${family}"/></svg>`)}`;
  const link = document.querySelector('link[rel=icon]');
  if (link.href !== icon) link.href = icon;
}

function render() {
  if (document.hidden && shown) {
    title();
    return;
  }
  document.body.classList.toggle('silent', isSilent());
  if (live.state === 'out' || live.state === 'barred') {
    morph(head, []);
    morph(foot, []);
    if (shown !== live.state) {
      main.replaceChildren(live.state === 'out' ? loginForm() : h('div.login', h('p', T.noRight), h('button', { onclick: logout }, `Log out ${live.user}`)));
      const first = main.querySelector('input');
      if (first) first.focus();
    }
    shown = live.state;
    return;
  }
  morph(head, header());
  title();
  if (!live.fleet) {
    morph(main, [h('p.empty', live.state === 'lost' ? 'The master cannot be reached. Trying again.' : 'Asking the master…')]);
    shown = '';
    return;
  }
  const { name, params } = route();
  const page = pages[name];
  if (!page) {
    bring(name);
    morph(main, [asking()]);
    return;
  }
  const which = `${name}/${params.what || ''}`;
  if (shown !== which) {
    if (shown) main.replaceChildren();
    main.scrollTop = 0;
    const tab = head.querySelector('[aria-current]');
    if (tab) tab.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (page.enter) page.enter(params);
    shown = which;
  }
  want(page.topics ? page.topics(params) : '');
  morph(main, [page.view(params), help && overlay()]);
  morph(foot, page.hints ? page.hints().map(([key, what]) => h('span', h('kbd', key), ` ${what}`)) : []);
  if (page.after) page.after(params);
  Object.keys(REST).forEach(bring);
}

function onKey(event) {
  const field = event.target.closest('input, select, textarea');
  if (event.key === 'Escape') {
    help = false;
    if (field) field.blur();
    refresh();
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || live.state !== 'live') return;
  const page = pages[route().name];
  if (!page) return;
  if (going) {
    going = false;
    const to = PAGES.find((p) => p[2] === event.key);
    if (to) go(`/${to[0]}`);
    return;
  }
  const keysOfAll = {
    g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
    '?': () => { help = !help; },
    t: theme,
    '/': () => {
      const box = main.querySelector('input[type=search]');
      if (box) box.focus();
      else go('/minions');
      setTimeout(() => { const now = main.querySelector('input[type=search]'); if (now) now.focus(); }, 60);
    },
  };
  const mine = page.keys ? page.keys(event.key, route().params) : undefined;
  const action = mine || keysOfAll[event.key];
  if (action && !(event.key === 'Enter' && event.target.closest('button, a'))) {
    event.preventDefault();
    action();
    refresh();
  }
}

const kept = localStorage.getItem('brine-theme');
if (kept) document.documentElement.dataset.theme = kept;
addEventListener('hashchange', refresh);
addEventListener('keydown', onKey);
document.addEventListener('visibilitychange', refresh);
onChange(render);
begin();
export { may };
