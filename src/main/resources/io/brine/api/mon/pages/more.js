// Incidents and repairs; pulls and logs.

import { h, ago, bar, bytes, clock, num, span } from './dom.js';
import { live, act, may } from './live.js';
import { T } from './words.js';
import { asking, facts, minionLink, panel, search, sign, titles } from './parts.js';
import { needsPerson } from './now.js';
import { setParams, tell, trying } from './app.js';

function breakers(trouble) {
  return h('span.counts', trouble.breakers.length ? trouble.breakers.map((b) => h('span.c-amber', { title: b.why, key: b.name }, `■ ${b.name}`)) : h('span.c-green', '✓ all gates open'));
}

function incident(i) {
  const many = i.n !== 1;
  return h('tr', { key: `i${i.number}` },
    h('td.dim', h('a', { href: `#/incidents/${i.number}` }, `#${i.number}`)), h('td', i.closed ? h('span.c-green', '● closed') : i.by ? h('span.c-grey', `‖ ${i.by}`) : sign(needsPerson(i) ? 'FAILED' : 'DOWN', 'open')),
    h('td', many ? i.n > 0 && `${num(i.n)} minions` : minionLink(i.minions[0])), h('td', i.cause), h('td.dim.nowrap', clock(i.opened, false)),
    h('td.dim.nowrap', i.closed ? span(i.closed - i.opened) : ago(i.opened)), h('td.right', `${i.repairs} repairs`),
    h('td.right.nowrap', !i.closed && !i.by && may('operate') && h('button', { onclick: () => trying(async () => { await act(`incidents/${i.number}/ack`); tell(`#${i.number} is yours`); }) }, 'Acknowledge')));
}

let note = '';

const QUIET = [[60, 'for an hour'], [480, 'for 8 hours'], [2880, 'for 2 days']];

/** Each of them takes the note along. Whoever acknowledges has taken it; silence is for those who would be told. */
function answer(i) {
  const verb = !i.by ? 'Acknowledge' : i.by === live.user ? 'Add the note' : `Take over from ${i.by}`;
  const send = (what, said, more) => trying(async () => {
    await act(`incidents/${i.number}/${what}`, { text: note.trim(), ...more });
    note = '';
    const field = document.querySelector('.answer input');
    if (field) field.value = '';
    tell(said);
  });
  const close = () => {
    const ill = i.minions.filter((id) => (live.rows.get(id) || [])[1] !== 'UP').length;
    if (!ill || confirm(`${num(ill)} of its minions ${ill === 1 ? 'is' : 'are'} not up. Close #${i.number} all the same?`)) send('close', `#${i.number} is closed`);
  };
  return h('form.answer', { onsubmit: (event) => { event.preventDefault(); send('ack', `#${i.number} is yours`); } },
    h('input', { name: 'note', class: 'grow', value: note, maxlength: 1000, autocomplete: 'off', 'aria-label': 'Note', placeholder: 'what you know, what you do about it', oninput: (e) => { note = e.target.value; } }),
    h('button', { type: 'submit', class: 'main' }, verb),
    h('select', { name: 'silence', 'aria-label': 'Silence', value: '', onchange: (e) => { send('silence', 'Nobody is told of it for a while', { minutes: Number(e.target.value) }); e.target.value = ''; } },
      h('option', { value: '' }, 'Silence…'), QUIET.map(([minutes, text]) => h('option', { value: minutes }, text))),
    h('button', { type: 'button', name: 'close', onclick: close }, 'Close'));
}

const one = (i) => [
  h('div.bar1', h('a.dim', { href: '#/incidents' }, '‹ Incidents'), sign(i.closed ? 'UP' : 'FAILED', `#${i.number}`), h('h1', i.cause)),
  h('div.stack', panel('what', facts([['opened', clock(i.opened, true)], ['closed', i.closed ? `${clock(i.closed, true)} · after ${span(i.closed - i.opened)}` : 'no'], ['acknowledged', i.by], ['silenced', i.quiet && `until ${clock(i.quiet[0])} by ${i.quiet[1]}`], ['minions', i.n > 0 && h('span', i.minions.slice(0, 60).map((id) => [minionLink(id), ' ']), i.n > 60 && `and ${num(i.n - 60)} more`)], ['repairs', i.repairs], ['lines of logs', i.logs > 0 && num(i.logs)]])),
    panel('story', h('table.plain.tight', h('tbody', i.notes.map(([at, who, text]) => h('tr', h('td.dim.nowrap', clock(at)), h('td.nowrap', who), h('td.wrap', text))))),
      !i.closed && may('operate') && answer(i))),
];

