package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.SingleResult;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of a fiber run in a browser; skipped where there is none. */
class FiberPageTest extends PageInBrowser {
  private static final String HOSTILE =
      "</script><img class=\"evil\" src=x onerror=\"window.broken=1\">&\u2028'";

  private static Path page;

  @BeforeAll
  static void writePage() throws Exception {
    FiberExample.study(folder, folder.resolve("run"), HOSTILE, "<!--<script>" + HOSTILE);
    page = page("run");
  }

  @Test
  void figuresAndFramesAreDrawnWithoutAnErrorOrARequest() throws Exception {
    assertThat(figuresDrawn(page, "f.querySelector('.plot svg') || f.querySelector('.strip')"))
        .containsExactly(
            "figure-strip",
            "figure-along",
            "figure-overview",
            "figure-profile",
            "figure-spectrum",
            "figure-classes",
            "figure-means");
    JsonNode widths =
        browser.evaluate("[...document.querySelectorAll('.strip img')].map((i) => i.naturalWidth)");
    assertThat(widths).hasSize(2 * FiberExample.FRAMES);
    assertThat(widths).allSatisfy(width -> assertThat(width.asInt()).isEqualTo(28));
    assertThat(text("#sentences"))
        .contains("blind to 774 of the directions")
        .contains("Another answer is at most");
    assertThat(text("#notes")).contains("outside the box");
    assertQuiet();
    keepScreenshot("fibers-light");
  }

