package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A browser for the tests of one class; they are skipped where there is none. */
abstract class PageInBrowser {
  @TempDir(cleanup = CleanupMode.NEVER)
  static Path folder; // a browser that is closing may still write into its profile

  static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    Optional<Path> executable = Browser.installed();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "no Chromium on the path and CHROMIUM is not set: the page is not tested in a browser");
    browser = new Browser(executable.get(), folder.resolve("profile"));
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  /** Writes the page of a run beside it. */
  static Path page(String run) {
    Path out = folder.resolve(run + ".html");
    try (RunDirectory directory = RunDirectory.open(folder.resolve(run))) {
      HtmlReport.write(directory, out);
    }
    return out;
  }

  /**
   * Opens a page and sees that all its figures are drawn, and none too small to be read.
   *
   * @param picture a script for what a figure {@code f} shows
   * @return the names of the figures
   */
  static List<String> figuresDrawn(Path page, String picture) throws Exception {
    browser.open(page, 1200, 900, false);
    assertThat(browser.evaluate("document.documentElement.dataset.drawn").asText())
        .isEqualTo("true");
    JsonNode figures =
        browser.evaluate(
            "[...document.querySelectorAll('figure')].map((f) => { const s = (%s).getBoundingClientRect(); return [f.id, s.width, s.height]; })"
                .formatted(picture));
    List<String> names = new ArrayList<>();
    for (JsonNode figure : figures) {
      String name = figure.get(0).asText();
      assertThat(figure.get(1).asDouble()).as(name).isGreaterThan(300);
      assertThat(figure.get(2).asDouble()).as(name).isGreaterThan(150);
      names.add(name);
    }
    return names;
  }

  /**
   * Opens a page on a phone and sees that nothing lies outside the screen.
   *
   * @param pictures selector of what could be too wide
   */
  static void assertFitsAPhone(Path page, String pictures) throws Exception {
    browser.open(page, 390, 844, false);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('%s')].filter((s) => s.getBoundingClientRect().right > 391).length"
                        .formatted(pictures))
                .asInt())
        .isZero();
    assertQuiet();
  }

  /** No script failed, nothing but the page itself was read, and every figure has a value. */
  static void assertQuiet() throws Exception {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
    assertThat(browser.requests().stream().filter(address -> address.startsWith("file:")))
        .hasSize(1);
    assertThat(browser.evaluate("document.documentElement.innerText").asText())
        .doesNotContain("NaN")
        .doesNotContain("undefined");
  }

  /** Kept where the system property {@code nervure.screenshots} names a folder. */
  static void keepScreenshot(String name) throws Exception {
    String kept = System.getProperty("nervure.screenshots");
    if (kept != null) {
      Files.createDirectories(Path.of(kept));
      Files.write(Path.of(kept, name + ".png"), browser.screenshot());
    }
  }

  static String text(String selector) throws Exception {
    return browser
        .evaluate(
            "[...document.querySelectorAll('"
                + selector
                + "')].map((e) => e.textContent).join(' ')")
        .asText();
  }

  static void click(String selector, String label) throws Exception {
    boolean found =
        browser
            .evaluate(
                "(() => { const b = [...document.querySelectorAll('%s')].find((e) => e.textContent.trim() === '%s'); if (b) b.click(); return !!b; })()"
                    .formatted(selector, label))
            .asBoolean();
    assertThat(found).as(selector + " with the text " + label).isTrue();
    browser.settle();
  }
}
