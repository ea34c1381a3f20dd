package org.aiperf.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What else probing found out about a node, beyond what a run needs to start there. Whatever the node would not tell is
 * empty.
 *
 * @param operatingSystem such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param hardware as Slurm counts it
 * @param acceleratorDriver the version of the driver of the accelerators
 * @param power what tells how much power it draws
 * @param networks without loopback
 * @param infiniband one for each port
 * @param folders file systems on disks and on the network, where they are mounted
 * @param clockOffset against the clock of this machine
 * @param slurmNode the line that {@code slurmd -C} prints, ready for {@code slurm.conf}
 * @param openFiles how many files a process there may have open
 */
public record Inventory(
        Optional<String> operatingSystem,
        Optional<Hardware> hardware,
        Optional<String> acceleratorDriver,
        List<Power> power,
        List<Network> networks,
        List<InfinibandPort> infiniband,
        List<Folder> folders,
        Optional<ClockOffset> clockOffset,
        Optional<String> slurmNode,
        OptionalLong openFiles) {

    /** Nothing is known. */
    public static final Inventory EMPTY = new Inventory(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());

    /**
     * A meter.
     *
     * @param source such as {@code NVIDIA 0} or {@code package-0}
     * @param watts drawn at the time of probing
     * @param limitWatts the most it may draw
     */
    public record Power(String source, OptionalDouble watts, OptionalDouble limitWatts) {}

    /**
     * A network interface.
     *
     * @param addresses with their prefix length, such as {@code 10.0.0.1/24}
     * @param megabitsPerSecond of the link
     */
    public record Network(String name, List<String> addresses, OptionalLong megabitsPerSecond) {
        public Network {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A port of an InfiniBand device.
     *
     * @param state such as {@code ACTIVE}
     * @param rate such as {@code 200 Gb/sec (4X HDR)}
     */
    public record InfinibandPort(String device, int port, String state, String rate) {}

    /**
     * A file system.
     *
     * @param path where it is mounted
     * @param type such as {@code ext4} or {@code nfs4}
     * @param shared whether other machines may see it, going by its type
     */
    public record Folder(String path, String type, long bytes, long freeBytes, boolean shared) {}

    /**
     * How far a clock is ahead of the clock of this machine.
     *
     * @param millis negative if it is behind
     * @param uncertaintyMillis it lies within this of {@code millis}
     */
    public record ClockOffset(long millis, long uncertaintyMillis) {
        /** This clock beside another one, where both are known beside the same machine. */
        public ClockOffset beside(ClockOffset other) {
            return new ClockOffset(millis - other.millis, uncertaintyMillis + other.uncertaintyMillis);
        }

        /** Whether it is off by more than so much for certain. */
        public boolean isOffBy(Duration most) {
            return Math.abs(millis) - uncertaintyMillis > most.toMillis();
        }
    }

    public Inventory {
        power = List.copyOf(power);
        networks = List.copyOf(networks);
        infiniband = List.copyOf(infiniband);
        folders = List.copyOf(folders);
    }

    /** The same, with the clock compared. */
    public Inventory withClockOffset(ClockOffset offset) {
        return new Inventory(
                operatingSystem,
                hardware,
                acceleratorDriver,
                power,
                networks,
                infiniband,
                folders,
                Optional.of(offset),
                slurmNode,
                openFiles);
    }
}
