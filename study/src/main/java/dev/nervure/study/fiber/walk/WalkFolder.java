package dev.nervure.study.fiber.walk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.run.BadRunException;
import dev.nervure.study.fiber.picture.PlanePainter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of one walk, read back for a report: {@code walk.json} with its values, and the arrays
 * and tables beside it.
 */
public final class WalkFolder {
  /** The folder of the walk as published, beside a corrected one that it is compared with. */
  static final String PUBLISHED = "euler";

  /** Steps of a walk that a picture shows; more are finer than its pixels. */
  private static final int MOST_STEPS = 400;

  private final Path folder;
  private final JsonNode values;

  private WalkFolder(Path folder, JsonNode values) {
    this.folder = folder;
    this.values = values;
  }

  /** The file that is written last: a folder with it holds a whole walk. */
  public static final String LAST_FILE = WalkJson.FILE_NAME;

  /** Whether a folder holds a walk. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(LAST_FILE));
  }

  /**
   * Opens the files of a walk.
   *
   * @throws BadRunException when {@code walk.json} is damaged
   */
  public static WalkFolder open(Path folder) {
    return new WalkFolder(
        folder, ResultFile.values(folder.resolve(WalkJson.FILE_NAME), "shape", "walk again"));
  }

  /** The walk as published that this one is compared with; null where it stands alone. */
  public @Nullable WalkFolder published() {
    Path other = folder.resolve(PUBLISHED);
    return isAt(other) ? open(other) : null;
  }

  /** The values of the walk and what it was asked for, as {@code walk.json} has them. */
  public JsonNode values() {
    return values;
  }

  /** The frames of a walk among images, evenly along it by length; empty for other inputs. */
  public List<WalkFrame> frames() {
    WalkFrames frames = pictures();
    return frames == null
        ? List.of()
        : frames.along(array(WalkRecorder.LOGITS), values.path("frames").asInt(10), this::stepOf);
  }

  /**
   * The nearest crossing that was found from the end of a lift among images, as a frame after the
   * last one; null for other inputs, other walks and lifts that did not arrive.
   */
  public @Nullable WalkFrame nearest() {
    WalkFrames frames = pictures();
    if (frames == null || !Files.isRegularFile(folder.resolve(CrossingFiles.INPUT))) {
      return null;
    }
    return frames.beyond(
        array(CrossingFiles.INPUT).readAll().doubles(),
        values.path("steps").asInt() + 1,
        WalkJson.numbers(values.path("nearestLogits")));
  }

  /**
   * The input that a directed walk among images was to approach, as a frame without a step and
   * outputs; null for other inputs and other walks.
   */
  public @Nullable WalkFrame target() {
    double[] target = TargetFile.read(folder);
    WalkFrames frames = target == null ? null : pictures();
    return target == null || frames == null ? null : frames.beyond(target, -1, new double[0]);
  }

  /** Null where the inputs are no images. */
  private @Nullable WalkFrames pictures() {
    return WalkFrames.of(array(WalkRecorder.PATH), WalkJson.shape(values), WalkJson.box(values));
  }

  /** The points of a walk in the plane; null for inputs of another dimension. */
  public double @Nullable [][] plane() {
    StoredArray path = array(WalkRecorder.PATH);
    return path.rowSize() == 2 ? WalkPicture.points(path) : null;
  }

  /** The corners of the part of the plane that {@link #levels} shows: low, high. */
  public double[][] planeFrame() {
    return PlanePainter.frame(Objects.requireNonNull(plane()), WalkJson.box(values));
  }

  /** The picture of the map that is held, for walks in the plane. */
  public byte[] levels() {
    return ResultFile.bytes(folder.resolve(WalkPicture.LEVELS));
  }

  /** Outputs of the network along the path: step, then its logits. */
  public double[][] logitsByStep() {
    StoredArray logits = array(WalkRecorder.LOGITS);
    double[][] rows = new double[logits.rows()][];
    for (int i = 0; i < rows.length; i++) {
      double[] values = logits.read(i, i + 1).doubles();
      rows[i] = new double[values.length + 1];
      rows[i][0] = stepOf(i);
      System.arraycopy(values, 0, rows[i], 1, values.length);
    }
    return rows;
  }

  /**
   * The table of steps: step, length, step length, drift, smallest and largest singular value,
   * corrections; at most some hundred of them, the last one included.
   */
  public double[][] steps() {
    Path file = folder.resolve(WalkRecorder.STEPS);
    try {
      List<String> lines = Files.readAllLines(file);
      int count = lines.size() - 1;
      int stride = Math.max(1, (count + MOST_STEPS - 1) / MOST_STEPS);
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (i % stride == 0 || i == count - 1) {
          String[] cells = lines.get(i + 1).split(",");
          double[] row = new double[cells.length];
          for (int c = 0; c < row.length; c++) {
            row[c] = Double.parseDouble(cells[c]);
          }
          rows.add(row);
        }
      }
      return rows.toArray(new double[0][]);
    } catch (IOException | NumberFormatException e) {
      throw new BadRunException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private int stepOf(int row) {
    return values.path("pathSteps").path(row).asInt(row);
  }

  private StoredArray array(String name) {
    return NpyReader.open(folder.resolve(name));
  }
}
