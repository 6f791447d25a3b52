// HOLD all repairs, in the corner of every page: pressing it is done at once, letting go asks.

import { h, ago, clock } from './dom.js';
import { live, act, may } from './live.js';
import { tell, trying } from './app.js';

/** The breaker a person has opened; its why begins with who that was. */
const held = () => (live.trouble.breakers || []).find((b) => b.name === 'HOLD');

const press = () => trying(async () => { await act('hold', { on: true }); tell('Repairs are held. What is under way finishes.'); });

function release(breaker) {
  if (!confirm(`Repairs are held since ${clock(breaker.since)} UTC.\n${breaker.why}\n\nLet them go on?`)) return;
  trying(async () => { await act('hold', { on: false }); tell('Repairs go on'); });
}

/** Nothing where nobody repairs; whoever may not press it still sees that it is pressed. */
export function holdCorner() {
  if (!live.trouble.on) return null;
  const breaker = held();
  if (!breaker) return may('operate') && h('button.danger', { key: 'hold', onclick: press }, 'HOLD all repairs');
  const text = [h('b', '‖ repairs held'), ` by ${breaker.why.split(':')[0]} · ${ago(breaker.since)}`];
  const why = `since ${clock(breaker.since)} UTC, ${breaker.why}`;
  return may('operate') ? h('button.held', { key: 'held', title: `${why}. Press to let them go on`, onclick: () => release(breaker) }, text)
    : h('span.held', { key: 'held', title: why }, text);
}
