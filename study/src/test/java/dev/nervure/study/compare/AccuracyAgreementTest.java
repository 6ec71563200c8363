package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.similarity.FunctionalAgreement;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class AccuracyAgreementTest {
  private static final String DISTANCE = "sliced_wasserstein_h1";
  private static final String LIKENESS = "linear_cka";
  private static final String DIRECTED = "pwcca";

  private final List<SimilarityResult> rows = new ArrayList<>();

  private static Subject network(int i) {
    return Subject.ofModel("n" + i);
  }

  /** Accuracies of networks n0, n1, ... */
  private static NetworkAccuracies accuracies(int best, double... values) {
    Map<Subject, Double> accuracies = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      accuracies.put(network(i), values[i]);
    }
    return new NetworkAccuracies(network(best), accuracies, 1);
  }

  /** A value for each pair of networks in a layer, of the difference of their accuracies. */
  private void add(String measure, int layer, double[] accuracies, DoubleUnaryOperator value) {
    for (int i = 0; i < accuracies.length; i++) {
      for (int j = i + 1; j < accuracies.length; j++) {
        rows.add(
            new SimilarityResult(
                measure,
                "n" + i,
                null,
                layer,
                "layer " + layer,
                "n" + j,
                null,
                layer,
                "layer " + layer,
                value.applyAsDouble(Math.abs(accuracies[i] - accuracies[j])),
                null,
                null,
                null,
                null,
                10,
                "{}",
                null));
      }
    }
  }

  private List<AccuracyAgreement> found(NetworkAccuracies accuracies, String... inputs) {
    return AccuracyAgreement.of(SimilarityMatrix.of(rows, Set.of(inputs)), accuracies, 3);
  }

  @Test
  void aMeasureThatOrdersNetworksAsTheirAccuraciesDoAgrees() {
    double[] values = {0.5, 0.6, 0.75, 0.9, 0.55, 0.8, 0.7, 0.65};
    RandomStream noise = RandomStream.seeded(5);
    add(LIKENESS, 0, values, gap -> 1);
    add(LIKENESS, 1, values, gap -> 1 - gap * gap);
    add(LIKENESS, 2, values, gap -> gap);
    add(DISTANCE, 1, values, gap -> 7 * gap);
    add(DISTANCE, 2, values, gap -> noise.nextDouble());

    List<AccuracyAgreement> found = found(accuracies(3, values), "layer 0");

    assertThat(found)
        .extracting(one -> one.measure() + " " + one.layer())
        .containsExactly(
            LIKENESS + " layer 1",
            LIKENESS + " layer 2",
            DISTANCE + " layer 1",
            DISTANCE + " layer 2");
    for (int agreeing : new int[] {0, 2}) {
      FunctionalAgreement one = Objects.requireNonNull(found.get(agreeing).agreement());
      assertThat(one.spearman().coefficient().value()).isCloseTo(1, within(1e-12));
      assertThat(one.kendall().coefficient().value()).isCloseTo(1, within(1e-12));
      assertThat(one.representations()).isEqualTo(7);
      // One order of 5040 is this one: of 999 drawn, hardly more than one.
      assertThat(one.pValue()).isBetween(0.001, 0.004);
      assertThat(Objects.requireNonNull(found.get(agreeing).pCorrected()))
          .isBetween(3 * one.pValue() - 1e-12, 4 * one.pValue() + 1e-12);
      assertThat(one.badFraction()).isZero();
    }
    FunctionalAgreement opposed = Objects.requireNonNull(found.get(1).agreement());
    assertThat(opposed.spearman().coefficient().value()).isCloseTo(-1, within(1e-12));
    assertThat(opposed.pValue()).isEqualTo(1);
    assertThat(opposed.badFraction()).isPositive();
    assertThat(found(accuracies(3, values), "layer 0")).isEqualTo(found);
  }

  @Test
  void fewNetworksAndEqualAccuraciesAreNotEstimable() {
    assertThat(AccuracyAgreement.obstacle(7, List.of())).contains("0 of 7");
    assertThat(AccuracyAgreement.obstacle(4, List.of(accuracies(0, 1, 0.5, 0.2, 0.1))))
        .contains("it takes 5 networks and there are 4");
    assertThat(AccuracyAgreement.obstacle(6, List.of(accuracies(0, 1, 0.5, 0.2, 0.1))))
        .contains("4 of 6");
    assertThat(AccuracyAgreement.obstacle(5, List.of(accuracies(0, 1, 0.5, 0.5, 0.5, 0.5))))
        .contains("as accurate as each other");
    assertThat(AccuracyAgreement.obstacle(5, List.of(accuracies(0, 1, 0.5, 0.4, 0.5, 0.5))))
        .isNull();
  }

  @Test
  void whatCannotBeReadInOneLayerSaysWhy() {
    double[] values = {0.5, 0.6, 0.9, 0.8, 0.7};
    add(LIKENESS, 0, values, gap -> 0.5);
    add(DIRECTED, 0, values, gap -> gap);
    List<AccuracyAgreement> found = found(accuracies(2, values));
    assertThat(found).allMatch(one -> one.agreement() == null && one.pCorrected() == null);
    assertThat(found.get(0).notEstimable()).contains("same value in all pairs");
    assertThat(found.get(1).notEstimable()).contains("directed", "first network");

    rows.removeIf(one -> "n4".equals(one.secondModel()));
    assertThat(found(accuracies(2, values)).get(0).notEstimable())
        .isEqualTo("3 of 3 networks have a value beside the best, 4 are needed");

    rows.clear();
    double[] sorted = {0.9, 0.5, 0.6, 0.8, 0.7};
    add(DIRECTED, 0, sorted, gap -> gap);
    assertThat(found(accuracies(0, sorted)).get(0).agreement()).isNotNull();
  }
}
