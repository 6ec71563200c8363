package dev.nervure.report;

import dev.nervure.report.figure.Figure;
import dev.nervure.report.figure.Figures;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.StoredRun;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The report of a run, or of one walk or preimage: one HTML file that holds everything it shows. It
 * opens from disk, makes no request, and its content security policy lets nothing run but the
 * scripts that are written into it. It depends on the run alone: the same run gives the same bytes.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the report of a run. The file is replaced whole or not at all; its folder is made where
   * it is missing. About 1 MB for the chart library, and 10 bytes for each bar of a diagram.
   *
   * @param run open for reading or writing
   * @param out the HTML file
   * @throws dev.nervure.run.ResourceException when the file cannot be written
   */
  public static void write(RunDirectory run, Path out) {
    write(new StoredRun(run), out);
  }

  /**
   * Writes the report of what a view shows, for example of one walk; otherwise as {@link
   * #write(RunDirectory, Path)}.
   */
  public static void write(RunView run, Path out) {
    write(run, Figures.ALL, out);
  }

  /**
   * The same with other figures.
   *
   * @param figures in the order of the page, each with its script and text on the class path
   */
  public static void write(RunView run, List<Figure> figures, Path out) {
    write(Page.of(run, figures), out);
  }

  /**
   * The report of a run that is growing: as {@link #write(RunDirectory, Path)}, but a browser that
   * shows it loads it again.
   *
   * @param seconds after which it does so
   */
  public static void writeRefreshing(RunDirectory run, int seconds, Path out) {
    write(Page.refreshing(new StoredRun(run), Figures.ALL, seconds), out);
  }

  private static void write(String page, Path out) {
    try {
      WholeFile.write(out, page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw WholeFile.cannotWrite(out, e);
    }
  }

  /** The report as text. */
  public static String html(RunView run) {
    return Page.of(run, Figures.ALL);
  }
}
