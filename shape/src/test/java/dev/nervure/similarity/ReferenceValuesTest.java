package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.similarity.CanonicalCorrelation.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that published code and other programs give for {@link ReferencePairs}. */
class ReferenceValuesTest {
  /** Both sum in float64, in another order; the worst of the values here is 1.5e3. */
  private static final double ROUNDING = 1e-10;

  private static final LinearKernel LINEAR = new LinearKernel();
  private static final MeasureTraits TRAITS = MeasureTraits.similarity("measure", "a measure");

  /** Worked out with NumPy and SciPy from the definitions, apart from this code. */
  @ParameterizedTest
  @CsvFileSource(resources = "values.csv", numLinesToSkip = 1)
  void everyMeasureHasTheValueOfItsDefinition(String measure, double value) {
    assertThat(value(SimilarityMeasures.named(measure))).isCloseTo(value, within(ROUNDING));
  }

  /** Those that others have published or that published code prints. */
  @ParameterizedTest
  @CsvSource({
    "linear_cka, 0.5576132566117589",
    "rbf_cka, 0.6548311822614984",
    "debiased_cka, 0.5134564895055259",
    "cka_angle, 0.9792885578150538",
    "mean_cca, 0.7310139587836586",
    "r2_cca, 0.5453963321908327",
    "svcca, 0.7310139587836586",
    "pwcca, 0.2653322803825967",
    "procrustes, 0.527489378788343",
    "shape_angle_whitened, 0.7509896032371811",
    "shape_angle_half, 0.7429660916775275",
    "shape_angle, 0.7432764761208092",
    "rsa, 0.4724396737630472",
    "rsa_euclidean, 0.4929646966980301",
    "mutual_knn, 0.279"
  })
  void valuesAreThoseOfPublishedCode(String measure, double value) {
    assertThat(value(SimilarityMeasures.named(measure))).isCloseTo(value, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({
    "20, 0.5337183633654443",
    "25, 0.5132675063590595",
    "50, 0.5308439528321822",
    "100, 0.5134564895055259"
  })
  void alignmentInBatchesIsThatOfPublishedCode(int rows, double value) {
    assertThat(value(KernelAlignment.inBatches(TRAITS, LINEAR, rows)))
        .isCloseTo(value, within(ROUNDING));
  }

  /** With NumPy: left singular vectors up to the share of the sum of squares, 9, 7 and 4 of 10. */
  @ParameterizedTest
  @CsvSource({"0.9, 0.7057648081425145", "0.8, 0.6607794932292121", "0.5, 0.5654873248663934"})
  void truncatedCorrelationsAreThoseOfTheWidestDirections(double share, double value) {
    assertThat(value(CanonicalCorrelation.truncated(TRAITS, share)))
        .isCloseTo(value, within(ROUNDING));
  }

  @Test
  void projectionWeightsAreThoseOfTheFirstArgument() {
    SimilarityMeasure pwcca = CanonicalCorrelation.of(TRAITS, Summary.PROJECTION_WEIGHTED);
    assertThat(pwcca.between(ReferencePairs.Y, ReferencePairs.X, 1, Progress.none()).value())
        .isCloseTo(0.26315943247533635, within(ROUNDING));
  }

  private static double value(SimilarityMeasure measure) {
    return measure.between(ReferencePairs.X, ReferencePairs.Y, 1, Progress.none()).value();
  }
}
