package dev.nervure.study.fiber.walk;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.fiber.preimage.IntervalPreimage;
import dev.nervure.fiber.preimage.LevelCurve;
import dev.nervure.fiber.preimage.Rectangle;
import dev.nervure.run.AtomicFile;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ToolVersion;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.picture.PlanePainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the files of a preimage: its curves, its pictures and {@code preimage.json}. */
final class PreimageFiles {
  static final String FILE_NAME = "preimage.json";
  static final String CURVES = "curves.csv";
  static final String CURVE_POINTS = "curves.npy";
  static final String PICTURE = "preimage.png";

  private final Path folder;
  private final HeldOutput held;
  private final Rectangle rectangle;

  /**
   * Files in a folder.
   *
   * @param held the map whose preimage it is
   * @param rectangle where it was searched
   */
  PreimageFiles(Path folder, HeldOutput held, Rectangle rectangle) {
    this.folder = folder;
    this.held = held;
    this.rectangle = rectangle;
  }

  /** Writes them all. */
  void write(PreimageOutcome outcome, double[] start, WalkSource source) {
    IntervalPreimage found = outcome.preimage();
    try {
      Files.createDirectories(folder);
      writeCurves(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] lowest = {rectangle.lowX(), rectangle.lowY()};
    double[] highest = {rectangle.highX(), rectangle.highY()};
    draw(found, new PlanePainter(held.map(), lowest, highest));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("nervure", ToolVersion.TEXT);
    file.put("model", source.model());
    file.put("data", source.data());
    file.put("index", source.index());
    file.put("hold", held.name());
    file.put("start", start);
    file.put("outputAtStart", held.map().value(start)[0]);
    file.put("planeLow", lowest);
    file.put("planeHigh", highest);
    file.putAll(outcome.values());
    PlainJson.write(folder.resolve(FILE_NAME), file);
  }

  private void draw(IntervalPreimage found, PlanePainter painter) {
    BufferedImage image = painter.band(found.low(), found.high());
    PngFile.write(image, folder.resolve(WalkPicture.LEVELS));
    for (LevelCurve curve : found.lowerCurves()) {
      painter.drawPath(image, curve.points());
    }
    for (LevelCurve curve : found.upperCurves()) {
      painter.drawPath(image, curve.points());
    }
    PngFile.write(image, folder.resolve(PICTURE));
  }

  private void writeCurves(IntervalPreimage found) throws IOException {
    StringBuilder table = new StringBuilder("curve,end,level,closed,length,x,y\n");
    try (NpyWriter points =
        NpyWriter.create(folder.resolve(CURVE_POINTS), ElementType.FLOAT64, 4)) {
      int number = 0;
      for (boolean lower : new boolean[] {true, false}) {
        for (LevelCurve curve : lower ? found.lowerCurves() : found.upperCurves()) {
          for (double[] point : curve.points()) {
            table.append(number).append(lower ? ",low," : ",high,").append(curve.level());
            table.append(',').append(curve.closed()).append(',').append(curve.length());
            table.append(',').append(point[0]).append(',').append(point[1]).append('\n');
            points.append(
                NdArray.of(new double[] {number, curve.level(), point[0], point[1]}, 1, 4));
          }
          number++;
        }
      }
    }
    AtomicFile.write(folder.resolve(CURVES), table.toString().getBytes(StandardCharsets.UTF_8));
  }
}
