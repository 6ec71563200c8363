package dev.nervure.report;

import dev.nervure.run.ResourceException;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.fiber.walk.PreimageFolder;
import dev.nervure.study.fiber.walk.WalkFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The report of a run: one HTML file that holds everything it shows. It opens from disk, makes no
 * request, and its content security policy lets nothing run but the scripts that are written into
 * it. It depends on the run alone: the same run gives the same bytes.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the report of a run. The file is replaced whole or not at all; its folder is made where
   * it is missing. About 1 MB for the chart library, and 10 bytes for each bar of a diagram.
   *
   * @param run open for reading or writing
   * @param out the HTML file
   * @throws ResourceException when the file cannot be written
   */
  public static void write(RunDirectory run, Path out) {
    write(html(run), out);
  }

  /** Whether a folder holds one walk or one preimage instead of a run. */
  public static boolean isWalk(Path folder) {
    return WalkFolder.isAt(folder) || PreimageFolder.isAt(folder);
  }

  /**
   * Writes the report of one walk or preimage, a folder that {@code nervure fibers} wrote for one
   * input; otherwise as {@link #write(RunDirectory, Path)}.
   *
   * @throws dev.nervure.run.BadRunException when its files are damaged
   */
  public static void writeWalk(Path folder, Path out) {
    write(Page.fibers(FiberReportData.of(folder)), out);
  }

  private static void write(String html, Path out) {
    byte[] page = html.getBytes(StandardCharsets.UTF_8);
    try {
      WholeFile.write(out, page);
    } catch (IOException e) {
      throw WholeFile.cannotWrite(out, e);
    }
  }

  /** The report as text. */
  public static String html(RunDirectory run) {
    return run.manifest().study().equals("fibers")
        ? Page.fibers(FiberReportData.of(run))
        : Page.profile(ReportData.of(run));
  }
}
