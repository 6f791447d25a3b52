package io.brine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.YamlException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recorded cases are in {@code YamlCorpus}; here is what they cannot say. */
class YamlTest {
    @Test
    void aFileModeIsReadAsItLooks() {
        assertThat(Yaml.load("mode: 0644\nother: '0644'\nhex: 0x1F\n"))
                .isEqualTo(Map.of("mode", 644L, "other", "0644", "hex", 31L));
    }

    @Test
    void anErrorNamesTheFileAndTheLine() {
        assertThatThrownBy(() -> Yaml.load("a: 1\nb: c: d\n", "/srv/salt/web.sls"))
                .isInstanceOfSatisfying(YamlException.class, wrong -> {
                    assertThat(wrong.kind()).isEqualTo(Kind.SCANNER);
                    assertThat(wrong.place().orElseThrow().line()).isEqualTo(2);
                    assertThat(wrong).hasMessageContaining("in \"/srv/salt/web.sls\", line 2, column 5");
                });
    }

    @Test
    void unrenderedBracesAreAnUnacceptableKey() {
        assertThatThrownBy(() -> Yaml.load("a: {{ x }}\n"))
                .hasMessageContaining("found unacceptable key [(ScalarNode(tag='tag:yaml.org,2002:str', value='x'), "
                        + "ScalarNode(tag='tag:yaml.org,2002:null', value=''))]");
    }

    @Test
    void tagsOfOtherLanguagesAreErrors() {
        for (String tag :
                List.of("!!python/object/apply:os.system ['id']", "!!javax.script.ScriptEngineManager []", "!x y")) {
            assertThatThrownBy(() -> Yaml.load("a: " + tag))
                    .isInstanceOf(YamlException.class)
                    .hasMessageContaining("could not determine a constructor for the tag");
        }
    }

    @Test
    void aliasesAreNotExpandedWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append((alias + ", ").repeat(9)).append(alias).append("]\n");
        }

        assertThatThrownBy(() -> Yaml.load(bomb.toString())).isInstanceOf(YamlException.class);
        assertThatThrownBy(() -> Yaml.load("a: &a [*a]")).isInstanceOf(YamlException.class);
    }

    @Test
    void deepDocumentsAreRefused() {
        assertThatThrownBy(() -> Yaml.load("[".repeat(100_000))).isInstanceOf(YamlException.class);
    }

    @Test
    void aMergeIsBeatenByTheMapsOwnKeys() {
        assertThat(Yaml.load("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n"))
                .isEqualTo(Map.of("base", Map.of("x", 1L, "y", 2L), "own", Map.of("x", 1L, "y", 3L)));
    }

    @Test
    void whatIsDumpedLoadsAgain() {
        Object tree = Map.of("k", List.of("yes", "1", "", " x", "a: b", "multi\nline\n", 1.5, true, "\ud83e\uddc2"));

        assertThat(Yaml.load(Yaml.dump(tree))).isEqualTo(tree);
        assertThat(Yaml.load(Yaml.dumpBlock(tree))).isEqualTo(tree);
        assertThat(Yaml.load(Yaml.dumpFlow(tree))).isEqualTo(tree);
    }

    @Test
    void anEscapeBeyondEveryCharacterIsAnErrorOfTheText() {
        assertThatThrownBy(() -> Yaml.load("a: \"\\Uaaaaaaaa\""))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("found invalid Unicode character escape code");
    }

    @Test
    @Timeout(20)
    void aTextOfManyQuotedScalarsIsReadOnce() {
        String text = "- \"quoted \uD83D\uDE00\"\n".repeat(60_000);

        assertThat((java.util.List<?>) Yaml.load(text)).hasSize(60_000);
    }
}
