// Keys: who asks to be let in, with fingerprints to compare, and who is in.

import { h, num } from './dom.js';
import { live, low, refresh } from './live.js';
import { asking, minionLink, search } from './parts.js';
import { tell, trying } from './app.js';

const GROUPS = [['minions_pre', 'waiting', ['accept', 'reject', 'delete']], ['minions_denied', 'denied: another key came under a known name', ['delete']], ['minions_rejected', 'rejected', ['accept', 'delete']], ['minions', 'accepted', ['delete']]];
const VERBS = { accept: 'Accept', reject: 'Reject', delete: 'Delete' };
const MOST = 200;

let all = null;
let fingers = {};
let master = {};
let counted = '';
let filter = '';
let busy = false;

const wheel = async (fun, more = {}) => (await low({ client: 'wheel', fun, ...more })).data.return;

async function load() {
  await trying(async () => {
    all = await wheel('key.list_all');
    const shown = ['minions_pre', 'minions_denied', 'minions_rejected'].flatMap((g) => all[g] || []);
    if (shown.length) fingers = { ...fingers, ...(await wheel('key.finger', { match: shown.length > MOST ? '*' : shown.join(',') })) };
    if (!master['master.pub']) master = (await wheel('key.finger_master')).local || {};
  });
  refresh();
}

/** The list is asked for anew when the numbers have changed. */
function watch() {
  const { accepted, pending, rejected, denied } = live.fleet.pulse.keys;
  const now = `${accepted} ${pending} ${rejected} ${denied}`;
  if (now !== counted) {
    counted = now;
    load();
  }
}

function act(verb, id, group) {
  if (verb === 'delete' && !confirm(`Delete the key of ${id}?`)) return;
  trying(async () => {
    busy = true;
    refresh();
    const more = verb === 'accept' && group === 'minions_rejected' ? { include_rejected: true } : {};
    await wheel(`key.${verb}`, { match: id, ...more });
    tell({ accept: `${id} is accepted`, reject: `${id} is rejected`, delete: `The key of ${id} is gone` }[verb]);
    await load();
  }).finally(() => {
    busy = false;
    refresh();
  });
}

function rows(group, verbs) {
  const ids = all[group].filter((id) => id.includes(filter));
  const prints = fingers[group] || {};
  return [h('table.plain', h('tbody', ids.slice(0, MOST).map((id) => h('tr', { key: id },
    h('td.nowrap', minionLink(id)),
    h('td.mono.wrap.dim', prints[id] || (group === 'minions' ? h('button.quiet', { onclick: () => trying(async () => { const got = await wheel('key.finger', { match: id }); fingers[group] = { ...prints, ...(got[group] || {}) }; refresh(); }) }, 'fingerprint') : '')),
    h('td.right.nowrap', verbs.map((verb) => [h('button', { class: verb === 'accept' ? 'main' : verb === 'delete' && group !== 'minions' ? 'danger' : verb === 'delete' ? 'quiet' : '', disabled: busy, 'aria-label': `${VERBS[verb]} ${id}`, onclick: () => act(verb, id, group) }, VERBS[verb]), ' '])))))),
  ids.length > MOST && h('p.dim', `and ${num(ids.length - MOST)} more: search for them`), !ids.length && h('p.empty', 'none')];
}

export function view() {
  watch();
  return [
    h('div.bar1', h('h1', 'Keys'), search({ 'aria-label': 'Search keys', placeholder: 'part of an id', value: filter, oninput: (e) => { filter = e.target.value; refresh(); } })),
    h('div.stack', master['master.pub'] && h('p.dim', 'this master  ', h('code.wrap', master['master.pub'])),
      !all ? asking() : GROUPS.filter(([g]) => g === 'minions_pre' || g === 'minions' || (all[g] || []).length).map(([group, name, verbs]) => h('section.panel', { key: group }, h('h2', `${name} · ${num((all[group] || []).length)}`), rows(group, verbs)))),
  ];
}

export const enter = () => { counted = ''; };
export const topics = () => '';
