/**
 * {@code salt://} paths from roots to chunks, and files that minions push up. Every path comes from the network: it is
 * looked at after all decoding, by its elements, and must lie under a root. This room knows no connection and starts nothing.
 *
 * <p>Start reading at {@link io.brine.fileserver.FileServer}, then {@link io.brine.fileserver.RootsBackend}.
 */
package io.brine.fileserver;
