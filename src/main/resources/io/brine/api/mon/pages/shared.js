// A shared worker: one stream for all tabs of a browser, as browsers allow six connections to a host. A tab says what it wants, {topics,
// last}, and says it again every few seconds; whoever does not is gone.

import { listen } from './stream.js';

const PATIENCE = 60000;
const MOST = 16; // topics that the master takes
const tabs = new Map(); // port → {topics, at}
let close = null;
let topics = '';
let last = '';

function stop() {
  if (close) close();
  close = null;
}

function pass(message) {
  if (message.id) last = message.id;
  for (const [port, tab] of tabs) {
    if (Date.now() - tab.at > PATIENCE) tabs.delete(port);
    else port.postMessage(message);
  }
  if (message.name === 'bye' || message.over) tabs.clear();
  if (!tabs.size) stop();
}

/** The earlier of two moments; none if they are not of one master's life. */
function earlier(one, other) {
  const [a, b] = [one.split('-'), other.split('-')];
  if (a[0] !== b[0]) return '';
  return Number(a[1]) < Number(b[1]) ? one : other;
}

/** Anew when somebody has come or wants something else; he is told what he has missed, and so are all. */
function hear(port, wanted) {
  const known = tabs.get(port);
  tabs.delete(port);
  tabs.set(port, { topics: wanted.topics, at: Date.now() });
  const all = [...new Set([...tabs.values()].reverse().flatMap((tab) => tab.topics.split(',')))].filter(Boolean).slice(0, MOST).sort().join(',');
  if (close && known && all === topics) return;
  last = close && !known ? earlier(last, wanted.last) : close ? last : wanted.last;
  topics = all;
  stop();
  close = listen(topics, last, pass);
}

self.onconnect = ({ ports: [port] }) => { port.onmessage = (event) => hear(port, event.data); };
