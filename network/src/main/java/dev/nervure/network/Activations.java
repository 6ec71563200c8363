package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.torch.LayerReader;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The activations of chosen layers for many samples, batch by batch. Only the chosen layers are
 * kept, everything else is released as soon as its last reader ran; native memory is bounded by one
 * batch a processor, and by fewer where batches are large. By default: the layers of {@link
 * Model#defaultLayers}, all their values, and batches of up to 64 samples whose kept values take at
 * most 256 MiB.
 *
 * <p>Immutable: the setters return changed copies.
 */
public final class Activations {

  /** Takes what a layer gave for a batch. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * @param rows as {@link Pooling} says, in the precision of the model
     * @param firstRow number of rows that this layer gave before
     */
    void accept(Layer layer, NdArray rows, long firstRow);
  }

  private static final int LARGEST_BATCH = 64;
  private static final long BATCH_BYTES = 256L << 20;
  private static final int NAMED_SAMPLES = 10;

  private final Model model;
  private final List<Layer> layers;
  private final Pooling pooling;
  private final int batchSize;

  private final boolean finiteOnly;

  private Activations(
      Model model, List<Layer> layers, Pooling pooling, int batchSize, boolean finiteOnly) {
    this.model = model;
    this.layers = layers;
    this.pooling = pooling;
    this.batchSize = batchSize;
    this.finiteOnly = finiteOnly;
  }

  public static Activations of(Model model) {
    return new Activations(model, List.of(), Pooling.FLATTEN, 0, true);
  }

  /** Which layers; results come in this order. */
  public Activations layers(List<Layer> chosen) {
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("at least one layer must be chosen");
    }
    return new Activations(
        model, chosen.stream().distinct().toList(), pooling, batchSize, finiteOnly);
  }

  public Activations pooling(Pooling chosen) {
    return new Activations(model, layers, chosen, batchSize, finiteOnly);
  }

  public Activations batchSize(int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1 but was " + samples);
    }
    return new Activations(model, layers, pooling, samples, finiteOnly);
  }

  /** Hands over NaN and infinite values like the others, instead of stopping at the first. */
  public Activations withNonFinite() {
    return new Activations(model, layers, pooling, batchSize, false);
  }

  /**
   * How many batches are in work at a time: one a processor, fewer where they are large. What a
   * batch holds is held as often.
   */
  public int batchesAtOnce() {
    return sideBySide().workers();
  }

  private List<Layer> wanted() {
    return layers.isEmpty() ? model.defaultLayers() : layers;
  }

  private BatchesSideBySide sideBySide() {
    List<Layer> wanted = wanted();
    int step = model.acceptsBatch() ? (batchSize > 0 ? batchSize : automaticBatch(wanted)) : 1;
    return new BatchesSideBySide(model, step, wanted);
  }

  /**
   * Evaluates all samples and hands each layer's rows over as they come, in order and on the
   * caller's thread. Batches are evaluated side by side, each on one thread, so that no value
   * depends on how many there are. O(batches in work) memory.
   *
   * @throws NonFiniteActivationsException if a layer gives NaN or infinite values; not {@link
   *     #withNonFinite}
   * @throws IllegalArgumentException if the samples do not fit the model's input
   */
  public void forEachBatch(SampleBatches source, Consumer consumer, Progress progress) {
    model.checkSamples(source.sampleShape());
    List<Layer> wanted = wanted();
    LayerReader reader = model.reader(wanted, pooling);
    long[] rowsSoFar = new long[wanted.size()];
    sideBySide()
        .run(
            source,
            "activations",
            progress,
            batch -> {
              List<NdArray> values = reader.read(batch);
              model.checkFirst(
                  batch,
                  values,
                  wanted.stream().map(layer -> "layer " + layer.name()).toList(),
                  (on, part) -> model.reader(on, wanted, pooling).read(part));
              return values;
            },
            (values, start, samples) -> {
              for (int i = 0; i < values.size(); i++) {
                NdArray rows = values.get(i);
                if (finiteOnly) {
                  checkFinite(wanted.get(i), rows, start, samples);
                }
                consumer.accept(wanted.get(i), rows, rowsSoFar[i]);
                rowsSoFar[i] += rows.shape()[0];
              }
            });
  }

  /** All rows of each layer in memory: samples (or samples times positions) by values. */
  public Map<Layer, NdArray> collect(SampleBatches source) {
    return collect(source, Progress.none());
  }

  /** All rows of each layer in memory, with progress. */
  public Map<Layer, NdArray> collect(SampleBatches source, Progress progress) {
    Map<Layer, List<NdArray>> parts = new LinkedHashMap<>();
    for (Layer layer : wanted()) {
      parts.put(layer, new ArrayList<>());
    }
    forEachBatch(
        source,
        (layer, rows, first) -> {
          List<NdArray> list = parts.get(layer);
          if (list != null) {
            list.add(rows);
          }
        },
        progress);
    Map<Layer, NdArray> joined = new LinkedHashMap<>();
    parts.forEach((layer, list) -> joined.put(layer, join(list)));
    return joined;
  }

  private static int automaticBatch(List<Layer> layers) {
    long bytes = 1;
    for (Layer layer : layers) {
      bytes += layer.size() * Double.BYTES;
    }
    return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_BYTES / bytes));
  }

  static NdArray join(List<NdArray> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    if (parts.isEmpty()) {
      return NdArray.of(new float[0], 0, 0);
    }
    int[] shape = parts.get(0).shape();
    long rows = 0;
    for (NdArray part : parts) {
      rows += part.shape()[0];
    }
    shape[0] = Math.toIntExact(rows);
    long size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    if (parts.get(0).type() == ElementType.FLOAT64) {
      double[] values = new double[Math.toIntExact(size)];
      int at = 0;
      for (NdArray part : parts) {
        System.arraycopy(part.doubles(), 0, values, at, (int) part.size());
        at += (int) part.size();
      }
      return NdArray.of(values, shape);
    }
    float[] values = new float[Math.toIntExact(size)];
    int at = 0;
    for (NdArray part : parts) {
      System.arraycopy(part.floats(), 0, values, at, (int) part.size());
      at += (int) part.size();
    }
    return NdArray.of(values, shape);
  }

  private static void checkFinite(Layer layer, NdArray rows, int firstSample, int samples) {
    long size = rows.size();
    int perSample = (int) (size / samples);
    boolean finite =
        rows.type() == ElementType.FLOAT64
            ? hasFiniteSum(rows.doubles())
            : hasFiniteSum(rows.floats());
    if (finite) {
      return;
    }
    int[] bad = new int[NAMED_SAMPLES];
    int found = 0;
    double[] values = rows.doubles();
    for (int s = 0; s < samples && found < NAMED_SAMPLES; s++) {
      for (int i = s * perSample; i < (s + 1) * perSample; i++) {
        if (!Double.isFinite(values[i])) {
          bad[found++] = firstSample + s;
          break;
        }
      }
    }
    // A sum of finite values may overflow.
    if (found > 0) {
      throw new NonFiniteActivationsException(layer.name(), Arrays.copyOf(bad, found));
    }
  }

  /**
   * NaN and infinity survive every addition. Four sums, so that the processor need not wait for
   * each.
   */
  private static boolean hasFiniteSum(float[] values) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int whole = values.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (int i = whole; i < values.length; i++) {
      a += values[i];
    }
    return Float.isFinite(a + b + c + d);
  }

  private static boolean hasFiniteSum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return Double.isFinite(sum);
  }
}
