package io.brine.master;

import io.brine.access.AclRules;
import io.brine.access.Authentication;
import io.brine.access.Grant;
import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.events.EventSink;
import io.brine.jobs.BatchSettings;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.store.LedgerException;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.wire.EventTag;
import io.brine.wire.Jid;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code publish} on the clear channel: {tgt, tgt_type, fun, arg, ret, jid, user, key, kwargs, [to]} becomes a job, answered
 * with {enc: clear, load: {jid, minions, missing}} (PROTOCOL 6.2.3). Source: 3006.0 master.py ClearFuncs.publish.
 */
final class PublishHandler implements RequestHandler {
    private static final Map<String, Object> AUTHENTICATION_ERROR =
            error("AuthenticationError", "Authentication error occurred.");
    private static final Map<String, Object> AUTHORIZATION_ERROR =
            error("AuthorizationError", "Authorization error occurred.");
    private static final List<String> SECRETS = List.of("key", "password", "token", "eauth_token");

    private static final Logger LOG = LoggerFactory.getLogger(PublishHandler.class);

    private final Authentication authentication;
    private final Targeting minions;
    private final Publishers publishers;
    private final JobBook jobs;
    private final EventSink events;
    private final Options options;
    private final MasterListener listener;

    /**
     * @param orderMasters {@code order_masters}: there may be minions nobody knows here
     * @param timeoutSeconds {@code timeout}, for batches that do not say it
     * @param gatherSeconds {@code gather_job_timeout}, likewise
     */
    record Options(boolean orderMasters, double timeoutSeconds, double gatherSeconds) {}

    PublishHandler(
            Authentication authentication,
            Targeting minions,
            Publishers publishers,
            JobBook jobs,
            EventSink events,
            Options options,
            MasterListener listener) {
        this.authentication = authentication;
        this.minions = minions;
        this.publishers = publishers;
        this.jobs = jobs;
        this.events = events;
        this.options = options;
        this.listener = listener;
    }

    @Override
    public Reply handle(Caller caller, Map<String, Object> load) {
        Map<String, Object> kwargs = Loads.map(load, "kwargs");
        String user = Loads.text(load, "user");
        List<String> functions = Loads.texts(Loads.value(load, "fun"));
        Loads.value(load, "ret");
        if (authentication.acl().forbids(user, functions)) {
            listener.onNotAllowed("publish", user);
            return new Reply.Clear(AUTHORIZATION_ERROR);
        }
        Expected expected = expected(load, kwargs);
        Grant grant = authentication.check(credentials(load, kwargs));
        if (!(grant instanceof Grant.Given given)) {
            listener.onPersonRefused(
                    "publish", grant.kind().word(), user, caller.connection().peerAddress());
            return refused(load, AUTHENTICATION_ERROR, "Authentication error occurred.");
        }
        if (authentication.acl().forbids(given.user(), functions)) {
            listener.onNotAllowed("publish", given.user());
            return new Reply.Clear(AUTHORIZATION_ERROR);
        }
        AclRules rules = rules(load, kwargs, given);
        boolean limited = given.kind() != Grant.Kind.USER || !rules.isEmpty();
        if (limited && !isAllowed(rules, calls(functions, load), expected)) {
            listener.onNotAllowed("publish", given.user());
            return refused(load, AUTHORIZATION_ERROR, "Authorization error occurred.");
        }
        if (expected.minions().isEmpty() && !options.orderMasters()) {
            return new Reply.Clear(envelope(nobody(load)));
        }
        if (!mayUseJid(Loads.text(load, "jid", ""), given)) {
            listener.onNotAllowed("publish", given.user());
            return new Reply.Clear(envelope(Map.of("error", "Master failed to assign jid")));
        }
        try {
            Map<String, Object> jobLoad = jobLoad(load, kwargs, given);
            boolean batch = kwargs.get("batch") != null && !"".equals(kwargs.get("batch"));
            return new Reply.Clear(envelope(
                    batch
                            ? batch(jobLoad, kwargs, expected, rules)
                            : publishers
                                    .jobs()
                                    .publish(jobLoad, expected, rules)
                                    .toTree()));
        } catch (LedgerException | UncheckedIOException notKept) {
            listener.onPublishLost(user, notKept);
            LOG.error("a job of {} was refused, as it cannot be kept: {}", user, notKept.getMessage());
            String message = "The master cannot keep the job, so nothing was sent: " + notKept.getMessage();
            return refused(load, error("SaltMasterError", message), message);
        }
    }

    /** {@code salt -b N --async}. Source: openSUSE's 3006.0 master.py ClearFuncs.publish_batch. */
    private Map<String, Object> batch(
            Map<String, Object> jobLoad, Map<String, Object> kwargs, Expected expected, AclRules rules) {
        try {
            BatchSettings settings = BatchSettings.of(kwargs, options.timeoutSeconds(), options.gatherSeconds());
            return publishers
                    .batches()
                    .start(jobLoad, settings, expected, rules)
                    .toTree();
        } catch (IllegalArgumentException notUnderstood) {
            Map<String, Object> refusal = new LinkedHashMap<>();
            refusal.put("jid", null);
            refusal.put("minions", expected.minions());
            refusal.put("error", notUnderstood.getMessage());
            return refusal;
        }
    }

