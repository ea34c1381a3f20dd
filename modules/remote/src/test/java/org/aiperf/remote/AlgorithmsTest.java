package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new version of the library must not bring weak algorithms back. */
class AlgorithmsTest {
    @Test
    void offersNoAlgorithmThatIsBroken() {
        assertThat(offered("server_host_key"))
                .doesNotContain("ssh-rsa", "ssh-dss")
                .contains("ssh-ed25519");
        assertThat(offered("PubkeyAcceptedAlgorithms")).doesNotContain("ssh-rsa", "ssh-dss");
        assertThat(offered("ca_signature_algorithms")).doesNotContain("ssh-rsa", "ssh-dss");
        assertThat(offered("kex")).isNotEmpty().noneMatch(name -> name.endsWith("-sha1"));
        for (String direction : List.of("c2s", "s2c")) {
            assertThat(offered("cipher." + direction))
                    .isNotEmpty()
                    .noneMatch(name -> name.contains("3des") || name.contains("arcfour") || name.endsWith("-cbc"));
            assertThat(offered("mac." + direction)).isNotEmpty().noneMatch(name -> name.contains("md5"));
        }
    }

    /** CVE-2023-48795: packets at the start of a connection can be left out unless both sides count strictly. */
    @Test
    void countsStrictlyFromTheFirstPacketOn() {
        assertThat(JSch.getConfig("enable_strict_kex")).isEqualTo("yes");
    }

    private static List<String> offered(String kind) {
        return Arrays.asList(JSch.getConfig(kind).split(","));
    }
}
