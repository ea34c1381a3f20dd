package org.aiperf.cluster;

/**
 * A Java runtime found on a node.
 *
 * @param path the absolute path of its {@code java} program
 * @param featureVersion such as 25
 */
public record JavaRuntime(String path, int featureVersion) {}
