package org.aiperf.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problems;
import org.aiperf.runs.RunFolder;
import org.aiperf.runs.WholeFile;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.jobs.BatchJob;
import org.aiperf.slurm.jobs.JobId;
import org.aiperf.slurm.jobs.QueuedJob;
import org.aiperf.slurm.jobs.SlurmCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Slurm start the workers of a run, from the head node, so that nobody else needs to stay. The queue is the truth: it
 * is looked at every second, jobs are known by the name of the run and the comment that names their slot, and a slot
 * without a job gets one. A master that is started again finds its jobs in the same way. A controller that does not
 * answer is asked again, less and less often.
 */
final class SlurmWorkers implements WorkerSource {
    private static final Logger LOG = LoggerFactory.getLogger(SlurmWorkers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Workers that were told to finish are mostly gone before that. */
    private static final Duration BEFORE_CANCELLING = Duration.ofSeconds(3);

    private static final Duration MOST_TO_CLOSE = Duration.ofMinutes(5);
    private static final SlurmVersion OLDEST = new SlurmVersion(20, 11, 0);

    private final RunFolder folder;
    private final SlurmShell shell;
    private final String jobName;
    private final Map<String, BatchJob> jobs;
    private final JobKeeping keeping;
    private final CountDownLatch closing = new CountDownLatch(1);
    private List<String> told = List.of();
    private SlurmCommands commands = new SlurmCommands(OLDEST);
    private Thread looking = new Thread(this::look);

    private SlurmWorkers(RunFolder folder, Cluster cluster, SearchPlan plan) {
        this.folder = folder;
        this.shell = new SlurmShell(cluster.slurm().orElseThrow().configFolder());
        JobShape shape = new JobShape(folder, cluster, plan.slurm());
        this.jobName = shape.jobName();
        this.jobs = shape.jobs();
        this.keeping = new JobKeeping(jobs.keySet());
    }

    /** Whether the run is one that Slurm starts workers for. */
    static boolean isWanted(RunFolder folder) {
        return Files.exists(folder.cluster());
    }

    static SlurmWorkers of(RunFolder folder, SearchPlan plan) throws IOException, InvalidInputException {
        Problems problems = new Problems();
        Optional<Cluster> cluster = ClusterFile.read(folder.cluster(), problems);
        problems.throwIfAny();
        return new SlurmWorkers(folder, cluster.orElseThrow(), plan);
    }

    @Override
    public void open() {
        if (looking.isAlive()) {
            return;
        }
        looking = Thread.ofPlatform().name("slurm").daemon().start(this::look);
    }

    @Override
    public boolean mayQueue() {
        return true;
    }

    private void look() {
        long pauseMillis = LOOK.toMillis();
        boolean knowsVersion = false;
        try {
            do {
                try {
                    if (!knowsVersion) {
                        commands = new SlurmCommands(
                                shell.ask(SlurmCommands.askVersion()).orElse(OLDEST));
                        knowsVersion = true;
                    }
                    keep();
                    pauseMillis = LOOK.toMillis();
                } catch (IOException e) {
                    pauseMillis = Math.min(LONGEST_PAUSE.toMillis(), 2 * pauseMillis);
                    LOG.warn("Slurm: {}; trying again in {} s", e.getMessage(), pauseMillis / 1000);
                }
            } while (!closing.await(pauseMillis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.warn("the jobs of this run are looked after no more");
        }
    }

    private void keep() throws IOException, InterruptedException {
        List<QueuedJob> seen = shell.ask(commands.named(jobName));
        keeping.news(seen).forEach(LOG::info);
        for (JobKeeping.Action action : keeping.decide(seen, System.currentTimeMillis())) {
            switch (action) {
                case JobKeeping.Action.Submit submit -> submit(submit.slot());
                case JobKeeping.Action.Cancel cancel -> tryTo(commands.cancel(cancel.job()));
                // Where users may not, the job starts two minutes later by itself.
                case JobKeeping.Action.StartNow start -> tryTo(commands.startNow(start.job()));
            }
        }
        tell(keeping.lines(seen));
        Optional<String> hopeless = keeping.hopeless();
        if (hopeless.isPresent() && !Files.exists(folder.stopRequest())) {
            Files.writeString(
                    folder.stopRequest(), "Slurm gives it no workers: " + hopeless.get(), StandardOpenOption.CREATE);
        }
    }

    /** For whoever waits for the first worker. */
    private void tell(List<String> lines) throws IOException {
        if (!lines.equals(told)) {
            WholeFile.write(folder.queue(), String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            told = lines;
        }
    }

    private void submit(String slot) throws IOException, InterruptedException {
        BatchJob job = jobs.get(slot);
        if (job == null || closing.getCount() == 0) {
            return;
        }
        long now = System.currentTimeMillis();
        try {
            JobId id = shell.ask(commands.submit(job));
            keeping.submitted(slot, id, now);
            LOG.info("slot {} is job {}", slot, id);
        } catch (IOException e) {
            // It may be in the queue all the same: the next look shows it, by its name.
            keeping.refused(slot, String.valueOf(e.getMessage()), now);
            LOG.warn("no job for slot {}: {}", slot, e.getMessage());
        }
    }

    private void tryTo(List<String> argv) throws IOException, InterruptedException {
        try {
            shell.tell(argv);
            LOG.info("{}", String.join(" ", argv));
        } catch (IOException e) {
            LOG.warn("{}: {}", String.join(" ", argv), e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        looking.join();
        long start = System.nanoTime();
        long pauseMillis = 100;
        while (System.nanoTime() - start < MOST_TO_CLOSE.toNanos()) {
            try {
                List<QueuedJob> left = shell.ask(commands.named(jobName)).stream()
                        .filter(job -> !job.state().isFinal())
                        .toList();
                if (left.isEmpty()) {
                    LOG.info("no job of the run is left");
                    return;
                }
                if (System.nanoTime() - start > BEFORE_CANCELLING.toNanos()) {
                    for (QueuedJob job : left) {
                        tryTo(commands.cancel(job.id()));
                    }
                    pauseMillis = 1000;
                }
            } catch (IOException e) {
                pauseMillis = Math.min(LONGEST_PAUSE.toMillis(), 2 * pauseMillis);
                LOG.warn("Slurm: {}; trying again in {} s", e.getMessage(), pauseMillis / 1000);
            }
            Thread.sleep(pauseMillis);
        }
        LOG.error("jobs called {} may be left in the queue; end them with scancel --name={}", jobName, jobName);
    }
}
