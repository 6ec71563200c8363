package dev.nervure.similarity;

import static dev.nervure.similarity.Invariance.INVERTIBLE_LINEAR;
import static dev.nervure.similarity.Invariance.ISOTROPIC_SCALE;
import static dev.nervure.similarity.Invariance.ORTHOGONAL;
import static dev.nervure.similarity.Invariance.PERMUTATION;
import static dev.nervure.similarity.Invariance.ROW_SCALE;
import static dev.nervure.similarity.Invariance.TRANSLATION;

import dev.nervure.similarity.CanonicalCorrelation.Summary;
import dev.nervure.similarity.NeighborAgreement.Comparison;
import java.util.List;

/** All measures of the similarity of representations, and their settings. */
public final class SimilarityMeasures {
  /** Of the median distance between rows. */
  private static final double BANDWIDTH = 0.5;

  private static final int BATCH = 256;
  private static final int NEIGHBORS = 10;
  private static final double VARIANCE = 0.99;
  private static final double PENALTY = 0.01;

  private static final KernelAlignment LINEAR_ALIGNMENT =
      KernelAlignment.biased(
          shape(MeasureTraits.similarity("linear_cka", "Linear CKA")).byDefault(),
          new LinearKernel());

  private static final List<SimilarityMeasure> ALL =
      List.of(
          LINEAR_ALIGNMENT,
          KernelAlignment.debiased(
              shape(MeasureTraits.similarity("debiased_cka", "Linear CKA, debiased")).byDefault(),
              new LinearKernel()),
          KernelAlignment.inBatches(
              shape(MeasureTraits.similarity("minibatch_cka", "Linear CKA in batches of 256")),
              new LinearKernel(),
              BATCH),
          KernelAlignment.biased(
              shape(MeasureTraits.similarity("rbf_cka", "RBF CKA")), new GaussianKernel(BANDWIDTH)),
          KernelAlignment.debiased(
              shape(MeasureTraits.similarity("debiased_rbf_cka", "RBF CKA, debiased")),
              new GaussianKernel(BANDWIDTH)),
          new DerivedMeasure(
              shape(MeasureTraits.distance("cka_angle", "Angle of linear CKA"))
                  .within(0, Math.PI / 2),
              LINEAR_ALIGNMENT,
              StrictMath::acos),
          new DerivedMeasure(
              shape(MeasureTraits.similarity("distance_correlation", "Distance correlation")),
              KernelAlignment.biased(
                  shape(MeasureTraits.similarity("distance_cka", "CKA of distances")),
                  new DistanceKernel()),
              Math::sqrt),
          CanonicalCorrelation.of(
              affine(MeasureTraits.similarity("mean_cca", "Mean CCA")), Summary.MEAN),
          CanonicalCorrelation.of(
              affine(MeasureTraits.similarity("r2_cca", "Mean squared CCA")), Summary.MEAN_SQUARE),
          CanonicalCorrelation.truncated(
              shape(MeasureTraits.similarity("svcca", "SVCCA, 99 % of the variance")), VARIANCE),
          CanonicalCorrelation.of(
              MeasureTraits.distance("pwcca", "PWCCA distance")
                  .invariantTo(TRANSLATION, ISOTROPIC_SCALE, PERMUTATION)
                  .within(0, 1)
                  .directed()
                  .byDefault(),
              Summary.PROJECTION_WEIGHTED),
          new LinearFit(
              shape(MeasureTraits.similarity("linear_regression", "Linear regression R²"))),
          new ProcrustesDistance(
              shape(MeasureTraits.distance("procrustes", "Orthogonal Procrustes, squared"))
                  .within(0, 2)
                  .byDefault(),
              true),
          new ProcrustesDistance(
              MeasureTraits.distance("size_and_shape", "Procrustes size and shape")
                  .invariantTo(TRANSLATION, PERMUTATION, ORTHOGONAL),
              false),
          new DerivedMeasure(
              shape(MeasureTraits.distance("shape_angle", "Shape metric, alpha 1"))
                  .within(0, Math.PI / 2),
              new ProcrustesDistance(
                  shape(MeasureTraits.distance("procrustes", "Orthogonal Procrustes")), true),
              squared -> StrictMath.acos(1 - squared / 2)),
          new ShapeAngle(
              MeasureTraits.distance("shape_angle_half", "Shape metric, alpha 0.5")
                  .invariantTo(TRANSLATION, PERMUTATION, ORTHOGONAL),
              0.5),
          new ShapeAngle(
              affine(MeasureTraits.distance("shape_angle_whitened", "Shape metric, alpha 0")), 0),
          new PermutationDistance(
              MeasureTraits.distance("permutation_procrustes", "Permutation Procrustes")
                  .invariantTo(PERMUTATION)),
          new AlignedCosine(
              MeasureTraits.similarity("aligned_cosine", "Aligned cosine")
                  .invariantTo(PERMUTATION, ORTHOGONAL, ISOTROPIC_SCALE)),
          new CorrelationMatch(
              MeasureTraits.similarity("hard_match", "Hard correlation match")
                  .invariantTo(TRANSLATION, ISOTROPIC_SCALE, PERMUTATION),
              true),
          new CorrelationMatch(
              MeasureTraits.similarity("soft_match", "Soft correlation match")
                  .invariantTo(TRANSLATION, ISOTROPIC_SCALE, PERMUTATION),
              false),
          new PredictorDistance(affine(MeasureTraits.distance("gulp", "GULP, squared")), 0),
          new PredictorDistance(
              shape(MeasureTraits.distance("gulp_ridge", "GULP with penalty 0.01, squared")),
              PENALTY),
          new EigenspaceOverlap(
              MeasureTraits.similarity("eigenspace_overlap", "Eigenspace overlap")
                  .invariantTo(ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL, INVERTIBLE_LINEAR)),
          new DissimilarityCorrelation(
              MeasureTraits.similarity("rsa", "RSA, correlation")
                  .invariantTo(ISOTROPIC_SCALE, PERMUTATION, ROW_SCALE)
                  .byDefault(),
              Dissimilarity.CORRELATION),
          new DissimilarityCorrelation(
              shape(MeasureTraits.similarity("rsa_euclidean", "RSA, Euclidean")),
              Dissimilarity.EUCLIDEAN),
          new DissimilarityCorrelation(
              cosine(MeasureTraits.similarity("rsa_cosine", "RSA, cosine")), Dissimilarity.COSINE),
          new DistanceDifference(
              MeasureTraits.distance("rsm_difference", "Difference of distance matrices")
                  .invariantTo(TRANSLATION, PERMUTATION, ORTHOGONAL)),
          neighbors(
              cosine(MeasureTraits.similarity("mutual_knn", "Mutual 10 nearest neighbours"))
                  .byDefault(),
              Comparison.SHARED,
              true),
          neighbors(
              shape(MeasureTraits.similarity("neighbor_overlap", "Neighbourhood overlap")),
              Comparison.SHARED,
              false),
          neighbors(
              cosine(MeasureTraits.similarity("jaccard_knn", "Jaccard of neighbourhoods")),
              Comparison.JACCARD,
              true),
          neighbors(
              cosine(MeasureTraits.similarity("rank_knn", "Ranks of neighbours")),
              Comparison.RANKS,
              true),
          new SecondOrderCosine(
              cosine(MeasureTraits.similarity("second_order_cosine", "Second-order cosine")),
              NEIGHBORS),
          new NeighborAlignment(cosine(MeasureTraits.similarity("cknna", "CKNNA")), NEIGHBORS),
          new InformationImbalance(
              shape(MeasureTraits.distance("information_imbalance", "Information imbalance"))
                  .within(0, 2)
                  .ofItselfOverRows(2)),
          new SummaryDifference(
              MeasureTraits.distance("magnitude_difference", "Difference of magnitude")
                  .invariantTo(PERMUTATION, ORTHOGONAL),
              SummaryDifference.Summary.MAGNITUDE),
          new SummaryDifference(
              MeasureTraits.distance("concentricity_difference", "Difference of concentricity")
                  .within(0, 2)
                  .invariantTo(ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL),
              SummaryDifference.Summary.CONCENTRICITY),
          new SummaryDifference(
              MeasureTraits.distance("uniformity_difference", "Difference of uniformity")
                  .invariantTo(TRANSLATION, PERMUTATION, ORTHOGONAL),
              SummaryDifference.Summary.UNIFORMITY),
          new TopologyDivergence(
              shape(MeasureTraits.distance("rtd", "RTD")), TopologyDivergence.Kind.REPRESENTATION),
          new TopologyDivergence(
              MeasureTraits.distance("mtop_div", "MTop-Div, both directions"),
              TopologyDivergence.Kind.MANIFOLD),
          new HeatDistance(shape(MeasureTraits.distance("imd", "IMD"))),
          new DistanceDistribution(
              shape(
                  MeasureTraits.distance(
                      "gromov_wasserstein_bound", "Lower bound of Gromov-Wasserstein"))));

  private SimilarityMeasures() {}

  /** Of what depends on shape alone. */
  private static MeasureTraits shape(MeasureTraits traits) {
    return traits.invariantTo(TRANSLATION, ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL);
  }

  /** Of what depends on shape up to a linear map. */
  private static MeasureTraits affine(MeasureTraits traits) {
    return traits.invariantTo(
        TRANSLATION, ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL, INVERTIBLE_LINEAR);
  }

  /** Of what depends on angles at the origin. */
  private static MeasureTraits cosine(MeasureTraits traits) {
    return traits.invariantTo(ISOTROPIC_SCALE, PERMUTATION, ORTHOGONAL, ROW_SCALE);
  }

  private static SimilarityMeasure neighbors(
      MeasureTraits traits, Comparison comparison, boolean byAngle) {
    return new NeighborAgreement(traits, comparison, NEIGHBORS, byAngle);
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
