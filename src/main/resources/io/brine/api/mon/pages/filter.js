// state:!up site:fra os:debian seen:>5m id:web-* — words are and-ed; without a name a word is part of the id.

const FIELDS = { id: 0, state: 1, since: 2, site: 3, link: 4, rtt: 6, seen: 7, version: 8, os: 9, reason: 10, held: 11, class: 12 };
const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

function glob(pattern) {
  const text = pattern.toLowerCase();
  if (!/[*?]/.test(text)) return null;
  const source = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`);
}

function test(name, wanted) {
  const not = wanted.startsWith('!');
  const value = (not ? wanted.slice(1) : wanted).toLowerCase();
  const timed = /^([<>])(\d+(?:\.\d+)?)([smhd]?)$/.exec(value);
  const column = FIELDS[name];
  let fits;
  if (timed && (name === 'seen' || name === 'since' || name === 'link')) {
    const seconds = Number(timed[2]) * (UNITS[timed[3]] || 1);
    fits = (row) => (timed[1] === '>') === (Date.now() / 1000 - row[column] > seconds) && (row[column] > 0 || timed[1] === '>');
  } else if (timed) {
    fits = (row) => (timed[1] === '>' ? row[column] > Number(timed[2]) : row[column] >= 0 && row[column] < Number(timed[2]));
  } else if (name === 'link') {
    fits = (row) => (value === 'up' ? row[4] > 0 : row[4] === 0 && (value === 'down' || row[5].includes(value)));
  } else {
    const pattern = glob(value);
    const begins = name === 'id' || name === 'state' || name === 'site' || name === 'class';
    fits = (row) => {
      const text = String(row[column]).toLowerCase();
      return pattern ? pattern.test(text) : begins && name !== 'id' ? text === value : text.includes(value);
    };
  }
  return not ? (row) => !fits(row) : fits;
}

/** @returns {{fits: (row) => boolean, wrong: string[]}} */
export function parse(text) {
  const wrong = [];
  const tests = [];
  for (const part of text.trim().split(/\s+/).filter(Boolean)) {
    const colon = part.indexOf(':');
    const name = colon > 0 ? part.slice(0, colon).toLowerCase() : 'id';
    const value = colon > 0 ? part.slice(colon + 1) : part;
    if (!(name in FIELDS)) wrong.push(part);
    else if (value && value !== '!') tests.push(test(name, value));
  }
  return { fits: (row) => tests.every((one) => one(row)), wrong };
}
