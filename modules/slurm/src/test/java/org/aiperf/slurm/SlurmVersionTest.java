package org.aiperf.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A wrong version means a wrong command, such as a reconfigure that ends the controller. */
final class SlurmVersionTest {
    @Test
    void findsTheReleaseInWhatToolsSay() {
        assertThat(SlurmVersion.parse("slurm-wlm 22.05.8")).contains(new SlurmVersion(22, 5, 8));
        assertThat(SlurmVersion.parse("slurm 23.11.4-1")).contains(new SlurmVersion(23, 11, 4));
        assertThat(SlurmVersion.parse("slurm 24.05")).contains(new SlurmVersion(24, 5, 0));
        assertThat(SlurmVersion.parse("Welcome!\nslurm 17.11.13-2")).contains(new SlurmVersion(17, 11, 13));
        assertThat(SlurmVersion.parse("slurm 25.05.0-0rc1")).contains(new SlurmVersion(25, 5, 0));
        assertThat(SlurmVersion.parse("command not found")).isEmpty();
        assertThat(SlurmVersion.parse("10.0.0.1 2022.05")).isEmpty();
    }

    @Test
    void comparesByYearThenMonth() {
        SlurmVersion version = new SlurmVersion(23, 2, 7);

        assertThat(version.isAtLeast(23, 2)).isTrue();
        assertThat(version.isAtLeast(22, 5)).isTrue();
        assertThat(version.isAtLeast(23, 11)).isFalse();
        assertThat(version).hasToString("23.02.7");
    }
}
