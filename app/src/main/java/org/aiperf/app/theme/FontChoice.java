package org.aiperf.app.theme;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.aiperf.app.text.Language;

/** The best installed font for a language. JavaFX takes one family only, so the first of a list that is there. */
final class FontChoice {
    private static final List<String> LATIN = List.of(
            "Inter",
            "SF Pro Text",
            "Segoe UI",
            "Noto Sans",
            "Ubuntu",
            "Cantarell",
            // Of the CJK faces only the Korean one has a middle dot as narrow as Latin text wants it.
            "Noto Sans CJK KR",
            "Liberation Sans",
            "DejaVu Sans");
    private static final List<String> CHINESE = List.of(
            "PingFang SC",
            "Microsoft YaHei UI",
            "Microsoft YaHei",
            "Noto Sans SC",
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "Source Han Sans CN",
            "WenQuanYi Micro Hei",
            "WenQuanYi Zen Hei");

    private FontChoice() {}

    static String family(Language language, Collection<String> installed) {
        Set<String> there = Set.copyOf(installed);
        List<String> wanted = language == Language.CHINESE ? CHINESE : LATIN;
        return wanted.stream().filter(there::contains).findFirst().orElse("System");
    }
}
