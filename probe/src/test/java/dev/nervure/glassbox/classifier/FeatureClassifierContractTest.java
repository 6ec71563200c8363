package dev.nervure.glassbox.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link FeatureClassifier} promises, asked of every classifier of the list. */
class FeatureClassifierContractTest {
  private static final int DIMENSION = 6;
  private static final int PER_CLASS = 40;

  /** Distance of the centres in standard deviations: overlap is about 1e-8. */
  private static final double APART = 12;

  static Stream<FeatureClassifier> all() {
    return Classifiers.all(ClassifierSettings.defaults().withLinearCost(1)).stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void separableCloudsAreToldApart(FeatureClassifier classifier) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int classes : List.of(2, 4)) {
      FittedClassifier fitted = classifier.fit(clouds(classes, random), 1, Progress.none());
      LabelledRows fresh = clouds(classes, random);
      int right = 0;
      for (int i = 0; i < fresh.size(); i++) {
        double[] scores = fitted.scores(fresh.rows()[i]);
        assertThat(scores).hasSize(classes);
        for (double score : scores) {
          assertThat(Double.isFinite(score)).isTrue();
        }
        right += fitted.predict(fresh.rows()[i]) == fresh.labels()[i] ? 1 : 0;
      }
      assertThat(right).as(FreshSeed.repeat(seed, getClass())).isEqualTo(fresh.size());
      assertThat(fitted.parameters()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void classesInAnotherOrderAreTheSameClasses(FeatureClassifier classifier) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    LabelledRows clouds = clouds(3, random);
    int[] order = {2, 0, 1};
    int[] renamed = new int[clouds.size()];
    for (int i = 0; i < renamed.length; i++) {
      renamed[i] = order[clouds.labels()[i]];
    }
    FittedClassifier other =
        classifier.fit(new LabelledRows(clouds.rows(), renamed, 3), 1, Progress.none());
    for (int i = 0; i < clouds.size(); i++) {
      assertThat(other.predict(clouds.rows()[i]))
          .as(FreshSeed.repeat(seed, getClass()))
          .isEqualTo(renamed[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedGivesTheSameBits(FeatureClassifier classifier) {
    LabelledRows clouds = overlapping(new Random(3));
    double[][] before = copy(clouds.rows());
    FittedClassifier once = classifier.fit(clouds, 7, Progress.none());
    FittedClassifier again = classifier.fit(clouds, 7, Progress.none());
    assertThat(clouds.rows()).isDeepEqualTo(before);
    for (double[] row : clouds.rows()) {
      assertThat(again.scores(row)).isEqualTo(once.scores(row));
    }
  }

  /** Labels that say nothing are learned by heart at most: fresh ones are right by chance. */
  @ParameterizedTest
  @MethodSource("all")
  void labelsThatSayNothingAreNotPredicted(FeatureClassifier classifier) {
    Random random = new Random(5);
    LabelledRows training = shuffled(random);
    LabelledRows fresh = shuffled(random);
    FittedClassifier fitted = classifier.fit(training, 1, Progress.none());
    int right = 0;
    for (int i = 0; i < fresh.size(); i++) {
      right += fitted.predict(fresh.rows()[i]) == fresh.labels()[i] ? 1 : 0;
    }
    // 200 fair coins: 100 +- 7.1; five deviations.
    assertThat(right).isBetween(65, 135);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneClassIsRefused(FeatureClassifier classifier) {
    assertThatThrownBy(
            () ->
                classifier.fit(
                    new LabelledRows(new double[][] {{1}, {2}}, new int[2], 1), 1, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two classes");
    assertThatThrownBy(() -> new LabelledRows(new double[][] {{1}, {2}}, new int[2], 2))
        .hasMessageContaining("class 1 has no rows");
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsCostIsACost(FeatureClassifier classifier) {
    assertThat(classifier.seconds(1000, 100, 2)).isNotNegative().isFinite();
    assertThat(classifier.memory(1000, 100, 2)).isNotNegative();
    assertThat(classifier.name()).matches("[a-z_]+");
  }

  /** Those that work longer than a moment are asked. */
  @ParameterizedTest
  @MethodSource("all")
  void itStops(FeatureClassifier classifier) {
    if (List.of("nearest_mean", "knn").contains(classifier.name())) {
      return;
    }
    Progress stopping =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };
    assertThatThrownBy(() -> classifier.fit(overlapping(new Random(1)), 1, stopping))
        .isInstanceOf(CancelledException.class);
  }

  private static LabelledRows clouds(int classes, Random random) {
    double[][] rows = new double[classes * PER_CLASS][DIMENSION];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = (i + 1) % classes;
      for (int j = 0; j < DIMENSION; j++) {
        rows[i][j] = random.nextGaussian() + (j == labels[i] ? APART : 0);
      }
    }
    return new LabelledRows(rows, labels, classes);
  }

  private static LabelledRows overlapping(Random random) {
    double[][] rows = new double[1500][DIMENSION];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < DIMENSION; j++) {
        rows[i][j] = random.nextGaussian() + labels[i];
      }
    }
    return new LabelledRows(rows, labels, 2);
  }

  private static LabelledRows shuffled(Random random) {
    double[][] rows = new double[200][DIMENSION];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i < 2 ? i : random.nextInt(2);
      for (int j = 0; j < DIMENSION; j++) {
        rows[i][j] = random.nextGaussian();
      }
    }
    return new LabelledRows(rows, labels, 2);
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
