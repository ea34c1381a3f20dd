package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.simulator.FaultRule.Jump;
import org.aiperf.simulator.FaultRule.Machines;
import org.aiperf.simulator.FaultRule.Mangling;
import org.aiperf.simulator.FaultRule.Messages;
import org.aiperf.simulator.FaultRule.Mishap;
import org.aiperf.simulator.FaultRule.Moments;
import org.aiperf.simulator.FaultRule.Victims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultRulesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Problems problems = new Problems();

    @Test
    void rulesAreReadAsTheyAreWritten() {
        FaultRules rules = FaultRules.parse(
                "loss:nodes=3,at=10m,for=90s; partition:nodes=25%,every=1h;crash:nodes=master,at=1.5h;"
                        + "slow:factor=3.5;jump:by=-1h,at=250ms;drop:share=1%;delay:share=0.05,by=2s;",
                problems);

        assertThat(problems.list()).isEmpty();
        assertThat(rules.rules())
                .containsExactly(
                        new Machines(Mishap.LOSS, new Victims.Nodes(3), new Moments.Once(600 * SECOND), 90 * SECOND, 1),
                        new Machines(
                                Mishap.PARTITION,
                                new Victims.Share(0.25),
                                new Moments.Often(3600 * SECOND),
                                60 * SECOND,
                                1),
                        new Machines(Mishap.CRASH, new Victims.Master(), new Moments.Once(5400 * SECOND), 0, 1),
                        new Machines(Mishap.SLOW, new Victims.Nodes(1), new Moments.Once(0), Long.MAX_VALUE / 4, 3.5),
                        new Jump(new Moments.Once(SECOND / 4), -3_600_000),
                        new Messages(Mangling.DROP, 0.01, 0),
                        new Messages(Mangling.DELAY, 0.05, 2 * SECOND));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lost:at=1s                     | 'lost' is no kind of fault; did you mean 'loss'?",
                "meteor                         | 'meteor' is no kind of fault; use one of: crash, delay",
                "loss                           | it is not said when",
                "loss:at=1s,every=1m            | at and every are both given",
                "loss:at=soon                   | at is 'soon', which is no time",
                "loss:at=-1s                    | at is '-1s', which is no time",
                "loss:at=1000h                  | at is '1000h', which is no time",
                "loss:every=10ms                | every is less than a second",
                "loss:at=1s,nodes=0             | nodes is '0'",
                "loss:at=1s,nodes=120%          | nodes is '120%', which is no share",
                "loss:at=1s,node=3              | 'node' is no key of this kind; did you mean 'nodes'?",
                "loss:at=1s,at=2s               | at is given twice",
                "loss:at                        | 'at' has no value",
                "slow:nodes=master              | nodes is 'master'; write a number or a share",
                "slow:factor=0.5                | factor is '0.5'",
                "partition:nodes=master,at=1s   | nodes is 'master'",
                "jump:at=1s                     | by is missing",
                "drop:                          | share is missing",
                "drop:share=2                   | share is '2', which is no share",
                "drop:share=0.1,by=1s           | 'by' is no key of this kind",
                "reorder:share=0.1,by=never     | by is 'never', which is no time",
            })
    void whatIsWrongIsSaidWithWhatToWriteInstead(String text, String said) {
        FaultRules.parse(text, problems);

        assertThat(problems.list()).isNotEmpty();
        Problem problem = problems.list().getFirst();
        assertThat(problem.toString()).startsWith("--faults " + text).contains(said);
        assertThat(problem.fix()).isNotEmpty();
    }

    @Test
    void everyProblemIsSaidAtOnce() {
        FaultRules.parse("lost:at=1s;drop:share=2;slow:factor=0,nodes=x", problems);

        assertThat(problems.list()).hasSize(4);
    }
}
