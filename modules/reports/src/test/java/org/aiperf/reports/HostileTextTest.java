package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLost;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Whatever a cluster or a plan calls its things, a report shows it as text and as nothing else. */
final class HostileTextTest {
    private static final List<String> PAYLOADS = List.of(
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
            "</script><script>alert(1)//",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<img src=x onerror=alert(1)>",
            "<img/src=x/onerror=alert(1)//",
            "<svg onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
            "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
            "<svg><foreignObject><iframe src=javascript:alert(1)>",
            "<body onload=alert(1)>",
            "<iframe src=\"javascript:alert(1)\"></iframe>",
            "<iframe srcdoc=\"<script>alert(1)</script>\">",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
            "<object data=\"data:text/html,<script>alert(1)</script>\">",
            "<embed src=javascript:alert(1)>",
            "<link rel=stylesheet href=//x.example/x.css>",
            "<base href=//x.example/>",
            "<meta http-equiv=refresh content=\"0;url=//x.example\">",
            "<form action=//x.example><input type=submit>",
            "<button formaction=javascript:alert(1)>x",
            "<math><mtext><mglyph><style><img src=x onerror=alert(1)>",
            "<table background=javascript:alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<video><source onerror=alert(1)>",
            "<marquee onstart=alert(1)>",
            "<template><script>alert(1)</script></template>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<style>*{display:none}</style>",
            "</style><script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "</pre></td></tr></table><h1>owned</h1>",
            "</textarea><script>alert(1)</script>",
            "</bdi></section></main><p>out",
            "<!-- --><script>alert(1)</script><!--",
            "--><script>alert(1)</script>",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
            "\" onmouseover=\"alert(1)",
            "' onmouseover='alert(1)",
            "\"><script>alert(1)</script>",
            "'><script>alert(1)</script>",
            "` onmouseover=`alert(1)",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)//",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "&#60;script&#62;alert(1)&#60;/script&#62;",
            "&amp;amp; &unknown; &",
            "{{ 7 * 7 }}",
            "{% include \"report.css\" %}",
            "{{ name | raw }}",
            "{# comment #}",
            "${7*7} #{7*7} <%= 7*7 %>",
            "#set($x=7)$x",
            "=cmd|' /C calc'!A0",
            "\\input{/etc/passwd}",
            "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
            "expression(alert(1)) url(//x.example)",
            "\u202Egnp.exe\u202C \u2066x\u2069",
            "e\u0301 🚀 性能 \uFEFF\u200B",
            "\u001b[2J\u001b]8;;http://x.example\u0007x");

    @Test
    void everyPayloadInEveryFieldIsTextAndNothingElse() throws IOException {
        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(60);
        Document harmless = report(Language.ENGLISH, "harmless");
        for (String payload : PAYLOADS) {
            for (Language language : Language.values()) {
                Document page = report(language, payload);
                assertThat(shape(page)).as(payload).isEqualTo(shape(harmless));
                for (Element element : page.getAllElements()) {
                    for (Attribute attribute : element.attributes()) {
                        assertThat(attribute.getKey().toLowerCase(Locale.ROOT))
                                .as(payload)
                                .doesNotStartWith("on");
                        assertThat(attribute.getValue().toLowerCase(Locale.ROOT))
                                .as(payload)
                                .doesNotContain("javascript:", "x.example");
                    }
                }
                isIntact(page, payload);
            }
        }
    }

    /** Names of all elements in order: text that became markup would change it. */
    private static List<String> shape(Document page) {
        return page.getAllElements().stream().map(Element::normalName).toList();
    }

    private static void isIntact(Document page, String payload) {
        String shown = Texts.visible(payload);
        assertThat(page.select("h1 bdi").getFirst().wholeText()).isEqualTo(shown);
        assertThat(page.select("title").getFirst().wholeText()).startsWith(shown);
        assertThat(page.select("pre").getFirst().wholeText()).isEqualTo(shown);
        assertThat(page.select(".about bdi").getFirst().wholeText()).isEqualTo(shown);
        assertThat(page.select(".about bdi").get(1).wholeText()).contains(shown);
        assertThat(page.select(".verdict td").get(1).wholeText()).isEqualTo(shown);
        assertThat(page.select(".legend bdi"))
                .anyMatch(label -> label.wholeText().equals(shown));
        assertThat(page.select(".wide bdi"))
                .hasSize(3)
                .allMatch(cell -> cell.wholeText().equals(shown));
        assertThat(page.select("dl bdi"))
                .hasSize(4)
                .allMatch(fact -> fact.wholeText().equals(shown));
        assertThat(page.select("section td bdi"))
                .filteredOn(cell -> cell.wholeText().equals(shown))
                .hasSize(7);
    }

    private static Document report(Language language, String text) throws IOException {
        List<Verdict> verdicts = List.of(new Verdict(text, true, text));
        return Jsoup.parse(
                HtmlReport.html(new ReportInput(language, run(text), SampleRun.SCORE, List.of(text), verdicts)));
    }

    private static SearchRun run(String text) {
        Cost cost = new Cost(1, 1, 1, 1);
        SampleRun run = new SampleRun();
        run.at(0, new RunStarted(text, text, text, Map.of(text, text)));
        run.at(1, new WorkerJoined(text, List.of(text), Map.of(text, text)));
        run.at(2, new CandidateProposed(1, 0, text, text, text, text, 1, 1, cost, cost, 1, null));
        run.at(3, new TrialAssigned(1, 1, text));
        run.at(3, new TrialStarted(1, 1, 1, 0, 1, 1, "float32"));
        run.at(4, new StepsExecuted(1, 1, 1, 1, 1, Double.NaN, 0, Double.NaN));
        run.at(5, new TrialEnded(1, 1, Outcome.FAILED, text));
        run.at(6, new WorkerLost(text, text));
        run.at(7, new RunEnded(text));
        return run.run();
    }
}
