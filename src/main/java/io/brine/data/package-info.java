/**
 * Trees of plain values and their notations.
 *
 * <p>A <em>tree</em> is what Salt would hold in Python: {@code null}, {@link Boolean}, {@link Long},
 * {@link java.math.BigInteger} (only outside the range of long), {@link Double}, {@link String}, {@code byte[]},
 * {@link java.util.List}, {@link java.util.Map} with insertion order (keys: any scalar),
 * {@link java.time.LocalDateTime} or {@link java.time.OffsetDateTime} and {@link java.time.LocalDate}. An
 * {@code Integer} never appears in a decoded tree; encoders accept every {@link Number}.
 *
 * <p>Two values only MessagePack brings: {@link io.brine.data.Constant}, and {@link java.time.Instant} for its own timestamps.
 *
 * <p>Start reading at {@link io.brine.data.MsgPack}. This room knows no message of Salt and does no I/O.
 */
package io.brine.data;
