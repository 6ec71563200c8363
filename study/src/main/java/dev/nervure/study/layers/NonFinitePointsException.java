package dev.nervure.study.layers;

/** A layer has NaN or infinite activations, so nothing is measured in it. */
public final class NonFinitePointsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFinitePointsException(String message) {
    super(message);
  }
}
