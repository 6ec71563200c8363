package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.profile.ProfileStudy;
import dev.nervure.testing.FreshSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Positions by what they see of a mask: of a small residual network on images of noise. */
@ExtendWith(FreshSeed.class)
class ForegroundSelectionTest {
  private static final int SAMPLES = 40;
  private static final int SIDE = 16;
  private static final int PIXELS = SIDE * SIDE;

  @TempDir Path folder;

  private LabelledSamples images(Random random) {
    float[] values = new float[SAMPLES * 3 * PIXELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return written("images.npy", NdArray.of(values, SAMPLES, 3, SIDE, SIDE));
  }

  private LabelledSamples written(String name, NdArray array) {
    NpyWriter.write(folder.resolve(name), array);
    return DataSource.open(folder.resolve(name), DataOptions.DEFAULT);
  }

  /** A quarter of each image, the corner of which its number says. */
  private LabelledSamples corners() {
    float[] masks = new float[SAMPLES * PIXELS];
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int y = 0; y < SIDE / 2; y++) {
        for (int x = 0; x < SIDE / 2; x++) {
          int row = y + sample % 4 / 2 * SIDE / 2;
          masks[sample * PIXELS + row * SIDE + x + sample % 2 * SIDE / 2] = 1;
        }
      }
    }
    return written("masks.npy", NdArray.of(masks, SAMPLES, SIDE, SIDE));
  }

  private static Model network() {
    Architecture architecture = Architectures.named("resnet8");
    return Model.of(
        architecture.graph(architecture.defaults(List.of(3, SIDE, SIDE), 10), 1),
        Precision.FLOAT32);
  }

  private static LayerOptions options(PointSelection selection, LabelledSamples masks) {
    return LayerOptions.defaults()
        .withLayers("default")
        .withMeasures(List.of("twonn_dimension"))
        .withThreads(2)
        .withSelection(new SelectionOptions(selection, false, masks));
  }

  private float[] points(LabelledSamples images, LayerOptions options, String name)
      throws IOException {
    try (Model model = network();
        RunDirectory run = RunDirectory.create(folder.resolve(name))) {
      new StudyRunner(
              new ProfileStudy(NetworkSource.of(model, folder.resolve("x.onnx"), images), options))
          .run(run, Progress.none());
      LayerResult input = run.results().layers().get(0);
      assertThat(input.selection()).isEqualTo(options.selection().points().toString());
      assertThat(run.results().layers())
          .as("the logits have one position")
          .last()
          .extracting(LayerResult::selection)
          .isNull();
      var array = NpyReader.open(run.at(ActivationArrays.of(input).path()));
      return array.read(0, array.rows()).floats();
    }
  }

  /** The pixel of an image that has these three values. */
  private static int pixel(float[] image, float[] points, int row) {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      if (image[pixel] == points[3 * row] && image[PIXELS + pixel] == points[3 * row + 1]) {
        return pixel;
      }
    }
    throw new AssertionError("row " + row + " is no pixel of its image");
  }

  @Test
  void aPositionOfTheInputIsInTheForegroundOrOutsideIt(Random random) throws IOException {
    LabelledSamples images = images(random);
    LabelledSamples masks = corners();
    float[] foreground = points(images, options(PointSelection.FOREGROUND_1, masks), "fg");
    float[] five = points(images, options(PointSelection.FOREGROUND_5, masks), "five");
    float[] background = points(images, options(PointSelection.BACKGROUND_1, masks), "bg");
    assertThat(foreground).hasSize(3 * SAMPLES);
    assertThat(five).hasSize(15 * SAMPLES);
    int[] places = new int[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[] image = images.read(sample, sample + 1).floats();
      float[] mask = masks.read(sample, sample + 1).floats();
      places[sample] = pixel(image, foreground, sample);
      assertThat(mask[places[sample]]).isEqualTo(1);
      assertThat(mask[pixel(image, background, sample)]).isZero();
      for (int i = 0; i < 5; i++) {
        assertThat(mask[pixel(image, five, 5 * sample + i)]).isEqualTo(1);
      }
    }
    assertThat(Arrays.stream(places).distinct().count())
        .as(
            "among 64 equal pixels of each corner the place is drawn: 40 draws, hardly ever half the same")
        .isGreaterThan(SAMPLES / 2);
  }

  @Test
  void wrongMasksAreRefused(Random random) {
    LabelledSamples images = images(random);
    LabelledSamples small = written("small.npy", NdArray.of(new float[SAMPLES * 4], SAMPLES, 2, 2));
    assertThatThrownBy(() -> points(images, options(PointSelection.FOREGROUND_1, small), "a"))
        .hasMessageContaining("16 x 16");
    LabelledSamples few = written("few.npy", NdArray.of(new float[PIXELS], 1, SIDE, SIDE));
    assertThatThrownBy(() -> points(images, options(PointSelection.FOREGROUND_1, few), "b"))
        .hasMessageContaining("has 1 masks, but the data as opened")
        .hasMessageContaining("has 40 samples");
    LabelledSamples many =
        written("many.npy", NdArray.of(new float[2 * SAMPLES * PIXELS], 2 * SAMPLES, SIDE, SIDE));
    assertThatThrownBy(() -> points(images, options(PointSelection.FOREGROUND_1, many), "c"))
        .as("masks of other data, such as of the training part beside the test part")
        .hasMessageContaining("has 80 masks");
    assertThatThrownBy(() -> new SelectionOptions(PointSelection.FOREGROUND_1, false, null))
        .hasMessageContaining("--mask");
    assertThatThrownBy(() -> new SelectionOptions(PointSelection.RANDOM, false, small))
        .hasMessageContaining("asks for no masks");
    assertThatThrownBy(() -> new SelectionOptions(PointSelection.FOREGROUND_5, true, small))
        .hasMessageContaining("transposed");
  }

  @Test
  void aPlanCountsTheReachAndAsksAboutTheMasksItIsGiven(Random random) {
    LabelledSamples images = images(random);
    LabelledSamples few = written("few.npy", NdArray.of(new float[PIXELS], 1, SIDE, SIDE));
    try (Model model = network()) {
      NetworkSource source = NetworkSource.of(model, folder.resolve("x.onnx"), images);
      LayerOptions random1 =
          LayerOptions.defaults()
              .withSelection(new SelectionOptions(PointSelection.RANDOM, false, null));
      LayerOptions foreground = options(PointSelection.FOREGROUND_1, corners());
      long positions =
          source.layers(random1).stream()
              .mapToLong(PooledShape::positions)
              .filter(count -> count > 1)
              .sum();
      assertThat(source.memoryPerPass(foreground) - source.memoryPerPass(random1))
          .isGreaterThanOrEqualTo(8 * positions * PIXELS);
      assertThatThrownBy(() -> source.memoryPerPass(options(PointSelection.FOREGROUND_1, few)))
          .hasMessageContaining("has 1 masks");
    }
  }

  @Test
  void arraysWithoutANetworkAreRefused() throws IOException {
    var dump = Dumps.write(folder.resolve("dump"), 60, 1);
    LabelledSamples masks = written("m.npy", NdArray.of(new float[60 * 6], 60, 2, 3));
    assertThatThrownBy(
            () ->
                new ProfileStudy(
                        new DumpSource(dump, dump.samples()),
                        options(PointSelection.FOREGROUND_1, masks))
                    .phases())
        .hasMessageContaining("needs the network");
  }
}
