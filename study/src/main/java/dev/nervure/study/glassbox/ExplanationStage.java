package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.Coefficient;
import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.glassbox.classifier.LinearScores;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.GlassBoxLoading;
import dev.nervure.run.StageRows;
import java.util.Arrays;
import java.util.List;

/**
 * Which coefficients speak for an answer, and which make up the components: both written in the
 * coefficients themselves, through the reduction.
 */
final class ExplanationStage {
  /** Coefficients that are named of each image. */
  private static final int NAMED = 8;

  /** Components whose loadings are named, and coefficients of each. */
  private static final int COMPONENTS = 5;

  private final Representation representation;
  private final ImageSplit split;

  ExplanationStage(Representation representation, ImageSplit split) {
    this.representation = representation;
    this.split = split;
  }

  /** The largest loadings of the first components. */
  void addLoadings(ReducedRows opened, StageRows rows) {
    List<Representation.Named> names = representation.coefficients();
    for (int component = 0;
        component < Math.min(COMPONENTS, opened.reduction().dimension());
        component++) {
      double[] loadings = opened.reduction().loadings(component);
      int[] order = byAbsoluteValue(loadings);
      for (int rank = 0; rank < Math.min(NAMED, order.length); rank++) {
        Representation.Named named = names.get(order[rank]);
        rows.add(
            new GlassBoxLoading(
                component,
                rank + 1,
                named.block(),
                named.coefficient().name(),
                loadings[order[rank]]));
      }
    }
  }

  /**
   * What speaks for the answers on the first test images.
   *
   * @param fitted has learned from the reduced rows, or from the scaled ones
   */
  void addContributions(
      ReducedRows opened,
      FeatureClassifier classifier,
      LinearScores fitted,
      int images,
      StageRows rows,
      Progress progress) {
    double[][] scaled = opened.scaledTest(ImageChange.UPRIGHT, progress);
    double[][] asked = opened.test(classifier, ImageChange.UPRIGHT, progress);
    int[] labels = split.testLabels();
    for (int image = 0; image < Math.min(images, scaled.length); image++) {
      progress.checkCancelled();
      double[] scores = fitted.scores(asked[image]);
      int predicted = largest(scores, -1);
      int against = largest(scores, predicted);
      double[] weights =
          opened
              .reduction()
              .onCoefficients(Vectors.minus(fitted.weights(predicted), fitted.weights(against)));
      double[] apart = Vectors.minus(scaled[image], opened.reduction().origin());
      double[] contributions = new double[weights.length];
      double total = 0;
      for (int j = 0; j < weights.length; j++) {
        contributions[j] = weights[j] * apart[j];
        total += Math.abs(contributions[j]);
      }
      add(rows, image, labels[image], predicted, against, scaled[image], contributions, total);
    }
  }

  private void add(
      StageRows rows,
      int image,
      int label,
      int predicted,
      int against,
      double[] values,
      double[] contributions,
      double total) {
    List<Representation.Named> names = representation.coefficients();
    int[] order = byAbsoluteValue(contributions);
    for (int rank = 0; rank < Math.min(NAMED, order.length); rank++) {
      int j = order[rank];
      Coefficient coefficient = names.get(j).coefficient();
      Coefficient.Region region = coefficient.region();
      rows.add(
          new GlassBoxContribution(
              image,
              split.test().samples().originalIndex(image),
              split.dataClasses()[label],
              split.dataClasses()[predicted],
              split.dataClasses()[against],
              rank + 1,
              names.get(j).block(),
              coefficient.name(),
              values[j],
              contributions[j],
              total > 0 ? Math.abs(contributions[j]) / total : 0,
              region == null ? null : region.top(),
              region == null ? null : region.left(),
              region == null ? null : region.bottom(),
              region == null ? null : region.right()));
    }
  }

  private static int largest(double[] scores, int without) {
    int best = -1;
    for (int k = 0; k < scores.length; k++) {
      if (k != without && (best < 0 || scores[k] > scores[best])) {
        best = k;
      }
    }
    return best;
  }

  private static int[] byAbsoluteValue(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, j -> j);
    Arrays.sort(
        order,
        (a, b) ->
            Math.abs(values[a]) != Math.abs(values[b])
                ? Double.compare(Math.abs(values[b]), Math.abs(values[a]))
                : Integer.compare(a, b));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
