package org.aiperf.reports;

/** What a report is written in. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As in {@code --lang} and in the names of the files of texts. */
    public String tag() {
        return tag;
    }
}
