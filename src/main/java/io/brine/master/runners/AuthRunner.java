package io.brine.master.runners;

import io.brine.access.ExternalAuth;
import io.brine.access.LoginBackends;
import io.brine.access.TokenStore;
import io.brine.config.AccessConfig;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** {@code auth.mk_token} and {@code auth.del_token}. Source: 3006.0 runners/auth.py. */
final class AuthRunner implements FunctionModule {
    private final RunnerContext context;
    private final TokenStore tokens;

    AuthRunner(RunnerContext context) {
        this.context = context;
        this.tokens = new TokenStore(context.config().paths().tokenDir(), Clock.systemUTC());
    }

    @Override
    public String name() {
        return "auth";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "mk_token",
                Parameters.of("**load"),
                "A token for a login.\n\nsalt-run auth.mk_token username=saltdev password=saltdev eauth=auto",
                (call, arguments) -> make(arguments));
        functions.add(
                "del_token",
                Parameters.of("token"),
                "Forget a token.\n\nsalt-run auth.del_token 6556760736e4077daa601baec2b67c24",
                (call, arguments) -> tokens.remove(arguments.text("token")));
    }

    private Map<String, Object> make(Arguments arguments) {
        ExternalAuth auth = new ExternalAuth(
                context.config().access().externalAuth(),
                LoginBackends.of(context.config().login()),
                context.config().access().permissiveAcl());
        AccessConfig access = context.config().access();
        return auth.login(arguments.varKwargs())
                .map(login -> tokens.make(
                                login,
                                access.tokenExpireSeconds(),
                                access.keepAclInToken() ? Optional.of(auth.rulesOf(login)) : Optional.empty())
                        .toTree())
                .orElseThrow(() -> new CommandExecutionException("Authentication failure"));
    }
}
