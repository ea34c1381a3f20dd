package org.aiperf.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.aiperf.app");

    @Test
    void thereIsOneDoorToTheJavaFxThread() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.aiperf.app.fx")
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .orShould()
                .callMethod(Platform.class, "startup", Runnable.class)
                .because("work that comes to the JavaFX thread by many doors cannot be counted or coalesced")
                .check(CLASSES);
    }

    @Test
    void onlyViewsSeeControls() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.aiperf.app.view", "org.aiperf.app.live")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene.control..", "org.controlsfx..")
                .because("everything that is decided must be testable without a window")
                .check(CLASSES);
    }

    @Test
    void modelsSeeNoScene() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.aiperf.app.model",
                        "org.aiperf.app.clusters",
                        "org.aiperf.app.watch",
                        "org.aiperf.app.text",
                        "org.aiperf.app.job",
                        "org.aiperf.app.services")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "com.almasb..")
                .because("models hold all logic and no nodes")
                .check(CLASSES);
    }

    @Test
    void onlyTheLiveViewSeesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.aiperf.app.live")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.almasb..")
                .because("there is one engine in a process and one owner of it")
                .check(CLASSES);
    }

    @Test
    void onlyTheEntrySeesTheCommands() {
        classes()
                .that()
                .resideInAnyPackage("org.aiperf.cli..", "org.aiperf.sessions..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage("org.aiperf.app", "org.aiperf.cli..", "org.aiperf.sessions..")
                .because("the window knows its services by their interfaces only")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesDependInOneDirection() {
        slices().matching("org.aiperf.app.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
