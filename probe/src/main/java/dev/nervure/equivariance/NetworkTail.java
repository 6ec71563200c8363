package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a network answers, given the features of a layer instead of an image. */
public final class NetworkTail {
  private final @Nullable Derivatives derivatives;
  private final int classes;

  private NetworkTail(@Nullable Derivatives derivatives, int classes) {
    this.derivatives = derivatives;
    this.classes = classes;
  }

  /**
   * The part of a network behind a layer.
   *
   * @throws IllegalArgumentException where it gives no row of scores, or does not begin at this
   *     layer alone; says why
   */
  public static NetworkTail of(Model model, Layer layer) {
    Layer logits = model.logits();
    if (logits.size() < 2 || Arrays.stream(logits.shape()).filter(axis -> axis > 1).count() != 1) {
      throw new IllegalArgumentException(
          "the network does not give one row of scores for an image, but shape "
              + Arrays.toString(logits.shape()));
    }
    int classes = Math.toIntExact(logits.size());
    if (layer.equals(logits)) {
      return new NetworkTail(null, classes);
    }
    try {
      return new NetworkTail(model.derivatives(layer, logits), classes);
    } catch (NotDifferentiableException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      // The same for all layers of a kind, so without their names.
      throw new IllegalArgumentException(
          "the rest of the network does not begin at the layer alone, since another way leads around it (a skip connection)",
          e);
    }
  }

  /** Number of scores. */
  public int classes() {
    return classes;
  }

  /** Scores of a batch of features, a row after the other. */
  double[] scores(NdArray features) {
    return (derivatives == null ? features : derivatives.value(features)).doubles();
  }

  /** The largest score of each row, the first of equal ones; -1 where one is NaN. */
  int[] answers(NdArray features) {
    double[] scores = scores(features);
    int[] answers = new int[scores.length / classes];
    for (int row = 0; row < answers.length; row++) {
      for (int i = 0; i < classes && answers[row] >= 0; i++) {
        double score = scores[row * classes + i];
        if (Double.isNaN(score)) {
          answers[row] = -1;
        } else if (score > scores[row * classes + answers[row]]) {
          answers[row] = i;
        }
      }
    }
    return answers;
  }

  /** Gives the derivative of a loss by the scores. */
  @FunctionalInterface
  interface Slope {
    /**
     * @param scores of one image
     * @param image its number in the batch
     * @param slope takes the derivative
     */
    void of(double[] scores, int image, double[] slope);
  }

  /** The derivative of a loss by the features of a batch. */
  NdArray gradient(NdArray features, Slope loss) {
    if (derivatives == null) {
      return cotangents(features, 0, loss);
    }
    return derivatives
        .valueAndGradients(features, (value, first) -> List.of(cotangents(value, first, loss)))
        .gradients()
        .get(0);
  }

  private NdArray cotangents(NdArray value, int first, Slope loss) {
    double[] scores = value.doubles();
    double[] slopes = new double[scores.length];
    double[] own = new double[classes];
    for (int row = 0; row < scores.length / classes; row++) {
      loss.of(Arrays.copyOfRange(scores, row * classes, (row + 1) * classes), first + row, own);
      System.arraycopy(own, 0, slopes, row * classes, classes);
    }
    return NdArray.of(slopes, value.shape());
  }
}
