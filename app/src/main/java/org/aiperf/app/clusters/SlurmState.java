package org.aiperf.app.clusters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.administration.SlurmDraft;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.apply.ApplyPlan;
import org.aiperf.slurm.apply.FileChange;

/** How far Slurm's files of the cluster that is open have come. */
public sealed interface SlurmState {
    /** The files to show. */
    default List<SlurmFile> files() {
        return List.of();
    }

    /** No cluster is open. */
    record Nothing() implements SlurmState {}

    /** @param problems why the cluster cannot be described */
    record Undescribed(List<Problem> problems) implements SlurmState {}

    /** Made, and not compared. */
    record Drafted(SlurmDraft draft) implements SlurmState {
        @Override
        public List<SlurmFile> files() {
            return draft.files().entrySet().stream()
                    .map(file -> new SlurmFile(
                            file.getKey(),
                            List.of(),
                            DiffText.of(file.getValue(), file.getValue(), problems(draft, file.getKey()))))
                    .toList();
        }
    }

    /** Compared with the nodes; the plan may be empty. */
    record Compared(SlurmDraft draft, ApplyPlan plan) implements SlurmState {
        @Override
        public List<SlurmFile> files() {
            List<SlurmFile> files = new ArrayList<>();
            draft.files().forEach((name, text) -> {
                List<SlurmFile> changed = changed(plan, name, draft);
                files.addAll(
                        changed.isEmpty()
                                ? List.of(
                                        new SlurmFile(name, List.of(), DiffText.of(text, text, problems(draft, name))))
                                : changed);
            });
            return files;
        }

        /** Whether it may be brought to the nodes. */
        public boolean isApplicable() {
            return !plan.isEmpty() && draft.problems().isEmpty();
        }
    }

    /** What going back would do. */
    record GoingBack(ApplyPlan plan) implements SlurmState {
        @Override
        public List<SlurmFile> files() {
            return plan.changes().stream()
                    .map(change -> fileName(change.path()))
                    .distinct()
                    .flatMap(name -> changed(plan, name, new SlurmDraft(Map.of(), List.of())).stream())
                    .toList();
        }
    }

    private static List<Problem> problems(SlurmDraft draft, String name) {
        return draft.problems().stream()
                .filter(problem -> problem.file().equals(name))
                .toList();
    }

    /** Hosts on which the same becomes the same are shown together. */
    private static List<SlurmFile> changed(ApplyPlan plan, String name, SlurmDraft draft) {
        Map<FileChange, List<String>> alike = new LinkedHashMap<>();
        for (FileChange change : plan.changes()) {
            if (fileName(change.path()).equals(name)) {
                alike.computeIfAbsent(
                                new FileChange("", change.path(), change.before(), change.after()),
                                key -> new ArrayList<>())
                        .add(change.host());
            }
        }
        return alike.entrySet().stream()
                .map(entry -> new SlurmFile(
                        name,
                        entry.getValue(),
                        DiffText.of(
                                entry.getKey().before().orElse(""),
                                entry.getKey().after().orElse(""),
                                problems(draft, name))))
                .toList();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
