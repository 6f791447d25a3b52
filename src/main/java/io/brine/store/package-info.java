/**
 * Bytes kept on disk safely: whole files ({@link io.brine.store.AtomicFile}), Salt's bank and key files
 * ({@link io.brine.store.Bank}), the embedded database ({@link io.brine.store.Ledger}). This room does not know what the
 * bytes mean.
 *
 * <p>Start reading at {@link io.brine.store.AtomicFile}.
 */
package io.brine.store;
