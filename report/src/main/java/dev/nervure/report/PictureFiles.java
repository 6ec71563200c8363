package dev.nervure.report;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.ProfileChart.Line;
import dev.nervure.report.view.DepthProfile;
import dev.nervure.report.view.MeasureParameters;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The depth profiles of a run as picture files, drawn without a browser: {@code overview}, the
 * measures side by side, and one file for each measure. Lines are values over all points or means
 * over classes; bands are 95 % intervals of the estimator at this n. Lifespan sums are drawn
 * without the network's input, whose points have another number of coordinates.
 */
public final class PictureFiles {
  private static final int PANEL_WIDTH = 460;
  private static final int PANEL_HEIGHT = 300;
  private static final int MARGIN = 14;
  private static final int HEADING = 34;

  private PictureFiles() {}

  /** A kind of picture file. */
  public enum Format {
    /** Vectors; colours follow the reader's light or dark setting. */
    SVG,
    /** Pixels, two for each unit, on white. */
    PNG
  }

  /**
   * Draws all pictures.
   *
   * @param run open for reading or writing
   * @param folder made where it is missing; files of the same name are replaced
   * @param formats which files are written
   * @return the files, the overview first; empty for a run without a single estimate
   * @throws dev.nervure.run.ResourceException when a file cannot be written
   */
  public static List<Path> write(RunDirectory run, Path folder, Set<Format> formats) {
    Map<String, List<ProfileChart>> figures = figures(run.results().ofShownSubject());
    String heading = heading(run);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<ProfileChart>> figure : figures.entrySet()) {
      for (Format format : Format.values()) {
        if (formats.contains(format)) {
          Path file =
              folder.resolve(figure.getKey() + "." + format.name().toLowerCase(Locale.ROOT));
          writeFigure(figure.getValue(), heading, format, file);
          files.add(file);
        }
      }
    }
    return files;
  }

  private static void writeFigure(
      List<ProfileChart> panels, String heading, Format format, Path file) {
    int columns = panels.size() == 1 ? 1 : 2;
    int rows = (panels.size() + columns - 1) / columns;
    int width = columns * PANEL_WIDTH + 2 * MARGIN;
    int height = rows * PANEL_HEIGHT + 2 * MARGIN + HEADING;
    try {
      switch (format) {
        case SVG -> {
          SvgDrawing drawing = new SvgDrawing(width, height, heading);
          draw(panels, columns, heading, drawing);
          WholeFile.write(file, drawing.svg().getBytes(StandardCharsets.UTF_8));
        }
        case PNG -> {
          RasterDrawing drawing = new RasterDrawing(width, height);
          draw(panels, columns, heading, drawing);
          WholeFile.write(file, drawing.png());
        }
      }
    } catch (IOException e) {
      throw WholeFile.cannotWrite(file, e);
    }
  }

  private static void draw(
      List<ProfileChart> panels, int columns, String heading, Drawing drawing) {
    drawing.text(
        MARGIN + 4, MARGIN + 14, heading, 13, false, Drawing.Anchor.START, Drawing.Ink.MUTED);
    for (int i = 0; i < panels.size(); i++) {
      panels
          .get(i)
          .draw(
              drawing,
              MARGIN + (i % columns) * PANEL_WIDTH,
              MARGIN + HEADING + (i / columns) * PANEL_HEIGHT,
              PANEL_WIDTH,
              PANEL_HEIGHT);
    }
  }

  /** File names and panels. */
  private static Map<String, List<ProfileChart>> figures(Results results) {
    List<DepthProfile> overall =
        DepthProfile.of(results.layers(), results.measures()).stream()
            .filter(DepthProfile::isOverall)
            .toList();
    List<ProfileChart> overview = new ArrayList<>();
    overview.add(chart("Intrinsic dimension", overall, byDefault(Family.DIMENSION)));
    for (Family family : List.of(Family.LIFESPAN, Family.SEPARATION)) {
      for (Measure measure : byDefault(family)) {
        overview.add(chart(measure.title(), overall, List.of(measure)));
      }
    }
    overview.removeIf(ProfileChart::isEmpty);
    Map<String, List<ProfileChart>> figures = new LinkedHashMap<>();
    if (!overview.isEmpty()) {
      figures.put("overview", overview);
    }
    for (String name : overall.stream().map(DepthProfile::measure).distinct().toList()) {
      Measure measure = Measures.named(name);
      ProfileChart chart = chart(measure.title(), overall, List.of(measure));
      if (!chart.isEmpty()) {
        figures.put(fileName(name), List.of(chart));
      }
    }
    return figures;
  }

  private static List<Measure> byDefault(Family family) {
    return Measures.of(family).stream().filter(Measure::byDefault).toList();
  }

  private static ProfileChart chart(
      String title, List<DepthProfile> profiles, List<Measure> measures) {
    List<Line> lines = new ArrayList<>();
    String axis = "";
    for (Measure measure : measures) {
      axis = measure.axis();
      List<DepthProfile> same =
          profiles.stream().filter(profile -> profile.measure().equals(measure.name())).toList();
      for (DepthProfile profile : same) {
        String label = same.size() == 1 ? measure.title() : profile.convention();
        boolean inputCompares = measure.family() != Family.LIFESPAN;
        lines.add(new Line(label, inputCompares ? profile : profile.withoutInput()));
        if (measures.size() == 1 && same.size() == 1) {
          axis += aggregate(profile);
        }
      }
    }
    return new ProfileChart(title, axis, lines);
  }

  private static String aggregate(DepthProfile profile) {
    return profile.estimated().stream()
        .map(point -> MeasureParameters.aggregate(point.measure()))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text -> ", " + text)
        .orElse("");
  }

  private static String heading(RunDirectory run) {
    Manifest.Input model = run.manifest().inputs().get("model");
    Manifest.Input data = run.manifest().inputs().get("data");
    List<String> parts = new ArrayList<>();
    for (Manifest.Input input : new Manifest.Input[] {model, data}) {
      if (input != null) {
        parts.add(shortName(input.path()));
      }
    }
    parts.add(String.format(Locale.ROOT, "%,d samples", run.results().sampleCount()));
    return String.join(" · ", parts);
  }

  /** The last part of a path; of data that are made to order ({@code glyphs:...}) the kind. */
  private static String shortName(String path) {
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int colon = last.indexOf(':');
    return colon > 1 ? last.substring(0, colon) : last;
  }

  /** Measure names come from the database of the run; only these characters reach a file name. */
  private static String fileName(String measure) {
    return measure.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
