package org.aiperf.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.onemachine.OneMachine;
import org.aiperf.onemachine.Sample;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/** The sample clusters that can be started here, which is one. */
final class SampleCluster {
    private SampleCluster() {}

    /** @param dir where everything of it is kept, or null for the program's cache */
    static OneMachine named(String sample, @Nullable Path dir) throws InvalidInputException {
        if (!sample.equals(Sample.NAME)) {
            throw new InvalidInputException(
                    Problem.of(sample, "cannot be started here", "the sample that can is " + Sample.NAME));
        }
        return OneMachine.in(dir == null ? Folders.ofThisMachine().cache().resolve(Sample.NAME) : dir);
    }

    static Map<String, Object> fields(List<OneMachine.Up> nodes, List<Problem> problems, Map<String, Path> files) {
        Map<String, String> paths = new TreeMap<>();
        files.forEach((name, path) -> paths.put(name, path.toString()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nodes", nodes);
        fields.put("problems", problems);
        fields.put("files", paths);
        return fields;
    }
}
