/**
 * The dashboard: its pages, one stream of what changes, and questions about what does not. What it shows comes from
 * {@code monitor.board}; what it does goes through the same low data as everybody's. Start reading at
 * {@link io.brine.api.mon.DashboardMounts}.
 */
package io.brine.api.mon;
