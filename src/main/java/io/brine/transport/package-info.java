/**
 * Frames in and out behind small interfaces. {@code transport.zmtp} is the only user of Netty's channels.
 *
 * <p>The rest of the house sees four roads: {@link io.brine.transport.RequestServer} (ROUTER on 4506),
 * {@link io.brine.transport.RequestClient} (REQ), {@link io.brine.transport.PublishServer} (PUB on 4505) and
 * {@link io.brine.transport.PublishClient} (SUB). This room knows nothing of what is in the frames.
 */
package io.brine.transport;
