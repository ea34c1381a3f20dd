package org.aiperf.cluster;

import java.util.regex.Pattern;

/** Which names may reach a command line or a file name: none can be taken for an option or leave its folder. */
final class Names {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9._:%-]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@\\\\-]*\\$?");

    private Names() {}

    static boolean isNode(String name) {
        return NODE.matcher(name).matches();
    }

    static boolean isHost(String name) {
        return HOST.matcher(name).matches();
    }

    static boolean isUser(String name) {
        return USER.matcher(name).matches();
    }

    /** Whether it is an absolute path on a node, and one line of it. */
    static boolean isAbsolutePath(String path) {
        return path.startsWith("/") && path.chars().noneMatch(Character::isISOControl);
    }
}
