package dev.nervure.jacobian;

/** How long a change of the output is, where the output is: the norm of a metric of the outputs. */
@FunctionalInterface
public interface OutputSpeed {

  /** The Euclidean length. */
  OutputSpeed EUCLIDEAN = (value, change) -> Vectors.norm(change);

  /** Of logits, the length in the Fisher metric of their softmax: see {@link FisherFactor}. */
  OutputSpeed FISHER = (value, change) -> Vectors.norm(FisherFactor.at(value).times(change));

  /**
   * The length of a change.
   *
   * @param value of the outputs, length m; not modified
   * @param change of the outputs, length m; not modified
   */
  double of(double[] value, double[] change);
}
