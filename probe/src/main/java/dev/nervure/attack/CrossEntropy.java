package dev.nervure.attack;

/**
 * Derivatives of the cross entropy by the logits, in the direction that an attack moves along: up
 * for a label, down for a target.
 */
enum CrossEntropy {
  /**
   * The derivative up to a positive factor: the softmax of the other logits, and -1 at the class.
   * The factor, one minus the probability of the class, rounds to 0 where a network is confident,
   * and no gradient would be left; directions do not need it.
   */
  OF_LOGITS {
    @Override
    void direction(double[] logits, int of, double[] result) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < logits.length; i++) {
        largest = i == of ? largest : Math.max(largest, logits[i]);
      }
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        result[i] = i == of ? 0 : StrictMath.exp(logits[i] - largest);
        sum += result[i];
      }
      for (int i = 0; i < logits.length; i++) {
        result[i] = i == of ? -1 : result[i] / sum;
      }
    }
  },

  /**
   * As the code of arXiv 2204.08624 has it: the probabilities are taken for logits, so that softmax
   * is applied twice. In float32 as there: where a network is confident nothing is left.
   */
  OF_PROBABILITIES {
    @Override
    void direction(double[] logits, int of, double[] result) {
      float[] once = softmax(logits);
      double[] asLogits = new double[once.length];
      for (int i = 0; i < once.length; i++) {
        asLogits[i] = once[i];
      }
      float[] twice = softmax(asLogits);
      float mean = 0;
      for (int i = 0; i < once.length; i++) {
        twice[i] -= i == of ? 1 : 0;
        mean += once[i] * twice[i];
      }
      for (int i = 0; i < once.length; i++) {
        result[i] = once[i] * (twice[i] - mean);
      }
    }
  };

  /**
   * The derivative at the logits of one input, or a positive multiple.
   *
   * @param of the class whose cross entropy it is
   * @param result takes it
   */
  abstract void direction(double[] logits, int of, double[] result);

  private static float[] softmax(double[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, (float) logit);
    }
    float[] probabilities = new float[logits.length];
    float sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) StrictMath.exp((float) logits[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
