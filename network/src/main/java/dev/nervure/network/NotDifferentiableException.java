package dev.nervure.network;

/** There is no derivative between two layers. */
public final class NotDifferentiableException extends ModelFailedException {

  private static final long serialVersionUID = 1L;

  private final String operator;

  /**
   * @param message what was asked and why it does not exist
   * @param operator the operator through which no derivative passes, empty where there is no way
   *     between the layers at all
   */
  public NotDifferentiableException(String message, String operator) {
    super(message);
    this.operator = operator;
  }

  public String operator() {
    return operator;
  }
}
