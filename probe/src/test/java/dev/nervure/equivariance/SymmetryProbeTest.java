package dev.nervure.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.SampleBatches;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.train.FreshWeights;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ladder on a network whose symmetry is known: quarter turns, and no flips. */
@ExtendWith(FreshSeed.class)
class SymmetryProbeTest {
  private static final int FIT = 40;
  private static final int HELD = 30;

  /** Rounding of float32 through the network, squared, with room. */
  private static final double EXACT = 1e-9;

  private static SampleBatches images(Random random, int count) {
    int size = QuarterTurnNetwork.SIDE * QuarterTurnNetwork.SIDE;
    float[] values = new float[count * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return SampleBatches.of(
        NdArray.of(values, count, 1, QuarterTurnNetwork.SIDE, QuarterTurnNetwork.SIDE));
  }

  private static SymmetrySettings settings() {
    return SymmetrySettings.defaults().withImages(FIT, HELD).withResamples(100);
  }

  /** Labels that the network answers itself, so that it makes no error. */
  private static int[] answers(Model model, SampleBatches images) {
    return NetworkTail.of(model, model.logits())
        .answers(model.predict(images.read(0, images.size())));
  }

  private static RungResult rung(LayerSymmetry found, Rung rung) {
    return found.rungs().stream().filter(one -> one.rung() == rung).findFirst().orElseThrow();
  }

  private static double residual(LayerSymmetry found, Rung rung) {
    return rung(found, rung).residual().ratio().value();
  }

  @Test
  void turnsMixTheChannelsOfEachSiteAndFlipsDoNot(Random random) {
    Graph graph = QuarterTurnNetwork.graph(random);
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(graph, Precision.FLOAT32);
        Model twin = Model.of(FreshWeights.of(graph, 3).graph(), Precision.FLOAT32)) {
      SymmetryProbe probe =
          new SymmetryProbe(model, List.of(twin), images, answers(model, images), settings());
      for (String name : List.of("conv1", "conv2")) {
        LayerSymmetry turned =
            probe.ask(model.layer(name), ImageWarp.parse("rotate90"), Progress.none());
        assertThat(turned.wholeSites()).isTrue();
        assertThat(turned.grid().isCentered()).isTrue();
        // Filters are drawn: 0.4 has been seen, and an invariant layer has nearly 0.
        assertThat(residual(turned, Rung.IDENTITY)).isGreaterThan(0.1);
        assertThat(residual(turned, Rung.SITE_PERMUTATION)).isGreaterThan(0.1);
        assertThat(residual(turned, Rung.SHARED_1X1)).isLessThan(EXACT);
        assertThat(residual(turned, Rung.SHARED_3X3)).isLessThan(EXACT);
        assertThat(rung(turned, Rung.SHARED_1X1).untrained().get(0)).isGreaterThan(0.01);
        assertThat(turned.inverseDefect().value()).isLessThan(EXACT);
        assertThat(turned.orderDefect().value()).isLessThan(EXACT);
        assertThat(turned.fixed()).as("the sum over the orientations of each field").isEqualTo(3);
        for (Rung led : List.of(Rung.IDENTITY, Rung.SHARED_1X1, Rung.SHARED_3X3)) {
          assertThat(rung(turned, led).error().value()).as(name + " " + led).isZero();
          assertThat(rung(turned, led).changed().value()).as(name + " " + led).isZero();
        }
        LayerSymmetry flipped =
            probe.ask(model.layer(name), ImageWarp.parse("flip_horizontal"), Progress.none());
        assertThat(residual(flipped, Rung.SHARED_1X1)).isGreaterThan(0.01);
        for (LayerSymmetry one : List.of(turned, flipped)) {
          for (Rung fitted : List.of(Rung.SHARED_1X1, Rung.SHARED_3X3)) {
            // Above 1 by the chance that 121 or 1000 free numbers repeat of 30,000 pairs.
            assertThat(rung(one, fitted).control()).isBetween(0.98, 1.1);
          }
        }
      }
      LayerSymmetry output =
          probe.ask(model.logits(), ImageWarp.parse("rotate90"), Progress.none());
      assertThat(residual(output, Rung.IDENTITY)).isLessThan(EXACT);
      assertThat(output.invariantChannels()).isEqualTo(QuarterTurnNetwork.CLASSES);
    }
  }

