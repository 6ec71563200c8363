package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every network that lies beside the project loads, runs one by one and in batches, and gives the
 * same in float64.
 */
class SharedModelsTest {

  /** float32 against float64 on networks of up to 100 layers. */
  private static final double FLOAT32 = 2e-4;

  private static final int SAMPLES = 2;

  @TestFactory
  List<DynamicTest> everyFileRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : SharedData.files("models", ".onnx")) {
      tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
    }
    return tests;
  }

  private static void run(Path file) {
    try (Model model = Model.load(file)) {
      int[] shape = model.inputShape();
      int[] batch = new int[shape.length + 1];
      batch[0] = SAMPLES;
      System.arraycopy(shape, 0, batch, 1, shape.length);
      int size = Arrays.stream(batch).reduce(1, (a, b) -> a * b);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) ((i * 7919L) % 1009) / 1009;
      }
      NdArray input = NdArray.of(values, batch);
      NdArray together = model.predict(input);
      assertThat(together.shape()[0]).isEqualTo(SAMPLES);
      // The networks of the zoo are many and alike.
      if (!file.toString().contains("zoo")) {
        compare(file, input.rows(0, 1), together.rows(0, 1));
      }
      List<Layer> defaults = model.defaultLayers();
      assertThat(defaults).hasSizeBetween(2, 60);
      if (model.graph().inputs().get(0).type() != ElementType.INT64) {
        assertThat(defaults.get(0)).isEqualTo(model.input());
      }
      assertThat(defaults.get(defaults.size() - 1)).isEqualTo(model.logits());
    }
  }

  private static void compare(Path file, NdArray sample, NdArray answer) {
    try (Model wide = Model.load(file, Precision.FLOAT64)) {
      double[] expected = wide.predict(sample).doubles();
      double[] actual = answer.doubles();
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(1);
      for (int i = 0; i < actual.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i]))
            .isLessThanOrEqualTo(FLOAT32 * Math.max(1, largest));
      }
    }
  }
}
