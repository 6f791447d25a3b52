package io.brine.master;

import io.brine.access.AclRules;
import io.brine.access.Authentication;
import io.brine.access.ExternalAuth;
import io.brine.access.Grant;
import io.brine.access.TokenStore;
import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.config.AccessConfig;
import io.brine.events.Stamps;
import io.brine.master.runners.MasterFunctionRun;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What people and their tools ask on the clear channel besides {@code publish}: tokens, runners, wheels (PROTOCOL 6.2.2).
 * Source: 3006.0 daemons/masterapi.py LocalFuncs.
 */
final class PersonHandlers {
    private static final List<String> CREDENTIALS =
            List.of("cmd", "key", "token", "eauth", "username", "password", "client", "__user__");

    private final Authentication authentication;
    private final ExternalAuth externalAuth;
    private final TokenStore tokens;
    private final AccessConfig config;
    private final Stamps stamps;
    private final MasterFunctionRun runners;
    private final MasterFunctionRun wheels;
    private final Executor runnerThreads;
    private final MasterListener listener;

    /** Who may, and how that is found out. */
    record Access(
            Authentication authentication,
            ExternalAuth externalAuth,
            TokenStore tokens,
            AccessConfig config,
            Clock clock) {}

    PersonHandlers(
            Access access,
            MasterFunctionRun runners,
            MasterFunctionRun wheels,
            Executor runnerThreads,
            MasterListener listener) {
        this.authentication = access.authentication();
        this.externalAuth = access.externalAuth();
        this.tokens = access.tokens();
        this.config = access.config();
        this.stamps = new Stamps(access.clock());
        this.runners = runners;
        this.wheels = wheels;
        this.runnerThreads = runnerThreads;
        this.listener = listener;
    }

    /** {eauth, username, password, [token_expire]}: the token's map, or empty text. */
    Reply makeToken(Caller caller, Map<String, Object> load) {
        Optional<ExternalAuth.Login> login = externalAuth.login(load);
        if (login.isEmpty()) {
            listener.onPersonRefused(
                    "mk_token",
                    "eauth",
                    String.valueOf(load.get("username")),
                    caller.connection().peerAddress());
            return new Reply.Clear("");
        }
        boolean mayChoose = Boolean.TRUE.equals(config.tokenExpireUserOverride());
        long life = mayChoose
                ? Loads.number(load, "token_expire", config.tokenExpireSeconds())
                : config.tokenExpireSeconds();
        Optional<AclRules> kept =
                config.keepAclInToken() ? Optional.of(externalAuth.rulesOf(login.get())) : Optional.empty();
        return new Reply.Clear(tokens.make(login.get(), life, kept).toTree());
    }

    /** {token}: the token's map, an empty map if it is unknown, false without one. */
    Reply getToken(Caller caller, Map<String, Object> load) {
        if (!load.containsKey("token")) {
            return new Reply.Clear(false);
        }
        return new Reply.Clear(tokens.find(load.get("token"))
                .<Object>map(token -> token.toTree())
                .orElse(Map.of()));
    }

    /** {fun, [kwarg], credentials}: {tag, jid} at once; the result is an event. */
    Reply runner(Caller caller, Map<String, Object> load) {
        String fun = Loads.text(load, "fun", "");
        MasterFunctionRun.Call call = runnerCall(fun, load);
        Grant grant = authentication.check(load);
        Optional<Reply> refusal = refusal(caller, "runner", call, grant);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String jid = runners.newJid();
        runnerThreads.execute(() -> runners.run(call, jid, grant.user()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("tag", "salt/run/" + jid);
        answer.put("jid", jid);
        return new Reply.Clear(answer);
    }

    private static MasterFunctionRun.Call runnerCall(String fun, Map<String, Object> load) {
        Map<String, Object> kwarg = Loads.map(load, "kwarg");
        if (kwarg.containsKey("arg") || kwarg.containsKey("kwarg")) {
            return MasterFunctionRun.Call.of(fun, Loads.list(kwarg, "arg"), Loads.map(kwarg, "kwarg"));
        }
        return MasterFunctionRun.Call.of(fun, Loads.list(load, "arg"), kwarg);
    }

    /** {fun, credentials, keyword arguments...}: {tag, data} after it has run. */
    Reply wheel(Caller caller, Map<String, Object> load) {
        String fun = Loads.text(load, "fun", "");
        MasterFunctionRun.Call call = wheelCall(fun, load);
        Grant grant = authentication.check(load);
        Optional<Reply> refusal = refusal(caller, "wheel", call, grant);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String jid = wheels.newJid();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("tag", "salt/wheel/" + jid);
        Map<String, Object> data = new LinkedHashMap<>(wheels.run(call, jid, grant.user()));
        data.put("_stamp", stamps.now());
        answer.put("data", data);
        return new Reply.Clear(answer);
    }

    private static MasterFunctionRun.Call wheelCall(String fun, Map<String, Object> load) {
        Map<String, Object> kwargs = new LinkedHashMap<>(load);
        CREDENTIALS.forEach(kwargs::remove);
        kwargs.remove("fun");
        kwargs.remove("user");
        List<Object> arg = new ArrayList<>(Loads.list(load, "arg"));
        kwargs.remove("arg");
        if (kwargs.remove("kwarg") instanceof Map<?, ?> more) {
            kwargs.putAll(io.brine.data.Trees.fields(more));
        }
        return MasterFunctionRun.Call.of(fun, arg, kwargs);
    }

    private Optional<Reply> refusal(Caller caller, String form, MasterFunctionRun.Call call, Grant grant) {
        if (!(grant instanceof Grant.Given given)) {
            listener.onPersonRefused(
                    form, grant.kind().word(), grant.user(), caller.connection().peerAddress());
            return Optional.of(error(grant.kind().errorName(), notProven(grant)));
        }
        if (given.full()) {
            return Optional.empty();
        }
        if (call.fun().chars().filter(symbol -> symbol == '.').count() != 1) {
            return Optional.of(error("SaltInvocationError", "A command invocation error occurred: Check syntax."));
        }
        if (given.rules().allowsOnMaster(form, new AclRules.Call(call.fun(), call.asArgs()))) {
            return Optional.empty();
        }
        listener.onNotAllowed(form, given.user());
        return Optional.of(error(
                grant.kind().errorName(),
                "Authentication failure of type \"" + grant.kind().word() + "\" occurred for user " + grant.user()
                        + "."));
    }

    /** Salt's three sentences, which do not agree on the full stop. */
    private static String notProven(Grant grant) {
        String sentence = "Authentication failure of type \"" + grant.kind().word() + "\" occurred";
        return switch (grant.kind()) {
            case USER -> sentence;
            case TOKEN -> sentence + ".";
            case EAUTH -> sentence + " for user " + grant.user() + ".";
        };
    }

    private static Reply error(String name, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("name", name);
        error.put("message", message);
        return new Reply.Clear(Map.of("error", error));
    }
}
