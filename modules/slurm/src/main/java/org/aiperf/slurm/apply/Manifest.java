package org.aiperf.slurm.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.aiperf.slurm.SlurmAnswerException;

/**
 * What was applied last, kept beside the controller's slurm.conf so that it can be undone from anywhere.
 *
 * @param stamp names the backups
 * @param reload what the daemons had to do, and have to do again to go back
 */
record Manifest(String stamp, Reload reload, List<Entry> files) {
    static final String FILE_NAME = "aiperf-applied.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * @param before SHA-256 of the file that was there, now the backup; empty if there was none
     * @param after SHA-256 of what was written
     */
    record Entry(String host, String path, String before, String after) {
        String backup(String stamp) {
            return path + ".aiperf-" + stamp;
        }
    }

    Manifest {
        files = List.copyOf(files);
    }

    String toJson() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Manifest parse(String text) throws SlurmAnswerException {
        try {
            return MAPPER.readValue(text, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new SlurmAnswerException(
                    FILE_NAME + " cannot be read: " + e.getOriginalMessage() + "; put the backups back by hand", e);
        }
    }
}
