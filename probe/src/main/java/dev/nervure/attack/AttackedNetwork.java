package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A classifier as attacks see it: logits of inputs, and gradients by their values in the units of
 * an {@link InputSpace}. Where the network ends in softmax the logits are what goes into it. Safe
 * for use by several threads.
 */
public final class AttackedNetwork {
  private final Model model;
  private final InputSpace space;
  private final CrossEntropy loss;
  private final @Nullable Derivatives derivatives;
  private final int classes;

  private AttackedNetwork(
      Model model,
      InputSpace space,
      CrossEntropy loss,
      @Nullable Derivatives derivatives,
      int classes) {
    this.model = model;
    this.space = space;
    this.loss = loss;
    this.derivatives = derivatives;
    this.classes = classes;
  }

  /**
   * A network with gradients.
   *
   * @throws NotDifferentiableException if an operator between input and logits has no derivative
   * @throws IllegalArgumentException if it is fed with integers, or has fewer than two scores
   */
  public static AttackedNetwork of(Model model, InputSpace space) {
    return new AttackedNetwork(
        model, space, CrossEntropy.OF_LOGITS, derivatives(model), classes(model));
  }

  /** A network for attacks that need no gradient, which it may not have. */
  public static AttackedNetwork withoutGradient(Model model, InputSpace space) {
    return new AttackedNetwork(model, space, CrossEntropy.OF_LOGITS, null, classes(model));
  }

  /** The same with the loss of the code of arXiv 2204.08624, which applies softmax twice. */
  public AttackedNetwork withSoftmaxTwice() {
    return new AttackedNetwork(model, space, CrossEntropy.OF_PROBABILITIES, derivatives, classes);
  }

  private static Derivatives derivatives(Model model) {
    return model.derivatives(model.input(), model.logits());
  }

  private static int classes(Model model) {
    Layer logits = model.logits();
    int[] shape = logits.shape();
    if (logits.size() < 2 || Arrays.stream(shape).filter(axis -> axis > 1).count() != 1) {
      throw new IllegalArgumentException(
          "an attack is on a classifier, with one row of at least two scores for an input, but the output has shape "
              + Arrays.toString(shape));
    }
    return Math.toIntExact(logits.size());
  }

  /** The units of inputs. */
  public InputSpace space() {
    return space;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * Logits, one row after the other.
   *
   * @param inputs a batch of the space
   */
  public double[] logits(NdArray inputs) {
    return model.predict(space.toNetwork(inputs)).doubles();
  }

  /** The logits of one input among those of many. */
  double[] row(double[] logits, int row) {
    return Arrays.copyOfRange(logits, row * classes, (row + 1) * classes);
  }

  /**
   * Logits and gradients of a batch.
   *
   * @param logits one row after the other
   * @param gradients one for each function, in the units of the space
   */
  record Slopes(double[] logits, List<float[]> gradients) {}

  /** Gives weights of the logits of one input, one array for each function. */
  interface Weights {
    double[][] of(double[] logits, int row);
  }

  /**
   * Gradients of weighted sums of the logits, with weights that may depend on these.
   *
   * @param functions how many sums there are for each input
   */
  Slopes slopes(NdArray inputs, int functions, Weights weights) {
    if (derivatives == null) {
      throw new IllegalStateException("the network was opened without its gradient");
    }
    Derivatives.ValueAndGradients found =
        derivatives.valueAndGradients(
            space.toNetwork(inputs),
            (value, first) -> cotangents(value, first, functions, weights));
    List<float[]> gradients =
        found.gradients().stream()
            .map(
                gradient -> {
                  float[] values = gradient.floats().clone();
                  space.fromNetwork(values);
                  return values;
                })
            .toList();
    return new Slopes(found.value().doubles(), gradients);
  }

  private List<NdArray> cotangents(NdArray value, int first, int functions, Weights weights) {
    double[] logits = value.doubles();
    double[][] all = new double[functions][logits.length];
    for (int row = 0; row < logits.length / classes; row++) {
      double[][] some = weights.of(row(logits, row), first + row);
      for (int k = 0; k < functions; k++) {
        System.arraycopy(some[k], 0, all[k], row * classes, classes);
      }
    }
    return Arrays.stream(all).map(one -> NdArray.of(one, value.shape())).toList();
  }

  /**
   * Where an attack moves: the gradient of the cross entropy, of a target downwards, up to a
   * positive factor for each input.
   */
  float[] ascent(NdArray inputs, Goal goal) {
    return slopes(
            inputs,
            1,
            (logits, row) -> {
              double[] direction = new double[classes];
              loss.direction(logits, goal.classes()[row], direction);
              if (goal.targeted()) {
                for (int i = 0; i < classes; i++) {
                  direction[i] = -direction[i];
                }
              }
              return new double[][] {direction};
            })
        .gradients()
        .get(0);
  }
}
