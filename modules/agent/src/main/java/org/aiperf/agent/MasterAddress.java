package org.aiperf.agent;

/** Where the master of a run listens. */
record MasterAddress(String host, int port) {}
