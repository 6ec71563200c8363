package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.study.compare.LayerShift.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftCheckTest {
  private static final String LIKENESS = "linear_cka";
  private static final String DISTANCE = "sliced_wasserstein_h1";
  private static final Subject NEW = Subject.ofModel("new");
  private static final Subject OLD = Subject.ofModel("old");

  private final List<SimilarityResult> rows = new ArrayList<>();

  private void add(
      String measure, String first, String layer, String second, String other, Double... values) {
    Double value = values[0];
    rows.add(
        new SimilarityResult(
            measure,
            first,
            null,
            Integer.parseInt(layer),
            "layer " + layer,
            second,
            null,
            Integer.parseInt(other),
            "layer " + other,
            value,
            null,
            values.length > 1 ? values[1] : null,
            values.length > 1 ? values[2] : null,
            null,
            10,
            "{}",
            value == null ? "all rows are equal" : null));
  }

  private Comparison comparison(Subject... seeds) {
    return new Comparison(
        List.of(NEW, OLD),
        List.of(seeds),
        SimilarityMatrix.of(rows, Set.of("layer 0")),
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  private ShiftCheck check(String measure, double maxShift, Subject... seeds) {
    return ShiftCheck.of(comparison(seeds), measure, maxShift, true);
  }

  @Test
  void aSimilarityIsCountedFromItsLargestValue() {
    add(LIKENESS, "new", "0", "old", "0", 0.99, 0.98, 1.0);
    add(LIKENESS, "new", "1", "old", "1", 0.90, 0.85, 0.96);
    add(LIKENESS, "new", "2", "old", "2", 0.60, 0.55, 0.65);
    // Other pairs of layers say nothing about a shift.
    add(LIKENESS, "new", "0", "old", "2", 0.1, 0.0, 0.2);

    ShiftCheck check = check(LIKENESS, 0.05);

    assertThat(check.layers())
        .extracting(LayerShift::verdict)
        .containsExactly(Verdict.KEPT, Verdict.UNCERTAIN, Verdict.MOVED);
    LayerShift moved = check.layers().get(2);
    assertThat(moved.shift()).isCloseTo(0.4, within(1e-12));
    assertThat(moved.low()).isCloseTo(0.35, within(1e-12));
    assertThat(moved.high()).isCloseTo(0.45, within(1e-12));
    assertThat(check.passes()).isFalse();
    assertThat(check(LIKENESS, 0.36).passes()).isTrue();
  }

  @Test
  void aDistanceIsTheShiftItself() {
    add(DISTANCE, "new", "0", "old", "0", 3.0, 2.5, 3.5);

    assertThat(check(DISTANCE, 2.4).layers().get(0).verdict()).isEqualTo(Verdict.MOVED);
    assertThat(check(DISTANCE, 2.5).layers().get(0).verdict()).isEqualTo(Verdict.UNCERTAIN);
    assertThat(check(DISTANCE, 3).layers().get(0).verdict()).isEqualTo(Verdict.KEPT);
  }

  @Test
  void withoutAnIntervalTheShiftDecides() {
    add(DISTANCE, "new", "0", "old", "0", 3.0);

    assertThat(check(DISTANCE, 2.9).passes()).isFalse();
    assertThat(check(DISTANCE, 3.0).passes()).isTrue();
  }

  @Test
  void aShiftAsBetweenSeedsPasses() {
    Subject first = Subject.ofModel("s1");
    Subject second = Subject.ofModel("s2");
    add(LIKENESS, "new", "0", "old", "0", 0.80, 0.78, 0.82);
    add(LIKENESS, "s1", "0", "s2", "0", 0.75, 0.7, 0.8);
    // A seed beside one of the two asked about is not noise between seeds.
    add(LIKENESS, "old", "0", "s1", "0", 0.1, 0.0, 0.2);

    LayerShift layer = check(LIKENESS, 0, first, second).layers().get(0);

    assertThat(layer.verdict()).isEqualTo(Verdict.KEPT);
    assertThat(layer.seedShift()).isCloseTo(0.25, within(1e-12));
    assertThat(layer.allowed()).isCloseTo(0.25, within(1e-12));
    assertThat(check(LIKENESS, 0).passes()).isFalse();
  }

  @Test
  void whatIsNotMeasuredDoesNotPass() {
    add(LIKENESS, "new", "0", "old", "0", 1.0, 1.0, 1.0);
    add(LIKENESS, "new", "1", "old", "1", new Double[] {null});
    add(LIKENESS, "new", "0", "old", "2", 0.5, 0.4, 0.6);

    ShiftCheck check = check(LIKENESS, 0.1);

    assertThat(check.layers())
        .extracting(LayerShift::layer, LayerShift::verdict)
        .containsExactly(
            tuple("layer 0", Verdict.KEPT),
            tuple("layer 1", Verdict.NOT_MEASURED),
            tuple("layer 2", Verdict.NOT_MEASURED));
    assertThat(check.layers().get(1).why()).isEqualTo("all rows are equal");
    assertThat(check.layers().get(2).why()).contains("do not both have");
    assertThat(check.passes()).isFalse();
  }

  @Test
  void theInputIsALayerOnlyWhereItIsAskedFor() {
    add(LIKENESS, "new", "0", "old", "0", 1.0, 1.0, 1.0);
    add(LIKENESS, "new", "1", "old", "1", 0.9, 0.85, 0.95);

    assertThat(ShiftCheck.of(comparison(), LIKENESS, 0.1, false).layers())
        .extracting(LayerShift::layer)
        .containsExactly("layer 1");
    assertThat(check(LIKENESS, 0.1).layers()).hasSize(2);
  }

  /** A check that cannot fail is none. */
  @Test
  void refusesAShiftThatNoLayerCanExceed() {
    assertThat(ShiftCheck.range(LIKENESS)).isEqualTo(1);
    assertThat(ShiftCheck.range("debiased_cka")).isEqualTo(2);
    assertThat(ShiftCheck.range("procrustes")).isEqualTo(2);
    assertThat(ShiftCheck.range(DISTANCE)).isInfinite();
    assertThatThrownBy(() -> ShiftCheck.require(LIKENESS, 5))
        .hasMessageContaining("between 0 and 1")
        .hasMessageContaining("allows 5 could not fail");
    assertThatThrownBy(() -> ShiftCheck.require("procrustes", 2))
        .hasMessageContaining("between 0 and 2");
    ShiftCheck.require("procrustes", 1.99);
    ShiftCheck.require(DISTANCE, 1e6);
  }

  @Test
  void refusesAnotherMeasureAndANegativeShift() {
    add(LIKENESS, "new", "0", "old", "0", 1.0, 1.0, 1.0);

    assertThatThrownBy(() -> check(DISTANCE, 0.1)).hasMessageContaining("does not compare");
    assertThatThrownBy(() -> check(LIKENESS, -1)).hasMessageContaining("0 or more but was -1.0");
    assertThatThrownBy(() -> check(LIKENESS, Double.NaN)).hasMessageContaining("NaN");
  }
}
