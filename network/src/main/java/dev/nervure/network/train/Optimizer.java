package dev.nervure.network.train;

/**
 * A rule that turns gradients into changes of the weights. Weight decay is an L2 penalty, added to
 * the gradient (weight decay times weight), unless the rule says otherwise. All arithmetic is in
 * double precision and in the order of the weights, so results do not depend on threads.
 */
public sealed interface Optimizer permits Sgd, Adam, Adamax {

  /** Fresh state for that many weights. */
  State start(int weights);

  /** The moments an optimiser keeps between steps; not thread safe, one per training run. */
  interface State {

    /**
     * Changes the weights in place. O(number of weights).
     *
     * @param weights all trainable values
     * @param gradient derivative of the loss by each of them; overwritten
     * @param learningRate step size
     * @param weightDecay factor of the L2 penalty, 0 for none
     * @param decayed the first so many weights decay, the others (biases, normalisation) do not
     */
    void step(
        double[] weights, double[] gradient, double learningRate, double weightDecay, int decayed);
  }

  /** Adds the derivative of the L2 penalty to the gradient. */
  static void addDecay(double[] weights, double[] gradient, double weightDecay, int decayed) {
    if (weightDecay == 0) {
      return;
    }
    for (int i = 0; i < decayed; i++) {
      gradient[i] += weightDecay * weights[i];
    }
  }
}
