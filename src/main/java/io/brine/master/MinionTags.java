package io.brine.master;

import io.brine.wire.Jid;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Locale;

/**
 * Which tags a minion may fire on the master's bus. In Salt's own name spaces only those that name the minion itself; others
 * are free. What is judged is the tag that will be fired. The reference keeps a list of forbidden tags instead (3006.12
 * daemons/masterapi.py RemoteFuncs._minion_event; CVE-2025-22239).
 *
 * <pre>
 * salt/minion/&lt;id&gt;/...   salt/beacon/&lt;id&gt;/...   salt/syndic/&lt;id&gt;/...   minion/refresh/&lt;id&gt;
 * salt/job/&lt;jid&gt;/prog/&lt;id&gt;/...   salt/state_result/&lt;jid&gt;/&lt;id&gt;/...   syndic/&lt;id&gt;/... of a master of masters
 * </pre>
 */
final class MinionTags {
    private static final int LONGEST = 1024;
    private static final List<String> OWN = List.of("salt/minion/", "salt/beacon/", "salt/syndic/");
    private static final List<String> RESERVED = List.of("salt/", "syndic/", "minion/refresh/", "__");

    private final List<String> prefixes;
    private final boolean orderMasters;

    /** @param prefixes option {@code minion_event_prefixes}: tags below {@code salt/} that every minion may fire */
    MinionTags(List<String> prefixes, boolean orderMasters) {
        this.prefixes = List.copyOf(prefixes);
        this.orderMasters = orderMasters;
    }

    boolean mayFire(MinionId id, String tag) {
        if (tag.length() > LONGEST || tag.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        return !isReserved(tag) || isOwn(id, tag) || prefixes.stream().anyMatch(tag::startsWith);
    }

    /** Written as it may, so that no second spelling of a tag is free. */
    private static boolean isReserved(String tag) {
        String plain = tag.strip().toLowerCase(Locale.ROOT).replaceAll("/+", "/");
        String name = plain.startsWith("/") ? plain.substring(1) : plain;
        return name.equals("salt")
                || name.equals("key")
                || Jid.isJid(name)
                || RESERVED.stream().anyMatch(name::startsWith);
    }

    private boolean isOwn(MinionId id, String tag) {
        if (tag.equals("minion/refresh/" + id)) {
            return true;
        }
        if (tag.startsWith("syndic/")) {
            return orderMasters && tag.startsWith("syndic/" + id + "/");
        }
        if (OWN.stream().anyMatch(space -> tag.startsWith(space + id + "/"))) {
            return true;
        }
        return isOfJob(tag, "salt/job/", "/prog/" + id + "/") || isOfJob(tag, "salt/state_result/", "/" + id + "/");
    }

    private static boolean isOfJob(String tag, String space, String rest) {
        int end = tag.indexOf('/', space.length());
        return tag.startsWith(space)
                && end > 0
                && Jid.isJid(tag.substring(space.length(), end))
                && tag.startsWith(rest, end);
    }
}
