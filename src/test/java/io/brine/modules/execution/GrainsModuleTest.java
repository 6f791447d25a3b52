package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Yaml;
import io.brine.functions.TestCallContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrainsModuleTest {
    private final TestCallContext context = TestCallContext.of(new GrainsModule());

    @TempDir
    Path dir;

    @BeforeEach
    void someGrains() throws Exception {
        Files.writeString(dir.resolve("minion"), "id: minion1\n");
        context.option("conf_file", dir.resolve("minion").toString())
                .grain("os_family", "Debian")
                .grain("id", "web1")
                .grain("serialnumber", "12345678")
                .grain("roles", List.of("web", "db"))
                .grain("app", Map.of("port", 80L, "name", "x"));
    }

    @Test
    void aGrainIsFoundAlsoInsideOfOthers() throws Exception {
        assertThat(context.call("grains.get", "app:port")).isEqualTo(80L);
        assertThat(context.call("grains.get", "roles:1")).isEqualTo("db");
        assertThat(context.call("grains.get", "no:such", "x")).isEqualTo("x");
        assertThat(context.call("grains.fetch", "app|port", "", "|")).isEqualTo(80L);
        assertThat(context.call("grains.has_value", "app:port")).isEqualTo(true);
        assertThat(context.call("grains.has_value", "app:nosuch")).isEqualTo(false);
        assertThat(context.call("grains.equals", "app:port", "80")).isEqualTo(true);
    }

    @Test
    void severalAndAllCanBeListed() throws Exception {
        assertThat(context.call("grains.item", "id", "app:port", "nosuch"))
                .isEqualTo(Map.of("id", "web1", "app:port", 80L, "nosuch", ""));
        assertThat(context.call("grains.ls")).isEqualTo(List.of("app", "id", "os_family", "roles", "serialnumber"));
        assertThat(context.call("grains.items")).isEqualTo(context.grains());
    }

    @Test
    void whatIdentifiesTheHostCanBeHidden() throws Exception {
        assertThat(context.call("grains.items", true))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("id", "MINION.DOMAINNAME")
                .containsEntry("serialnumber", "123456XX")
                .containsEntry("os_family", "Debian");
        assertThat(context.grains()).containsEntry("id", "web1");
    }

    @Test
    void aSetGrainStandsInTheFileAndIsCollectedAgain() throws Exception {
        Files.writeString(dir.resolve("grains"), "old: 1\n");

        assertThat(context.call("grains.setval", "key", Map.of("sub", "val")))
                .isEqualTo(Map.of("key", Map.of("sub", "val")));

        assertThat(file()).isEqualTo(Map.of("old", 1L, "key", Map.of("sub", "val")));
        assertThat(context.minion().asked()).containsExactly("refreshGrains", "refreshPillar");
    }

    @Test
    void severalAreSetAndRemovedTogether() throws Exception {
        Files.writeString(dir.resolve("grains"), "old: 1\nkeep: 2\n");
        Map<String, Object> changes = new java.util.HashMap<>(Map.of("a", 1L));
        changes.put("old", null);

        context.call("grains.setvals", changes, true, false);

        assertThat(file()).isEqualTo(Map.of("keep", 2L, "a", 1L));
        assertThat(context.minion().asked()).containsExactly("refreshGrains", "refreshModules");
    }

    @Test
    void setReplacesAValueButAMapOnlyByForce() throws Exception {
        assertThat(context.call("grains.set", "id", "web2"))
                .isEqualTo(Map.of("comment", "", "changes", Map.of("id", "web2"), "result", true));
        assertThat(context.call("grains.set", "id", "web1"))
                .isEqualTo(Map.of("comment", "Grain is already set", "changes", Map.of(), "result", true));
        assertThat(context.call("grains.set", "app", "y"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("result", false)
                .containsEntry(
                        "comment", "The key 'app' exists but is a dict or a list. Use 'force=True' to overwrite.");
        assertThat(context.call("grains.set", "id", List.of("x")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry(
                        "comment",
                        "The key 'id' exists and the given value is a dict or a list. Use 'force=True' to overwrite.");
        assertThat(context.call("grains.set", "app", "y", true))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("result", true);
    }

    @Test
    void setReachesIntoMapsAndMakesThem() throws Exception {
        assertThat(context.call("grains.set", "app:port", 81L))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("changes", Map.of("app", Map.of("port", 81L, "name", "x")));
        assertThat(context.call("grains.set", "new:deep:key", 1L))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("changes", Map.of("new", Map.of("deep", Map.of("key", 1L))));
        assertThat(context.call("grains.set", "id:sub", 1L))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("result", false);
    }

    @Test
    void aKeyIsRemovedOrEmptied() throws Exception {
        Files.writeString(dir.resolve("grains"), "id: web1\nother: 1\n");

        context.call("grains.delval", "id");
        assertThat(file())
                .isInstanceOf(Map.class)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("id", null);
        context.call("grains.delkey", "id");
        assertThat(file()).isEqualTo(Map.of("other", 1L));
    }

    @Test
    void listsGrowAndShrink() throws Exception {
        assertThat(context.call("grains.append", "roles", "mail"))
                .isEqualTo(Map.of("roles", List.of("web", "db", "mail")));
        assertThat(context.call("grains.append", "roles", "web"))
                .isEqualTo("The val web was already in the list roles");
        assertThat(context.call("grains.append", "id", "x")).isEqualTo("The key id is not a valid list");
        assertThat(context.call("grains.append", "id", "x", true)).isEqualTo(Map.of("id", List.of("web1", "x")));
        assertThat(context.call("grains.append", "app:tags", "x"))
                .isEqualTo(Map.of("app", Map.of("port", 80L, "name", "x", "tags", List.of("x"))));
        assertThat(context.call("grains.remove", "roles", "web")).isEqualTo(Map.of("roles", List.of("db")));
        assertThat(context.call("grains.remove", "roles", "x")).isEqualTo("The val x was not in the list roles");
    }

    @Test
    void aMapIsChosenByAGrain() throws Exception {
        Map<String, Object> lookup = Map.of(
                "Debian", Map.of("pkg", "apache2"),
                "RedHat", Map.of("pkg", "httpd"),
                "default", Map.of("pkg", "none"),
                "base", Map.of("pkg", "base", "port", 80L));

        assertThat(context.call("grains.filter_by", lookup)).isEqualTo(Map.of("pkg", "apache2"));
        assertThat(context.callWith("grains.filter_by", Map.of("lookup_dict", lookup, "grain", "id")))
                .isEqualTo(Map.of("pkg", "none"));
        assertThat(context.callWith("grains.filter_by", Map.of("lookup_dict", lookup, "base", "base")))
                .isEqualTo(Map.of("pkg", "apache2", "port", 80L));
        assertThat(context.callWith("grains.filter_by", Map.of("lookup_dict", lookup, "merge", Map.of("x", 1L))))
                .isEqualTo(Map.of("pkg", "apache2", "x", 1L));
        assertThat(context.callWith(
                        "grains.filter_by", Map.of("lookup_dict", Map.of("d*", "globbed"), "grain", "roles")))
                .isEqualTo("globbed");
    }

    private Object file() throws Exception {
        return Yaml.load(Files.readString(dir.resolve("grains")));
    }
}
