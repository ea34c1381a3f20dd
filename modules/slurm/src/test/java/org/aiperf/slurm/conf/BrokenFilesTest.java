package org.aiperf.slurm.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.aiperf.problems.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule at every position: found at its line and key, with a way to mend it, and nothing else is found. */
final class BrokenFilesTest {
    private static final AtomicInteger FILES = new AtomicInteger();

    private static final List<String> GOOD = List.of(
            "ClusterName=test",
            "SlurmctldHost=head(10.0.0.1)",
            "GresTypes=gpu",
            "NodeName=n[1-4] CPUs=8 Sockets=1 CoresPerSocket=4 ThreadsPerCore=2 RealMemory=16000 Gres=gpu:2",
            "PartitionName=main Nodes=n[1-4] MaxTime=INFINITE State=UP",
            "SlurmdTimeout=300");

    /**
     * @param lines the last of them is wrong
     * @param said a part of message or fix
     */
    private record Rule(String key, String said, List<String> lines) {
        static Rule of(String key, String said, String... lines) {
            return new Rule(key, said, List.of(lines));
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("SlurmctldPrt", "did you mean 'SlurmctldPort'?", "SlurmctldPrt=6817"),
            Rule.of("RealMemry", "did you mean 'RealMemory'?", "NodeName=x1 RealMemry=5"),
            Rule.of("MaxTme", "did you mean 'MaxTime'?", "PartitionName=x Nodes=n1 MaxTme=5"),
            Rule.of("MaxTime", "belongs into a PartitionName line", "MaxTime=5"),
            Rule.of("Gres", "belongs into a NodeName line", "PartitionName=x Nodes=n1 Gres=gpu:1"),
            Rule.of("Wobble", "no version of Slurm has it", "Wobble=5"),
            Rule.of("NodeName", "'[' without a ']'", "NodeName=x[1-"),
            Rule.of("NodeName", "'[' without a ']'", "NodeName=x[1-3"),
            Rule.of("NodeName", "']' without a '['", "NodeName=x1]"),
            Rule.of("NodeName", "runs backwards", "NodeName=x[9-1]"),
            Rule.of("NodeName", "an empty range", "NodeName=x[]"),
            Rule.of("NodeName", "no number", "NodeName=x[a-b]"),
            Rule.of("NodeName", "text after the last ']'", "NodeName=x[1-3]-ib"),
            Rule.of("NodeName", "1000000000 hosts", "NodeName=x[1-1000000000]"),
            Rule.of("NodeName", "Slurm takes at most 65536", "NodeName=x[0-65536]"),
            Rule.of("Nodes", "no number", "PartitionName=x Nodes=n[1-z]"),
            Rule.of("NodeName", "'x2' is defined already", "NodeName=x[1-3]", "NodeName=x2"),
            Rule.of("NodeName", "'x07' is defined already", "NodeName=x07", "NodeName=x[01-10]"),
            Rule.of("NodeName", "'x12' is defined already", "NodeName=x1[0-9]", "NodeName=x[12-40]"),
            Rule.of("NodeName", "'x1' is defined twice", "NodeName=x[1-3],x1"),
            Rule.of("PartitionName", "'x' is defined already", "PartitionName=x Nodes=n1", "PartitionName=x Nodes=n2"),
            Rule.of("MailProg", "is given again", "MailProg=/a", "MailProg=/b"),
            Rule.of("mailprog", "is given again", "MailProg=/a", "mailprog=/a"),
            Rule.of("CPUs", "is given twice", "NodeName=x CPUs=1 CPUs=2"),
            Rule.of("NodeAddr", "2 entries for 3 nodes", "NodeName=x[1-3] NodeAddr=10.0.0.[1-2]"),
            Rule.of("NodeAddr", "4 entries for 3 nodes", "NodeName=x[1-3] NodeAddr=10.0.0.[1-4]"),
            Rule.of("NodeHostname", "2 entries for 3 nodes", "NodeName=x[1-3] NodeHostname=a,b"),
            Rule.of("Port", "2 entries for 3 nodes", "NodeName=x[1-3] Port=[7001-7002]"),
            Rule.of("Port", "not a port", "NodeName=x Port=70000"),
            Rule.of("NodeAddr", "not allowed with NodeName=DEFAULT", "NodeName=DEFAULT NodeAddr=a"),
            Rule.of("NodeName", "ALL is no name", "NodeName=ALL CPUs=4"),
            Rule.of("Gres", "'nic' is not among GresTypes", "NodeName=x Gres=nic:1"),
            Rule.of("Gres", "no name, type and count", "NodeName=x Gres=gpu:a100:4x"),
            Rule.of("CPUs", "do not fit", "NodeName=x CPUs=5 Sockets=2 CoresPerSocket=4 ThreadsPerCore=2"),
            Rule.of("CPUs", "write CPUs=16", "NodeName=x CPUs=12 Boards=1 SocketsPerBoard=2 CoresPerSocket=8"),
            Rule.of("CPUs", "do not fit", "NodeName=x CPUs=6 CoresPerSocket=4"),
            Rule.of("Nodes", "defines 'n5'", "PartitionName=x Nodes=n[1-5]"),
            Rule.of("Nodes", "defines 'm1'", "PartitionName=x Nodes=n1,m1"),
            Rule.of("Nodes", "defines 'm1'", "NodeSet=s Feature=a", "PartitionName=x Nodes=s,m1"),
            Rule.of("Nodes", "defines 'm1'", "NodeSet=s Nodes=m1"),
            Rule.of("DownNodes", "defines 'm1'", "DownNodes=m1 State=DOWN"),
            Rule.of(
                    "Default",
                    "second default partition",
                    "PartitionName=x Default=YES Nodes=n1",
                    "PartitionName=y Default=yes Nodes=n1"),
            Rule.of("SlurmdPort", "not a whole number", "SlurmdPort=eight"),
            Rule.of("RealMemory", "without a unit", "NodeName=x RealMemory=64G"),
            Rule.of("CPUs", "not a whole number", "NodeName=x CPUs=08"),
            Rule.of("CPUs", "less than zero", "NodeName=x CPUs=-4"),
            Rule.of("KillWait", "too large", "KillWait=70000"),
            Rule.of("TrackWCKey", "neither YES nor NO", "TrackWCKey=maybe"),
            Rule.of("Hidden", "neither YES nor NO", "PartitionName=x Nodes=n1 Hidden=perhaps"),
            Rule.of("MaxTime", "not a time", "PartitionName=x Nodes=n1 MaxTime=1-0:0:0:0"),
            Rule.of("DefaultTime", "not a time", "PartitionName=x Nodes=n1 DefaultTime=2h"),
            Rule.of("PriorityMaxAge", "not a time", "PriorityMaxAge=week"),
            Rule.of("State", "did you mean 'DOWN'?", "PartitionName=x Nodes=n1 State=DWN"),
            Rule.of("State", "not a state of a node", "NodeName=x State=BROKEN"),
            Rule.of("OverSubscribe", "not a way to share", "PartitionName=x Nodes=n1 OverSubscribe=MAYBE"),
            Rule.of("PreemptMode", "not a way to preempt", "PartitionName=x Nodes=n1 PreemptMode=kill"),
            Rule.of("SlurmctldPort", "not a port", "SlurmctldPort=6820-6817"),
            Rule.of("MailProg", "has no value", "MailProg="),
            Rule.of("SlurmctldPort", "second key", "SlurmdPort=6818 SlurmctldPort=6817"),
            Rule.of("", "is no 'Key=value'", "NodeName=x Reason=a b"),
            Rule.of("", "is no 'Key=value'", "Mail-Prog=/bin/true"),
            Rule.of("", "is no 'Key=value'", "some words"),
            Rule.of("Include", "without '='", "Include=part.conf"),
            Rule.of("MailProg", "quote is not closed", "MailProg=\"/bin/mail"));

