/**
 * The bus: tags, subscriptions, and the local feed other processes read.
 *
 * <p>Inside a daemon everybody fires on one {@link io.brine.events.EventBus}. {@link io.brine.events.EventFeed} is its door
 * to other processes of this host: the two unix sockets every Salt tool knows. {@link io.brine.events.EventClient} is the
 * other side of that door. Whoever only wants events takes an {@link io.brine.events.EventSource}, whoever only fires an
 * {@link io.brine.events.EventSink}, and cannot tell the two apart.
 *
 * <p>No ZeroMQ here, and nothing is known of jobs or minions. Start reading at {@link io.brine.events.EventBus}.
 */
package io.brine.events;
