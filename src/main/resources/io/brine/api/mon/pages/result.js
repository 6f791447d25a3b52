// What a function returned, as people read it.

import { h, ms } from './dom.js';

/** A tree as indented text, close to YAML. */
export function yaml(value, depth = 0) {
  const pad = '  '.repeat(depth);
  if (value === null) return 'null';
  if (typeof value === 'string') return value.includes('\n') ? `|\n${value.replace(/^/gm, `${pad}  `)}` : value === '' ? "''" : value;
  if (typeof value !== 'object') return String(value);
  const entries = Array.isArray(value) ? value.map((v) => ['-', v]) : Object.entries(value);
  if (!entries.length) return Array.isArray(value) ? '[]' : '{}';
  const lines = entries.map(([k, v]) => {
    const head = k === '-' && Array.isArray(value) ? '-' : `${k}:`;
    const nested = v !== null && typeof v === 'object' && Object.keys(v).length;
    return `${pad}${head}${nested ? `\n${yaml(v, depth + 1)}` : ` ${yaml(v, depth)}`}`;
  });
  return lines.join('\n');
}

/** Results of states: {"file_|-id_|-name_|-managed": {result, comment, changes, duration, __run_num__}}. */
const isStates = (value) => value && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0
  && Object.entries(value).every(([k, v]) => k.includes('_|-') && v && typeof v === 'object' && 'result' in v);

function states(value) {
  const all = Object.entries(value).sort((a, b) => (a[1].__run_num__ || 0) - (b[1].__run_num__ || 0));
  const count = (test) => all.filter(([, s]) => test(s)).length;
  const changed = (s) => s.changes && Object.keys(s.changes).length > 0;
  return [
    h('p', `${count((s) => s.result === true)} ok, ${count(changed)} changed, ${count((s) => s.result === false)} failed`),
    h('div', all.map(([tag, s]) => {
      const [mod, id, , fun] = tag.split('_|-');
      const mark = s.result === false ? ['✕', 'red'] : s.result === null ? ['?', 'amber'] : changed(s) ? ['●', 'blue'] : ['●', 'green'];
      return h('div.state', h(`span.c-${mark[1]}`, mark[0]), h('span', id, h('span.dim', `  ${mod}.${fun}`)), h('span.dim', ms(s.duration)),
        h('div.why.wrap', s.comment), changed(s) && h('pre.wrap', yaml(s.changes)));
    }))];
}

export const shown = (value) => (isStates(value) ? states(value) : h('pre.result', yaml(value)));
