package dev.nervure.study.fiber.inputs;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.progress.Cost;
import dev.nervure.study.ProcessorTime;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.LayerSpectrum;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.walk.FiberWalk;

/** What the stages of a study are expected to take. Measures one Jacobian of the model. */
final class FiberCosts {

  /** Copies of a Jacobian while it is decomposed. */
  private static final int JACOBIAN_COPIES = 6;

  /**
   * Seconds of one multiplication where singular values alone are computed; processor time of one
   * core, rounded up.
   */
  private static final double DECOMPOSITION = 1e-9;

  /** Steps of a walk for each unit of its length, and of any walk; measured on image networks. */
  private static final double STEPS_PER_UNIT = 5;

  private static final double STEPS_AT_LEAST = 30;

  /**
   * What the search for the nearest other answer takes, in such steps: some 450 gradients and 3,400
   * evaluations; measured likewise.
   */
  private static final double STEPS_TO_BOUNDARY = 400;

  /** Bytes of a singular value in the database. */
  private static final long VALUE_BYTES = 24;

  private static final long STATISTICS_BYTES = 64L << 10;
  private static final double STATISTICS_SECONDS = 0.1;

  private final FiberSource source;
  private final FiberOptions options;
  private double measuredLinearization = -1;

  FiberCosts(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
  }

  /** Of the labels, predictions and layers. */
  Cost samples() {
    return new Cost(source.samples().size() * linearizationSeconds(), 0, 0);
  }

  /** Of the singular values of an input. */
  Cost spectra() {
    long inputs = source.model().input().size();
    double multiplications = 0;
    long values = 0;
    for (Layer layer : source.layers().values()) {
      double small = Math.min(layer.size(), inputs);
      multiplications += small * layer.size() * inputs;
      values += (long) small;
    }
    return new Cost(
        source.layers().size() * linearizationSeconds() + DECOMPOSITION * multiplications,
        jacobianBytes(),
        VALUE_BYTES * values);
  }

  /** Of a walk from an input. */
  Cost walk(Question question) {
    WalkRequest walk = options.walk();
    double steps =
        question == Question.BOUNDARY
            ? STEPS_TO_BOUNDARY
            : Math.min(walk.stepBudget(), STEPS_AT_LEAST + STEPS_PER_UNIT * walk.length());
    return new Cost(
        2 * steps * linearizationSeconds(),
        jacobianBytes(),
        FiberWalk.thinnedPathBytes(source.model().input().size()));
  }

  /** Of the means. */
  Cost means() {
    return new Cost(STATISTICS_SECONDS, 0, STATISTICS_BYTES);
  }

  private long jacobianBytes() {
    Model model = source.model();
    long largest = LayerSpectrum.isTooLarge(model.logits(), model) ? 1 : model.logits().size();
    for (Layer layer : source.layers().values()) {
      if (!LayerSpectrum.isTooLarge(layer, model)) {
        largest = Math.max(largest, layer.size());
      }
    }
    return JACOBIAN_COPIES * Double.BYTES * largest * model.input().size();
  }

  /** Measured on one input. */
  private synchronized double linearizationSeconds() {
    if (measuredLinearization < 0) {
      Model model = source.model();
      // The Jacobian of a thousand logits of a large image is never formed; nor is it here.
      String hold = LayerSpectrum.isTooLarge(model.logits(), model) ? "logit:0" : "logits";
      double[] first = source.input(0);
      DifferentiableMap map = HeldOutput.of(model, hold, first).map();
      measuredLinearization = ProcessorTime.seconds(() -> map.linearize(first));
    }
    return measuredLinearization;
  }
}
