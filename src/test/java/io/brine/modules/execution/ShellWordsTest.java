package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.InvocationException;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void wordsQuotationsAndEscapesAreTakenApart() {
        assertThat(ShellWords.split("a  'b c' \"d \\\" e\" f\\ g '' x'y'z"))
                .containsExactly("a", "b c", "d \" e", "f g", "", "xyz");
        assertThat(ShellWords.split("\"a\\b $x\"")).containsExactly("a\\b $x");
    }

    @Test
    void anOpenQuotationIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("a 'b"))
                .isInstanceOf(InvocationException.class)
                .hasMessage("No closing quotation");
    }

    @Test
    void aQuotedWordIsOneWord() {
        assertThat(ShellWords.quote("plain/1.0")).isEqualTo("plain/1.0");
        assertThat(ShellWords.split(ShellWords.quote("it's $HOME"))).containsExactly("it's $HOME");
        assertThat(ShellWords.quote("")).isEqualTo("''");
    }
}
