package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trained networks on real images against the logits that PyTorch gave, and published networks
 * against their accuracies.
 */
class ReferenceLogitsTest {

  /** Two float32 implementations; logits are of the order 10. */
  private static final double LOGITS = 2e-4;

  /** One image more or less of 1000 may fall the other way. */
  private static final double ONE_IMAGE = 0.0015;

  private static NdArray idxImages(Path file, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(16);
      byte[] bytes = in.readNBytes(count * 784);
      return NdArray.of(unit(bytes), count, 1, 28, 28);
    }
  }

  private static byte[] idxLabels(Path file, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(8);
      return in.readNBytes(count);
    }
  }

  private static NdArray cifarImages(Path file, int count) throws IOException {
    try (InputStream in = open(file)) {
      byte[] images = new byte[count * 3072];
      for (int i = 0; i < count; i++) {
        in.skipNBytes(1);
        in.readNBytes(images, i * 3072, 3072);
      }
      return NdArray.of(unit(images), count, 3, 32, 32);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static float[] unit(byte[] bytes) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return values;
  }

  @TestFactory
  List<DynamicTest> logitsOfTheFirstTestImages() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path reference : SharedData.files("models", ".ref.npz")) {
      String name = reference.getFileName().toString().replace(".ref.npz", "");
      String path = reference.toString();
      boolean images =
          !path.contains("engine-fixtures") && !path.contains("ccpp") && !path.contains("squeeze");
      if (images) {
        tests.add(DynamicTest.dynamicTest(name, () -> compare(reference, name)));
      }
    }
    return tests;
  }

  private static void compare(Path reference, String name) throws IOException {
    Map<String, NdArray> arrays = NpzArrays.of(reference);
    String path = reference.toString();
    NdArray images;
    if (name.contains("cifar") || path.contains("cifar10")) {
      images =
          cifarImages(
              SharedData.files("datasets/cifar10", "test_batch_first700.bin.gz").get(0), 16);
    } else {
      String set = name.contains("fashion") ? "fashion-mnist" : "mnist";
      images = idxImages(SharedData.path("datasets/" + set + "/" + IMAGES), 16);
    }
    Path file = reference.resolveSibling(name + ".onnx");
    double[] expected = arrays.get("logits").doubles();
    try (Model model = Model.load(file)) {
      Layer output = model.layer(model.graph().outputs().get(0).name());
      // One batch on one thread, and batches of three side by side.
      for (int batch : new int[] {64, 3}) {
        double[] actual =
            Activations.of(model)
                .layers(List.of(output))
                .batchSize(batch)
                .collect(SampleBatches.of(images))
                .get(output)
                .doubles();
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i]).as("batches of %d", batch).isCloseTo(expected[i], within(LOGITS));
        }
      }
    }
  }

  private static final String IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String LABELS = "t10k-labels-idx1-ubyte.gz";

  /**
   * Files by other exporters, for one image at a time: accuracies that their folder states for
   * onnxruntime.
   */
  @ParameterizedTest
  @CsvSource({"colt_mnist_0.1, 0.978", "enpasos_djl_mnist, 0.987"})
  void publishedFilesReachTheirAccuracy(String name, double accuracy) throws IOException {
    Path file = SharedData.path("models/third-party/onnx-as-published/" + name + ".onnx");
    NdArray images = idxImages(SharedData.path("datasets/mnist/" + IMAGES), 1000);
    byte[] labels = idxLabels(SharedData.path("datasets/mnist/" + LABELS), 1000);
    try (Model model = Model.load(file)) {
      double[] logits = model.predict(images).doubles();
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        int best = 0;
        for (int c = 1; c < 10; c++) {
          best = logits[i * 10 + c] > logits[i * 10 + best] ? c : best;
        }
        right += best == labels[i] ? 1 : 0;
      }
      assertThat(right / 1000.0).isCloseTo(accuracy, within(ONE_IMAGE));
    }
  }

  @Test
  void squeezenetSeesWhatPyTorchSees() throws IOException {
    Path folder = SharedData.path("models/imagenet-squeezenet");
    String name = "squeezenet1_0_deepcompressed";
    Map<String, NdArray> reference = NpzArrays.of(folder.resolve(name + ".ref.npz"));
    try (Model model = Model.load(folder.resolve(name + ".onnx"))) {
      for (String picture : List.of("chelsea", "coffee")) {
        long[] pixels = reference.get(picture + "_u8").longs();
        int plane = 227 * 227;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
          for (int c = 0; c < 3; c++) {
            values[c * plane + i] = pixels[3 * i + c] / 255f;
          }
        }
        double[] logits = model.predict(NdArray.of(values, 1, 3, 227, 227)).doubles();
        double[] expected = reference.get(picture + "_logits").doubles();
        for (int i = 0; i < logits.length; i++) {
          assertThat(logits[i]).isCloseTo(expected[i], within(LOGITS));
        }
      }
    }
  }
}
