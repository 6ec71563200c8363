package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxFiles;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a file, the answer is a typed exception or a graph: no hang, no dead process,
 * no other exception.
 */
@Timeout(120)
class DamagedModelsTest {

  private static final int SMALL = 300_000;
  private static final int FLIPS = 400;

  @TempDir Path folder;

  @Test
  void filesCutAnywhere() throws IOException {
    cutEverywhere(OnnxFiles.convolutional().toByteArray(), 1000);
    for (Path file : SharedData.files("models", ".onnx")) {
      if (Files.size(file) < SMALL && !file.toString().contains("zoo")) {
        cutEverywhere(Files.readAllBytes(file), 100);
      }
    }
  }

  private void cutEverywhere(byte[] bytes, int steps) throws IOException {
    Path file = folder.resolve("cut.onnx");
    for (int i = 1; i < steps; i++) {
      Files.write(file, Arrays.copyOf(bytes, (int) ((long) bytes.length * i / steps)));
      try {
        Graph graph = OnnxReader.read(file);
        assertThat(graph.nodes()).isNotEmpty();
      } catch (BadModelException e) {
        assertThat(e.where()).contains("cut.onnx");
        assertThat(e.what()).isNotEmpty();
      }
    }
  }

  @Test
  void filesWithFlippedBitsAreReadOrRefused() throws IOException {
    flip(OnnxFiles.convolutional().toByteArray(), 11, FLIPS, this::readOnly);
    for (Path file : SharedData.files("models/engine-fixtures", ".onnx")) {
      if (Files.size(file) < SMALL) {
        flip(Files.readAllBytes(file), 12, FLIPS / 4, this::readOnly);
      }
    }
  }

  private void readOnly(Path file) {
    assertThat(OnnxReader.read(file).nodes()).isNotEmpty();
  }

  @Test
  void filesWithFlippedBitsRunOrFailWithATypedException() throws IOException {
    flip(OnnxFiles.convolutional().toByteArray(), 13, FLIPS, this::run);
  }

  private void run(Path file) {
    try (Model model = Model.load(file)) {
      NdArray batch = NdArray.of(new float[72], 2, 1, 6, 6);
      assertThat(model.predict(batch).size()).isPositive();
      assertThat(model.defaultLayers()).isNotEmpty();
    } catch (ModelFailedException | IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private interface Use {
    void of(Path file);
  }

  private void flip(byte[] bytes, long seed, int count, Use use) throws IOException {
    RandomStream random = RandomStream.seeded(seed);
    Path file = folder.resolve("flipped.onnx");
    for (int i = 0; i < count; i++) {
      byte[] damaged = bytes.clone();
      for (int k = 0; k <= random.nextInt(3); k++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      try {
        use.of(file);
      } catch (BadModelException e) {
        assertThat(e.where()).contains("flipped.onnx");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", flip " + i, e);
      }
    }
  }

  @Test
  void operatorsThatAreNotSupportedAreNamedWithNodeAndFile() throws IOException {
    Path file =
        OnnxFiles.write(
            folder,
            OnnxFiles.model(
                    OnnxFiles.graph(
                        OnnxFiles.node("ImageDecoder", "x", "h"),
                        OnnxFiles.node("FusedGelu", "h", "y").setDomain("com.microsoft")))
                .build());
    try (Model model = Model.load(file)) {
      throw new AssertionError(model.graph().name() + " was read");
    } catch (BadModelException e) {
      assertThat(List.of(e.getMessage()))
          .allMatch(m -> m.contains("ImageDecoder (node the_ImageDecoder) decodes image files"))
          .allMatch(m -> m.contains("com.microsoft.FusedGelu (node the_FusedGelu)"))
          .allMatch(m -> m.contains("model.onnx"));
    }
  }
}
