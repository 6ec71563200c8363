package dev.nervure.study.profile;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NonFiniteActivationsException;
import dev.nervure.network.Pooling;
import dev.nervure.network.Precision;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the activations of a batch so that one layer with NaN or infinite values does not stop the
 * others: a batch that has some is halved until single samples are left, and their rows in that
 * layer become NaN. What that means is decided where the points are used.
 */
final class BatchReader {
  private final Model model;
  private final Pooling pooling;
  private final SampleBatches samples;

  BatchReader(Model model, Pooling pooling, SampleBatches samples) {
    this.model = model;
    this.pooling = pooling;
    this.samples = samples;
  }

  /** Rows x coordinates of each layer for the samples {@code from} to {@code to} (exclusive). */
  Map<Layer, NdArray> read(List<Layer> layers, int from, int to, Progress progress) {
    progress.checkCancelled();
    try {
      Map<Layer, NdArray> found = new LinkedHashMap<>();
      Activations.of(model)
          .layers(layers)
          .pooling(pooling)
          .batchSize(to - from)
          .collect(SampleBatches.of(samples.read(from, to)))
          .forEach((layer, rows) -> found.put(layer, flat(rows)));
      return found;
    } catch (NonFiniteActivationsException e) {
      if (to - from == 1) {
        return withoutLayer(e.layer(), layers, from, progress);
      }
      int middle = (from + to) >>> 1;
      Map<Layer, NdArray> first = read(layers, from, middle, progress);
      Map<Layer, NdArray> second = read(layers, middle, to, progress);
      Map<Layer, NdArray> joined = new LinkedHashMap<>(first);
      second.forEach((layer, rows) -> joined.merge(layer, rows, BatchReader::joined));
      return joined;
    }
  }

  private Map<Layer, NdArray> withoutLayer(
      String name, List<Layer> layers, int sample, Progress progress) {
    Map<Layer, NdArray> found = new LinkedHashMap<>();
    List<Layer> others = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer.name().equals(name)) {
        found.put(layer, notNumbers(layer));
      } else {
        others.add(layer);
      }
    }
    if (!others.isEmpty()) {
      found.putAll(read(others, sample, sample + 1, progress));
    }
    return found;
  }

  private NdArray notNumbers(Layer layer) {
    int points = PooledShape.points(layer, pooling);
    int dimension = PooledShape.dimension(layer, pooling);
    if (model.precision() == Precision.FLOAT64) {
      double[] values = new double[points * dimension];
      Arrays.fill(values, Double.NaN);
      return NdArray.of(values, points, dimension);
    }
    float[] values = new float[points * dimension];
    Arrays.fill(values, Float.NaN);
    return NdArray.of(values, points, dimension);
  }

  /** Rows x everything else. */
  static NdArray flat(NdArray rows) {
    int count = rows.shape()[0];
    return rows.reshape(count, count == 0 ? 0 : Math.toIntExact(rows.size() / count));
  }

  private static NdArray joined(NdArray first, NdArray second) {
    int[] shape = first.shape();
    shape[0] += second.shape()[0];
    if (first.type() == ElementType.FLOAT64) {
      double[] values = Arrays.copyOf(first.doubles(), shape[0] * shape[1]);
      System.arraycopy(second.doubles(), 0, values, (int) first.size(), (int) second.size());
      return NdArray.of(values, shape);
    }
    float[] values = Arrays.copyOf(first.floats(), shape[0] * shape[1]);
    System.arraycopy(second.floats(), 0, values, (int) first.size(), (int) second.size());
    return NdArray.of(values, shape);
  }
}
