package dev.nervure.glassbox.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.ShrunkCovariance;
import dev.nervure.progress.Progress;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Closed forms of single classifiers. */
class ClassifiersTest {
  private static final LabelledRows LINE =
      new LabelledRows(
          new double[][] {{0}, {1}, {2}, {8}, {9}, {10}}, new int[] {0, 0, 0, 1, 1, 1}, 2);

  private static FittedClassifier fit(String name, LabelledRows rows) {
    return Classifiers.named(name, ClassifierSettings.defaults()).fit(rows, 1, Progress.none());
  }

  @Test
  void theBorderOfEqualClassesLiesHalfway() {
    for (String name : new String[] {"nearest_mean", "lda", "qda", "affine_pca"}) {
      FittedClassifier fitted = fit(name, LINE);
      double[] between = fitted.scores(new double[] {5});
      // The classes mirror each other, so that rounding alone tells their scores apart.
      assertThat(between[0]).as(name).isCloseTo(between[1], within(1e-9));
      assertThat(fitted.predict(new double[] {4.9})).as(name).isZero();
      assertThat(fitted.predict(new double[] {5.1})).as(name).isEqualTo(1);
    }
  }

  @Test
  void aRareClassNeedsMoreEvidence() {
    LabelledRows uneven =
        new LabelledRows(
            new double[][] {{-1}, {1}, {-1}, {1}, {-1}, {1}, {3}, {5}},
            new int[] {0, 0, 0, 0, 0, 0, 1, 1},
            2);
    FittedClassifier lda = fit("lda", uneven);
    // One coefficient leaves nothing to shrink: variance 1. Halfway is 2; log 3 / 4 beyond is even.
    double even = 2 + Math.log(3) / 4;
    assertThat(lda.predict(new double[] {even - 1e-6})).isZero();
    assertThat(lda.predict(new double[] {even + 1e-6})).isEqualTo(1);
  }

  @Test
  void theNearestDecideAndTheNearestOfAllAmongTies() {
    FittedClassifier two =
        Classifiers.named("knn", ClassifierSettings.defaults().withNeighbors(2))
            .fit(LINE, 1, Progress.none());
    assertThat(two.predict(new double[] {4.9})).isZero();
    assertThat(two.predict(new double[] {8.6})).isEqualTo(1);
    LabelledRows mixed = new LabelledRows(new double[][] {{0}, {3}}, new int[] {0, 1}, 2);
    FittedClassifier both =
        Classifiers.named("knn", ClassifierSettings.defaults().withNeighbors(2))
            .fit(mixed, 1, Progress.none());
    assertThat(both.predict(new double[] {1})).isZero();
    assertThat(both.predict(new double[] {2})).isEqualTo(1);
  }

  /** Two crossing lines have one mean; only their directions tell them apart. */
  @Test
  void affineSpacesSeeWhatMeansDoNot() {
    Random random = new Random(2);
    double[][] rows = new double[120][2];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      rows[i][labels[i]] = random.nextGaussian();
      rows[i][1 - labels[i]] = 0.01 * random.nextGaussian();
    }
    FittedClassifier affine = fit("affine_pca", new LabelledRows(rows, labels, 2));
    assertThat(affine.predict(new double[] {1, 0.02})).isZero();
    assertThat(affine.predict(new double[] {0.02, -1})).isEqualTo(1);
    assertThat(affine.predict(new double[] {-2, 0.05})).isZero();
  }

  @Test
  void moreDirectionsThanImagesAreRefused() {
    assertThatThrownBy(
            () ->
                Classifiers.named("affine_pca", ClassifierSettings.defaults().withDirections(3))
                    .fit(LINE, 1, Progress.none()))
        .hasMessageContaining("3 images of the smallest class");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNames() {
    assertThatThrownBy(() -> Classifiers.named("svm", ClassifierSettings.defaults()))
        .hasMessageContaining("linear_svm, rbf_svm");
  }

  /** Values of sklearn.covariance.ledoit_wolf of scikit-learn on these rows, whose mean is 0. */
  @Test
  void covariancesAreShrunkAsByLedoitAndWolf() {
    double[][] rows = {{9, 0, 2}, {-9, 1, 0}, {5, -2, 1}, {-5, 1, -1}, {7, 1, -2}, {-7, -1, 0}};
    ShrunkCovariance covariance = ShrunkCovariance.of(rows, Progress.none());
    assertThat(covariance.shrinkage()).isCloseTo(0.07933535007153228, within(1e-12));
    double[] solved = covariance.solve(new double[] {1, 0, 0});
    assertThat(solved[0]).isCloseTo(0.021242354093441128, within(1e-9));
  }
}