    private enum Position {
        FIRST {
            @Override
            Placed place(Rule rule) {
                return placed(rule, 0, GOOD);
            }
        },
        MIDDLE {
            @Override
            Placed place(Rule rule) {
                return placed(rule, 4, GOOD);
            }
        },
        LAST {
            @Override
            Placed place(Rule rule) {
                return placed(rule, GOOD.size(), GOOD);
            }
        },
        WINDOWS {
            @Override
            Placed place(Rule rule) {
                Placed placed = placed(rule, 3, GOOD);
                return new Placed(
                        Linted.slurm(String.join("\r\n", placed.text())), placed.text(), "slurm.conf", placed.line());
            }
        },
        AFTER_A_LONG_COMMENT {
            @Override
            Placed place(Rule rule) {
                List<String> good = new ArrayList<>(List.of("# " + "x".repeat(1 << 20), "#", "  # \\", " "));
                good.addAll(GOOD);
                return placed(rule, 4, good);
            }
        },
        AFTER_A_CONTINUED_LINE {
            @Override
            Placed place(Rule rule) {
                List<String> good = new ArrayList<>(List.of("NodeName=z[1-2] \\", "  CPUs=2 \\ # two", "  State=IDLE"));
                good.addAll(GOOD);
                return placed(rule, 3, good);
            }
        },
        INCLUDED {
            @Override
            Placed place(Rule rule) {
                List<String> main = new ArrayList<>(GOOD);
                main.add("Include part.conf");
                List<String> part = new ArrayList<>(List.of("# part"));
                part.addAll(rule.lines());
                Linted files = Linted.slurm(String.join("\n", main)).with("part.conf", String.join("\n", part));
                return new Placed(files, part, "part.conf", part.size());
            }
        };

        abstract Placed place(Rule rule);

        private static Placed placed(Rule rule, int at, List<String> good) {
            List<String> text = new ArrayList<>(good);
            text.addAll(at, rule.lines());
            return new Placed(
                    Linted.slurm(String.join("\n", text)),
                    text,
                    "slurm.conf",
                    at + rule.lines().size());
        }
    }

    private record Placed(Linted files, List<String> text, String file, int line) {}

    @TestFactory
    Stream<DynamicTest> isFoundWhereItIs() {
        return RULES.stream()
                .flatMap(rule -> Stream.of(Position.values())
                        .map(position -> DynamicTest.dynamicTest(
                                rule.lines().getLast() + " " + position.name().toLowerCase(Locale.ROOT),
                                () -> check(rule, position))));
    }

    private static void check(Rule rule, Position position) {
        Placed placed = position.place(rule);
        FILES.incrementAndGet();
        long start = System.nanoTime();

        List<Problem> problems = placed.files().problems();

        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(placed.file());
            assertThat(problem.line()).isEqualTo(placed.line());
            assertThat(problem.key()).isEqualTo(rule.key());
            assertThat(problem.message() + "; " + problem.fix()).contains(rule.said());
            assertThat(problem.fix()).isNotEmpty();
            assertThat(problem.toString()).hasLineCount(1);
        });
    }

    @AfterAll
    static void tellHowMany() {
        System.out.println("broken files of slurm.conf: " + FILES.get() + " (" + RULES.size() + " rules, "
                + Position.values().length + " positions)");
        assertThat(FILES.get()).isGreaterThanOrEqualTo(120);
    }
}
