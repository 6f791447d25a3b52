/**
 * One minion's private data, compiled from {@code pillar_roots}: the top file says which SLS files the minion gets, these
 * are rendered with their includes and merged.
 *
 * <p>Start reading at {@link io.brine.pillar.PillarCompiler}. Problems become texts under {@code _errors} in the pillar, in
 * Salt's words, since minions refuse states when it is there. This room sends nothing and caches nothing on disk.
 */
package io.brine.pillar;
