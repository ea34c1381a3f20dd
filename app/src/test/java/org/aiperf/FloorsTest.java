package org.aiperf;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The floors of the house: a module uses only what stands below it. {@code docs/architecture.md} draws them. */
final class FloorsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.aiperf");

    private static final Map<String, List<String>> BELOW = new TreeMap<>(Map.ofEntries(
            Map.entry("problems", List.of()),
            Map.entry("cluster", List.of("problems")),
            Map.entry("datasets", List.of("problems")),
            Map.entry("architecture", List.of("problems")),
            Map.entry("runs", List.of("problems")),
            Map.entry("embedded", List.of("cluster")),
            Map.entry("onemachine", List.of("problems", "cluster")),
            Map.entry("namespaces", List.of("problems", "cluster", "onemachine")),
            Map.entry("remote", List.of("problems", "cluster")),
            Map.entry("slurm", List.of("problems", "cluster")),
            Map.entry("administration", List.of("problems", "cluster", "remote", "slurm")),
            Map.entry("training", List.of("problems", "architecture", "datasets")),
            Map.entry("search", List.of("architecture")),
            Map.entry("benchmark", List.of("problems", "architecture", "datasets", "search", "runs")),
            Map.entry("simulator", List.of("problems", "architecture", "search", "runs", "benchmark")),
            Map.entry("sessions", List.of("runs", "benchmark")),
            Map.entry("reports", List.of("runs", "benchmark")),
            Map.entry(
                    "agent",
                    List.of(
                            "problems",
                            "cluster",
                            "slurm",
                            "architecture",
                            "datasets",
                            "search",
                            "runs",
                            "benchmark",
                            "training")),
            Map.entry("launch", List.of("problems", "cluster", "remote", "runs", "benchmark")),
            Map.entry(
                    "cli",
                    List.of(
                            "problems",
                            "cluster",
                            "architecture",
                            "datasets",
                            "runs",
                            "embedded",
                            "onemachine",
                            "remote",
                            "slurm",
                            "administration",
                            "search",
                            "training",
                            "benchmark",
                            "simulator",
                            "sessions",
                            "reports",
                            "launch")),
            Map.entry(
                    "bench",
                    List.of(
                            "problems",
                            "cluster",
                            "architecture",
                            "datasets",
                            "runs",
                            "embedded",
                            "remote",
                            "search",
                            "training",
                            "benchmark",
                            "launch",
                            "agent",
                            "onemachine",
                            "namespaces",
                            "cli")),
            Map.entry(
                    "app",
                    List.of(
                            "problems",
                            "cluster",
                            "remote",
                            "slurm",
                            "administration",
                            "cli",
                            "launch",
                            "sessions",
                            "reports",
                            "benchmark",
                            "runs"))));

    /** Another engine of DJL beside ours, in a process of its own: it needs DJL as whoever compares them would. */
    private static final String PEER = "org.aiperf.bench.pytorch..";

    private static String packages(String module) {
        return "org.aiperf." + module + "..";
    }

    @TestFactory
    Stream<DynamicTest> aModuleUsesOnlyWhatStandsBelowIt() {
        return BELOW.entrySet().stream()
                .map(floor -> DynamicTest.dynamicTest(floor.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(floor.getKey()), floor.getValue().stream())
                            .map(FloorsTest::packages)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(packages(floor.getKey()))
                            .should()
                            .dependOnClassesThat(
                                    resideInAPackage("org.aiperf..").and(not(resideInAnyPackage(allowed))))
                            .because(
                                    "a floor that leans on the one above cannot be understood, tested or replaced by itself")
                            .check(HOUSE);
                }));
    }

    @Test
    void everyModuleHasItsFloor() {
        List<String> modules = HOUSE.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .distinct()
                .sorted()
                .toList();
        Assertions.assertThat(BELOW.keySet()).containsExactlyElementsOf(modules);
    }

    @TestFactory
    Stream<DynamicTest> aLibraryIsSeenFromOneRoomOnly() {
        Map<String, List<String>> rooms = Map.of(
                "app", List.of("javafx..", "com.almasb..", "org.controlsfx..", "atlantafx..", "org.eclipse.."),
                "training", List.of("ai.djl..", "org.tensorflow..", "org.bytedeco.."),
                "remote", List.of("com.jcraft.jsch.."),
                "embedded", List.of("org.apache.sshd.."),
                "sessions", List.of("java.sql..", "org.jdbi..", "org.sqlite.."),
                "reports", List.of("io.pebbletemplates.."),
                "cli", List.of("picocli.."));
        return rooms.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> noClasses()
                                .that(resideInAPackage("org.aiperf..")
                                        .and(not(resideInAPackage(packages(room.getKey()))))
                                        .and(not(resideInAPackage(PEER))))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(room.getValue().toArray(String[]::new))
                                .because("whoever replaces or updates a library should have one room to look through")
                                .check(HOUSE)));
    }

    @Test
    void nothingIsDeserialised() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("Java deserialisation runs whatever the sender likes")
                .check(HOUSE);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that(not(resideInAPackage(packages("cli"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("standard output is the commands' contract; everybody else logs or returns")
                .check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .resideInAPackage("org.aiperf..")
                .and()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .because("null is the exception here, and the compiler checks it")
                .check(HOUSE);
        List<String> without = HOUSE.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(place -> place.tryGetPackageInfo().isEmpty())
                .map(place -> place.getName())
                .toList();
        Assertions.assertThat(without).isEmpty();
    }

    @Test
    void namesSayWhatATypeDoes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name fits anything, so anything ends up there")
                .check(HOUSE);
    }
}
