/**
 * Logs as somebody on call reads them: templates instead of lines, how often each comes, which are new, and rules about those
 * that mean something. Nothing is repaired because of a line alone.
 */
package io.brine.monitor.logs;
