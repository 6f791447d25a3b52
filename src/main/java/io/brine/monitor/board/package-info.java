/**
 * What a page or a terminal shows of a running master: rows and trees made of the books of the daemon and of the watch. It
 * reads, it never acts. Start reading at {@link io.brine.monitor.board.Board}; the HTTP door to it is {@code api.mon}.
 */
package io.brine.monitor.board;
