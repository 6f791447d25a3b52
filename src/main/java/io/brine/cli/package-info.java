/**
 * The commands a person types, one class each, and every {@code main}: {@code salt}, {@code salt-key}, {@code salt-run},
 * {@code salt-call}, {@code salt-cp}, {@code salt-master}, {@code salt-minion}. Options, texts and exit codes are Salt's.
 *
 * <p>Start reading at {@link io.brine.cli.Main}, then {@link io.brine.cli.SaltCommand}. Commands read words and print words;
 * what they do is done by the rooms client, keys, minion and master. Start-up time is part of the interface: nothing here
 * reaches for a logging backend or a library before it is needed, and options are read by a small parser with the manners
 * of Python's optparse, whose abbreviations and messages people's scripts rely on.
 */
package io.brine.cli;
