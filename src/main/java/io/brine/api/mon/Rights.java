package io.brine.api.mon;

import io.brine.access.AclRules;
import io.brine.api.ApiSession;
import io.brine.api.HttpRefusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody may do here, by {@code external_auth}: {@code '@mon': [view, operate, repair]}, each with those before it.
 * {@code '@mon'} alone, {@code @runner} and {@code .*} are all of them.
 *
 * @param results whether he may read what jobs of others were given and returned, as with {@code jobs.lookup_jid}
 */
record Rights(boolean view, boolean operate, boolean repair, boolean results) {
    private static final String MON = "@mon";
    private static final Set<String> ALL = Set.of("@runner", "@runners", ".*");

    static Rights of(ApiSession session) {
        Set<String> words = new LinkedHashSet<>();
        boolean all = false;
        boolean mon = false;
        for (Object rule : session.rules()) {
            all |= rule instanceof String text && ALL.contains(text);
            mon |= MON.equals(rule);
            if (rule instanceof Map<?, ?> map && map.get(MON) != null) {
                List<?> given = map.get(MON) instanceof List<?> list ? list : List.of(map.get(MON));
                given.forEach(word -> words.add(String.valueOf(word)));
            }
        }
        boolean repair = all || mon || words.contains("repair");
        boolean operate = repair || words.contains("operate");
        boolean results =
                new AclRules(session.rules()).allowsOnMaster("runner", new AclRules.Call("jobs.lookup_jid", List.of()));
        return new Rights(operate || words.contains("view"), operate, repair, results || all);
    }

    /** @throws HttpRefusal 403 */
    static Rights toView(ApiSession session) {
        Rights rights = of(session);
        if (!rights.view()) {
            throw new HttpRefusal(403, "Looking is not allowed: external_auth gives no @mon: [view]");
        }
        return rights;
    }

    /** Names of the rights there are. */
    List<Object> words() {
        List<Object> words = new ArrayList<>();
        if (view) {
            words.add("view");
        }
        if (operate) {
            words.add("operate");
        }
        if (repair) {
            words.add("repair");
        }
        if (results) {
            words.add("results");
        }
        return words;
    }
}