  @Test
  void anotherWalkIsShownOnDemand() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(text("#figure-strip h3")).contains("input 0").contains("random walk");
    assertThat(text("#figure-strip figcaption")).contains("Held (logits)");
    click("#walks button", "to the boundary");
    assertThat(text("#figure-strip h3")).contains("to the boundary");
    assertThat(text("#figure-strip figcaption"))
        .contains("arrived")
        .contains("Nearest other answer found");
    assertThat(text("#figure-strip .nearest")).contains("nearest found");
    assertThat(browser.evaluate("document.querySelectorAll('.strip .nearest img').length").asInt())
        .isEqualTo(2);
    click("#inputs-table button", "3");
    assertThat(text("#figure-strip h3")).contains("input 3").contains("to the boundary");
    assertThat(text("#figure-along h3")).contains("input 3");
    assertQuiet();
  }

  @Test
  void aDirectedWalkShowsItsTargetAfterTheLastFrame() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(browser.evaluate("document.querySelectorAll('.strip .target').length").asInt())
        .isZero();
    click("#walks button", "towards another input");
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('.strip .target img')].map((i) => i.naturalWidth)")
                .toString())
        .isEqualTo("[28,28]");
    assertThat(text("#figure-strip > .strip > div:last-child")).isEqualTo("the target");
    assertQuiet();
  }

  @Test
  void aTableThatIsCutOffSaysSoAndKeepsItsFirstColumn() throws Exception {
    browser.open(page, 390, 900, false);
    assertThat(
            browser.evaluate("document.querySelector('#inputs-table').hasAttribute('data-more')"))
        .hasToString("true");
    assertThat(text("#inputs")).contains("More columns to the right");
    browser.evaluate("document.querySelector('#inputs-table').scrollLeft = 60; 0");
    assertThat(
            browser
                .evaluate(
                    "(() => { const cell = document.querySelector('#inputs-table tbody td').getBoundingClientRect(); const box = document.querySelector('#inputs-table').getBoundingClientRect(); return Math.abs(cell.left - box.left) < 2; })()")
                .asBoolean())
        .isTrue();
    assertQuiet();
  }

  @Test
  void factsLeaveNoEmptyTileOnAPhone() throws Exception {
    browser.open(page, 390, 900, false);
    assertThat(
            browser
                .evaluate(
                    "(() => { const facts = document.getElementById('facts').getBoundingClientRect(); const last = document.querySelector('#facts div:last-child').getBoundingClientRect(); return Math.abs(facts.right - last.right) < 2; })()")
                .asBoolean())
        .isTrue();
  }

  @Test
  void differencesAreDarkOnADarkPage() throws Exception {
    browser.open(page, 1200, 900, true);
    assertThat(
            browser
                .evaluate("getComputedStyle(document.querySelector('.strip .difference')).filter")
                .asText())
        .contains("invert");
  }

  @Test
  void inputsStopReasonsAndMeansAreListed() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(text("#stops")).contains("failed").contains("length reached").contains("arrived");
    assertThat(
            browser.evaluate("document.querySelectorAll('#inputs-table tbody tr').length").asInt())
        .isEqualTo(FiberExample.INPUTS);
    assertThat(text("#inputs-table")).contains("the start lies outside the box");
    assertThat(text("#values"))
        .contains("Null dimension")
        .contains("Distance to the boundary")
        .contains("Distance of the lift to the boundary");
    click("#class-means button", "Distance left to another input");
    assertThat(text("#figure-means h3")).contains("Distance left");
    assertQuiet();
  }

  @Test
  void kinksAreListedWhereWalksCountThem() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(text("#inputs-table thead")).doesNotContain("kinks");
    FiberExample.kinks(folder, folder.resolve("kinks"));
    Path out = page("kinks");
    int counted;
    try (RunDirectory directory = RunDirectory.open(folder.resolve("kinks"))) {
      counted =
          directory.results().walks().stream()
              .filter(one -> one.kind().equals("walk") && one.originalIndex() == 1)
              .mapToInt(one -> one.kinks())
              .sum();
    }
    browser.open(out, 1200, 900, false);
    JsonNode heads =
        browser.evaluate(
            "[...document.querySelectorAll('#inputs-table th')].map((h) => h.textContent)");
    JsonNode cells =
        browser.evaluate(
            "[...document.querySelectorAll('#inputs-table tbody tr')[1].cells].map((c) => c.textContent)");
    assertThat(cells).hasSameSizeAs(heads);
    for (int column = 0; column < heads.size(); column++) {
      if (heads.get(column).asText().equals("kinks")) {
        assertThat(cells.get(column).asText()).isEqualTo(Integer.toString(counted));
      }
    }
    assertThat(heads).anyMatch(head -> head.asText().equals("kinks"));
    assertThat(text("#class-means")).contains("Kinks crossed");
    assertQuiet();
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() throws Exception {
    assertFitsAPhone(page, "figure svg, .strip img");
    keepScreenshot("fibers-phone");
  }

  @Test
  void hostileNamesAreShownAsText() throws Exception {
    browser.open(page, 1200, 900, true);
    assertThat(browser.evaluate("document.querySelectorAll('img.evil').length").asInt()).isZero();
    assertThat(browser.evaluate("typeof window.broken").asText()).isEqualTo("undefined");
    assertThat(text("h1")).isEqualTo("a<b>&c'.onnx");
    assertThat(text("#inputs-table")).contains("</script><img class=\"evil\"");
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(18, 23, 29)");
    assertQuiet();
    keepScreenshot("fibers-dark");
  }

  private static void openWalk(String name) throws Exception {
    Path out = folder.resolve(name + ".html");
    HtmlReport.write(SingleResult.open(folder.resolve(name)), out);
    browser.open(out, 1000, 900, false);
  }

  private static List<String> linesOf(String figure) throws Exception {
    List<String> names = new ArrayList<>();
    browser
        .evaluate(
            "window.echarts.getInstanceByDom(document.querySelector('#%s .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => s.name)"
                .formatted(figure))
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  @Test
  void aWalkInThePlaneIsDrawnOverItsLevels() throws Exception {
    FiberExample.plane(folder, folder.resolve("plane"));
    openWalk("plane");
    assertThat(text("#sentences")).contains("The walk ended because");
    assertThat(text("#figure-plane h3")).contains("along the curve");
    assertThat(text("#walks > p")).doesNotContain("Frames");
    assertThat(
            browser
                .evaluate(
                    "document.querySelector('#figure-plane svg image').getBoundingClientRect().width")
                .asDouble())
        .isGreaterThan(200);
    assertThat(browser.evaluate("document.querySelector('#class-means') === null").asBoolean())
        .isTrue();
    assertQuiet();
    keepScreenshot("fibers-plane");
  }

  @Test
  void aComparisonShowsTheDriftOfBothWalks() throws Exception {
    FiberExample.comparison(folder, folder.resolve("both"));
    openWalk("both");
    assertThat(text("#comparison")).contains("as published").contains("Largest change");
    assertThat(
            browser.evaluate(
                "window.echarts.getInstanceByDom(document.querySelector('#figure-along .plot')).getOption().series.map((s) => s.name)"))
        .extracting(JsonNode::asText)
        .contains("drift, corrected", "drift, as published");
    assertThat(linesOf("figure-plane")).containsExactly("corrected", "as published");
    assertThat(text("#figure-plane h3")).endsWith("corrected");
    click("#walks button", "as published");
    assertThat(text("#figure-plane h3")).contains("as published");
    assertThat(linesOf("figure-plane")).containsExactly("as published", "corrected");
    assertQuiet();
    keepScreenshot("fibers-comparison");
  }

  @Test
  void aPreimageIsDrawnWithItsBorders() throws Exception {
    FiberExample.preimage(folder, folder.resolve("preimage"));
    openWalk("preimage");
    assertThat(text("#figure-preimage figcaption")).contains("of area").contains(" ± ");
    assertThat(linesOf("figure-preimage")).allMatch(name -> name.startsWith("output "));
    assertThat(
            browser.evaluate(
                "new Set(window.echarts.getInstanceByDom(document.querySelector('#figure-preimage .plot')).getOption().series.filter((s) => s.type === 'line').map((s) => s.lineStyle.color + s.name)).size"))
        .hasToString("2");
    assertThat(
            browser
                .evaluate(
                    "window.echarts.getInstanceByDom(document.querySelector('#figure-preimage .plot')).getOption().series.filter((s) => s.type === 'line').length")
                .asInt())
        .isGreaterThanOrEqualTo(2);
    assertThat(browser.evaluate("document.querySelector('#walks') === null").asBoolean()).isTrue();
    assertQuiet();
    keepScreenshot("fibers-preimage");
  }

  @Test
  void theSameRunGivesTheSameBytes() throws Exception {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(HtmlReport.html(new StoredRun(run))).isEqualTo(Files.readString(page));
    }
  }
}
