package dev.nervure.report.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownWalks;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SymmetryRungRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sentences about symmetries, which claim only what intervals bear. */
class LearnedSymmetriesTest {
  /** A run of symmetries with three layers. */
  private record RunOfSymmetries(List<SymmetryRungRow> symmetryRungs) implements RunView {
    private static final RunOfValues EMPTY =
        new RunOfValues(
            IntStream.range(0, 3)
                .mapToObj(
                    index ->
                        new LayerResult(
                            index,
                            "conv" + index,
                            "Conv",
                            "",
                            index / 2.0,
                            64,
                            List.of(4, 4, 4),
                            "CHW",
                            "channel_maps"))
                .toList(),
            List.of(),
            0,
            OptionalDouble.empty());

    @Override
    public String name() {
      return EMPTY.name();
    }

    @Override
    public Manifest manifest() {
      return EMPTY.manifest();
    }

    @Override
    public String resultsHash() {
      return EMPTY.resultsHash();
    }

    @Override
    public List<LayerResult> layers() {
      return EMPTY.layers();
    }

    @Override
    public List<MeasuredValue> measures() {
      return List.of();
    }

    @Override
    public List<SampleResult> samples() {
      return List.of();
    }

    @Override
    public OptionalDouble accuracy() {
      return OptionalDouble.empty();
    }

    @Override
    public ShownWalks walks() {
      return ShownWalks.NONE;
    }
  }

  /** What the 1 x 1 map leaves in a layer, and in the least and the most of untrained networks. */
  private static SymmetryRungRow row(
      int layer, double low, double high, double untrainedLow, double untrainedHigh) {
    return new SymmetryRungRow(
        layer,
        "rotate90",
        2,
        "shared_1x1",
        10,
        (low + high) / 2,
        0.01,
        low,
        high,
        1.02,
        (untrainedLow + untrainedHigh) / 2,
        untrainedLow,
        untrainedHigh,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<String> of(SymmetryRungRow... rows) {
    return new LearnedSymmetries().sentences(new RunOfSymmetries(List.of(rows)));
  }

  @Test
  void theDeepestLayerBelowAllUntrainedNetworksIsNamed() {
    assertThat(
            of(
                row(0, 0.01, 0.02, 0.015, 0.05),
                row(1, 0.01, 0.02, 0.10, 0.12),
                row(2, 0.30, 0.50, 0.45, 0.60)))
        .containsExactly(
            "rotate90: 1 of 3 layers follows it by a 1 x 1 map more closely than the untrained networks beside them, the deepest at depth 0.50 (conv1): 0.0150 is left (95 % interval 0.0100 to 0.0200), of untrained ones 0.100 to 0.120.");
  }

  @Test
  void whatIntervalsDoNotTellIsNotClaimed() {
    assertThat(of(row(0, 0.01, 0.02, 0.015, 0.05), row(1, 0.2, 0.4, 0.1, 0.12)))
        .containsExactly(
            "rotate90: in none of 2 layers is it told from untrained networks that a 1 x 1 map leaves less.");
    assertThat(of(row(0, 1.01, 1.05, 1.2, 1.3))).singleElement().asString().contains("in none");
    assertThat(of(row(0, 0.01, 0.02, 0.1, 0.1))).as("one untrained network is no range").isEmpty();
  }

  @Test
  void aSymmetryToRoundingIsCalledBuiltInNotLearned() {
    assertThat(of(row(0, 1e-14, 2e-14, 0.1, 0.2), row(1, 1e-14, 2e-14, 0.1, 0.2)))
        .containsExactly(
            "rotate90: all layers follow it by a 1 x 1 map to rounding, as a symmetry does that is built in.");
  }
}
