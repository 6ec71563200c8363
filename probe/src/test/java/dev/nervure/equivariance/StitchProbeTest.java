package dev.nervure.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.SampleBatches;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.FreshWeights;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stitches between networks of which it is known what leads from the one to the other. */
@ExtendWith(FreshSeed.class)
class StitchProbeTest {
  private static final int FIT = 40;
  private static final int HELD = 30;

  /** Rounding of float32 through the network, squared, with room for the mixing matrix. */
  private static final double EXACT = 1e-8;

  private static SampleBatches images(Random random) {
    int side = QuarterTurnNetwork.SIDE;
    float[] values = new float[(FIT + HELD) * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return SampleBatches.of(NdArray.of(values, FIT + HELD, 1, side, side));
  }

  private static SymmetrySettings settings(Rung... rungs) {
    return SymmetrySettings.defaults()
        .withImages(FIT, HELD)
        .withResamples(100)
        .withTaskSteps(20)
        .withRungs(List.of(rungs));
  }

  private static int[] answers(Model model, SampleBatches images) {
    return NetworkTail.of(model, model.logits())
        .answers(model.predict(images.read(0, images.size())));
  }

  private static StitchResult rung(LayerStitch found, Rung rung) {
    return found.rungs().stream().filter(one -> one.rung() == rung).findFirst().orElseThrow();
  }

  private static double residual(LayerStitch found, Rung rung) {
    return rung(found, rung).residual().ratio().value();
  }

  /** The first filters mixed by a matrix, of which each row has one large number. */
  private static Graph mixed(Graph graph, Random random) {
    NdArray filters = graph.initializers().get("w1");
    int channels = filters.shape()[0];
    int size = (int) (filters.size() / channels);
    float[] own = filters.floats();
    float[] mixed = new float[own.length];
    for (int to = 0; to < channels; to++) {
      for (int from = 0; from < channels; from++) {
        float weight =
            (float) (0.2 * random.nextGaussian()) + (from == (to + 5) % channels ? 2 : 0);
        for (int i = 0; i < size; i++) {
          mixed[to * size + i] += weight * own[from * size + i];
        }
      }
    }
    return graph.withInitializers(Map.of("w1", NdArray.of(mixed, filters.shape())));
  }

  private static StitchProbe probe(
      Model from, List<Model> twins, Model into, SampleBatches images, SymmetrySettings settings) {
    return new StitchProbe(from, twins, images, into, images, answers(into, images), settings);
  }

  @Test
  void mixedChannelsAreFoundToRoundingAndTheOtherNetworkAnswersAsByItself(Random random) {
    Graph graph = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random);
    try (Model from = Model.of(graph, Precision.FLOAT32);
        Model into = Model.of(mixed(graph, random), Precision.FLOAT32);
        Model twin = Model.of(FreshWeights.of(graph, 3).graph(), Precision.FLOAT32)) {
      LayerStitch found =
          probe(
                  from,
                  List.of(twin),
                  into,
                  images,
                  settings(Rung.IDENTITY, Rung.SHARED_1X1, Rung.SHARED_3X3, Rung.TASK_ORIENTED))
              .ask(from.layer("conv1"), into.layer("conv1"), Progress.none());
      assertThat(found.wholeSites()).isTrue();
      assertThat(residual(found, Rung.IDENTITY)).isGreaterThan(0.5);
      for (Rung exact : List.of(Rung.SHARED_1X1, Rung.SHARED_3X3)) {
        assertThat(residual(found, exact)).as("%s", exact).isLessThan(EXACT);
        assertThat(rung(found, exact).error().value()).as("%s", exact).isZero();
        assertThat(rung(found, exact).changed().value()).as("%s", exact).isZero();
        // Above 1 by the chance that 156 or 1308 free numbers repeat of 30,000 pairs.
        assertThat(rung(found, exact).control()).as("%s", exact).isBetween(0.98, 1.1);
      }
      assertThat(found.cleanError().value()).isZero();
      StitchResult shared = rung(found, Rung.SHARED_1X1);
      assertThat(shared.parameters()).isEqualTo(12 * 13);
      assertThat(shared.untrained()).hasSize(1);
      assertThat(shared.untrained().get(0)).isGreaterThan(0.001);
      assertThat(rung(found, Rung.TASK_ORIENTED).untrainedErrors()).hasSize(1);
      LayerStitch behind =
          probe(from, List.of(), into, images, settings(Rung.SHARED_1X1))
              .ask(from.layer("conv2"), into.layer("conv2"), Progress.none());
      assertThat(residual(behind, Rung.SHARED_1X1))
          .as("behind the rectifier the mixing is not undone by channels")
          .isGreaterThan(EXACT);
    }
  }