  @Test
  void shiftsMoveSitesAndBrightnessIsFollowedByAnyLinearLayer(Random random) {
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT64)) {
      SymmetryProbe probe = new SymmetryProbe(model, List.of(), images, null, settings());
      LayerSymmetry shifted =
          probe.ask(model.layer("conv1"), ImageWarp.parse("shift:4,0"), Progress.none());
      // Sites within two rows of the edge see what came in; 25 of 29 rows are left, 2 are touched.
      // Were those unrelated to what they should be, their squares would be twice the variance:
      // 2 x 2 / 25, and by chance some more.
      assertThat(residual(shifted, Rung.SITE_PERMUTATION)).isLessThan(0.2);
      assertThat(shifted.validSites()).isEqualTo(25 * 29);
      assertThat(shifted.cleanError()).isNull();
      assertThat(shifted.noTask()).contains("no labels");
      LayerSymmetry pooled =
          probe.ask(model.layer("conv2"), ImageWarp.parse("shift:4,0"), Progress.none());
      assertThat(pooled.validSites()).as("two sites of stride 2").isEqualTo(13 * 15);
      LayerSymmetry brighter =
          probe.ask(model.layer("conv1"), ImageWarp.parse("intensity:2"), Progress.none());
      assertThat(residual(brighter, Rung.SHARED_1X1)).isLessThan(EXACT);
      assertThat(residual(brighter, Rung.IDENTITY)).isGreaterThan(0.1);
    }
  }

  @Test
  void fewChosenInputsAreEnoughForAPermutationOfChannelsAndTrainingHarmsNothing(Random random) {
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT32)) {
      SymmetryProbe probe =
          new SymmetryProbe(
              model,
              List.of(),
              images,
              answers(model, images),
              settings().withRungs(List.of(Rung.values())).withTaskSteps(20));
      LayerSymmetry found =
          probe.ask(model.layer("conv1"), ImageWarp.parse("rotate90"), Progress.none());
      assertThat(residual(found, Rung.FORWARD_SELECTION_1)).isLessThan(EXACT);
      assertThat(residual(found, Rung.FORWARD_SELECTION_25)).isLessThan(EXACT);
      assertThat(rung(found, Rung.FORWARD_SELECTION_1).parameters()).isEqualTo(24);
      assertThat(rung(found, Rung.TASK_ORIENTED).error().value()).isLessThan(0.2);
      LayerSymmetry flipped =
          probe.ask(model.layer("conv1"), ImageWarp.parse("flip_vertical"), Progress.none());
      assertThat(residual(flipped, Rung.FORWARD_SELECTION_1))
          .isGreaterThan(residual(flipped, Rung.FORWARD_SELECTION_5));
      assertThat(residual(flipped, Rung.FORWARD_SELECTION_5))
          .isGreaterThan(residual(flipped, Rung.FORWARD_SELECTION_25));
    }
  }

  /** Where there is no accuracy none can be kept: all channels would count as invariant. */
  @Test
  void aNetworkThatIsNeverRightHasNoInvariantChannels(Random random) {
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT32)) {
      int[] wrong = answers(model, images);
      for (int i = 0; i < wrong.length; i++) {
        wrong[i] = (wrong[i] + 1) % QuarterTurnNetwork.CLASSES;
      }
      SymmetryProbe probe =
          new SymmetryProbe(
              model, List.of(), images, wrong, settings().withRungs(List.of(Rung.SHARED_1X1)));
      LayerSymmetry found =
          probe.ask(model.layer("conv2"), ImageWarp.parse("rotate90"), Progress.none());
      assertThat(found.invariantChannels()).isNull();
      assertThat(found.noInvariantChannels()).contains("by chance");
    }
  }

  /** A convolution commutes with shifts, and so with their beginning, and not with turns. */
  @Test
  void aConvolutionMovesWithABeginningShiftAndNotWithABeginningTurn(Random random) {
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT64)) {
      SymmetryProbe probe = new SymmetryProbe(model, List.of(), images, null, settings());
      LayerSymmetry shifted =
          probe.ask(model.layer("conv1"), ImageWarp.parse("shift:0,3"), Progress.none());
      LayerSymmetry turned =
          probe.ask(model.layer("conv1"), ImageWarp.parse("rotate:20"), Progress.none());
      LayerSymmetry flipped =
          probe.ask(model.layer("conv1"), ImageWarp.parse("flip_vertical"), Progress.none());
      // Exact away from the edge, where the difference reads what is beyond it: float32 images.
      assertThat(shifted.lieError().value()).isLessThan(0.1);
      assertThat(turned.lieError().value()).isGreaterThan(shifted.lieError().value() * 2);
      assertThat(flipped.lieError().isEstimable()).isFalse();
    }
  }

  @Test
  void sameSeedSameBits(Random random) {
    SampleBatches images = images(random, FIT + HELD);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT32)) {
      SymmetryProbe probe = new SymmetryProbe(model, List.of(), images, null, settings());
      ImageWarp warp = ImageWarp.parse("rotate:30");
      assertThat(probe.ask(model.layer("conv2"), warp, Progress.none()))
          .isEqualTo(probe.ask(model.layer("conv2"), warp, Progress.none()));
    }
  }

  @Test
  void whatCannotBeAskedIsRefused(Random random) {
    SampleBatches images = images(random, 20);
    try (Model model = Model.of(QuarterTurnNetwork.graph(random), Precision.FLOAT32)) {
      assertThatThrownBy(() -> new SymmetryProbe(model, List.of(), images, null, settings()))
          .hasMessageContaining("needs 70 images");
      SymmetryProbe probe =
          new SymmetryProbe(model, List.of(), images, null, settings().withImages(10, 10));
      assertThatThrownBy(
              () -> probe.ask(model.layer("conv1"), ImageWarp.parse("shift:50,0"), Progress.none()))
          .hasMessageContaining("out of sight");
    }
  }
}