export const incidents = {
  topics: (params) => (params.what ? `incident:${params.what}` : ''),
  view(params) {
    const t = live.trouble;
    const title = (...rest) => h('div.bar1', h('h1', 'Incidents'), rest);
    if (!t.on) return [title(), h('p.empty', T.noWatch)];
    const chosen = params.what && live.pages[`incident:${params.what}`];
    if (params.what) return chosen && chosen.number ? one(chosen) : [title(), chosen ? h('p.empty', T.noIncident) : asking()];
    const open = t.incidents.filter((i) => !i.closed).length;
    const d = t.desk;
    return [
      title(h('span.dim', `${open} open`), breakers(t)),
      h('div.stack',
        t.incidents.length ? panel('incidents', h('table.plain', h('tbody', t.incidents.map(incident)))) : h('p.empty', T.noIncidents),
        panel('repairs', h('p.dim', `mode ${d.mode} · ${Math.floor(d.tokens)} may begin at once · ${d.under} of ${d.parallel} under way · ${num(d.queued)} wait`),
          h('table.plain', h('tbody', t.repairs.map((r) => h('tr', h('td.dim.nowrap', clock(r.at)), h('td', minionLink(r.id)), h('td.nowrap', `step ${r.attempt}  ${r.step}`),
            h('td', h('span', { class: r.outcome === 'cured' ? 'c-green' : r.outcome === 'running' ? 'c-blue' : 'c-amber' }, r.outcome)), h('td.dim', r.why), h('td.dim.right', r.took >= 0 ? span(r.took / 1000) : ''))))))),
    ];
  },
};


export const pulls = {
  topics: () => 'pulls',
  view() {
    const page = live.pages.pulls;
    const title = h('div.bar1', h('h1', 'Pulls'), page && page.minions > 0 && h('span.dim', `${num(page.minions)} minions have pulled files since the master started`));
    if (!page) return [title, asking()];
    if (!page.pulls.length) return [title, h('p.empty', T.noPulls)];
    const rate = (bytesSent, took) => (took > 0.2 ? `${bytes(bytesSent / took)}/s` : '–');
    return [title, h('div.stack',
      panel('files of the last hours, the dearest first', h('table.plain', titles(['file', 'pulls', 'sent', ''], 1, 3), h('tbody', page.files.map(([path, n, sent]) => h('tr', { key: path }, h('td.mono.wrap', path), h('td.right', num(n)), h('td.right.nowrap', bytes(sent)),
        h('td', { width: '30%' }, bar([[sent, 'blue'], [Math.max(0, page.files[0][2] - sent), 'line']], `${bytes(sent)} sent`))))))),
      panel('last pull of each minion, newest first', h('table.plain', titles(['minion', 'file', 'bytes', 'rate', 'when', 'not found'], 2), h('tbody', page.pulls.map(([id, path, env, sent, took, last, failures]) => h('tr', { key: id },
        h('td', minionLink(id)), h('td.mono.wrap', path, env !== 'base' && h('span.dim', ` ${env}`)), h('td.right.nowrap', bytes(sent)), h('td.right.nowrap', rate(sent, took)), h('td.right.nowrap.dim', ago(last)),
        h('td.right', failures ? h('span.c-amber', num(failures)) : '0')))))))];
  },
};

const LEVEL = { DEBUG: 'grey', INFO: 'grey', WARNING: 'amber', ERROR: 'red', CRITICAL: 'red' };

export const logs = {
  topics: () => 'logs',
  view(params) {
    const page = live.pages.logs;
    const title = (...rest) => h('div.bar1', h('h1', 'Logs'), rest);
    if (!page) return [title(), asking()];
    if (!page.on) return [title(), h('p.empty', T.noLogs)];
    const word = (params.q || '').toLowerCase();
    const rows = page.templates.filter((r) => !word || r.join(' ').toLowerCase().includes(word));
    return [title(search({ 'aria-label': 'Search logs', placeholder: 'side, level, rule, text', value: params.q || '', oninput: (e) => setParams({ q: e.target.value }) })),
      h('div.stack',
        panel('what rules are about, newest first', page.hits.length ? h('table.plain.tight', h('tbody', page.hits.slice(0, 12).map(([at, rule, reaction, side, source, text, why]) => h('tr', h('td.dim.nowrap', clock(at)), h('td', { class: `nowrap ${reaction === 'count' ? 'dim' : 'c-amber'}` }, rule), h('td.nowrap', source || side), h('td', why, text && h('div.mono.dim.wrap', text)))))) : h('p.empty', T.none)),
        panel(`templates, the most frequent first · ${num(rows.length)}`, h('table.plain', titles(['last hour', 'total', 'first', 'last', 'side', 'level', 'template', 'rule'], 0, 4), h('tbody', rows.map(([side, level, template, rule, , total, hour, first, last, source]) => h('tr',
          h('td.right', num(hour)), h('td.right.dim', num(total)), h('td.right.nowrap', Date.now() / 1000 - first < 3600 ? h('b.c-amber', 'new') : h('span.dim', ago(first))), h('td.right.nowrap.dim', ago(last)),
          h('td', { title: source }, side), h(`td.c-${LEVEL[level] || 'grey'}`, level.toLowerCase()), h('td.mono.wrap', template), h('td.dim.nowrap', rule))))))),
    ];
  },
};
