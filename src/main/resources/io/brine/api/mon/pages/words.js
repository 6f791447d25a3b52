// The status words: sign, family of colour, whether it is drawn as an outline; the worst first.

export const WORDS = {
  FAILED: { sign: '■', family: 'red', act: 'human' },
  DOWN: { sign: '✕', family: 'red', outline: true, act: 'machine' },
  SUSPECT: { sign: '?', family: 'amber', outline: true, act: 'machine' },
  REPAIRING: { sign: '↻', family: 'blue', act: 'machine' },
  RECOVERING: { sign: '↗', family: 'blue', outline: true, act: 'machine' },
  FLAPPING: { sign: '≋', family: 'purple', act: 'day' },
  DEGRADED: { sign: '◐', family: 'amber', act: 'day' },
  UNKNOWN: { sign: '·', family: 'grey', act: '' },
  GONE: { sign: '◌', family: 'grey', outline: true, act: '' },
  PENDING: { sign: '○', family: 'grey', outline: true, act: 'day' },
  MAINT: { sign: '‖', family: 'grey', act: '' },
  UP: { sign: '●', family: 'green', act: '' },
};

export const ORDER = Object.keys(WORDS);
export const rank = Object.fromEntries(ORDER.map((w, i) => [w, i]));
export const word = (w) => WORDS[w] || WORDS.UNKNOWN;

// What became of a job for one minion, in the ledger's words.
export const DELIVERY = {
  'not-connected': { sign: '○', family: 'grey', text: 'not connected' },
  queued: { sign: '…', family: 'blue', text: 'queued' },
  written: { sign: '→', family: 'blue', text: 'sent, no answer yet' },
  running: { sign: '↻', family: 'blue', text: 'running' },
  'lost-connection': { sign: '✕', family: 'amber', text: 'connection lost' },
  refused: { sign: '⊘', family: 'amber', text: 'return refused' },
  expired: { sign: '✕', family: 'red', text: 'given up' },
  returned: { sign: '●', family: 'green', text: 'returned' },
  failed: { sign: '■', family: 'red', text: 'failed' },
};

export const PAGES = [
  ['now', 'Now', 'n'], ['minions', 'Minions', 'm'], ['jobs', 'Jobs', 'j'], ['run', 'Run', 'r'], ['keys', 'Keys', 'k'],
  ['connections', 'Connections', 'c'], ['master', 'Master', 'q'], ['incidents', 'Incidents', 'i'], ['pulls', 'Pulls', 'p'],
  ['logs', 'Logs', 'l'], ['events', 'Events', 'e'], ['history', 'History', 'h'],
];

export const T = {
  calm: 'Nothing needs you.',
  notKnown: 'Whether something needs you is not known.',
  needs: (n) => (n === 1 ? '1 thing needs you' : `${n} things need you`),
  working: 'the machine is working on it',
  wait: 'can wait until morning',
  none: 'nothing',
  notLive: (at) => `not live since ${at}`,
  notLiveWhy: 'What you see is old. The page tries to reach the master again by itself.',
  noWatch: 'Nobody judges the health of minions: set mon: {enabled: True}. Words here follow connections alone.',
  noLogs: 'No logs are watched: set mon: logs.',
  noPulls: 'No minion has pulled a file since the master started.',
  moreHistory: 'Finer and longer: /metrics and Prometheus. What happened: brine events --since 6h, and Incidents.',
  noCheck: 'There is no check of this name.',
  noIncident: 'There is no incident of this number.',
  noIncidents: 'No incident, open or closed.',
  noMinions: 'No minion has come yet. Point one here (master: in its configuration) and accept its key.',
  noMatch: 'No minion is like this.',
  noJobs: 'No job is kept.',
  noEvents: 'Nothing was fired since you opened this page.',
  noRight: 'You are logged in, and may not look here: external_auth gives you no @mon: [view].',
  reLogin: 'You may look, and to act you have to log in again in this tab.',
};

export const KEYS_HELP = [
  ['j / k', 'next, previous row'], ['o or Enter', 'open'], ['x', 'mark the row'], ['/', 'search'], ['p', 'ping now'],
  ['r', 'repair'], ['m', 'maintenance'], ['g then n m j r k c q i p l e h', 'Now, Minions, Jobs, Run, Keys, Connections, Master, Incidents, Pulls, Logs, Events, History'],
  ['a q d r b h', 'order of Connections: age, queue, drops, rtt, bytes, heartbeat'], ['t', 'dark, light, as the system'], ['Esc', 'leave a field, close this'],
];
