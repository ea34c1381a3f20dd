package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.aiperf.benchmark.Cost;
import org.aiperf.benchmark.Score;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
    private static final List<Verdict> VERDICTS = List.of(
            new Verdict("run at least 3600 s", false, "22 s"), new Verdict("precision at least FP16", true, "FP32"));

    private static final List<String> NOT_COMPARABLE = List.of("training.rounds is [1]");

    @TempDir
    private Path folder;

    private static Document report(Language language, SearchRun run, Score score) throws IOException {
        return Jsoup.parse(HtmlReport.html(new ReportInput(language, run, score, NOT_COMPARABLE, VERDICTS)));
    }

    private static List<String> tiles(Document page) {
        return page.select(".tile b").stream().map(HtmlReportTest::text).toList();
    }

    private static String text(Element element) {
        return element.text().replace('\u00a0', ' ');
    }

    @Test
    void theFiguresAreThoseThatOneComputesByHand() throws IOException {
        // Reference: two epochs of 4,000 · (1 + 2) M + 1,000 · 1 M = 13 G operations each, in 20 − 2 s: 26 G / 18 s.
        // Error 1 − 0.75; −ln 0.25 = 1.386. Corrected: 2,000 · 3 M + 500 · 1 M = 6.5 G each: 13 G / 18 s.
        // Busy: 12 s of the 18 s from the first trial's start to the last trial's end.
        Document page = report(Language.ENGLISH, SampleRun.byHand(), SampleRun.SCORE);

        assertThat(tiles(page)).containsExactly("1.44 GOPS", "2.00 GOPS", "25.0 %", "66.7 %", "22.0 s", "2");
        assertThat(text(page)).contains("Reference 26.0 G operations 1.44 GOPS");
        assertThat(text(page)).contains("Corrected 13.0 G operations 722 MOPS");
        assertThat(text(page)).contains("2 1 wider 4 slave1 1 1 75.0 % – 1.00 M 2.00 M 25.6 M 75.0 % done");
        assertThat(text(page)).contains("4,000 training images and 1,000 test images");
        assertThat(text(page)).contains("3 of 3 samples", "2 of 2 trials shown", "ended: time is up");
    }

    @Test
    void theVerdictComesFirst() throws IOException {
        Document page = report(Language.ENGLISH, SampleRun.byHand(), SampleRun.SCORE);

        assertThat(text(page.select("section").getFirst()))
                .startsWith("Not a valid benchmark result Not comparable")
                .contains("✗ broken run at least 3600 s 22 s", "✓ holds precision at least FP16 FP32");
    }

    @Test
    void whatMakesTheRunIncomparableIsSaidInTheBanner() throws IOException {
        Document page = report(Language.ENGLISH, SampleRun.byHand(), SampleRun.SCORE);

        assertThat(page.select(".banner").text()).startsWith("Not comparable");
        assertThat(page.select(".reasons li").eachText()).containsExactly("training.rounds is [1]");
        assertThat(page.select(".tile .note").getFirst().text()).contains("not comparable");
    }

    @Test
    void aComparableRunHasNoBanner() throws IOException {
        ReportInput input = new ReportInput(Language.ENGLISH, SampleRun.byHand(), SampleRun.SCORE, List.of(), VERDICTS);

        assertThat(Jsoup.parse(HtmlReport.html(input)).select(".banner")).isEmpty();
    }

    @Test
    void aPredictionStandsBesideWhatCame() throws IOException {
        SearchRun run = SampleRun.byHand();
        double operations = SampleRun.SCORE.last(run.search()).operations();
        SearchRun predicted = new SearchRun(run.run(), run.search(), new RunPredicted(operations * 1.1, 0, 44, 0.05));

        Document page = report(Language.ENGLISH, predicted, SampleRun.SCORE);

        assertThat(text(page)).contains("Prediction and outcome", "+10.0 %");
        assertThat(text(report(Language.ENGLISH, run, SampleRun.SCORE))).doesNotContain("Prediction and outcome");
    }

    @Test
    void theRulesAndReasonsOfARunFollowFromItsPlanInBothLanguages() throws IOException {
        for (Language language : Language.values()) {
            Document page = Jsoup.parse(HtmlReport.html(ReportInput.of(language, SampleRun.byHand())));
            assertThat(page.select(".verdict tbody tr")).hasSize(4);
            assertThat(page.select(".reasons li")).hasSize(1);
            assertThat(page.select(".verdict").text()).contains("3600 s", "float16", "70.0 %", "laptop");
        }
    }

    @Test
    void anErrorOfNothingIsMarked() throws IOException {
        SampleRun run = new SampleRun();
        Cost cost = new Cost(1, 1, 1, 1);
        run.at(0, new CandidateProposed(1, 0, "initial", "initial", "w", "d", 1, 1, cost, cost, 0, null));
        run.at(1, new TrialAssigned(1, 1, "w"));
        run.at(1, new TrialStarted(1, 1, 1, 0, 1, 1, "float32"));
        run.at(2, new EpochFinished(1, 1, 1, 1.0, 0, 0, 1, 1, 1_000, 1));

        Document page = report(Language.ENGLISH, run.run(), SampleRun.SCORE);

        assertThat(tiles(page).get(2)).isEqualTo("0.050 %");
        assertThat(text(page)).contains("* half an image of the test set", "0.050 % *");
    }

    @Test
    void aRunThatHasNotBegunHasAReportToo() throws IOException {
        for (Language language : Language.values()) {
            Document page = report(language, SearchRun.EMPTY, SampleRun.SCORE);
            assertThat(page.select("svg[role=img]")).hasSize(4);
            assertThat(page.html()).doesNotContain("NaN", "Infinity", "null");
        }
    }

    @Test
    void thePageHoldsNothingThatRunsOrLoads() throws Exception {
        Document page = report(Language.ENGLISH, SampleRun.realistic(4, 40, 1), SampleRun.SCORE);

        assertThat(page.select("script, link, iframe, object, embed, img, form, base"))
                .isEmpty();
        assertThat(page.select("[src], [href], [style], [action]")).isEmpty();
        String style = page.select("style").getFirst().data();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'");
        assertThat(style).doesNotContain("url(", "@import");
        assertThat(page.select("svg[role=img]")).hasSize(4);
        assertThat(page.select("svg path")).allMatch(path -> path.attr("d").matches("[MLHVh0-9. -]+"));
    }

    @Test
    void chineseIsChineseThroughout() throws IOException {
        Document page = report(Language.CHINESE, SampleRun.realistic(4, 40, 1), SampleRun.SCORE);

        assertThat(page.select("html").attr("lang")).isEqualTo("zh");
        for (Element word : page.select("h2, th, .tile .quiet, .tile .note, summary, footer, .state")) {
            assertThat(word.text()).containsPattern("[\\u4e00-\\u9fff]");
        }
    }

    @Test
    void tenThousandTrialsAreQuickAndSmallAndSayWhatIsCut() throws IOException {
        SearchRun run = SampleRun.realistic(16, 10_000, 2);
        Path file = folder.resolve("report.html");
        long start = System.nanoTime();
        HtmlReport.write(new ReportInput(Language.ENGLISH, run, SampleRun.SCORE, NOT_COMPARABLE, VERDICTS), file);
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(Files.size(file)).isLessThanOrEqualTo(5_000_000);
        Document page = Jsoup.parse(Files.readString(file));
        assertThat(text(page)).contains("2,000 of 10,000 trials shown (the most accurate)", "6 of 16 nodes");
        assertThat(page.select("tbody tr")).hasSizeGreaterThan(2_000);
        // Three seconds are the aim on an idle machine; a busy one gets room, a quadratic mistake does not.
        assertThat(seconds).isLessThan(15);
    }
}
