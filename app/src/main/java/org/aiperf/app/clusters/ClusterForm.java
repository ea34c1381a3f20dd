package org.aiperf.app.clusters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostListException;

/**
 * A cluster as somebody types it. It is written as a cluster file and read as every other one, so the same rules hold;
 * what is wrong comes back to the field that it was typed into.
 */
public final class ClusterForm {
    private static final int MOST_SLAVES = 4096;

    /** What can be typed. */
    public enum Field {
        NAME,
        MASTER_HOST,
        MASTER_PORT,
        USER,
        IDENTITY,
        SHARED_FOLDER,
        SLAVES,
        PARTITION,
        ACCOUNT,
        CONFIG_FOLDER
    }

    /** What came of the form. */
    public sealed interface Result {}

    /** All is well. */
    public record Complete(Cluster cluster) implements Result {}

    /**
     * @param problems by field, never empty; an empty text says that something is needed there
     */
    public record Wrong(Map<Field, String> problems) implements Result {}

    private final Map<Field, StringProperty> texts = new EnumMap<>(Field.class);
    private final ObservableList<SlaveRow> slaves = FXCollections.observableArrayList();
    private final Map<String, String> addresses = new HashMap<>();
    private final BooleanProperty viaMaster = new SimpleBooleanProperty(false);
    private final BooleanProperty slurm = new SimpleBooleanProperty(false);

    public ClusterForm() {
        for (Field field : Field.values()) {
            texts.put(field, new SimpleStringProperty(""));
        }
        text(Field.CONFIG_FOLDER).set("/etc/slurm");
    }

    public StringProperty text(Field field) {
        return Objects.requireNonNull(texts.get(field));
    }

    public ObservableList<SlaveRow> slaves() {
        return slaves;
    }

    public SlaveRow addSlave(String host) {
        SlaveRow row = new SlaveRow(host);
        slaves.add(row);
        return row;
    }

    /** Whether slaves are reached through the master only. */
    public BooleanProperty viaMasterProperty() {
        return viaMaster;
    }

    /** Whether Slurm runs the slaves. */
    public BooleanProperty slurmProperty() {
        return slurm;
    }

    /** Takes a host of the user's configuration: the first as the master, the others as slaves. */
    public void take(ConfigHost taken) {
        String host = taken.name();
        addresses.put(host, taken.hostName());
        if (text(Field.MASTER_HOST).get().isBlank()) {
            text(Field.MASTER_HOST).set(host);
            if (text(Field.NAME).get().isBlank()) {
                text(Field.NAME).set(host);
            }
        } else if (slaves.stream().noneMatch(row -> row.hostProperty().get().equals(host))) {
            addSlave(host);
        }
    }

    /** What is typed now, apart from the form: may be read by another thread. */
    public Draft draft() {
        Map<Field, String> typed = new EnumMap<>(Field.class);
        texts.forEach((field, text) -> typed.put(field, text.get()));
        List<Draft.Slave> rows = slaves.stream()
                .map(row -> new Draft.Slave(
                        row.hostProperty().get().strip(),
                        row.kindProperty().get().name().toLowerCase(Locale.ROOT),
                        row.countProperty().get().strip(),
                        row.threadsProperty().get().strip()))
                .filter(row -> !row.host().isEmpty())
                .toList();
        return new Draft(typed, rows, Map.copyOf(addresses), viaMaster.get(), slurm.get());
    }

