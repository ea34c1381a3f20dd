package org.aiperf.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlMapTest {
    private final Problems problems = new Problems();

    @Test
    void everyProblemIsFoundAtOnceWithItsLine() {
        YamlMap map = YamlMap.parse("plan.yaml", """
                name: first
                secnds: 10
                trials: -4
                rate: fast
                preset: labtop
                valid: perhaps
                data: 7
                """, problems);

        assertThat(map.text("name", "")).isEqualTo("first");
        assertThat(map.wholeNumber("seconds", 1, 100, 60)).isEqualTo(60);
        assertThat(map.wholeNumber("trials", 1, 100, 5)).isEqualTo(5);
        assertThat(map.number("rate", 0, 1, 0.1)).isEqualTo(0.1);
        assertThat(map.choice("preset", List.of("laptop", "parity"), "laptop")).isEqualTo("laptop");
        assertThat(map.flag("valid", false)).isFalse();
        map.map("data").refuseUnknown();
        map.refuseUnknown();

        assertThat(problems.list().stream().map(Problem::toString))
                .containsExactly(
                        "plan.yaml:3: trials: is -4, out of range; write a whole number from 1 to 100",
                        "plan.yaml:4: rate: 'fast' is not a number; write one from 0.0 to 1.0",
                        "plan.yaml:5: preset: 'labtop' is not known; did you mean 'laptop'?",
                        "plan.yaml:6: valid: 'perhaps' is neither true nor false; write true or false",
                        "plan.yaml:7: data: is not a group of 'key: value' lines; indent its keys below it",
                        "plan.yaml:2: secnds: is not a known key; did you mean 'seconds'?");
    }

    @Test
    void aFileThatIsNotYamlIsOneProblemAtItsLine() {
        YamlMap.parse("plan.yaml", "name: x\n  : [\n", problems);

        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().getFirst().line()).isEqualTo(2);
    }

    @Test
    void aMissingFileIsAProblemNotAnException() {
        YamlMap.read(Path.of("no", "such", "plan.yaml"), problems);

        assertThat(problems.list()).singleElement().asString().contains("there is no such file");
    }

    @Test
    void aKeyGivenTwiceIsSaidAtItsSecondLine() {
        YamlMap.parse("plan.yaml", "name: a\nname: b\n", problems);

        assertThat(problems.list())
                .singleElement()
                .satisfies(p -> assertThat(p.line()).isEqualTo(2));
    }
}
