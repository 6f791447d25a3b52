// Incidents and repairs; pulls and logs.

import { h, ago, bar, bytes, clock, num, span } from './dom.js';
import { live, act, may } from './live.js';
import { T } from './words.js';
import { facts, minionLink, panel, sign } from './parts.js';
import { needsPerson } from './now.js';
import { setParams, tell, trying } from './app.js';

function breakers(trouble) {
  return h('span', { class: 'counts' }, trouble.breakers.length ? trouble.breakers.map((b) => h('span', { class: 'c-amber', title: b.why, key: b.name }, `■ ${b.name}`)) : h('span', { class: 'c-green' }, '✓ all gates open'));
}

function incident(i) {
  const many = i.n !== 1;
  return h('tr', { key: `i${i.number}` },
    h('td', { class: 'dim' }, h('a', { href: `#/incidents/${i.number}` }, `#${i.number}`)), h('td', null, i.closed ? h('span', { class: 'c-green' }, '● closed') : i.by ? h('span', { class: 'c-grey' }, `‖ ${i.by}`) : sign(needsPerson(i) ? 'FAILED' : 'DOWN', 'open')),
    h('td', null, many ? i.n > 0 && `${num(i.n)} minions` : minionLink(i.minions[0])), h('td', null, i.cause), h('td', { class: 'dim nowrap' }, clock(i.opened, false)),
    h('td', { class: 'dim nowrap' }, i.closed ? span(i.closed - i.opened) : ago(i.opened)), h('td', { class: 'right' }, `${i.repairs} repairs`),
    h('td', { class: 'right nowrap' }, !i.closed && !i.by && may('operate') && h('button', { onclick: () => trying(async () => { await act(`incidents/${i.number}/ack`); tell(`#${i.number} is yours`); }) }, 'Acknowledge')));
}

let note = '';

/** Whoever says something about an incident has taken it. */
function answer(i) {
  const verb = !i.by ? 'Acknowledge' : i.by === live.user ? 'Add the note' : `Take over from ${i.by}`;
  const send = (event) => {
    event.preventDefault();
    const field = event.target.querySelector('input');
    trying(async () => {
      await act(`incidents/${i.number}/ack`, { text: note.trim() });
      note = '';
      field.value = '';
      tell(`#${i.number} is yours`);
    });
  };
  return h('form', { class: 'answer', onsubmit: send },
    h('input', { name: 'note', class: 'grow', value: note, maxlength: 1000, autocomplete: 'off', 'aria-label': 'Note', placeholder: 'what you know, what you do about it', oninput: (e) => { note = e.target.value; } }),
    h('button', { type: 'submit' }, verb));
}

const one = (i) => [
  h('div', { class: 'bar1' }, h('a', { class: 'dim', href: '#/incidents' }, '‹ Incidents'), sign(i.closed ? 'UP' : 'FAILED', `#${i.number}`), h('h1', null, i.cause)),
  h('div', { class: 'stack' }, panel('what', facts([['opened', clock(i.opened, true)], ['closed', i.closed ? `${clock(i.closed, true)} · after ${span(i.closed - i.opened)}` : 'no'], ['acknowledged', i.by], ['minions', h('span', null, i.minions.slice(0, 60).map((id) => [minionLink(id), ' ']), i.n > 60 && `and ${num(i.n - 60)} more`)], ['repairs', i.repairs]])),
    panel('story', h('table', { class: 'plain tight' }, h('tbody', null, i.notes.map(([at, who, text]) => h('tr', null, h('td', { class: 'dim nowrap' }, clock(at)), h('td', { class: 'nowrap' }, who), h('td', { class: 'wrap' }, text))))),
      !i.closed && may('operate') && answer(i))),
];

export const incidents = {
  topics: (params) => (params.what ? `incident:${params.what}` : ''),
  view(params) {
    const t = live.trouble;
    const title = (...rest) => h('div', { class: 'bar1' }, h('h1', null, 'Incidents'), rest);
    if (!t.on) return [title(), h('p', { class: 'empty' }, T.noWatch)];
    const chosen = params.what && live.pages[`incident:${params.what}`];
    if (params.what) return chosen && chosen.number ? one(chosen) : [title(), h('p', { class: 'empty' }, chosen ? T.noIncident : 'Asking…')];
    const open = t.incidents.filter((i) => !i.closed).length;
    const d = t.desk;
    return [
      title(h('span', { class: 'dim' }, `${open} open`), breakers(t)),
      h('div', { class: 'stack' },
        t.incidents.length ? panel('incidents', h('table', { class: 'plain' }, h('tbody', null, t.incidents.map(incident)))) : h('p', { class: 'empty' }, T.noIncidents),
        panel('repairs', h('p', { class: 'dim' }, `mode ${d.mode} · ${Math.floor(d.tokens)} may begin at once · ${d.under} of ${d.parallel} under way · ${num(d.queued)} wait`),
          h('table', { class: 'plain' }, h('tbody', null, t.repairs.map((r) => h('tr', null, h('td', { class: 'dim nowrap' }, clock(r.at)), h('td', null, minionLink(r.id)), h('td', { class: 'nowrap' }, `step ${r.attempt}  ${r.step}`),
            h('td', null, h('span', { class: r.outcome === 'cured' ? 'c-green' : r.outcome === 'running' ? 'c-blue' : 'c-amber' }, r.outcome)), h('td', { class: 'dim' }, r.why), h('td', { class: 'dim right' }, r.took >= 0 ? span(r.took / 1000) : ''))))))),
    ];
  },
};