    /**
     * What was typed.
     *
     * @param addresses by which nodes know each other, of hosts that have other names here
     */
    public record Draft(
            Map<Field, String> typed,
            List<Slave> slaves,
            Map<String, String> addresses,
            boolean viaMaster,
            boolean slurm) {
        record Slave(String host, String kind, String count, String threads) {}

        private String typed(Field field) {
            return typed.getOrDefault(field, "");
        }

        /** Reads it as a cluster file is read. */
        public Result result() throws IOException {
            Map<Field, String> wrong = new EnumMap<>(Field.class);
            FormText text = text(wrong);
            Path file = Files.createTempFile("aiperf-form", ".yaml");
            Problems problems = new Problems();
            try {
                Files.writeString(file, text.text());
                var cluster = ClusterFile.read(file, problems);
                for (Problem problem : problems.list()) {
                    boolean isMissing = problem.message().equals("is missing") || isWithoutSlave(problem);
                    wrong.putIfAbsent(field(text, problem), isMissing ? "" : problem.message() + "; " + problem.fix());
                }
                return cluster.isPresent() && wrong.isEmpty() ? new Complete(cluster.get()) : new Wrong(wrong);
            } finally {
                Files.deleteIfExists(file);
            }
        }

        private static boolean isWithoutSlave(Problem problem) {
            return problem.message().equals("none is a slave");
        }

        private static Field field(FormText text, Problem problem) {
            if (isWithoutSlave(problem)) {
                return Field.SLAVES;
            }
            return switch (problem.key()) {
                case "name" -> problem.line() <= 1 ? Field.NAME : text.field(problem.line());
                case "sharedFolder" -> Field.SHARED_FOLDER;
                default -> text.field(problem.line());
            };
        }

        private FormText text(Map<Field, String> wrong) {
            FormText text = new FormText();
            text.value(Field.NAME, 0, "name", typed(Field.NAME));
            text.value(Field.SHARED_FOLDER, 0, "sharedFolder", typed(Field.SHARED_FOLDER));
            if (slurm) {
                text.line(Field.PARTITION, "slurm:");
                text.value(Field.PARTITION, 2, "partition", typed(Field.PARTITION));
                text.value(Field.ACCOUNT, 2, "account", typed(Field.ACCOUNT));
                text.value(Field.CONFIG_FOLDER, 2, "configFolder", typed(Field.CONFIG_FOLDER));
                text.line(Field.PARTITION, "  requeue: true");
            }
            text.line(Field.MASTER_HOST, "nodes:");
            String master = nodeName(typed(Field.MASTER_HOST), "master");
            text.line(Field.MASTER_HOST, "  - name: " + master);
            text.line(Field.MASTER_HOST, "    role: master");
            address(text, Field.MASTER_HOST, typed(Field.MASTER_HOST).strip());
            ssh(text, Field.MASTER_HOST, typed(Field.MASTER_HOST), typed(Field.MASTER_PORT), "");
            int number = 0;
            for (Slave row : slaves) {
                for (String host : expanded(row.host(), wrong)) {
                    number++;
                    slave(text, row, host, nodeName(host, "slave" + number), master);
                }
            }
            return text;
        }

        private void slave(FormText text, Slave row, String host, String name, String master) {
            boolean isMasterToo = name.equals(master);
            text.line(Field.SLAVES, "  - name: " + (isMasterToo ? name + "-slave" : name));
            text.line(Field.SLAVES, "    role: slave");
            address(text, Field.SLAVES, host);
            int colon = host.lastIndexOf(':');
            boolean hasPort = colon > 0 && host.indexOf(':') == colon;
            ssh(
                    text,
                    Field.SLAVES,
                    hasPort ? host.substring(0, colon) : host,
                    hasPort ? host.substring(colon + 1) : "",
                    viaMaster ? master : "");
            int count = row.count().matches("[1-9][0-9]{0,2}") ? Integer.parseInt(row.count()) : 0;
            text.line(Field.SLAVES, count == 0 ? "    accelerators: []" : "    accelerators:");
            for (int i = 0; i < count; i++) {
                text.line(Field.SLAVES, "      - kind: " + row.kind());
                text.value(Field.SLAVES, 8, "threads", row.threads().isEmpty() ? "1" : row.threads());
            }
        }

        private void address(FormText text, Field field, String host) {
            String known = addresses.getOrDefault(host, host);
            text.value(field, 4, "address", known.equals(host) ? "" : known);
        }

        private void ssh(FormText text, Field field, String host, String port, String via) {
            if (host.isBlank()) {
                text.line(field, "    ssh: {}");
                return;
            }
            text.line(field, "    ssh:");
            text.value(field, 6, "host", host);
            text.value(field == Field.MASTER_HOST ? Field.MASTER_PORT : field, 6, "port", port);
            text.value(Field.USER, 6, "user", typed(Field.USER));
            text.value(Field.IDENTITY, 6, "identity", typed(Field.IDENTITY));
            text.value(field, 6, "via", via);
        }

        private static List<String> expanded(String hosts, Map<Field, String> wrong) {
            if (hosts.indexOf('[') < 0 && hosts.indexOf(',') < 0) {
                return List.of(hosts);
            }
            try {
                return HostList.parse(hosts).expand(MOST_SLAVES);
            } catch (HostListException e) {
                wrong.put(Field.SLAVES, "'" + hosts + "': " + e.getMessage());
                return new ArrayList<>();
            }
        }

        /** The host without its domain; what is no name of a node, such as an address, gets another one. */
        private static String nodeName(String host, String otherwise) {
            String bare = host.strip();
            boolean isAddress = bare.matches("[0-9.:\\[\\]]+") || bare.indexOf(':') >= 0;
            String first = bare.contains(".") ? bare.substring(0, bare.indexOf('.')) : bare;
            return isAddress || !first.matches("[A-Za-z0-9][A-Za-z0-9_-]*") ? otherwise : first;
        }
    }
}
