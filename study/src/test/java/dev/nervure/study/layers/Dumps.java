package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small dumps of made-up activations: classes that come apart layer by layer. */
public final class Dumps {
  public static final int CLASSES = 3;

  private Dumps() {}

  /**
   * Three layers of Gaussian clouds, one a class: {@code layer1} with 4 coordinates, {@code layer2}
   * as 6 maps of 2 x 3, {@code layer3} with 5 coordinates; labels in {@code labels.npy}.
   */
  public static ActivationDump write(Path folder, int samples, long seed) throws IOException {
    Files.createDirectories(folder);
    RandomStream random = RandomStream.seeded(seed);
    long[] labels = new long[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % CLASSES;
    }
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, samples));
    NpyWriter.write(folder.resolve("layer1.npy"), layer(labels, 0, random, samples, 4));
    NpyWriter.write(folder.resolve("layer2.npy"), layer(labels, 2, random, samples, 6, 2, 3));
    NpyWriter.write(folder.resolve("layer3.npy"), layer(labels, 8, random, samples, 5));
    return ActivationDump.open(folder, DataOptions.DEFAULT);
  }

  private static NdArray layer(long[] labels, double apart, RandomStream random, int... shape) {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float[] values = new float[size];
    int width = size / shape[0];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() + apart * labels[i / width]);
    }
    return NdArray.of(values, shape);
  }
}
