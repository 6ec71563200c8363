package dev.nervure.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages beside results. A page carries the fingerprint of the results that it shows, and a
 * notice that says that they have changed since; the notice is hidden as long as they have not. So
 * nothing but the file itself is needed to see that it is stale.
 */
public final class ReportPages {
  /** The notice of a page, up to where its attributes differ. */
  private static final String NOTICE = "<p class=\"notice stale\" id=\"stale\"";

  /** How the notice begins in a page of the present results. */
  public static final String CURRENT_NOTICE = NOTICE + " hidden>";

  private static final String STALE_NOTICE = NOTICE + ">";

  private static final String FINGERPRINT = "<meta name=\"nervure-results\" content=\"";

  private ReportPages() {}

  /** The element that carries the fingerprint, in the head of a page. */
  public static String fingerprintElement(String fingerprint) {
    return FINGERPRINT + fingerprint + "\">";
  }

  /**
   * The fingerprint of the results that a page shows; null where it is no page of ours.
   *
   * @throws BadRunException when it cannot be read
   */
  public static @Nullable String fingerprint(Path page) {
    return Files.isRegularFile(page) ? fingerprint(text(page)) : null;
  }

  private static @Nullable String fingerprint(String text) {
    int at = text.indexOf(FINGERPRINT);
    int from = at + FINGERPRINT.length();
    return at < 0 ? null : text.substring(from, text.indexOf('"', from));
  }

  /**
   * Shows or hides the notice of every page in a folder.
   *
   * @param results fingerprint of the present results; null while they are changing
   * @return the pages that are stale
   * @throws ResourceException when a page cannot be written
   */
  public static List<Path> mark(Path folder, @Nullable String results) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .sorted()
          .filter(page -> isMarkedStale(page, results))
          .toList();
    } catch (IOException e) {
      throw new BadRunException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isMarkedStale(Path page, @Nullable String results) {
    String text = text(page);
    String shown = fingerprint(text);
    if (shown == null) {
      return false;
    }
    boolean stale = !shown.equals(results);
    String marked =
        stale
            ? text.replace(CURRENT_NOTICE, STALE_NOTICE)
            : text.replace(STALE_NOTICE, CURRENT_NOTICE);
    if (!marked.equals(text)) {
      try {
        AtomicFile.write(page, marked.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new ResourceException(
            "cannot mark %s as stale: %s".formatted(page, WriteFailure.reason(e)), e);
      }
    }
    return stale;
  }

  private static String text(Path page) {
    try {
      return new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadRunException("cannot read " + page + ": " + e.getMessage(), e);
    }
  }
}
