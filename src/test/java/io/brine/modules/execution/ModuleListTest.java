package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.PyText;
import io.brine.functions.FunctionEntry;
import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import io.brine.functions.Parameters;
import io.brine.functions.Parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleListTest {
    private static final FunctionTable TABLE = ModuleList.table();

    static Stream<String> wanted() throws IOException {
        try (InputStream in = ModuleListTest.class.getResourceAsStream("/functions/wanted.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @Test
    void theModulesStandInAlphabeticalOrder() {
        assertThat(ModuleList.all()).extracting(FunctionModule::name).isSorted();
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void everyFunctionPeopleUseExistsWithItsParameters(String signature) {
        String name = signature.substring(0, signature.indexOf('('));

        assertThat(TABLE.find(name)).as(name).isPresent();
        assertThat(name + "(" + written(TABLE.find(name).orElseThrow().parameters()) + ")")
                .isEqualTo(signature);
    }

    @Test
    void everyFunctionIsDocumentedWithAnExample() {
        List<String> undocumented = TABLE.names().stream()
                .map(name -> TABLE.find(name).orElseThrow())
                .filter(entry -> !entry.doc().contains("CLI Example:"))
                .map(FunctionEntry::name)
                .collect(Collectors.toList());

        assertThat(undocumented).isEmpty();
    }

    private static String written(Parameters parameters) {
        List<String> all = new ArrayList<>();
        parameters.positional().forEach(each -> all.add(written(each)));
        if (parameters.varArgs()) {
            all.add("*args");
        }
        parameters.keywordOnly().forEach(each -> all.add(written(each)));
        if (parameters.varKwargs()) {
            all.add("**kwargs");
        }
        return String.join(", ", all);
    }

    private static String written(Parameter parameter) {
        return parameter.isRequired()
                ? parameter.name()
                : parameter.name() + "=" + PyText.repr(parameter.defaultValue());
    }
}
