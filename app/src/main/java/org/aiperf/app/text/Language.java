package org.aiperf.app.text;

import java.util.Locale;

/** A language that the workbench speaks. */
public enum Language {
    ENGLISH("en", "English", Locale.ENGLISH),
    CHINESE("zh", "简体中文", Locale.SIMPLIFIED_CHINESE);

    private final String code;
    private final String ownName;
    private final Locale locale;

    Language(String code, String ownName, Locale locale) {
        this.code = code;
        this.ownName = ownName;
        this.locale = locale;
    }

    /** As in file names and on the command line: {@code en}, {@code zh}. */
    public String code() {
        return code;
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return locale;
    }

    /** The language for a locale; English where we do not speak it. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? CHINESE : ENGLISH;
    }
}
