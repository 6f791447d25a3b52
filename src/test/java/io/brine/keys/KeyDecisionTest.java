package io.brine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.keys.KeyDecision.Ret;
import io.brine.keys.KeyDecision.Verdict;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is the specification: state on file, key offered, what autosign says, then decision, ret and act. */
class KeyDecisionTest {
    @ParameterizedTest
    @CsvSource({
        "REJECTED, same,  SIGN,   REFUSE,         FALSE, -",
        "REJECTED, other, NONE,   REFUSE,         FALSE, -",
        "ACCEPTED, same,  NONE,   ACCEPT,         KEYS,  accept",
        "ACCEPTED, same,  REJECT, ACCEPT,         KEYS,  accept",
        "ACCEPTED, other, SIGN,   DENY,           FALSE, denied",
        "-,        other, REJECT, REJECT,         FALSE, reject",
        "-,        other, NONE,   PEND,           TRUE,  pend",
        "-,        other, SIGN,   ACCEPT_NEW,     KEYS,  accept",
        "DENIED,   other, NONE,   PEND,           TRUE,  pend",
        "PENDING,  same,  REJECT, REJECT_PENDING, FALSE, reject",
        "PENDING,  other, REJECT, REJECT_PENDING, FALSE, reject",
        "PENDING,  same,  NONE,   PEND_AGAIN,     TRUE,  pend",
        "PENDING,  other, NONE,   DENY,           FALSE, denied",
        "PENDING,  same,  SIGN,   ACCEPT_PENDING, KEYS,  accept",
        "PENDING,  other, SIGN,   DENY_SIGNED,    FALSE, -",
    })
    void everyRowOfTheTable(String known, String key, Verdict verdict, KeyDecision decision, Ret ret, String act) {
        Optional<KeyState> state = known.equals("-") ? Optional.empty() : Optional.of(KeyState.valueOf(known));

        KeyDecision decided = KeyDecision.decide(state, key.equals("same"), verdict, false);

        assertThat(decided).isEqualTo(decision);
        assertThat(decided.ret()).isEqualTo(ret);
        assertThat(decided.act()).isEqualTo(act.equals("-") ? Optional.empty() : Optional.of(act));
        assertThat(decided.result()).isEqualTo(ret != Ret.FALSE);
    }

    @ParameterizedTest
    @CsvSource({"REJECTED", "ACCEPTED", "PENDING", "DENIED"})
    void openModeAcceptsWhateverIsKnown(KeyState known) {
        assertThat(KeyDecision.decide(Optional.of(known), false, Verdict.REJECT, true))
                .isEqualTo(KeyDecision.OVERWRITE);
    }
}
