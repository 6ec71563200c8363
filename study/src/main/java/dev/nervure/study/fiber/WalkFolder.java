package dev.nervure.study.fiber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.fiber.Box;
import dev.nervure.run.BadRunException;
import dev.nervure.run.ToolVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of one walk, read back for a report: {@code walk.json} with its figures, and the arrays
 * and tables beside it.
 */
public final class WalkFolder {
  static final String FILE_NAME = "walk.json";

  /** The folder of the walk as published, beside a corrected one that it is compared with. */
  static final String PUBLISHED = "euler";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Steps of a walk that a figure shows; more are finer than its pixels. */
  private static final int MOST_STEPS = 400;

  private final Path folder;
  private final JsonNode figures;

  private WalkFolder(Path folder, JsonNode figures) {
    this.folder = folder;
    this.figures = figures;
  }

  /** Whether a folder holds a walk. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE_NAME));
  }

  /**
   * Opens the files of a walk.
   *
   * @throws BadRunException when {@code walk.json} is damaged
   */
  public static WalkFolder open(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    try {
      JsonNode figures = MAPPER.readTree(Files.readAllBytes(file));
      if (!figures.isObject() || !figures.path("shape").isArray()) {
        throw new BadRunException(file + " is damaged; walk again");
      }
      return new WalkFolder(folder, figures);
    } catch (IOException e) {
      throw new BadRunException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The walk as published that this one is compared with; null where it stands alone. */
  public @Nullable WalkFolder published() {
    Path other = folder.resolve(PUBLISHED);
    return isAt(other) ? open(other) : null;
  }

  /** Writes {@code walk.json}. */
  static void write(
      Path folder,
      WalkRequest request,
      HeldOutput held,
      WalkSource source,
      int[] shape,
      int[] steps,
      WalkOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nervure", ToolVersion.TEXT);
    json.put("model", source.model());
    json.put("data", source.data());
    json.put("index", source.index());
    json.put("label", source.label());
    json.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
    json.put("hold", held.name());
    json.put("method", request.method().text());
    json.put("requestedLength", request.length());
    json.put("step", request.step());
    json.put("seed", request.seed());
    json.put("box", box(request.box(), outcome.result().end().length));
    json.put("shape", shape);
    json.put("frames", request.frames());
    json.put("pathSteps", steps);
    json.putAll(outcome.json());
    PlainJson.write(folder.resolve(FILE_NAME), json);
  }

  /** Lows and highs, one of each where they are the same everywhere; null without bounds. */
  private static @Nullable Object box(Box box, int size) {
    if (!Double.isFinite(box.low(0)) || !Double.isFinite(box.high(0))) {
      return null;
    }
    boolean same = true;
    double[] low = new double[size];
    double[] high = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = box.low(i);
      high[i] = box.high(i);
      same &= low[i] == low[0] && high[i] == high[0];
    }
    return same
        ? Map.of("low", new double[] {low[0]}, "high", new double[] {high[0]})
        : Map.of("low", low, "high", high);
  }

  private Box box() {
    JsonNode box = figures.path("box");
    double[] low = numbers(box.path("low"));
    double[] high = numbers(box.path("high"));
    if (low.length == 0 || low.length != high.length) {
      return Box.NONE;
    }
    return low.length == 1 ? Box.uniform(low[0], high[0]) : Box.of(low, high);
  }

  /** The figures of the walk and what it was asked for, as {@code walk.json} has them. */
  public JsonNode figures() {
    return figures;
  }

  /**
   * A frame of the walk.
   *
   * @param step which step it shows
   * @param logits outputs of the network there
   * @param png the input as a picture, and its difference from the start
   */
  public record Frame(int step, double[] logits, byte[] picture, byte[] difference) {}

  /** The frames of a walk among images, evenly along it by length; empty for other inputs. */
  public List<Frame> frames() {
    ImageLayout layout = ImageLayout.of(shape());
    StoredArray path = array(WalkRecorder.PATH);
    if (layout == null || layout.size() != path.rowSize()) {
      return List.of();
    }
    StoredArray logits = array(WalkRecorder.LOGITS);
    InputPainter painter = new InputPainter(layout, box(), 1);
    double[] first = path.read(0, 1).doubles();
    double[] last = path.read(path.rows() - 1, path.rows()).doubles();
    double largest = InputPainter.largestDifference(first, last);
    List<Frame> frames = new ArrayList<>();
    for (int row : WalkPicture.frameRows(path, figures.path("frames").asInt(10))) {
      double[] values = path.read(row, row + 1).doubles();
      frames.add(
          new Frame(
              stepOf(row),
              logits.read(row, row + 1).doubles(),
              WalkPicture.png(painter.picture(values)),
              WalkPicture.png(painter.difference(values, first, largest))));
    }
    return frames;
  }

  /**
   * The nearest crossing that was found from the end of a lift among images, as a frame after the
   * last one; null for other inputs, other walks and lifts that did not arrive.
   */
  public @Nullable Frame nearest() {
    ImageLayout layout = ImageLayout.of(shape());
    if (layout == null || !Files.isRegularFile(folder.resolve(CrossingFiles.INPUT))) {
      return null;
    }
    double[] input = array(CrossingFiles.INPUT).readAll().doubles();
    StoredArray path = array(WalkRecorder.PATH);
    if (layout.size() != input.length || path.rowSize() != input.length) {
      return null;
    }
    InputPainter painter = new InputPainter(layout, box(), 1);
    double[] first = path.read(0, 1).doubles();
    double[] last = path.read(path.rows() - 1, path.rows()).doubles();
    return new Frame(
        figures.path("steps").asInt() + figures.path("nearestSteps").asInt(),
        numbers(figures.path("nearestLogits")),
        WalkPicture.png(painter.picture(input)),
        WalkPicture.png(
            painter.difference(input, first, InputPainter.largestDifference(first, last))));
  }

  /** The points of a walk in the plane; null for inputs of another dimension. */
  public double @Nullable [][] plane() {
    StoredArray path = array(WalkRecorder.PATH);
    return path.rowSize() == 2 ? WalkPicture.points(path) : null;
  }

  /** The corners of the part of the plane that {@link #levels} shows: low, high. */
  public double[][] planeFrame() {
    return PlanePainter.frame(Objects.requireNonNull(plane()), box());
  }

  /** The picture of the map that is held, for walks in the plane. */
  public byte[] levels() {
    return bytes(WalkPicture.LEVELS);
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
    return figures.path("pathSteps").path(row).asInt(row);
  }

  private int[] shape() {
    double[] shape = numbers(figures.path("shape"));
    int[] axes = new int[shape.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = (int) shape[i];
    }
    return axes;
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }

  private StoredArray array(String name) {
    return NpyReader.open(folder.resolve(name));
  }

  private byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new BadRunException("cannot read " + folder.resolve(name) + ": " + e.getMessage(), e);
    }
  }
}
