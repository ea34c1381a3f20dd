package org.aiperf.cluster;

/** What a node does in a run: the master schedules and keeps the event log, a slave trains. */
public enum Role {
    MASTER,
    SLAVE
}
