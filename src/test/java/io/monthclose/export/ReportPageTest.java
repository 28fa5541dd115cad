package io.monthclose.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.export.MonthReport.InvariantRow;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    @Test
    void theSameReportGivesTheSameBytesInAnyLocaleAndZone() {
        byte[] page = ReportPage.render(ExampleReport.full());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            assertThat(ReportPage.render(ExampleReport.full())).isEqualTo(page);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void everyFigureOfTheReportIsInTheTextOfThePage() throws ReflectiveOperationException {
        List<String> figures = new ArrayList<>();
        collect(ExampleReport.full(), figures);
        Map<String, Integer> wanted = new HashMap<>();
        figures.forEach(figure -> wanted.merge(figure, 1, Integer::sum));
        String text = visibleText(page(ExampleReport.full()));
        assertThat(wanted).hasSizeGreaterThan(150);
        wanted.forEach((figure, times) ->
                assertThat(count(text, figure)).as("times %s is shown", figure).isGreaterThanOrEqualTo(times));
    }

    @Test
    void chineseNamesStandBesideTheCodes() {
        assertThat(visibleText(page(ExampleReport.full()))).contains("车辆识别（增强版） RecognizeCarPro");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\" onmouseover=\"alert(1)",
                "' onmouseover='alert(1)",
                "{{{inlined.style}}}",
                "& &amp; <b>"
            })
    void aNameCannotBecomeMarkup(String name) {
        String page = page(ExampleReport.named(name));
        String harmless = page(ExampleReport.named("harmless"));
        assertThat(tags(page)).isEqualTo(tags(harmless));
        assertThat(visibleText(page)).contains(name);
        JsonNode figures = JsonMapper.shared().readTree(scripts(page).getFirst());
        assertThat(figures.at("/apis/0/name").asString()).isEqualTo(name);
        assertThat(figures.at("/tiers/0/name").asString()).isEqualTo(name);
        assertThat(scripts(page).getFirst()).doesNotContain("<", ">", "&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)"})
    void aNameIsNoFormulaWhenItsCellIsCopiedIntoASpreadsheet(String name) {
        assertThat(visibleText(page(ExampleReport.named(name)))).contains("'" + name + " A0001");
    }

    @ParameterizedTest
    @CsvSource({
        "'\u202Eevil', '⟨U+202E⟩evil'", // turns the direction
        "'a\u2066b', 'a⟨U+2066⟩b'",
        "'a\u2028b', 'a⟨U+2028⟩b'",
        "'a\u0000b', 'a⟨U+0000⟩b'",
        "'a\tb', 'a⟨U+0009⟩b'",
        "'שלום', 'שלום'", // written from right to left, and harmless
    })
    void aNameKeepsItsDirectionToItselfAndHidesNothing(String name, String shown) {
        assertThat(page(ExampleReport.named(name))).contains("<bdi>" + shown + "</bdi>");
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        for (MonthReport report : List.of(ExampleReport.full(), ExampleReport.empty())) {
            String page = page(report);
            String markup = SCRIPT.matcher(STYLE.matcher(page).replaceAll("")).replaceAll("");
            assertThat(markup).doesNotContain("http:", "https:", " src=", "<script src", "<img", "<iframe", "url(");
            assertThat(matches("<link[^>]*>", markup)).containsExactly("<link rel=\"icon\" href=\"data:,\">");
            assertThat(matches("href=\"([^#\"][^\"]*)\"", markup)).containsExactly("href=\"data:,\"");
            assertThat(STYLE.matcher(page)
                            .results()
                            .map(style -> style.group(1))
                            .toList())
                    .hasSize(1)
                    .noneMatch(style -> style.contains("url(") || style.contains("@import"));
            assertThat(page).doesNotContain("sourceMappingURL");
        }
    }

    @Test
    void thePolicyLetsInExactlyTheScriptsAndTheStyleOfThePage() throws Exception {
        String page = page(ExampleReport.full());
        List<String> scripts = scripts(page);
        String style = STYLE.matcher(page).results().findFirst().orElseThrow().group(1);
        assertThat(scripts).hasSize(3);
        assertThat(page)
                .contains("content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
                        + hash(style) + "; script-src " + hash(scripts.get(1)) + " " + hash(scripts.get(2)) + "\"")
                .doesNotContain(" style=\"")
                .doesNotContainPattern("<[^>]* on[a-z]+=\"[^>]*>");
    }

    @Test
    void chartsAreDrawnFromTheExactFigures() {
        JsonNode figures =
                JsonMapper.shared().readTree(scripts(page(ExampleReport.full())).getFirst());
        assertThat(figures.at("/apis").size()).isEqualTo(8);
        assertThat(figures.at("/apis/6/amount").asString()).isEqualTo("20850.0056");
        assertThat(figures.at("/apis/7/beta").asString()).isEqualTo("310400");
        assertThat(figures.at("/tiers/3/from").asLong()).isEqualTo(15_000_000);
        assertThat(figures.at("/movements/3/amount").asString()).isEqualTo("284806.12");
    }

    @Test
    void aMonthWithParkedAccountsSaysThatItIsProvisional() {
        assertThat(visibleText(page(ExampleReport.full())))
                .contains("State Provisional", "Provisional. Accounts are parked", "Parked accounts: 1")
                .doesNotContain("Final");
        assertThat(visibleText(page(ExampleReport.empty())))
                .contains("State Final")
                .doesNotContain("Provisional");
    }

    @Test
    void theFirstMonthOfABookSaysThatNoFreezeWasThereToRelease() {
        String note = "The first month closed in this book";
        assertThat(visibleText(page(ExampleReport.empty()))).contains(note);
        assertThat(visibleText(page(ExampleReport.full()))).doesNotContain(note);
    }

    @Test
    void anInvariantThatDoesNotHoldStandsOut() {
        InvariantRow broken = new InvariantRow(6, "every entry balances", false, "trial balance 0.01");
        InvariantRow sound = new InvariantRow(7, "one active freeze", true, "");
        String page = page(ExampleReport.checked(List.of(broken, sound)));
        assertThat(visibleText(page))
                .contains("Invariants that hold 1 of 2", "6 broken every entry balances trial balance 0.01", "7 holds");
        assertThat(page).contains("<li class=\"bad\"><a href=\"#invariants\">");
        assertThat(page(ExampleReport.full())).contains("<li class=\"\"><a href=\"#invariants\">");
    }

    @Test
    void noInvariantCheckedIsNotTakenForAllHold() {
        assertThat(page(ExampleReport.checked(List.of())))
                .contains("<li class=\"bad\"><a href=\"#invariants\">Invariants that hold</a> <b>0 of 0</b>");
    }

    @Test
    void aMonthInWhichNothingHappenedSaysSo() {
        assertThat(visibleText(page(ExampleReport.empty())))
                .contains("No billable calls this month.", "No account is parked.", "No account is in arrears.")
                .contains("No account is suspended.", "No bills.", "Nothing was rejected.", "No usage came late.");
    }

    @Test
    void whatAListLeavesOutIsCounted() {
        assertThat(visibleText(page(ExampleReport.full())))
                .contains("Accounts in arrears not shown: 58.", "Suspended accounts not shown: 51.")
                .contains("Bills not shown: 2,314.", "Late lines, unbilled 124");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0               | 0
        999             | 999
        1000            | 1,000
        -999.5          | -999.5
        -1000.12345678  | -1,000.12345678
        1234567.00      | 1,234,567.00
        9223372036854775808123 | 9,223,372,036,854,775,808,123
        2022-09         | 2022-09
        1e6             | 1e6
        """)
    void digitsAreGroupedBeforeThePointOnly(String amount, String shown) {
        assertThat(ReportText.grouped(amount)).isEqualTo(shown);
    }

    private static String page(MonthReport report) {
        return new String(ReportPage.render(report), StandardCharsets.UTF_8);
    }

    /** Texts and counts as the page writes them; amounts are those whose text has only digits, sign and point. */
    private static void collect(Object value, List<String> figures) throws ReflectiveOperationException {
        switch (value) {
            case MonthReport.Heading heading -> figures.addAll(List.of(heading.month(), heading.settlementInstant()));
            case Record parts -> {
                for (RecordComponent part : parts.getClass().getRecordComponents()) {
                    collect(part.getAccessor().invoke(parts), figures);
                }
            }
            case List<?> rows -> {
                for (Object row : rows) {
                    collect(row, figures);
                }
            }
            case Boolean _ -> {}
            default -> figures.add(ReportText.grouped(value.toString()));
        }
    }

    private static int count(String text, String figure) {
        return (int) Pattern.compile("(?<![0-9A-Za-z.,-])" + Pattern.quote(figure) + "(?![0-9A-Za-z]|[.,][0-9])")
                .matcher(text)
                .results()
                .count();
    }

    /** What a reader sees: no scripts, no styles, no tags; entities read, runs of blanks as one. */
    private static String visibleText(String page) {
        String markup = SCRIPT.matcher(STYLE.matcher(page).replaceAll("")).replaceAll("");
        return markup.replaceAll("</?(?:bdi|span)[^>]*>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x60;", "`")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    private static List<String> tags(String page) {
        return matches(
                "<[a-z/!][^>]*>",
                SCRIPT.matcher(STYLE.matcher(page).replaceAll("<style>")).replaceAll("<script>"));
    }

    private static List<String> scripts(String page) {
        return SCRIPT.matcher(page).results().map(script -> script.group(1)).toList();
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
