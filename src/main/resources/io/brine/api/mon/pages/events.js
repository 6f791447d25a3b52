// The bus as it is: newest first, filtered by a tag's glob, paused at will.

import { h, num } from './dom.js';
import { live } from './live.js';
import { search } from './parts.js';
import { T } from './words.js';
import { setParams, tell } from './app.js';
import { yaml } from './result.js';

let paused = null;
const open = new Set();
let begun = Date.now();

const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function copy(tag) {
  const line = `salt-run state.event ${quote(tag)} count=1 pretty=True`;
  navigator.clipboard.writeText(line).then(() => tell(`Copied: ${line}`), () => tell(line));
}

function rates(events) {
  const kinds = new Map();
  events.forEach(([tag]) => {
    const kind = tag.split('/').slice(0, 2).join('/');
    kinds.set(kind, (kinds.get(kind) || 0) + 1);
  });
  return [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 8);
}

export function view(params) {
  const all = paused || live.events;
  const minutes = Math.max(1 / 60, (Date.now() - begun) / 60000);
  return [
    h('div.bar1', h('h1', 'Events'),
      search({ 'aria-label': 'Tag', placeholder: 'salt/job/*/ret/*', value: params.q || '', onchange: (e) => { begun = Date.now(); setParams({ q: e.target.value }); } }),
      h('button', { 'aria-pressed': String(!!paused), onclick: pause }, paused ? 'Go on' : 'Pause')),
    h('div.bar1.dim', rates(all).map(([kind, n]) => h('span.nowrap', { key: kind }, h('span.mono', kind), ` ${num(n / minutes)}/min`)), live.left > 0 && h('span.c-amber', `${num(live.left)} came too fast to be shown`)),
    !all.length ? h('p.empty', T.noEvents) : h('div.table', { role: 'log', 'aria-label': 'Events', key: 'events' }, all.slice(0, 300).map(([tag, data, stamp]) => {
      const key = `${stamp} ${tag}`;
      return h('div.event', { key, onclick: () => { if (!open.delete(key)) open.add(key); } },
        h('span.dim', stamp.slice(11, 19)), h('span.mono', tag), h('span.dim.mono', typeof data === 'string' ? data : JSON.stringify(data)),
        open.has(key) && h('div.result.mono', { onclick: (e) => e.stopPropagation() }, h('button', { onclick: () => copy(tag) }, 'Copy as a command'), '\n', typeof data === 'string' ? data : yaml(data)));
    })),
  ];
}

function pause() {
  paused = paused ? null : [...live.events];
}

export const enter = () => { begun = Date.now(); paused = null; };
export const topics = (params) => `events:${params.q || ''}`;
export const keys = (key) => ({ ' ': pause }[key]);
export const hints = () => [['space', 'pause'], ['/', 'filter by tag'], ['click', 'unfold']];
