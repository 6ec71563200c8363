package dev.nervure.cli;

import dev.nervure.report.HtmlReport;
import dev.nervure.report.PictureFiles;
import dev.nervure.report.view.SingleResult;
import dev.nervure.run.BadRunException;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ReportPages;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.fiber.walk.ResultFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure report}: a run as one HTML page. */
@Command(
    name = "report",
    sortOptions = false,
    description = {
      "Writes a run as one HTML file that opens from disk without a network.",
      "RUN is what profile, fibers study or demo wrote; or the folder of a single walk or preimage."
    },
    footer = {
      "",
      "Examples:",
      "  nervure report runs/lenet",
      "  nervure report walks/7",
      "  nervure report runs/lenet --check",
      "  nervure report runs/lenet --out lenet.html --figures figures/"
    })
final class ReportCommand implements Callable<Integer> {
  static final String FILE_NAME = "report.html";

  private final Session session;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunArgument run;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The HTML file. Default: report.html in the run directory.")
  private @Nullable Path out;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Write each figure to this folder too, as SVG and PNG.")
  private @Nullable Path figures;

  @Option(
      names = "--check",
      fallbackValue = "true",
      description =
          "Write nothing; say whether the page shows the present results. Ends with 0 where it does, with 3 where it is stale or not there.")
  private boolean check;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path file = out == null ? run.folder.resolve(FILE_NAME) : out;
    if (check) {
      return checked(file);
    }
    List<String> pictures = new ArrayList<>();
    if (SingleResult.isAt(run.folder)) {
      if (figures != null) {
        throw new WrongUsageException(
            "--figures takes a run directory; the folder of a walk already has its picture");
      }
      HtmlReport.write(SingleResult.open(run.folder), file);
      return told(file, pictures);
    }
    try (RunDirectory opened = run.open()) {
      HtmlReport.write(opened, file);
      if (figures != null) {
        PictureFiles.write(opened, figures, EnumSet.allOf(PictureFiles.Format.class))
            .forEach(picture -> pictures.add(picture.toString()));
      }
    }
    return told(file, pictures);
  }

  /** Compares the fingerprint in the page with that of the results. */
  private int checked(Path file) {
    if (figures != null) {
      throw new WrongUsageException("--check writes nothing: leave out --figures");
    }
    String shown = ReportPages.fingerprint(file);
    String present = present();
    boolean current = shown != null && shown.equals(present);
    if (!current) {
      throw new BadRunException(
          (shown == null
                  ? file + ": no page of results"
                  : "%s is stale: it shows results %.8s, %s holds %.8s"
                      .formatted(file, shown, run.folder, present))
              + "\n'nervure report "
              + run.folder
              + (out == null ? "" : " --out " + out)
              + "' writes it again");
    }
    if (output.json) {
      session.print(PlainJson.indented(Map.of("report", file.toString(), "current", true)));
    } else {
      session.print(file + " shows the present results");
    }
    return ExitCode.OK.number();
  }

  private @Nullable String present() {
    if (SingleResult.isAt(run.folder)) {
      return ResultFolder.fingerprint(run.folder);
    }
    try (RunDirectory opened = run.open()) {
      return opened.results().hash();
    }
  }

  private int told(Path file, List<String> pictures) {
    if (output.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("report", file.toString());
      json.put("figures", pictures);
      session.print(PlainJson.indented(json));
    } else {
      session.print(file.toString());
      pictures.forEach(session::print);
    }
    session.note(output, "open it in a browser: " + file.toAbsolutePath().toUri());
    return ExitCode.OK.number();
  }
}
