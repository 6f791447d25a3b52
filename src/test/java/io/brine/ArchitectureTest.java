package io.brine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law of the house, as written in docs/ARCHITECTURE.md. */
class ArchitectureTest {
    private static final RoomTable TABLE = RoomTable.read(Path.of("docs/ARCHITECTURE.md"));
    private static final JavaClasses BRINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.brine");

    static Stream<String> rooms() {
        return TABLE.names().stream();
    }

    @Test
    void theMapHasItsRooms() {
        assertThat(TABLE.names()).contains("data", "wire", "transport", "master", "minion", "cli");
        assertThat(BRINE).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsItsRowNames(String room) {
        Set<String> allowed = TABLE.mayUse().get(room);
        String[] closed = TABLE.names().stream()
                .filter(other -> !other.equals(room) && !allowed.contains(other))
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(closed)
                .check(BRINE);
    }

    @Test
    void everyClassIsInARoomAtMostOneSubPackageDeep() {
        List<String> homes = new ArrayList<>(List.of("io.brine"));
        TABLE.names().forEach(room -> homes.addAll(List.of("io.brine." + room, "io.brine." + room + ".*")));

        classes().should().resideInAnyPackage(homes.toArray(String[]::new)).check(BRINE);
        classes()
                .that()
                .resideInAPackage("io.brine")
                .should()
                .haveSimpleName("package-info")
                .check(BRINE);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.brine.(*)..").should().beFreeOfCycles().check(BRINE);
    }

    @Test
    void librariesStayInTheirRooms() {
        only("io.netty..", "transport.zmtp");
        only("org.msgpack..", "data");
        only("org.yaml..", "data");
        only("tools.jackson..", "data", "api");
        only("javax.crypto..", "crypt");
        only("com.sun.net.httpserver..", "api", "monitor");
        only("org.eclipse.jetty..", "api");
        only("java.sql..", "store");
        only("ch.qos.logback..", "cli");
    }

    @Test
    void rsaStaysInCrypt() {
        onlyClasses(Set.of("java.security.Signature", "java.security.KeyFactory"), "crypt");
    }

    @Test
    void processesAreStartedOnlyWhereCommandsAreRun() {
        onlyClasses(Set.of("java.lang.ProcessBuilder"), "modules", "grains", "cli", "monitor");
    }

    @Test
    void threadsAreMadeOnlyByThoseWhoMayOwnThem() {
        String[] owners = {"transport", "events", "client", "minion", "master", "monitor", "api", "cli", "store"};

        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf(owners))
                .should()
                .callConstructorWhere(describe(
                        "makes a thread or an executor",
                        call -> call.getTargetOwner().isAssignableTo(Thread.class)
                                || call.getTargetOwner().isAssignableTo(java.util.concurrent.ExecutorService.class)))
                .orShould()
                .callMethodWhere(calls("java.util.concurrent.Executors", Set.of()))
                .check(BRINE);
    }

    @Test
    void theProcessEndsOnlyInCli() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf("cli"))
                .should()
                .callMethodWhere(calls("java.lang.System", Set.of("exit")))
                .orShould()
                .callMethodWhere(calls("java.lang.Runtime", Set.of("exit", "halt")))
                .check(BRINE);
    }

    /** No object is read from bytes and nothing is called by a name that came from outside (docs/security.md). */
    @Test
    void nothingTurnsBytesOrNamesIntoCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "java.lang.reflect..", "java.rmi..", "javax.naming..")
                .check(BRINE);
        noClasses()
                .should()
                .callMethodWhere(calls("java.lang.Class", Set.of("forName")))
                .orShould()
                .callMethodWhere(calls("java.lang.Runtime", Set.of("exec")))
                .check(BRINE);
    }

    @Test
    void theEnvironmentIsReadOnlyWhereConfigurationIsMade() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf("config", "grains", "cli", "modules"))
                .should()
                .callMethodWhere(calls("java.lang.System", Set.of("getenv", "getProperty")))
                .check(BRINE);
    }

    @Test
    void whatTravelsIsARecord() {
        classes()
                .that()
                .resideInAPackage("io.brine.wire..")
                .and()
                .haveNameMatching(".*(Load|Request|Reply)")
                .should()
                .beRecords()
                .check(BRINE);
    }

    @Test
    void noClassIsAGrabBag() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Misc|Impl|Base)")
                .check(BRINE);
    }

    @Test
    void nothingIsNamedOptsAndNothingStaticChanges() {
        noFields().should().haveName("opts").check(BRINE);
        fields().that().areStatic().should().beFinal().check(BRINE);
    }

    private static void only(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf(rooms))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(BRINE);
    }

    private static void onlyClasses(Set<String> names, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf(rooms))
                .should()
                .dependOnClassesThat(describe("are " + names, type -> names.contains(type.getName())))
                .check(BRINE);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaCall<?>> calls(String owner, Set<String> methods) {
        return describe(
                "calls " + owner + " " + methods,
                call -> call.getTargetOwner().getName().equals(owner)
                        && (methods.isEmpty() || methods.contains(call.getName())));
    }

    private static String packageOf(String room) {
        return "io.brine." + room + "..";
    }

    private static String[] packagesOf(String... rooms) {
        return Arrays.stream(rooms).map(ArchitectureTest::packageOf).toArray(String[]::new);
    }
}
