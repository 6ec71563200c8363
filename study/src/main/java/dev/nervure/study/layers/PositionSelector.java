package dev.nervure.study.layers;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.PixelReach;
import dev.nervure.run.LayerResult;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the chosen positions out of the rows of a layer that has every position, while a pass
 * streams: memory is that of a batch. What is drawn for a sample depends on the seed, the index of
 * the layer and the number of the sample alone, so that networks of one architecture are seen at
 * the same positions. For one thread and one pass.
 */
final class PositionSelector {
  /** Raised when other positions are chosen than before. */
  static final int REVISION = 1;

  private final SelectionOptions selection;
  private final List<Integer> grid;
  private final int positions;
  private final int perSample;
  private final RandomStream stream;
  private final IntUnaryOperator originalIndex;
  private final @Nullable ForegroundRanking ranking;
  private int sample;

  /**
   * @param layer with its shape and the number of its channels
   * @param source whose samples the pass reads
   * @param options the selection, with seed and cap
   * @param reach of pixels into the layer; null for selections that do not ask for masks
   */
  PositionSelector(
      LayerResult layer,
      ActivationSource source,
      LayerOptions options,
      @Nullable PixelReach reach) {
    this(
        layer,
        source.size(),
        options,
        source::originalIndex,
        reach == null
            ? null
            : new ForegroundRanking(
                reach,
                Objects.requireNonNull(options.selection().masks()),
                options.selection().points() == PointSelection.BACKGROUND_1));
  }

  /** For tests too: of samples that come from no source. */
  PositionSelector(
      LayerResult layer,
      int samples,
      LayerOptions options,
      IntUnaryOperator originalIndex,
      @Nullable ForegroundRanking ranking) {
    this.originalIndex = originalIndex;
    this.ranking = ranking;
    selection = options.selection();
    grid = PooledShape.grid(layer);
    positions = PooledShape.positions(layer);
    perSample = selection.points().perSample(positions, samples, options.pointCap());
    stream = RandomStream.seeded(options.seed()).derive("selection").derive(layer.index());
  }

  /**
   * The chosen rows of the next samples, those of a sample in the order of their positions.
   *
   * @param rows (samples times positions) x channels
   */
  NdArray select(NdArray rows) {
    int samples = rows.shape()[0] / positions;
    int[] chosen = new int[samples * perSample];
    for (int i = 0; i < samples; i++) {
      int[] ofSample = chosen(rows, i * positions);
      Arrays.sort(ofSample);
      for (int j = 0; j < perSample; j++) {
        chosen[i * perSample + j] = i * positions + ofSample[j];
      }
      sample++;
    }
    return taken(rows, chosen);
  }

  /** Positions of the sample whose rows begin there. */
  private int[] chosen(NdArray rows, int from) {
    return switch (selection.points()) {
      case POOLED -> throw new IllegalStateException("no positions are chosen");
      case RANDOM -> new int[] {selection.draw(grid, stream.derive(sample))};
      case FULL -> stream.derive(sample).sampleWithoutReplacement(positions, perSample);
      case TOP_L2 -> new int[] {longest(rows, from)};
      case FOREGROUND_1, FOREGROUND_5, BACKGROUND_1 ->
          Objects.requireNonNull(ranking)
              .best(originalIndex.applyAsInt(sample), perSample, stream.derive(sample));
    };
  }

  /**
   * The first of the longest vectors. One with NaN or infinity counts as the longest, so that it is
   * seen and not left aside.
   */
  private int longest(NdArray rows, int from) {
    int best = 0;
    double most = -1;
    for (int position = 0; position < positions; position++) {
      double length = squaredLength(rows, from + position);
      if (!Double.isFinite(length)) {
        return position;
      }
      if (length > most) {
        most = length;
        best = position;
      }
    }
    return best;
  }

  private static double squaredLength(NdArray rows, int row) {
    int channels = rows.shape()[1];
    double sum = 0;
    if (rows.type() == ElementType.FLOAT64) {
      double[] values = rows.doubles();
      for (int i = row * channels; i < (row + 1) * channels; i++) {
        sum += values[i] * values[i];
      }
    } else {
      float[] values = rows.floats();
      for (int i = row * channels; i < (row + 1) * channels; i++) {
        sum += (double) values[i] * values[i];
      }
    }
    return sum;
  }

  private static NdArray taken(NdArray rows, int[] chosen) {
    int channels = rows.shape()[1];
    if (rows.type() == ElementType.FLOAT64) {
      double[] values = new double[chosen.length * channels];
      double[] all = rows.doubles();
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(all, chosen[i] * channels, values, i * channels, channels);
      }
      return NdArray.of(values, chosen.length, channels);
    }
    float[] values = new float[chosen.length * channels];
    float[] all = rows.floats();
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(all, chosen[i] * channels, values, i * channels, channels);
    }
    return NdArray.of(values, chosen.length, channels);
  }
}
