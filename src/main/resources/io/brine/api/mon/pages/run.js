// Run a command: whom it will meet is shown before it is sent.

import { h, num } from './dom.js';
import { ask, low, refresh, live } from './live.js';
import { route, setParams, go, trying } from './app.js';

const TYPES = ['glob', 'list', 'compound', 'grain', 'pcre', 'nodegroup', 'ipcidr', 'pillar'];
const USUAL = ['test.ping', 'test.version', 'state.apply', 'state.highstate', 'cmd.run', 'grains.items', 'pkg.version', 'service.status', 'service.restart', 'disk.usage', 'status.uptime', 'saltutil.sync_all', 'saltutil.refresh_pillar', 'network.interfaces', 'sys.doc'];

let preview = { key: '', ids: null, wrong: '' };
let timer = 0;
let sending = false;

/** Words as a shell splits them. */
export function words(text) {
  const out = [];
  const parts = /"((?:\\.|[^"\\])*)"|'([^']*)'|((?:\\.|[^\s"'\\])+)|(\s+)/g;
  let open = false;
  for (const m of text.matchAll(parts)) {
    if (m[4] !== undefined) {
      open = false;
    } else {
      const piece = m[1] !== undefined ? m[1].replace(/\\(.)/g, '$1') : m[2] !== undefined ? m[2] : m[3].replace(/\\(.)/g, '$1');
      if (open) out[out.length - 1] += piece;
      else out.push(piece);
      open = true;
    }
  }
  return out;
}

function look({ tgt = '*', type = 'glob' }) {
  const key = `${type} ${tgt}`;
  if (preview.key === key) return;
  preview = { key, ids: null, wrong: '' };
  clearTimeout(timer);
  timer = setTimeout(async () => {
    try {
      const ids = await ask(`targets?${new URLSearchParams({ tgt, tgt_type: type })}`);
      if (preview.key === key) preview.ids = ids;
    } catch (e) {
      preview.wrong = e.message;
    }
    refresh();
  }, 150);
}

async function send(event) {
  event.preventDefault();
  const { tgt = '*', type = 'glob', fun = '', arg = '' } = route().params;
  if (!fun || sending) return;
  sending = true;
  const chunk = { client: 'local_async', tgt: type === 'list' ? tgt.split(',').map((t) => t.trim()) : tgt, tgt_type: type, fun, arg: words(arg) };
  const answer = await trying(() => low(chunk));
  sending = false;
  if (answer && answer.jid) go(`/job/${answer.jid}`);
  else if (answer) preview = { key: preview.key, ids: [], wrong: 'Nobody is meant by this target.' };
  refresh();
}

const field = (name, label, params, extra) => [h('label', { for: `run-${name}` }, label), extra(h('input', {
  id: `run-${name}`, name, class: 'code', value: params[name] || '', autocapitalize: 'off', spellcheck: 'false', list: name === 'fun' && 'usual',
  placeholder: { tgt: '*', fun: 'test.ping', arg: 'words as in a shell; name=value for keywords' }[name], oninput: (e) => setParams({ [name]: e.target.value }),
}))];

const FLAGS = { list: '-L ', compound: '-C ', grain: '-G ', pcre: '-E ', nodegroup: '-N ', ipcidr: '-S ', pillar: '-I ' };
const quote = (text) => (/^[\w.,@:/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The same for a terminal. */
const command = ({ tgt = '*', type = 'glob', fun = '', arg = '' }) => `salt ${FLAGS[type] || ''}${quote(tgt)} ${fun} ${words(arg).map(quote).join(' ')}`;

export function view(params) {
  look(params);
  const { ids, wrong } = preview;
  const type = params.type || 'glob';
  const rows = (ids || []).map((id) => live.rows.get(id));
  const away = rows.filter((r) => !r || !r[4]).length;
  return [
    h('div.bar1', h('h1', 'Run a command')),
    h('div.body', h('form.form', { onsubmit: send },
      field('tgt', 'Target', params, (i) => [i, h('select', { 'aria-label': 'Target type', value: type, onchange: (e) => setParams({ type: e.target.value === 'glob' ? '' : e.target.value }) }, TYPES.map((t) => h('option', { value: t, selected: t === type }, t)))]),
      h('span'), h('div.span', { 'aria-live': 'polite' },
        wrong ? h('span.c-amber', wrong) : !ids ? h('span.dim', '…') : [
          h('p', h('b', `${num(ids.length)} minion${ids.length === 1 ? '' : 's'}`), h('span.dim', ' are meant'), away > 0 && h('span.c-amber', ` · ${num(away)} not connected now`)),
          h('div.chips', ids.slice(0, 30).map((id) => h('span', { class: `chip${live.rows.get(id) && live.rows.get(id)[4] ? '' : ' c-amber'}`, key: id }, id)), ids.length > 30 && h('span.dim', `and ${num(ids.length - 30)} more`))]),
      field('fun', 'Function', params, (i) => [i, h('span')]),
      field('arg', 'Arguments', params, (i) => [i, h('span')]),
      h('span'), h('div.span', h('button.main', { type: 'submit', disabled: !params.fun || !ids || !ids.length || sending }, ids ? `Run on ${num(ids.length)}` : 'Run'),
        h('span.dim', '  The master decides whether you may.')),
      h('span'), h('code.span.dim.wrap', command(params)),
      h('datalist', { id: 'usual' }, USUAL.map((f) => h('option', { value: f }))))),
  ];
}

export const enter = () => { preview.key = ''; };
export const topics = () => '';
