package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.RunDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page in a browser; skipped where there is none. */
class ReportPageTest extends PageInBrowser {
  private static final String HOSTILE = "</script><img src=x onerror=\"window.broken=%d\">&\u2028'";

  private static Path page;

  @BeforeAll
  static void writePage() {
    ExampleRun.write(folder.resolve("run"));
    page = page("run");
  }

  @Test
  void figuresAndTableAreDrawnWithoutAnErrorOrARequest() throws Exception {
    assertThat(figuresDrawn(page, "f.querySelector('.plot svg')")).hasSize(6);
    assertThat(rowCount()).isEqualTo(40);
    click("#values button.more", "Show all 70 rows"); // seven measures in each of ten layers
    assertThat(rowCount()).isEqualTo(7 * ExampleRun.LAYERS);
    assertThat(text("#values caption")).startsWith("70 of 270");
    assertThat(text("#values")).contains("all 20 neighbours of a point lie at distance 0");
    assertThat(text("#sentences"))
        .contains(
            "At n = 1,000 the input itself reads a PH dimension of 12.40 ± 0.37; inside the network it")
        .contains(
            "The same at n = 250 and 500; the fall is 11.12, 12.51, 13.90 at n = 250, 500, 1,000.")
        .contains("The lower value at block9/Relu_output_0 (2.300 ± 0.069) is bounded by its 10")
        .contains("Not converged in 7 of 10 layers")
        .contains("Estimators of the dimension disagree beyond their errors")
        .contains("rises from 16.00 ± 0.48");
    assertQuiet();
    keepScreenshot("light");
  }