    /** Below a master of masters there may be minions nobody knows here: a rule for certain minions says nothing about them. */
    private boolean isAllowed(AclRules rules, List<AclRules.Call> calls, Expected expected) {
        if (expected.minions().isEmpty() && options.orderMasters()) {
            return rules.allowsEverywhere(calls);
        }
        return rules.allowsPublish(calls, Set.copyOf(expected.minions()), this::compound);
    }

    /** A jid of the caller's choice names files and tags; one that is there already is another's unless it is the same user's. */
    private boolean mayUseJid(String jid, Grant.Given given) {
        if (jid.isEmpty()) {
            return true;
        }
        return Jid.of(jid).isPresent()
                && jobs.job(jid)
                        .map(JobRecord::load)
                        .map(load -> given.full() || given.user().equals(load.get("user")))
                        .orElse(true);
    }

    private Expected expected(Map<String, Object> load, Map<String, Object> kwargs) {
        return minions.expected(
                Loads.value(load, "tgt"),
                Loads.text(load, "tgt_type", "glob"),
                Loads.text(kwargs, "delimiter", ":"),
                true);
    }

    /** Whom a rule certainly means: a minion nobody knows the grains of is in no rule about grains. */
    private Set<String> compound(String target) {
        return Set.copyOf(minions.certainly(target, "compound"));
    }

    /** Tokens and logins are inside kwargs, the local user's key is beside them. */
    private static Map<String, Object> credentials(Map<String, Object> load, Map<String, Object> kwargs) {
        return kwargs.containsKey("token") || kwargs.containsKey("eauth") ? kwargs : load;
    }

    /** The rules of the caller; a syndic that proves to be this master's own user says whose rules apply. */
    private AclRules rules(Map<String, Object> load, Map<String, Object> kwargs, Grant.Given given) {
        Object authList = kwargs.remove("auth_list");
        return authList != null && authentication.isMasterKey(load.get("key"))
                ? Authentication.rulesOf(authList)
                : given.rules();
    }

    private static List<AclRules.Call> calls(List<String> functions, Map<String, Object> load) {
        List<Object> arg = Loads.list(load, "arg");
        List<AclRules.Call> calls = new ArrayList<>();
        boolean several = load.get("fun") instanceof List;
        for (int at = 0; at < functions.size(); at++) {
            List<Object> own = several && at < arg.size() && arg.get(at) instanceof List<?> list
                    ? new ArrayList<>(list)
                    : several ? List.of() : arg;
            calls.add(new AclRules.Call(functions.get(at), own));
        }
        return calls;
    }

    /** The record of the job: the load without what proves the caller. */
    private static Map<String, Object> jobLoad(
            Map<String, Object> load, Map<String, Object> kwargs, Grant.Given given) {
        Map<String, Object> job = new LinkedHashMap<>(load);
        job.keySet().removeAll(SECRETS);
        job.putIfAbsent("arg", List.of());
        job.putIfAbsent("tgt_type", "glob");
        if (given.kind() != Grant.Kind.USER) {
            job.put("user", given.user());
            SECRETS.forEach(kwargs::remove);
        }
        if (load.containsKey("kwargs")) {
            job.put("kwargs", kwargs);
        }
        return job;
    }

    /** Tells the bus without the secrets Salt leaves in. */
    private Reply refused(Map<String, Object> load, Map<String, Object> error, String message) {
        if (load.containsKey("jid")) {
            // Nobody has proven anything: the tag is not theirs to choose.
            String jid = Loads.text(load, "jid", "");
            Map<String, Object> data = withoutSecrets(load);
            data.put("error", message);
            events.fire(EventTag.jobError(Jid.isJid(jid) ? jid : ""), data);
        }
        return new Reply.Clear(error);
    }

    private static Map<String, Object> withoutSecrets(Map<String, Object> load) {
        Map<String, Object> data = new LinkedHashMap<>(load);
        data.keySet().removeAll(SECRETS);
        if (data.get("kwargs") instanceof Map<?, ?> kwargs) {
            Map<String, Object> open = Trees.fields(kwargs);
            SECRETS.forEach(open::remove);
            data.put("kwargs", open);
        }
        return data;
    }

    private static Map<String, Object> nobody(Map<String, Object> load) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jid", null);
        tree.put("minions", List.of());
        tree.put("error", "Master could not resolve minions for target " + load.get("tgt"));
        return tree;
    }

    private static Map<String, Object> envelope(Map<String, Object> load) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("enc", "clear");
        envelope.put("load", load);
        return envelope;
    }

    private static Map<String, Object> error(String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", name);
        error.put("message", message);
        return Map.of("error", error);
    }
}
