/**
 * Outputters: how a return, a key list or a runner's answer looks on a terminal. Pure functions from a tree and settings
 * to text; the exact texts and escape sequences are Salt's (salt/output/*.py of 3006.0).
 *
 * <p>Start reading at {@link io.brine.cli.output.Outputters}; {@code NestedOutputter} is the one people see most,
 * {@code HighstateOutputter} the largest. This room prints nothing itself and knows no command.
 */
package io.brine.cli.output;