  @Test
  void aNetworkStitchedToItselfIsExactWithoutAMap(Random random) {
    Graph graph = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random);
    try (Model model = Model.of(graph, Precision.FLOAT32);
        Model same = Model.of(graph, Precision.FLOAT32)) {
      StitchProbe probe = probe(model, List.of(), same, images, settings(Rung.IDENTITY));
      for (Layer layer :
          List.of(model.layer("conv1"), model.layer("conv2"), model.layer("logits"))) {
        LayerStitch found = probe.ask(layer, same.layer(layer.name()), Progress.none());
        assertThat(residual(found, Rung.IDENTITY)).as(layer.name()).isZero();
        assertThat(rung(found, Rung.IDENTITY).changed().value()).as(layer.name()).isZero();
        assertThat(rung(found, Rung.IDENTITY).error()).isEqualTo(found.cleanError());
      }
    }
  }

  /** Linear maps of pixels can be read at the places of a coarser layer as they are there. */
  @Test
  void sitesOfACoarserLayerAreReadWhereTheyLieOnTheImage(Random random) {
    Graph fine = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random);
    Graph coarse = StridedNetwork.of(fine, 2);
    try (Model from = Model.of(fine, Precision.FLOAT32);
        Model into = Model.of(coarse, Precision.FLOAT32)) {
      StitchProbe probe =
          probe(from, List.of(), into, images, settings(Rung.IDENTITY, Rung.SHARED_1X1));
      LayerStitch found = probe.ask(from.layer("conv1"), into.layer("conv1"), Progress.none());
      assertThat(found.from().height()).isEqualTo(29);
      assertThat(found.into().height()).isEqualTo(15);
      assertThat(found.wholeSites()).isTrue();
      assertThat(residual(found, Rung.SHARED_1X1)).isLessThan(EXACT);
      assertThat(rung(found, Rung.SHARED_1X1).changed().value()).isZero();
      assertThat(rung(found, Rung.IDENTITY).residual().ratio().isEstimable()).isFalse();
      assertThat(rung(found, Rung.IDENTITY).error()).isNull();
      LayerStitch back =
          probe(into, List.of(), from, images, settings(Rung.SHARED_1X1))
              .ask(into.layer("conv1"), from.layer("conv1"), Progress.none());
      assertThat(back.wholeSites()).as("every second site lies between two").isFalse();
      assertThat(residual(back, Rung.SHARED_1X1)).isGreaterThan(0.05);
    }
  }

  @Test
  void sameSeedSameBits(Random random) {
    Graph graph = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random);
    try (Model from = Model.of(graph, Precision.FLOAT32);
        Model into = Model.of(FreshWeights.of(graph, 5).graph(), Precision.FLOAT32)) {
      StitchProbe probe = probe(from, List.of(), into, images, settings(Rung.SHARED_1X1));
      assertThat(probe.ask(from.layer("conv2"), into.layer("conv2"), Progress.none()))
          .isEqualTo(probe.ask(from.layer("conv2"), into.layer("conv2"), Progress.none()));
    }
  }

  @Test
  void whatCannotBeStitchedIsRefusedWithTheNamesOfTheLayers(Random random) {
    Graph graph = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random);
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      StitchProbe probe = probe(model, List.of(), model, images, settings(Rung.SHARED_1X1));
      assertThatThrownBy(() -> probe.ask(model.layer("conv1"), model.logits(), Progress.none()))
          .hasMessageContaining("conv1 cannot be stitched to logits")
          .hasMessageContaining("29 x 29 sites and one row of values");
      assertThatThrownBy(() -> StitchProbe.requireRungs(List.of(Rung.SITE_PERMUTATION)))
          .hasMessageContaining("shared_1x1");
      assertThatThrownBy(() -> StitchProbe.requireRungs(List.of(Rung.TASK_ORIENTED)))
          .hasMessageContaining("starts from shared_1x1");
      assertThatThrownBy(
              () ->
                  new StitchProbe(
                      model,
                      List.of(),
                      images,
                      model,
                      SampleBatches.of(images.read(0, 50)),
                      null,
                      settings(Rung.SHARED_1X1)))
          .hasMessageContaining("70 and 50");
    }
  }
}
