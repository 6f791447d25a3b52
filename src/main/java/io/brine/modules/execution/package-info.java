/**
 * Execution modules: {@code test}, {@code cmd}, {@code grains}, {@code pillar} and the others a minion can be asked to run.
 *
 * <p>One class registers one module, in the order a reader should meet its functions; what needs more than a few lines
 * stands in a class beside it. Start reading at {@link io.brine.modules.execution.ModuleList} and
 * {@link io.brine.modules.execution.TestModule}.
 */
package io.brine.modules.execution;