  @Test
  void theProfileHasALineForEachMeasureAndForEachClass() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(lineCount()).isEqualTo(3); // PH, TwoNN, MLE
    click("#depth-profiles button", "H0 lifespan sum");
    browser.evaluate(
        "document.querySelectorAll('#depth-profiles input[type=checkbox]')[1].click()");
    browser.settle();
    assertThat(lineCount()).isEqualTo(1 + ExampleRun.CLASSES);
    click("#depth-profiles .chip", "class 3");
    assertThat(lineCount()).isEqualTo(ExampleRun.CLASSES);
    click("#depth-profiles button", "Layers");
    assertThat(text("#figure-profile .plot")).contains("block4");
    assertQuiet();
    keepScreenshot("classes");
  }

  @Test
  void lifespanSumsAreShownWithTheInputOnlyOnDemand() throws Exception {
    browser.open(page, 1200, 900, false);
    click("#depth-profiles button", "H1 lifespan sum");
    assertThat(text("#figure-profile figcaption")).contains("the input has 3,072");
    assertThat(pointCount()).isEqualTo(ExampleRun.LAYERS - 1);
    browser.evaluate("document.querySelector('#depth-profiles input[type=checkbox]').click()");
    browser.settle();
    assertThat(pointCount()).isEqualTo(ExampleRun.LAYERS);
    click("#depth-profiles button", "All dimensions");
    assertThat(pointCount()).isEqualTo(ExampleRun.LAYERS);
    assertQuiet();
  }

  @Test
  void coordinatesDoNotStretchTheAxis() throws Exception {
    browser.open(page, 1200, 900, false);
    for (String figure : List.of("profile", "overview")) {
      String extent =
          "window.echarts.getInstanceByDom(document.querySelector('#figure-%s .plot')).getModel().getComponent('yAxis', 0).axis.scale.getExtent()[1]"
              .formatted(figure);
      assertThat(browser.evaluate(extent).asDouble()).as(figure).isBetween(20.0, 50.0);
      assertThat(text("#figure-%s .plot".formatted(figure))).contains("coordinates");
    }
    assertQuiet();
  }

  @Test
  void pointerAndArrowKeysReadALayer() throws Exception {
    browser.open(page, 1200, 900, false);
    browser.evaluate("document.querySelector('#figure-profile .plot').focus()");
    browser.press("ArrowRight");
    browser.settle();
    assertThat(text("#figure-profile [aria-live]"))
        .contains("block0")
        .contains("PH dimension 12.40 ± 0.37");
    assertThat(text("#figure-profile [aria-live]")).contains("(not converged)");
    assertThat(text("#figure-profile .tip"))
        .contains("128 × 32 × 32")
        .contains("n = 1,000")
        .contains("95 % interval of the estimator at this n")
        .contains("9.92, 11.16, 12.40 at n = 250, 500, 1,000: not converged");
    assertThat(text("#figure-profile .plot")).contains("coordinates");
    assertThat(text("#figure-overview .plot")).contains("coordinates");
    assertQuiet();
  }

  @Test
  void diagramsFollowTheSlider() throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(text("#figure-diagram h3")).contains("block3").contains("all points");
    assertThat(text("#figure-diagram figcaption")).contains("249 finite bars and 1 essential");
    assertThat(text("#figure-diagram .plot")).contains("∞");
    browser.evaluate(
        "(() => { const s = document.querySelector('#persistence input[type=range]'); s.value = 2; s.dispatchEvent(new Event('input')); })()");
    browser.evaluate(
        "(() => { const s = document.querySelector('#persistence select'); s.value = '4'; s.dispatchEvent(new Event('change')); })()");
    assertThat(text("#figure-diagram h3")).contains("block2").contains("class 4");
    assertThat(text("#figure-diagram figcaption")).contains("99 finite bars and 1 essential");
    assertQuiet();
  }

  @Test
  void theTableSortsAndFilters() throws Exception {
    browser.open(page, 1200, 900, false);
    click("#values th button", "Estimate");
    assertThat(firstCell(4)).isEqualTo("0.0500");
    click("#values th button", "Estimate");
    assertThat(firstCell(4)).isEqualTo("410.0");
    browser.evaluate(
        "(() => { const s = document.querySelector('#values input[type=search]'); s.value = 'distance 0'; s.dispatchEvent(new Event('input')); })()");
    assertThat(rowCount()).isEqualTo(1);
    assertQuiet();
  }

  @Test
  void figuresAreSavedAsSvgAndPng() throws Exception {
    Path downloads = Files.createDirectories(folder.resolve("downloads"));
    browser.open(page, 1200, 900, false);
    browser.downloadTo(downloads);
    click("#figure-profile .saves button", "SVG");
    Path svg = downloaded(downloads.resolve("intrinsic-dimension-along-the-network.svg"));
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    assertThat(svg).content().contains("Intrinsic dimension").contains("TwoNN");
    click("#figure-profile .saves button", "PNG");
    Path png = downloaded(downloads.resolve("intrinsic-dimension-along-the-network.png"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(png)));
    assertThat(image.getWidth()).isEqualTo(1920);
    assertThat(browser.complaints()).isEmpty();
    String kept = System.getProperty("nervure.screenshots");
    if (kept != null) {
      Files.write(Path.of(kept, "saved.png"), Files.readAllBytes(png));
    }
  }

  @Test
  void darkAndLightFollowTheSystemAndTheButton() throws Exception {
    browser.open(page, 1200, 900, true);
    assertThat(background()).isEqualTo("rgb(18, 23, 29)");
    keepScreenshot("dark");
    browser.evaluate("document.getElementById('theme').click()");
    browser.settle();
    assertThat(background()).isEqualTo("rgb(255, 255, 255)");
    assertQuiet();
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() throws Exception {
    assertFitsAPhone(page, "figure svg");
    keepScreenshot("phone");
  }

  @Test
  void hostileNamesAreShownAsText() throws Exception {
    ExampleRun.write(
        folder.resolve("hostile"),
        "/tmp/{{data}} " + HOSTILE.formatted(0),
        HOSTILE,
        "<!--<script>" + HOSTILE);
    browser.open(page("hostile"), 1200, 900, false);
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(browser.evaluate("typeof window.broken").asText()).isEqualTo("undefined");
    click("#values button.more", "Show all 70 rows");
    assertThat(text("#values"))
        .contains("</script><img src=x onerror=\"window.broken=3\">&\u2028'");
    assertThat(text("h1")).contains("onerror");
    JsonNode centre =
        browser.evaluate(
            "(() => { const p = document.querySelector('#figure-classes .plot'); p.scrollIntoView({ behavior: 'instant', block: 'center' }); const r = p.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height * 0.4]; })()");
    browser.pointAt(centre.get(0).asDouble(), centre.get(1).asDouble());
    assertThat(text("#figure-classes .tip")).contains("<!--<script></script><img");
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertQuiet();
  }

  @Test
  void anAddedFigureIsDrawnAndItsReadingStandsAtTheEnd() throws Exception {
    Path out = folder.resolve("added.html");
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Files.writeString(out, Page.of(new StoredRun(run), List.of(new SampleCount())));
    }
    browser.open(out, 1200, 900, false);
    assertThat(text("#sample-count strong")).isEqualTo("1,000");
    assertThat(text("#readings .reading p")).isEqualTo("More samples make narrower bands.");
    assertThat(text("#links")).startsWith("Samples");
    assertQuiet();
  }

  @Test
  void aRunWithoutResultsSaysSo() throws Exception {
    RunDirectory.create(folder.resolve("empty")).close();
    browser.open(page("empty"), 1200, 900, false);
    assertThat(text("#findings")).contains("This run has no values yet.");
    assertThat(browser.evaluate("document.querySelectorAll('figure').length").asInt()).isZero();
    assertQuiet();
  }

  private static int lineCount() throws Exception {
    return lines("length");
  }

  /** Points of the first line. */
  private static int pointCount() throws Exception {
    return lines("[0].data.length");
  }

  private static int lines(String property) throws Exception {
    return browser
        .evaluate(
            "(() => { const c = window.echarts.getInstanceByDom(document.querySelector('#figure-profile .plot')); return c.getOption().series.filter((s) => s.type === 'line')%s; })()"
                .formatted(property.startsWith("[") ? property : "." + property))
        .asInt();
  }

  private static int rowCount() throws Exception {
    return browser.evaluate("document.querySelectorAll('#values tbody tr').length").asInt();
  }

  private static String firstCell(int column) throws Exception {
    return browser
        .evaluate("document.querySelector('#values tbody tr').cells[" + column + "].textContent")
        .asText();
  }

  private static String background() throws Exception {
    return browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
  }

  private static Path downloaded(Path file) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && !(Files.exists(file) && Files.size(file) > 0)) {
      Thread.sleep(50);
    }
    assertThat(file).exists();
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isNotEmpty();
    return file;
  }
}
