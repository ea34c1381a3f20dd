package org.aiperf.slurm.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aiperf.cluster.Hardware;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong between files, and in the smaller ones. */
final class BrokenSetsTest {
    private static final String TYPES = "ClusterName=a\nGresTypes=gpu,nic,mps\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gpu:4      | NodeName=n1 Name=gpu File=/dev/nvidia[0-1]            | has 4 gpu, but gres.conf has 2
            gpu:4      | Name=gpu File=/dev/nvidia[0-1]                        | has 4 gpu, but gres.conf has 2
            gpu:1      | NodeName=n1 Name=gpu File=/dev/nvidia[0-1]            | has 1 gpu, but gres.conf has 2
            gpu:a100:2 | Name=gpu Type=v100 File=/dev/nvidia[0-1]              | gres.conf has 'v100'
            gpu:a100:2 | Name=gpu File=/dev/nvidia[0-1]                        | gres.conf has no type
            gpu:a100:2 | NodeName=n2 Name=gpu Type=a100 File=/dev/nvidia[0-1]  | has no gpu for the node 'n1'
            gpu:2      | # nothing                                             | has no gpu for the node 'n1'
            gpu:2      | Name=nic Count=1                                      | has no gpu for the node 'n1'
            nic:4      | NodeName=n1 Name=nic Count=2                          | has 4 nic, but gres.conf has 2
            """)
    void whatNodesHaveMustBeWhatGresConfHas(String gres, String file, String said) {
        List<Problem> problems = Linted.slurm(TYPES + "NodeName=n1 Gres=" + gres)
                .with("gres.conf", file)
                .problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file() + ":" + problem.line() + " " + problem.key())
                    .isEqualTo("slurm.conf:3 Gres");
            assertThat(problem.message()).contains(said);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Name=gpu Count=4                                              | 1 Name  | names no device files
            NodeName=n1 Name=gpu Type=a100                                | 1 Name  | names no device files
            Name=gpu File=/dev/nvidia[0-                                  | 1 File  | '[' without a ']'
            NodeName=n[3-1] Name=gpu File=/dev/nvidia0                    | 1 NodeName | runs backwards
            Name=gpu File=/dev/nvidia[0-3] Count=2                        | 1 Count | but there are 4 device files
            Name=gpu File=/dev/nvidia0 Count=many                         | 1 Count | is not a count
            Name=gpu File=/dev/nvidia0 MultipleFiles=/dev/nvidia[0-1]     | 1 MultipleFiles | stands beside File
            Name=gpu MultipleFiles=/dev/nvidia0                           | 1 MultipleFiles | names one file
            Name=gpu Fil=/dev/nvidia0 File=/dev/nvidia0                   | 1 Fil   | is not a key of a line of gres.conf
            Name=gpu NodeName=n1 File=/dev/nvidia0                        | 1 NodeName | it belongs into gres.conf
            NodeName=n1 File=/dev/nvidia0                                 | 1 NodeName | has no Name
            AutoDetect=nvlm                                               | 1 AutoDetect | detects nothing
            Name=gpu File=/dev/nvidia0~Name=gpu Type=a File=/dev/nvidia1  | 2 Name  | has a Type, but line 1 has none
            Name=nic File=/dev/nic0~Name=nic Type=a                       | 2 Name  | has no device files, but line 1 has some
            Name=nic Count=2~Name=nic Count=3                             | 2 Name  | is given again
            """)
    void linesOfGresConf(String text, String place, String said) {
        List<Problem> problems =
                Linted.file("gres.conf", text.replace('~', '\n')).problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line() + " " + problem.key()).isEqualTo(place);
            assertThat(problem.message() + problem.fix()).contains(said);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SwitchName=s0 Nodes=n[1-2]~SwitchName=s0 Nodes=n3     | 2 SwitchName | is defined already, on line 1
            SwitchName=s0 Nodes=n1 Switches=s1~SwitchName=s1 Nodes=n2 | 1 Switches | stands beside Nodes
            SwitchName=s0 Switches=s[1-2]~SwitchName=s1 Nodes=n1  | 1 Switches   | there is no switch 's2'
            SwitchName=s0 Switches=s1~SwitchName=s1 Switches=s0   | 1 SwitchName | is above itself
            SwitchName=s0 Nodes=n[1-9]                            | 1 Nodes      | slurm.conf defines no node 'n4'
            SwitchName=s0 Nodes=n[1-                              | 1 Nodes      | '[' without a ']'
            SwitchName=s0 Nods=n1                                 | 1 Nods       | did you mean 'Nodes'?
            SwitchName=s0 Nodes=n1 LinkSpeed=fast                 | 1 LinkSpeed  | not a whole number
            BlockName=b0 Nodes=n1~BlockName=b0 Nodes=n2           | 2 BlockName  | is defined already, on line 1
            SwitchNam=s0 Nodes=n1                                 | 1 SwitchNam  | did you mean 'SwitchName'?
            """)
    void linesOfTopologyConf(String text, String place, String said) {
        List<Problem> problems = Linted.slurm("NodeName=n[1-3]")
                .with("topology.conf", text.replace('~', '\n'))
                .problems();

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("topology.conf");
            assertThat(problem.line() + " " + problem.key()).isEqualTo(place);
            assertThat(problem.message() + problem.fix()).contains(said);
        });
        assertThat(problems).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ConstrainCore=yes                   | 1 ConstrainCore  | did you mean 'ConstrainCores'?
            ConstrainCores=maybe                | 1 ConstrainCores | neither YES nor NO
            AllowedRAMSpace=most                | 1 AllowedRAMSpace | not a number
            ConstrainCores=yes~ConstrainCores=no | 2 ConstrainCores | is given again
            """)
    void linesOfCgroupConf(String text, String place, String said) {
        assertThat(Linted.file("cgroup.conf", text.replace('~', '\n')).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line() + " " + problem.key()).isEqualTo(place);
                    assertThat(problem.message() + problem.fix()).contains(said);
                });
    }

    @Test
    void aFileThatNamesSeveralNodesIsOfAllOfThem() {
        assertThat(Linted.slurm(TYPES + "NodeName=n1 Gres=gpu:1\nNodeName=n[2-3] Gres=gpu:1")
                        .with("gres.conf", "NodeName=n[1-2] Name=gpu File=/dev/nvidia0")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.message()).contains("no gpu for the node 'n3'");
                });
    }

    @Test
    void includesThatLeadBackAreFoundOnceWhereTheyLeadBack() {
        assertThat(Linted.slurm("ClusterName=a\nInclude slurm.conf").places()).containsExactly("slurm.conf:2 Include");
        assertThat(Linted.slurm("Include a.conf")
                        .with("a.conf", "# a\nInclude b.conf")
                        .with("b.conf", "Include a.conf")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("b.conf");
                    assertThat(problem.message()).endsWith("a.conf → b.conf → a.conf");
                });
        assertThat(Linted.file("a.conf", "Include b.conf")
                        .with("b.conf", "Include a.conf")
                        .places())
                .containsExactly("b.conf:1 Include");
    }

    @Test
    void whatIsTwiceAcrossFilesIsFoundInTheSecond() {
        assertThat(Linted.slurm("NodeName=n1\nMailProg=/a\nInclude nodes.conf")
                        .with("nodes.conf", "NodeName=n[1-2]\nMailProg=/b\nPartitionName=p Nodes=n3")
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "nodes.conf:1: NodeName: the node 'n1' is defined already, on line 1 of slurm.conf; define each node once",
                        "nodes.conf:2: MailProg: is given again, after line 2 of slurm.conf; Slurm takes the last one; keep one of them",
                        "nodes.conf:3: Nodes: no NodeName line defines 'n3'; define it, or take it out of this list");
    }

    @Test
    void filesThatWereNotAskedAboutAreReadButNotBlamed(@TempDir Path folder) throws IOException {
        Path main =
                Files.writeString(folder.resolve("slurm.conf"), "Include nodes.conf\nPartitionName=p Nodes=n[1-3]\n");
        Files.writeString(folder.resolve("nodes.conf"), "NodeName=n[1-2]\nNodeNam=wrong\n");
        Problems problems = new Problems();
        ConfSource source = ConfSource.read(main, problems).orElseThrow();

        List<Problem> found = SlurmLint.check(List.of(source), Map.of()).problems();

        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(main.toString());
            assertThat(problem.message()).contains("'n3'");
        });
    }

    @Test
    void claimsAboveWhatTheNodesHave() {
        Map<String, Hardware> facts = Map.of("n2", new Hardware(8, 1, 4, 2, 16_000));

        assertThat(Linted.slurm(
                                "NodeName=DEFAULT CPUs=8\nNodeName=n[1-3] RealMemory=16001\nNodeName=n4 RealMemory=99999")
                        .problems(facts))
                .extracting(Problem::toString)
                .containsExactly("slurm.conf:2: RealMemory: claims 16001, but the node 'n2' has 16000 MiB of memory;"
                        + " write at most 16000, or Slurm drains the node");
        assertThat(Linted.slurm("NodeName=DEFAULT CPUs=16\nNodeName=n2").problems(facts))
                .extracting(problem -> problem.line() + " " + problem.key())
                .containsExactly("2 CPUs");
    }

    @Test
    void marksThatEditorsLeave() {
        assertThat(Linted.slurm("\ufeffClusterName=a\nNodeName=n1").places()).containsExactly("slurm.conf:1 ");
        assertThat(Linted.slurm("ClusterName=a\nMailProg=/bin/\0true\nNodeName=n1\0")
                        .places())
                .containsExactly("slurm.conf:2 ", "slurm.conf:3 ");
    }

    @Test
    void missingAndUnreadableFilesAreOneLineEach(@TempDir Path folder) {
        Problems problems = new Problems();

        assertThat(ConfSource.read(folder.resolve("none.conf"), problems)).isEmpty();
        assertThat(ConfSource.read(folder, problems)).isEmpty();

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly("there is no such file", "is not a file");
    }

    @Test
    void aRangeOfAThousandMillionNodesAndALineOfAMegabyteTakeNoTime() {
        String longLine = "NodeName=" + "n[1-60000],".repeat(100_000) + "m";
        String manyKeys = "NodeName=n1 " + "CPUs=1 ".repeat(150_000);
        String brackets = "[".repeat(500_000) + "=" + "]".repeat(500_000);

        assertThat(inTime("NodeName=n[0-999999999]")).hasSize(1);
        assertThat(inTime("NodeName=a[1-60000]b[1-60000]c[1-60000]\nPartitionName=p Nodes=x"))
                .isEmpty();
        assertThat(inTime(longLine)).hasSize(1);
        assertThat(inTime(manyKeys)).isNotEmpty();
        assertThat(inTime(brackets)).hasSize(1);
    }

    private static List<Problem> inTime(String text) {
        Linted linted = Linted.slurm(text);
        long start = System.nanoTime();
        List<Problem> problems = linted.problems();
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        return problems;
    }
}
