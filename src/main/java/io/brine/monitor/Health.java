package io.brine.monitor;

import io.brine.master.MasterViews;
import io.brine.monitor.HealthReport.Check;
import io.brine.monitor.HealthReport.Word;
import java.time.Clock;
import java.util.List;

/** Looks at the master and says how it is. */
public final class Health {
    private final MasterViews views;

    Health(MasterViews views, MonitorLoop loop, Clock clock) {
        this.views = views;
    }

    /** Cheap enough for every few seconds. */
    public HealthReport report() {
        int waiting = views.jobs().ledger().waiting();
        return new HealthReport(List.of(new Check("ledger", Word.OK, true, waiting + " writes wait")));
    }
}
