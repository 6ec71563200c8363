package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that published code and other programs give for {@link ReferencePairs}. */
class ReferenceValuesTest {
  /** Both sum in float64, in another order. */
  private static final double ROUNDING = 1e-10;

  private static final LinearKernel LINEAR = new LinearKernel();

  @ParameterizedTest
  @CsvSource({"linear_cka, 0.5576132566117589"})
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
    MeasureTraits traits = MeasureTraits.similarity("in_batches", "in batches");
    assertThat(value(KernelAlignment.inBatches(traits, LINEAR, rows)))
        .isCloseTo(value, within(ROUNDING));
  }

  @Test
  void otherKernelsAndEstimatesAreThoseOfPublishedCode() {
    MeasureTraits traits = MeasureTraits.similarity("cka", "CKA");
    assertThat(value(KernelAlignment.debiased(traits, LINEAR)))
        .isCloseTo(0.5134564895055259, within(ROUNDING));
    assertThat(value(KernelAlignment.biased(traits, new GaussianKernel(0.5))))
        .isCloseTo(0.6548311822614984, within(ROUNDING));
  }

  private static double value(SimilarityMeasure measure) {
    return measure.between(ReferencePairs.X, ReferencePairs.Y, 1, Progress.none()).value();
  }
}
