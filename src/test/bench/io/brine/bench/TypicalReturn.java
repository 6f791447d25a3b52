package io.brine.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a minion sends back of a small {@code state.apply}: some 1 KB as MessagePack. */
final class TypicalReturn {
    static final String JID = "20261128120000000000";
    static final String ID = "web1";
    private static final int STATES = 4;

    private TypicalReturn() {}

    /** A new one, to be changed freely: {cmd, id, jid, fun, fun_args, return: {tag: state}, retcode, success}. */
    static Map<String, Object> load() {
        Map<String, Object> states = new LinkedHashMap<>();
        for (int number = 0; number < STATES; number++) {
            states.put("file_|-motd" + number + "_|-/etc/motd.d/" + number + "_|-managed", state(number));
        }
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", ID);
        load.put("jid", JID);
        load.put("fun", "state.apply");
        load.put("fun_args", List.of("motd"));
        load.put("return", states);
        load.put("retcode", 0L);
        load.put("success", true);
        return load;
    }

    private static Map<String, Object> state(int number) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("name", "/etc/motd.d/" + number);
        state.put("changes", Map.of());
        state.put("result", true);
        state.put("comment", "File /etc/motd.d/" + number + " is in the correct state");
        state.put("__sls__", "motd");
        state.put("__run_num__", (long) number);
        state.put("start_time", "12:00:00.123456");
        state.put("duration", 11.382);
        state.put("__id__", "motd" + number);
        return state;
    }
}
