// The master's stream as messages {name, id, data, fresh}: data as text, fresh for the first after a connection was made.

const NAMES = ['snapshot', 'fleet', 'minions', 'trouble', 'page', 'jobs', 'events', 'bye'];

/** @returns {() => void} ends it */
export function listen(topics, last, pass) {
  const source = new EventSource(`stream?${new URLSearchParams({ topics, last })}`);
  let fresh = true;
  source.onopen = () => { fresh = true; };
  NAMES.forEach((name) => source.addEventListener(name, (event) => {
    pass({ name, id: event.lastEventId, data: event.data, fresh });
    fresh = false;
  }));
  source.onerror = () => pass({ name: 'error', over: source.readyState === EventSource.CLOSED });
  return () => source.close();
}
