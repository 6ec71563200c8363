package dev.nervure.bench;

import dev.nervure.array.NdArray;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long do all activations of a network take for many images, copied into Java arrays? The peer
 * is {@code bench/peers/resnet18_torch.py activations}, which also writes the network.
 *
 * <p>Usage: {@code ActivationsBenchmark MODEL.onnx [images]}.
 */
public final class ActivationsBenchmark {

  private static final int BATCH = 50;
  private static final int REPEATS = 3;

  private ActivationsBenchmark() {}

  public static void main(String[] arguments) {
    int images = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    try (Model model = Model.load(Path.of(arguments[0]))) {
      SampleBatches samples = SampleBatches.of(random(images, model.inputShape()));
      List<Layer> layers = model.layers();
      for (Pooling pooling : List.of(Pooling.FLATTEN, Pooling.GLOBAL_AVERAGE)) {
        Activations activations =
            Activations.of(model).layers(layers).pooling(pooling).batchSize(BATCH);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
          long[] values = new long[1];
          long start = System.nanoTime();
          activations.forEachBatch(
              samples, (layer, rows, first) -> values[0] += rows.size(), Progress.none());
          double seconds = (System.nanoTime() - start) / 1e9;
          System.out.printf(
              Locale.ROOT,
              "nervure %s: %d images, %d edges, %d values/image: %.2f s, %.0f images/s%n",
              pooling,
              images,
              layers.size(),
              values[0] / images,
              seconds,
              images / seconds);
        }
      }
    }
  }

  private static NdArray random(int images, int[] shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = images;
    int size = images;
    for (int i = 0; i < shape.length; i++) {
      batch[i + 1] = shape[i];
      size *= shape[i];
    }
    float[] values = new float[size];
    RandomStream stream = RandomStream.seeded(1);
    for (int i = 0; i < size; i++) {
      values[i] = (float) stream.nextDouble();
    }
    return NdArray.of(values, batch);
  }
}
