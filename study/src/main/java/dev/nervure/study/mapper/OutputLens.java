package dev.nervure.study.mapper;

import dev.nervure.study.layers.NetworkOutputs;

/**
 * A lens that is read off the outputs of a network: {@code logit:CLASS}, or {@code
 * probability:CLASS}, its share in the softmax of all outputs. The same sample has the same value
 * in every layer.
 *
 * @param name as it was asked for
 * @param isProbability whether of the softmax
 * @param output the number of an output, counted from 0, or the name of a class
 */
record OutputLens(String name, boolean isProbability, String output) {
  private static final String PROBABILITY = "probability:";
  private static final String LOGIT = "logit:";

  /** Whether a lens of this name is read off the outputs. */
  static boolean isMeantBy(String name) {
    return name.startsWith(PROBABILITY) || name.startsWith(LOGIT);
  }

  /**
   * One that is asked for.
   *
   * @throws IllegalArgumentException when the class is missing
   */
  static OutputLens of(String name) {
    String output = name.substring(name.indexOf(':') + 1);
    if (output.isBlank()) {
      throw new IllegalArgumentException(
          "'%s' names no class; write the number of an output, counted from 0, or the name of a class, such as %s3"
              .formatted(name, name));
    }
    return new OutputLens(name, name.startsWith(PROBABILITY), output);
  }

  /**
   * Which output it is. A number is that of the output, also where a class is called by another
   * number.
   *
   * @throws IllegalArgumentException when there is none, or the softmax of a single output is
   *     meant, which is 1 for every sample
   */
  int indexIn(NetworkOutputs outputs) {
    int count = outputs.count();
    if (isProbability && count < 2) {
      throw new IllegalArgumentException(
          "'%s': the network has one output, whose softmax is 1 for every sample; logit:0 is its value"
              .formatted(name));
    }
    int index =
        output.chars().allMatch(c -> c >= '0' && c <= '9')
            ? number()
            : outputs.names().indexOf(output);
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          outputs.names().isEmpty() && index < 0
              ? "'%s': it is not known which output is which class; give the number of one of the %d outputs, counted from 0"
                  .formatted(name, count)
              : "'%s': the network has no such output but %d, counted from 0%s"
                  .formatted(
                      name,
                      count,
                      outputs.names().isEmpty() ? "" : ": " + String.join(", ", outputs.names())));
    }
    return index;
  }

  /** Larger than any output where it does not fit. */
  private int number() {
    try {
      return Integer.parseInt(output);
    } catch (NumberFormatException tooLarge) {
      return Integer.MAX_VALUE;
    }
  }

  /**
   * The value of a sample.
   *
   * @param logits all of its outputs
   * @param index one of them
   */
  double value(double[] logits, int index) {
    if (!isProbability) {
      return logits[index];
    }
    double total = 0;
    for (double logit : logits) {
      total += StrictMath.exp(logit - logits[index]);
    }
    return 1 / total;
  }
}