const asking = h('p', { class: 'empty' }, 'Asking…');
const head = (names) => h('thead', null, h('tr', null, names.map(([name, right]) => h('th', { class: right ? 'right' : '' }, name))));

export const pulls = {
  topics: () => 'pulls',
  view() {
    const page = live.pages.pulls;
    const title = h('div', { class: 'bar1' }, h('h1', null, 'Pulls'), page && page.minions > 0 && h('span', { class: 'dim' }, `${num(page.minions)} minions have pulled files since the master started`));
    if (!page) return [title, asking.cloneNode(true)];
    if (!page.pulls.length) return [title, h('p', { class: 'empty' }, T.noPulls)];
    const rate = (bytesSent, took) => (took > 0.2 ? `${bytes(bytesSent / took)}/s` : '–');
    return [title, h('div', { class: 'stack' },
      panel('files of the last hours, the dearest first', h('table', { class: 'plain' }, head([['file'], ['pulls', 1], ['sent', 1], ['']]), h('tbody', null, page.files.map(([path, n, sent]) => h('tr', { key: path }, h('td', { class: 'mono wrap' }, path), h('td', { class: 'right' }, num(n)), h('td', { class: 'right nowrap' }, bytes(sent)),
        h('td', { width: '30%' }, bar([[sent, 'blue'], [Math.max(0, page.files[0][2] - sent), 'line']], `${bytes(sent)} sent`))))))),
      panel('last pull of each minion, newest first', h('table', { class: 'plain' }, head([['minion'], ['file'], ['bytes', 1], ['rate', 1], ['when', 1], ['not found', 1]]), h('tbody', null, page.pulls.map(([id, path, env, sent, took, last, failures]) => h('tr', { key: id },
        h('td', null, minionLink(id)), h('td', { class: 'mono wrap' }, path, env !== 'base' && h('span', { class: 'dim' }, ` ${env}`)), h('td', { class: 'right nowrap' }, bytes(sent)), h('td', { class: 'right nowrap' }, rate(sent, took)), h('td', { class: 'right nowrap dim' }, ago(last)),
        h('td', { class: 'right' }, failures ? h('span', { class: 'c-amber' }, num(failures)) : '0')))))))];
  },
};

const LEVEL = { DEBUG: 'grey', INFO: 'grey', WARNING: 'amber', ERROR: 'red', CRITICAL: 'red' };

export const logs = {
  topics: () => 'logs',
  view(params) {
    const page = live.pages.logs;
    const title = (...rest) => h('div', { class: 'bar1' }, h('h1', null, 'Logs'), rest);
    if (!page) return [title(), asking.cloneNode(true)];
    if (!page.on) return [title(), h('p', { class: 'empty' }, T.noLogs)];
    const word = (params.q || '').toLowerCase();
    const rows = page.templates.filter((r) => !word || r.join(' ').toLowerCase().includes(word));
    return [title(h('input', { type: 'search', class: 'code grow', 'aria-label': 'Search logs', placeholder: 'side, level, rule, text', value: params.q || '', oninput: (e) => setParams({ q: e.target.value }) })),
      h('div', { class: 'stack' },
        panel('what rules are about, newest first', page.hits.length ? h('table', { class: 'plain tight' }, h('tbody', null, page.hits.slice(0, 12).map(([at, rule, reaction, side, source, text, why]) => h('tr', null, h('td', { class: 'dim nowrap' }, clock(at)), h('td', { class: `nowrap ${reaction === 'count' ? 'dim' : 'c-amber'}` }, rule), h('td', { class: 'nowrap' }, source || side), h('td', null, why, text && h('div', { class: 'mono dim wrap' }, text)))))) : h('p', { class: 'empty' }, T.none)),
        panel(`templates, the most frequent first · ${num(rows.length)}`, h('table', { class: 'plain' }, head([['last hour', 1], ['total', 1], ['first', 1], ['last', 1], ['side'], ['level'], ['template'], ['rule']]), h('tbody', null, rows.map(([side, level, template, rule, , total, hour, first, last, source]) => h('tr', null,
          h('td', { class: 'right' }, num(hour)), h('td', { class: 'right dim' }, num(total)), h('td', { class: 'right nowrap' }, Date.now() / 1000 - first < 3600 ? h('b', { class: 'c-amber' }, 'new') : h('span', { class: 'dim' }, ago(first))), h('td', { class: 'right nowrap dim' }, ago(last)),
          h('td', { title: source }, side), h('td', { class: `c-${LEVEL[level] || 'grey'}` }, level.toLowerCase()), h('td', { class: 'mono wrap' }, template), h('td', { class: 'dim nowrap' }, rule))))))),
    ];
  },
};
