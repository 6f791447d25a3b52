// Small things every page needs: elements, sparklines, numbers as people read them.
// Data reaches the page only as text nodes and attributes, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element: h('td.right', { key: id }, children). props may be left out; they are class, on... handlers, key, everything else is an
 * attribute; false and null are left out.
 */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return build(document.createElement(tag), classes, rest);
}

export function svg(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  return build(document.createElementNS(SVG, tag), classes, rest);
}

const isProps = (it) => it !== null && typeof it === 'object' && !Array.isArray(it) && !(it instanceof Node);

function build(el, classes, children) {
  if (classes.length) el.classList.add(...classes);
  for (const [name, value] of Object.entries(isProps(children[0]) ? children.shift() : {})) {
    if (value === false || value == null) continue;
    if (name.startsWith('on')) el[name] = value;
    else if (name === 'key') el.dataset.key = value;
    else if (name === 'value') el.value = value;
    else if (name === 'left') el.style.left = value;
    else if (name === 'width') el.style.width = value;
    else if (name === 'height') el.style.height = value;
    else if (name === 'top') el.style.transform = `translateY(${value}px)`;
    else el.setAttribute(name, value === true ? '' : value);
  }
  add(el, children);
  return el;
}

function add(el, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(el, child);
    else if (child instanceof Node) el.append(child);
    else if (child !== null && child !== undefined && child !== false) el.append(String(child));
  }
}

const HANDLERS = ['onclick', 'oninput', 'onchange', 'onsubmit', 'onscroll', 'onkeydown', 'ondblclick', 'onpointermove', 'onpointerleave'];

/** Makes the children of a node like these, keeping what is the same: focus, selection and scroll stay. */
export function morph(parent, nodes) {
  const wanted = [nodes].flat(9).filter((n) => n !== null && n !== undefined && n !== false)
    .map((n) => (n instanceof Node ? n : document.createTextNode(String(n))));
  const keyed = new Map();
  for (const old of parent.childNodes) if (old.dataset && old.dataset.key) keyed.set(old.dataset.key, old);
  let at = parent.firstChild;
  for (const next of wanted) {
    const key = next.dataset && next.dataset.key;
    let old = key ? keyed.get(key) : at;
    if (key && old) keyed.delete(key);
    if (!key && old && old.dataset && old.dataset.key) old = null;
    if (old && same(old, next)) {
      if (old !== at) parent.insertBefore(old, at);
      else at = at.nextSibling;
      fit(old, next);
    } else {
      parent.insertBefore(next, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function same(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
}

function fit(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name, value } of [...next.attributes]) {
    if (old.getAttribute(name) === value) continue;
    if (name === 'style') old.style.cssText = next.style.cssText; // the attribute itself is forbidden by the policy
    else old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const name of HANDLERS) if (old[name] !== next[name]) old[name] = next[name];
  if ('value' in next && old.value !== next.value && document.activeElement !== old) old.value = next.value;
  if (!next.hasAttribute('data-keep')) morph(old, [...next.childNodes]);
}

/** A line of values over time, newest right, as wide as its box. */
export function spark(values, label, family = 'blue', least = 1) {
  const top = Math.max(least, ...values) || 1;
  const points = values.map((v, i) => `${(100 * i) / Math.max(1, values.length - 1)},${(19 - (18 * Math.max(0, v)) / top).toFixed(1)}`);
  const line = points.join(' ');
  return svg(`svg.spark.c-${family}`, { viewBox: '0 0 100 20', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('title', null, label),
    values.length > 1 && svg('polygon', { points: `0,20 ${line} 100,20` }),
    values.length > 1 && svg('polyline', { points: line }));
}

/** Parts of a whole: [[number, family, words], ...]. */
export function bar(parts, label) {
  const sum = Math.max(1, parts.reduce((a, p) => a + p[0], 0));
  let x = 0;
  return svg('svg.bar', { viewBox: '0 0 100 6', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('title', null, label),
    parts.map(([n, family]) => {
      const w = (100 * n) / sum;
      const rect = svg(`rect.f-${family}`, { x: x.toFixed(3), y: 0, width: w.toFixed(3), height: 6 });
      x += w;
      return n > 0 && rect;
    }));
}

export const now = () => Date.now() / 1000;

export const num = (n) => (n === null || n === undefined || n < 0 ? '–' : Math.round(n).toLocaleString('en-US'));

export const one = (n) => (n === null || n === undefined || n < 0 ? '–' : n >= 100 ? num(n) : (Math.round(n * 10) / 10).toString());

export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 100) return `${s} s`;
  if (s < 6000) return `${Math.round(s / 60)} min`;
  if (s < 48 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} d`;
}

export const ago = (at) => (at > 0 ? span(now() - at) : '–');

export const ms = (n) => (n === null || n === undefined || n < 0 ? '–' : n < 10 ? `${Math.round(n * 10) / 10} ms` : n < 10000 ? `${Math.round(n)} ms` : span(n / 1000));

export function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let i = 0;
  while (n >= 1000 && i < 4) {
    n /= 1000;
    i += 1;
  }
  return `${i && n < 10 ? n.toFixed(1) : Math.round(n)} ${units[i]}`;
}

const two = (n) => String(n).padStart(2, '0');

/** In UTC: two people who talk about it mean the same moment. */
export function clock(seconds, date = false) {
  if (!(seconds > 0)) return '–';
  const d = new Date(seconds * 1000);
  const time = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  const old = Math.abs(Date.now() - d) > 20 * 3600e3;
  return date || old ? `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${time}` : time;
}

/** When a job began: its jid says so. */
export function jidTime(jid) {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(jid);
  return m ? Date.UTC(m[1], m[2] - 1, m[3], m[4], m[5], m[6]) / 1000 : 0;
}
