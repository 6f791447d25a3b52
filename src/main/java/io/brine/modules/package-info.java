/**
 * The functions themselves, each family of them in a package of its own.
 *
 * <p>Start reading at {@link io.brine.modules.execution.ModuleList}, the list of all execution modules. A module knows
 * its call context and nothing of the daemon it runs in.
 */
package io.brine.modules;
