/**
 * ZMTP 3.1 (ZeroMQ RFC 37) on Netty's event loops: the NULL mechanism over tcp, ipc and inproc, with 3.0 peers served too.
 *
 * <p>What this is not: no CURVE or PLAIN, no ZMTP 1 or 2, no ZeroMQ device beyond {@link io.brine.transport.zmtp.MonitoredQueue}.
 *
 * <p>Reading order: {@link io.brine.transport.zmtp.Greeting} and {@link io.brine.transport.zmtp.FrameDecoder} are the bytes;
 * {@link io.brine.transport.zmtp.Handshake} is the conversation that opens a connection; {@link
 * io.brine.transport.zmtp.Peer} is one connection on one event loop; {@link io.brine.transport.zmtp.Acceptor} and {@link
 * io.brine.transport.zmtp.Reconnector} make peers; the four roads ({@link io.brine.transport.zmtp.ZmtpRoads}) and the
 * everyday sockets ({@link io.brine.transport.zmtp.ZmqSocket}) are two kinds of listeners to peers.
 *
 * <pre>
 *   connecting side                         accepting side
 *   greeting (64 bytes)   --------------&gt;   &lt;--------------   greeting
 *   READY {Socket-Type, Identity} ------&gt;   &lt;------   READY {Socket-Type, Identity}
 *   frames: flags(1) length(1 or 8) body, MORE on all but the last of a message
 * </pre>
 */
package io.brine.transport.zmtp;
