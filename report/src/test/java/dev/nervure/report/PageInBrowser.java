package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
