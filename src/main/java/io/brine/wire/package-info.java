/**
 * Everything that travels between Salt's processes, as records, and the identities in it. No I/O happens here.
 *
 * <p>Start reading at {@link io.brine.wire.Jid} and {@link io.brine.wire.Event}.
 */
package io.brine.wire;
