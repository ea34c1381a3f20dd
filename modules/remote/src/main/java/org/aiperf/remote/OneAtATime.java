package org.aiperf.remote;

import java.util.Optional;

/** Questions that wait for each other, however many connections are made at once. */
final class OneAtATime implements Questions {
    private final Questions questions;

    OneAtATime(Questions questions) {
        this.questions = questions;
    }

    /** Whether anybody is there to answer. */
    boolean isAnybodyThere() {
        return questions != REFUSING;
    }

    @Override
    public synchronized boolean trusts(UnknownHostKey key) {
        return questions.trusts(key);
    }

    @Override
    public void refused(ChangedHostKey key) {
        questions.refused(key);
    }

    @Override
    public synchronized Optional<char[]> passphrase(LockedKey key) {
        return questions.passphrase(key);
    }

    @Override
    public synchronized Optional<char[]> answer(Prompt prompt) {
        return questions.answer(prompt);
    }
}
