// Pieces that several pages share.

import { h } from './dom.js';
import { word } from './words.js';

/** Sign and word in their colour; FAILED is filled, as a person has to act. */
export function sign(name, text) {
  const w = word(name);
  const filled = name === 'FAILED';
  return h('span', { class: `sign ${filled ? 'filled' : `c-${w.family}`}` }, h('span.g', { 'aria-hidden': 'true' }, w.sign), text === undefined ? name : text);
}

export const cellClass = (name) => {
  const w = word(name);
  return `cell c-${w.family}${name === 'UP' ? ' up' : ''}${w.outline ? ' outline' : ''}`;
};

export const facts = (pairs) => h('dl.facts', pairs.filter((p) => p && p[1] !== null && p[1] !== undefined && p[1] !== '' && p[1] !== false)
  .map(([name, value]) => [h('dt', name), h('dd', value)]));

export const panel = (title, ...children) => h('section.panel', h('h2', title), children);

export const meter = (label, value, unit, line) => h('div.meter',
  h('div.v', value, unit && h('small', ` ${unit}`)), h('div.l', label), line);

export const search = (props) => h('input.code.grow', { type: 'search', spellcheck: 'false', ...props });

export const asking = () => h('p.empty', 'Asking…');

/** The head of a table; titles from first up to beyond stand right. */
export const titles = (columns, first, beyond = columns.length) => h('thead', h('tr', columns.map((title, i) => h(i >= first && i < beyond ? 'th.right' : 'th', title))));

export const minionLink = (id) => h('a', { href: `#/minion/${encodeURIComponent(id)}` }, id);

/**
 * A table of any length: only what is in sight exists.
 * @param o {cols: [[key, title, width, right?, sortable?]], rows, key(row), cells(row), at, marked, sort, dir, onSort, onAt, onOpen, label}
 */
export class Table {
  constructor() {
    this.top = 0;
    this.height = 800;
    this.box = null;
  }

  view(o) {
    const H = 26;
    const style = o.cols.map((c) => c[2]).join(' ');
    const first = Math.max(0, Math.floor(this.top / H) - 8);
    const last = Math.min(o.rows.length, first + Math.ceil(this.height / H) + 18);
    const grid = (el) => {
      el.style.gridTemplateColumns = style;
      return el;
    };
    const rows = [];
    for (let i = first; i < last; i += 1) {
      const row = o.rows[i];
      const key = o.key(row);
      const el = grid(h('div', {
        class: `trow${i === o.at ? ' at' : ''}${o.marked && o.marked.has(key) ? ' marked' : ''}`, role: 'row', key, top: i * H,
        'aria-rowindex': i + 2, 'aria-selected': i === o.at ? 'true' : null,
        onclick: () => o.onAt && o.onAt(i, row), ondblclick: () => o.onOpen && o.onOpen(row),
      }));
      o.cells(row).forEach((cell, n) => el.append(h('div', { role: 'cell', class: `${o.cols[n][3] ? 'right' : ''}${o.cols[n][0] === 'id' ? ' id' : ''}` }, cell)));
      rows.push(el);
    }
    const head = grid(h('div.trow.thead', { role: 'row', 'aria-rowindex': 1 }));
    o.cols.forEach(([key, title, , right, sortable]) => head.append(h('div', {
      role: 'columnheader', class: right ? 'right' : '', 'aria-sort': o.sort === key ? (o.dir < 0 ? 'descending' : 'ascending') : null,
    }, sortable && o.onSort ? h('button', { onclick: () => o.onSort(key) }, title) : title)));
    return h('div', {
      class: 'table', role: 'table', 'aria-label': o.label, 'aria-rowcount': o.rows.length + 1, key: `table-${o.label}`, tabindex: -1,
      onscroll: (event) => {
        this.top = event.target.scrollTop;
        this.height = event.target.clientHeight;
        if (Math.abs(this.top - (this.drawn || 0)) > H * 4) {
          this.drawn = this.top;
          o.redraw();
        }
      },
    }, head, h('div.space.tbody', { role: 'rowgroup', height: `${o.rows.length * H}px` }, rows));
  }

  /** After the page is drawn. */
  after(root) {
    this.box = root.querySelector('.table');
    if (this.box) this.height = this.box.clientHeight;
  }

  /** Brings a row into sight. */
  show(i) {
    if (!this.box) return;
    const y = i * 26;
    if (y < this.box.scrollTop) this.box.scrollTop = y;
    else if (y + 26 + 28 > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = y + 54 - this.box.clientHeight;
  }
}
