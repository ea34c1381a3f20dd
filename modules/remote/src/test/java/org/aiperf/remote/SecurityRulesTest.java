package org.aiperf.remote;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.Session;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.aiperf.remote.knownhosts.NewHostKey;
import org.junit.jupiter.api.Test;

class SecurityRulesTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.aiperf.remote");

    @Test
    void onePlaceDecidesAboutHostKeysAndOnePlaceConnects() {
        classes()
                .that()
                .implement(HostKeyRepository.class)
                .should()
                .haveFullyQualifiedName(HostKeyVerifier.class.getName())
                .because("a second verifier would be a way around the strict one")
                .check(MAIN);
        noClasses()
                .that()
                .doNotBelongToAnyOf(Handshake.class)
                .should()
                .callMethod(Session.class, "setConfig", String.class, String.class)
                .orShould()
                .callMethod(Session.class, "connect", int.class)
                .because("strict host-key checking is set once, before the only connect")
                .check(MAIN);
        noClasses()
                .that()
                .doNotBelongToAnyOf(HostKeyVerifier.class)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(NewHostKey.class.getName())
                .because("a key is added after a person said yes to it, and only there")
                .check(MAIN);
    }

    @Test
    void nothingRunsThatIsNotARemoteCommand() {
        noClasses()
                .should()
                .callMethod(ChannelExec.class, "setCommand", String.class)
                .because("a shell runs the quoted lines of RemoteCommands and nothing else")
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(RemoteShell.class.getName())
                .should()
                .callMethod(ChannelExec.class, "setCommand", byte[].class)
                .because("one place runs commands")
                .check(MAIN);
    }
}
