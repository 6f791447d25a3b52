package io.brine.channel;

import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.transport.RequestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A minion's channels over one road, everything on the calling thread. */
final class TestMinion implements MasterKeyFile {
    final MinionIdentity me;
    final SignIn signIn;
    final Credentials credentials;
    final ReqChannel requests;
    Optional<String> masterKey = Optional.empty();
    Optional<String> signingKey = Optional.empty();

    TestMinion(RequestClient road) {
        this(road, TestMaster.MINION_KEY, SignInRules.DEFAULT, Clock.systemUTC());
    }

    TestMinion(RequestClient road, RsaKeyPair key, SignInRules rules, Clock clock) {
        this.me = new MinionIdentity(
                TestMaster.WEB1, key, EncryptionAlgorithm.OAEP_SHA1, SigningAlgorithm.PKCS1V15_SHA224);
        this.signIn = new SignIn(me, rules, this);
        this.credentials = new Credentials(signIn, road, Runnable::run, Duration.ofSeconds(60));
        this.requests = new ReqChannel(road, credentials, me, Runnable::run, clock);
    }

    Object ask(String cmd) {
        return requests.ask(Map.of("cmd", cmd), Duration.ofSeconds(60)).join();
    }

    @Override
    public Optional<String> read() {
        return masterKey;
    }

    @Override
    public void write(String pem) {
        masterKey = Optional.of(pem);
    }

    @Override
    public Optional<String> signingKey() {
        return signingKey;
    }
}
