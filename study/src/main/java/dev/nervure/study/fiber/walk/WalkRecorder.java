package dev.nervure.study.fiber.walk;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.fiber.WalkStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a walk while it is made: the points to {@code path.npy}, what is held to {@code
 * outputs.npy}, the figures of each step to {@code walk.csv}. The last point is always written.
 */
final class WalkRecorder implements WalkStep.Recorder, AutoCloseable {

  static final String PATH = "path.npy";
  static final String OUTPUTS = "outputs.npy";
  static final String LOGITS = "logits.npy";
  static final String STEPS = "walk.csv";

  /** Points that a thinned path keeps at least, once the walk has as many. */
  static final int FEWEST_KEPT = 40;

  private final NpyWriter points;
  private final NpyWriter outputs;
  private final Writer table;
  private final int every;
  private final List<Kept> kept = new ArrayList<>();
  private final List<Integer> written = new ArrayList<>();
  private int stride = 1;
  private @Nullable Kept last;

  /** A point in memory. */
  private record Kept(int index, double[] point, double[] value) {}

  /**
   * Begins the files.
   *
   * @param every every how many steps a point is written; 0 for 40 to 80 points evenly along the
   *     walk, which are kept in memory until it ends
   */
  WalkRecorder(Path folder, int inputSize, int outputSize, int every) {
    this.every = every;
    try {
      Files.createDirectories(folder);
      this.points = NpyWriter.create(folder.resolve(PATH), ElementType.FLOAT64, inputSize);
      this.outputs = NpyWriter.create(folder.resolve(OUTPUTS), ElementType.FLOAT64, outputSize);
      this.table = Files.newBufferedWriter(folder.resolve(STEPS));
      table.write("step,length,step_length,drift,sigma_min,sigma_max,corrections\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(WalkStep step) {
    Kept here = new Kept(step.index(), step.point().clone(), step.value().clone());
    last = here;
    if (every == 0) {
      keepThinned(here);
    } else if (step.index() % every == 0) {
      write(here);
      last = null;
    }
    try {
      table.write(
          step.index()
              + ","
              + step.length()
              + ","
              + step.stepLength()
              + ","
              + step.drift()
              + ","
              + step.smallestSingularValue()
              + ","
              + step.largestSingularValue()
              + ","
              + step.corrections()
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps every stride-th point; doubles the stride when there are too many. */
  private void keepThinned(Kept here) {
    if (here.index() % stride != 0) {
      return;
    }
    kept.add(here);
    last = null;
    if (kept.size() >= 2 * FEWEST_KEPT) {
      stride *= 2;
      last = here.index() % stride == 0 ? null : here;
      kept.removeIf(point -> point.index() % stride != 0);
    }
  }

  private void write(Kept point) {
    points.append(NdArray.of(point.point(), 1, point.point().length));
    outputs.append(NdArray.of(point.value(), 1, point.value().length));
    written.add(point.index());
  }

  /** Steps of the points that were written, once the files are closed. */
  int[] steps() {
    return written.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void close() {
    kept.forEach(this::write);
    if (last != null) {
      write(last);
    }
    points.close();
    outputs.close();
    try {
      table.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
