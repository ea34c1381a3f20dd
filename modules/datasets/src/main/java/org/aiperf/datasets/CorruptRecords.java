package org.aiperf.datasets;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/** The corrupt records of one data set, each once, and how many there may be. Any number of threads may add to it. */
final class CorruptRecords {
    private static final int NAMED = 5;

    private final String dataSet;
    private final long records;
    private final long allowed;
    private final TreeSet<CorruptRecord> found = new TreeSet<>();

    /** @param records how many there are, corrupt ones included */
    CorruptRecords(String dataSet, long records, CorruptLimit limit) {
        this.dataSet = dataSet;
        this.records = records;
        allowed = limit.among(records);
    }

    /** Adds what is not known yet. */
    synchronized void add(Collection<CorruptRecord> more) throws InvalidInputException {
        if (found.addAll(more) && found.size() > allowed) {
            throw tooMany();
        }
    }

    synchronized List<CorruptRecord> list() {
        return List.copyOf(found);
    }

    private InvalidInputException tooMany() {
        String named = found.stream().limit(NAMED).map(CorruptRecord::toString).collect(Collectors.joining("; "));
        String rest = found.size() > NAMED ? "; and " + (found.size() - NAMED) + " more" : "";
        return new InvalidInputException(Problem.of(
                dataSet,
                found.size() + " of " + records + " records are corrupt where " + allowed + " may be: " + named + rest,
                "mend the files, or allow more corrupt records"));
    }
}
