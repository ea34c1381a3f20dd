package org.aiperf.embedded;

import java.nio.file.Path;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP whose relative paths start at the home of the node, as they do on a real server. */
final class HomeSftpFactory extends SftpSubsystemFactory {
    private final Path home;

    HomeSftpFactory(Path home) {
        this.home = home;
    }

    @Override
    public Command createSubsystem(ChannelSession channel) {
        return new HomeSftp(channel);
    }

    private final class HomeSftp extends SftpSubsystem {
        HomeSftp(ChannelSession channel) {
            super(channel, HomeSftpFactory.this);
            defaultDir = home;
        }
    }
}
