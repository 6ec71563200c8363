package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Node;
import dev.nervure.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static NdArray take(Model model, String layer, Pooling pooling, NdArray x, int batch) {
    Layer wanted = model.layer(layer);
    return Activations.of(model)
        .layers(List.of(wanted))
        .pooling(pooling)
        .batchSize(batch)
        .collect(SampleBatches.of(x))
        .get(wanted);
  }

  @Test
  void poolings() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(1, 5, 2, 4, 4);
      NdArray maps = take(model, "x", Pooling.CHANNEL_MAPS, x, 2);
      assertThat(maps.shape()).containsExactly(5, 2, 4, 4);
      assertThat(maps.doubles()).containsExactly(x.doubles());
      assertThat(take(model, "x", Pooling.FLATTEN, x, 2).shape()).containsExactly(5, 32);
      NdArray average = take(model, "x", Pooling.GLOBAL_AVERAGE, x, 3);
      assertThat(average.shape()).containsExactly(5, 2);
      double sum = 0;
      for (int i = 0; i < 16; i++) {
        sum += x.doubles()[i];
      }
      assertThat(average.doubles()[0]).isCloseTo(sum / 16, ROUNDING);
      NdArray positions = take(model, "x", Pooling.SPATIAL, x, 2);
      assertThat(positions.shape()).containsExactly(80, 2);
      // Second position of the first sample: both channels.
      assertThat(positions.doubles()[2]).isEqualTo(x.doubles()[1]);
      assertThat(positions.doubles()[3]).isEqualTo(x.doubles()[17]);
    }
  }

  @Test
  void batchesOfAnySizeGiveTheSame() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(2, 7, 2, 4, 4);
      double[] whole = take(model, "r2", Pooling.FLATTEN, x, 7).doubles();
      for (int batch = 1; batch < 7; batch++) {
        assertThat(take(model, "r2", Pooling.FLATTEN, x, batch).doubles())
            .containsExactly(whole, ROUNDING);
      }
    }
  }

  @Test
  void rowsAreCountedPerLayerAndCancellingStops() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      List<String> seen = new ArrayList<>();
      Activations activations = Activations.of(model).layers(model.select("r0,y")).batchSize(2);
      SampleBatches samples = SampleBatches.of(SmallGraphs.random(3, 5, 2, 4, 4));
      activations.forEachBatch(
          samples,
          (layer, rows, first) -> seen.add(layer.name() + first + "+" + rows.shape()[0]),
          Progress.none());
      assertThat(seen).containsExactly("r00+2", "y0+2", "r02+2", "y2+2", "r04+1", "y4+1");
    }
  }

  @Test
  void tokensAreAveragedOverPositionsAndNotOverFeatures() {
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                Map.of("w", SmallGraphs.random(1, 4, 4)),
                SmallGraphs.edge("x", -1, 3, 4),
                "y",
                Node.of("MatMul", List.of("x", "w"), "h"),
                Node.of("Relu", List.of("h"), "y")),
            Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(2, 2, 3, 4);
      assertThat(AxisRole.letters(model.layer("y").axes())).isEqualTo("TC");
      assertThat(take(model, "y", Pooling.GLOBAL_AVERAGE, x, 2).shape()).containsExactly(2, 4);
      assertThat(take(model, "y", Pooling.SPATIAL, x, 2).shape()).containsExactly(6, 4);
    }
  }

  @Test
  void namesLayerAndSamplesThatAreNotFinite() {
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                Map.of(), SmallGraphs.edge("x", -1, 2), "y", Node.of("Log", List.of("x"), "y")),
            Precision.FLOAT32)) {
      float[] values = new float[60];
      for (int i = 0; i < 60; i++) {
        values[i] = i == 9 ? 0 : i > 35 ? -1 : 1;
      }
      assertThatThrownBy(
              () ->
                  Activations.of(model)
                      .layers(model.select("y"))
                      .collect(SampleBatches.of(NdArray.of(values, 30, 2))))
          .isInstanceOfSatisfying(
              NonFiniteActivationsException.class,
              e -> {
                assertThat(e.layer()).isEqualTo("y");
                assertThat(e.samples()).containsExactly(4, 18, 19, 20, 21, 22, 23, 24, 25, 26);
              });
    }
  }

  /** 2,000 batches must not leave native memory behind. */
  @Test
  @Tag("slow")
  void nativeMemoryStaysFlat() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status), "skipped: resident size is read from /proc");
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      SampleBatches samples = SampleBatches.of(SmallGraphs.random(4, 64, 2, 4, 4));
      Activations activations =
          Activations.of(model).layers(model.layers()).pooling(Pooling.FLATTEN).batchSize(1);
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray x = samples.read(0, 1);
      NdArray v = NdArray.of(new float[] {1, 0, 0, 0, 0}, 1, 5);
      long settled = 0;
      for (int round = 0; round < 32; round++) {
        activations.forEachBatch(samples, (layer, rows, first) -> {}, Progress.none());
        derivatives.vjp(x, v);
        derivatives.jvp(x, x);
        if (round == 8) {
          System.gc();
          settled = resident(status);
        }
      }
      System.gc();
      // 24 further rounds of 64 batches of about 20 tensors each: a leak of single handles alone
      // would be more.
      assertThat(resident(status) - settled).isLessThan(24L << 20);
    }
  }

  private static long resident(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmRSS in " + status);
  }
}
