package dev.nervure.similarity;

import static dev.nervure.similarity.Invariance.ISOTROPIC_SCALE;
import static dev.nervure.similarity.Invariance.ORTHOGONAL;
import static dev.nervure.similarity.Invariance.PERMUTATION;
import static dev.nervure.similarity.Invariance.TRANSLATION;

import java.util.List;

/** All measures of the similarity of representations. */
public final class SimilarityMeasures {
  private static final List<SimilarityMeasure> ALL =
      List.of(
          KernelAlignment.biased(cka("linear_cka", "Linear CKA").byDefault(), new LinearKernel()));

  private SimilarityMeasures() {}

  private static MeasureTraits cka(String name, String title) {
    return MeasureTraits.similarity(name, title)
        .invariantTo(TRANSLATION, ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL);
  }

  /** All of them. */
  public static List<SimilarityMeasure> all() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static SimilarityMeasure named(String name) {
    return ALL.stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no measure of similarity '%s' but %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(SimilarityMeasure::name).toList();
  }
}
