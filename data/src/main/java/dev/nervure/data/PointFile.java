package dev.nervure.data;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.table.TableOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A point cloud in a file, one point a row: an {@code .npy} array at its own precision, a table of
 * text as it is written (float64), or any other data that {@link DataSource} opens, as float32; so
 * is what is normalised. Further axes are flattened. Immutable and safe for use by several threads.
 *
 * <p>Memory: an {@code .npy} file stays mapped; for the rest see {@link LabelledSamples}.
 */
public final class PointFile {
  private final String location;
  private final LabelledSamples samples;

  /** The array as it is; null where the values are those of the samples. */
  private final @Nullable StoredArray array;

  private PointFile(String location, LabelledSamples samples, @Nullable StoredArray array) {
    this.location = location;
    this.samples = samples;
    this.array = array;
  }

  /**
   * Opens a file, a table as a table of points.
   *
   * @param location file, or folder of samples
   * @throws BadDataException if it holds no samples
   */
  public static PointFile open(String location, DataOptions options) {
    LabelledSamples samples =
        DataSource.open(location, options.withTableUse(TableOptions.Use.POINTS));
    boolean asItIs =
        location.endsWith(".npy")
            && options.format() == Format.AUTO
            && samples.normalization() == null;
    return new PointFile(location, samples, asItIs ? NpyReader.open(Path.of(location)) : null);
  }

  /** Where it lies, as given. */
  public String location() {
    return location;
  }

  /** The points with their labels; their values are rounded to float32. */
  public LabelledSamples samples() {
    return samples;
  }

  /** Coordinates of a point. */
  public int dimension() {
    int dimension = 1;
    for (int axis : samples.sampleShape()) {
      dimension = Math.multiplyExact(dimension, axis);
    }
    return dimension;
  }

  /**
   * Points at the precision of the file: float64 for float64 and whole numbers of arrays, and for
   * tables with numbers that float32 would round; else float32.
   *
   * @param rows positions in {@link #samples}, in any order
   * @return rows x coordinates
   */
  public NdArray read(int[] rows) {
    StoredArray stored = array;
    if (stored == null) {
      return samples.readPrecise(rows).reshape(rows.length, dimension());
    }
    int dimension = stored.rowSize();
    double[] doubles = {};
    float[] floats = {};
    for (int at = 0; at < rows.length; ) {
      int run = 1;
      while (at + run < rows.length && rows[at + run] == rows[at] + run) {
        run++;
      }
      NdArray block = stored.read(rows[at], rows[at] + run);
      int size = Math.multiplyExact(rows.length, dimension);
      if (block.type() == ElementType.FLOAT32) {
        floats = floats.length == 0 ? new float[size] : floats;
        System.arraycopy(block.floats(), 0, floats, at * dimension, run * dimension);
      } else {
        doubles = doubles.length == 0 ? new double[size] : doubles;
        System.arraycopy(block.doubles(), 0, doubles, at * dimension, run * dimension);
      }
      at += run;
    }
    return doubles.length > 0
        ? NdArray.of(doubles, rows.length, dimension)
        : NdArray.of(floats, rows.length, dimension);
  }
}
