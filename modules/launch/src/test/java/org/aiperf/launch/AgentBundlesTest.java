package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.launch.AgentBundles.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each node gets an agent that runs on it, or one clear line that says how to get one. */
final class AgentBundlesTest {
    private static final Accelerator CPU = new Accelerator(Accelerator.Kind.CPU, "", 0, 4);
    private static final Accelerator NVIDIA = new Accelerator(Accelerator.Kind.NVIDIA, "NVIDIA A100", 40_000, 4);
    private static final Optional<JavaRuntime> JAVA = Optional.of(new JavaRuntime("/opt/jdk-25/bin/java", 25));

    @TempDir
    private Path folder;

    private static Part jar(String name) {
        return new Part.InFile(name, Path.of(name), Part.sha256(name), 1);
    }

    private static AgentBundle agent(String classifier, Optional<Part> runtime) {
        return new AgentBundle(
                List.of(
                        jar("aiperf-agent-1.jar"),
                        jar("common.jar"),
                        jar("tensorflow-core-native-1-" + classifier + ".jar")),
                runtime);
    }

    private static Node node(Role role, Accelerator... accelerators) {
        return new Node("n1", role, SshAddress.of("n1"), List.of(accelerators));
    }

    private static NodeFacts facts(
            String kernel, String architecture, Optional<JavaRuntime> java, Accelerator... accelerators) {
        return new NodeFacts(
                "n1",
                "user",
                kernel,
                architecture,
                4,
                "",
                8_000,
                8_000,
                List.of(accelerators),
                OptionalLong.empty(),
                java,
                OptionalLong.empty(),
                Optional.empty());
    }

    private AgentBundles bundles(AgentBundle staged, AgentBundle... attached) throws IOException {
        Path agents = Files.createDirectories(folder.resolve("agents"));
        for (AgentBundle bundle : attached) {
            archive(agents.resolve(BundleArchive.fileName(bundle.platform().orElseThrow())), bundle);
        }
        return AgentBundles.of(staged, List.of(folder.resolve("none"), agents));
    }

    private static void archive(Path file, AgentBundle bundle) throws IOException {
        StringBuilder list = new StringBuilder("# an agent\n\n");
        Map<String, Part> parts = new LinkedHashMap<>();
        bundle.jars().forEach(part -> parts.put(part.name(), part));
        bundle.runtime().ifPresent(part -> parts.put(part.name(), part));
        parts.forEach((name, part) -> list.append(name.endsWith(".jar") ? "jar " : "runtime ")
                .append(part.sha256())
                .append(" 1 ")
                .append(name)
                .append('\n'));
        zip(file, list.toString(), List.copyOf(parts.keySet()));
    }

