package io.brine.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A master that remembers every request and answers what it was told to, nil otherwise. */
public final class TestMasterLink implements MasterLink {
    private final List<Map<String, Object>> requests = new ArrayList<>();
    private Function<Map<String, Object>, Object> answer = load -> null;
    private boolean isConnected = true;

    public void answer(Function<Map<String, Object>, Object> answer) {
        this.answer = answer;
    }

    public void disconnect() {
        isConnected = false;
    }

    public List<Map<String, Object>> requests() {
        return requests;
    }

    @Override
    public Object request(Map<String, Object> load) {
        if (!isConnected) {
            throw new CommandExecutionException("There is no master");
        }
        requests.add(load);
        return answer.apply(load);
    }

    @Override
    public boolean fireEvent(String tag, Map<String, Object> data) {
        requests.add(Map.of("cmd", "_minion_event", "tag", tag, "data", data));
        return isConnected;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }
}
