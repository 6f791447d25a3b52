package io.brine.minion;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.MasterLink;
import java.util.Map;

/** Where a master would be, if there were one. */
enum NoMaster implements MasterLink {
    INSTANCE;

    @Override
    public Object request(Map<String, Object> load) {
        throw new CommandExecutionException("there is no master to ask for " + load.get("cmd"));
    }

    @Override
    public boolean fireEvent(String tag, Map<String, Object> data) {
        return false;
    }

    @Override
    public boolean isConnected() {
        return false;
    }
}