    private static void zip(Path file, String list, List<String> names) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("agent.txt"), list);
            for (String name : names) {
                Files.writeString(zip.getPath(name), "x");
            }
        }
    }

    private static Choice.Chosen chosen(Choice choice) {
        assertThat(choice).isInstanceOf(Choice.Chosen.class);
        return (Choice.Chosen) choice;
    }

    private static String lacking(Choice choice) {
        assertThat(choice).isInstanceOf(Choice.Lacking.class);
        Choice.Lacking lacking = (Choice.Lacking) choice;
        return lacking.what() + "; " + lacking.fix();
    }

    @Test
    void theProbeAndTheClusterFileTogetherChooseBetweenCpuAndGpu() throws IOException {
        AgentBundles both =
                bundles(agent("linux-x86_64", Optional.empty()), agent("linux-x86_64-gpu", Optional.empty()));
        record Case(Node node, NodeFacts facts, AgentPlatform expected) {}
        List<Case> cases = List.of(
                new Case(node(Role.SLAVE, NVIDIA), linux(NVIDIA), AgentPlatform.LINUX_X86_64_GPU),
                new Case(node(Role.SLAVE, CPU), linux(), AgentPlatform.LINUX_X86_64),
                new Case(node(Role.SLAVE, CPU), linux(NVIDIA), AgentPlatform.LINUX_X86_64),
                new Case(node(Role.SLAVE, NVIDIA), linux(), AgentPlatform.LINUX_X86_64),
                new Case(node(Role.MASTER, NVIDIA), linux(NVIDIA), AgentPlatform.LINUX_X86_64));
        for (Case one : cases) {
            assertThat(chosen(both.forNode(one.node(), one.facts())).jars().platform())
                    .as("%s", one)
                    .contains(one.expected());
        }
    }

    private static NodeFacts linux(Accelerator... accelerators) {
        return facts("Linux 6.1.0", "x86_64", JAVA, accelerators);
    }

    @Test
    void aMissingVariantIsAnsweredWithTheCommandThatBuildsIt() throws IOException {
        AgentBundles cpuOnly = bundles(agent("linux-x86_64", Optional.empty()));

        assertThat(lacking(cpuOnly.forNode(node(Role.SLAVE, NVIDIA), linux(NVIDIA))))
                .isEqualTo("there is no agent for linux-x86_64-gpu; build it in a checkout on Linux: "
                        + "./mvnw -DskipTests -Dtensorflow.classifier=linux-x86_64-gpu -pl installer/agent -am package"
                        + "; on another machine, then copy its installer/target/stage/agents/"
                        + "aiperf-agent-linux-x86_64-gpu.zip to " + folder.resolve("agents"));
        assertThat(lacking(AgentBundles.of(agent("windows-x86_64", Optional.empty()))
                        .forNode(node(Role.SLAVE, CPU), linux())))
                .startsWith("there is no agent for linux-x86_64; build it")
                .endsWith("-am package");
    }

    @Test
    void nodesWithoutNativeLibrariesAreRefused() throws IOException {
        AgentBundles all = bundles(agent("linux-x86_64", Optional.empty()));

        assertThat(lacking(all.forNode(node(Role.SLAVE, CPU), facts("Linux 6.1.0", "aarch64", JAVA))))
                .isEqualTo("there are no native libraries of the training engine for Linux 6.1.0 on aarch64 in this"
                        + " version; use nodes with Linux on x86_64");
    }

    @Test
    void javaIsSentOnlyWhereThereIsNone() throws IOException {
        Part runtime = jar("runtime-linux-x86_64.tar.gz");
        AgentBundle staged = agent("linux-x86_64", Optional.empty());
        AgentBundles without = bundles(staged);
        NodeFacts noJava = facts("Linux 6.1.0", "x86_64", Optional.empty(), NVIDIA);
        assertThat(lacking(without.forNode(node(Role.SLAVE, CPU), noJava)))
                .startsWith("there is no Java 25 on it, and none to send along; install one there, for example under"
                        + " /opt, or build it in a checkout on Linux: ");

        AgentBundles with = bundles(
                staged, agent("linux-x86_64", Optional.of(runtime)), agent("linux-x86_64-gpu", Optional.of(runtime)));
        assertThat(chosen(with.forNode(node(Role.SLAVE, CPU), linux())).runtime())
                .isEmpty();
        for (Accelerator trained : List.of(CPU, NVIDIA)) {
            Choice.Chosen sent = chosen(with.forNode(node(Role.SLAVE, trained), noJava));
            assertThat(sent.runtime().map(Part::sha256)).contains(runtime.sha256());
        }
        assertThat(chosen(with.forNode(node(Role.SLAVE, CPU), noJava)).jars()).isSameAs(staged);
    }

    @Test
    void anArchiveThatIsNoneIsOneClearLine() throws IOException {
        String good = Part.sha256("x") + " 1 a.jar";
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("jar " + good + "\nthing " + good, "its agent.txt has the line 'thing " + good);
        lists.put("jar 123 1 a.jar", "its agent.txt has the line 'jar 123 1 a.jar'");
        lists.put("jar " + Part.sha256("x") + " 1 ../a.jar", "its agent.txt has the line 'jar ");
        lists.put("jar " + Part.sha256("x") + " 2 a.jar", "there are not 2 bytes of a.jar in it");
        lists.put("jar " + Part.sha256("x") + " 1 b.jar", "there are not 1 bytes of b.jar in it");
        lists.put("", "its agent.txt names no jar");
        List<Path> archives = new ArrayList<>();
        for (Map.Entry<String, String> list : lists.entrySet()) {
            Path file = folder.resolve("aiperf-agent-" + archives.size() + ".zip");
            archives.add(file);
            zip(file, list.getKey(), List.of("a.jar"));
            assertThatThrownBy(() -> AgentBundle.archive(file))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith(file + ": is not an agent: " + list.getValue())
                    .hasMessageEndingWith("; build or copy it again");
        }
        Path text = Files.writeString(folder.resolve("aiperf-agent-text.zip"), "not a zip");
        assertThatThrownBy(() -> AgentBundle.archive(text)).hasMessageContaining("it cannot be read as a zip file");
    }

    @Test
    void agentsOfDifferentSourcesAreTold() {
        AgentBundle one = agent("linux-x86_64", Optional.empty());
        AgentBundle other = agent("linux-x86_64-gpu", Optional.empty());
        AgentBundle older = new AgentBundle(
                List.of(jar("aiperf-agent-1.jar"), jar("older.jar"), jar("tensorflow-core-native-1-linux-x86_64.jar")),
                Optional.empty());

        assertThat(one.sources()).isEqualTo(other.sources()).isNotEqualTo(older.sources());
    }
}
