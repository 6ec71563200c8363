package dev.nervure.data;

/** Which part of a data set to read where a folder holds more than one. */
public enum Split {
  /** The test part where there is one, else all there is. */
  AUTO,
  /** The training part. */
  TRAIN,
  /** The test part. */
  TEST,
  /** Training part, parts of unknown role, test part, in this order. */
  ALL;

  /** The role that a file or folder name states: TRAIN, TEST, or AUTO for neither. */
  static Split stated(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("train")
        || lower.endsWith("_train")
        || lower.endsWith("_training")
        || lower.startsWith("data_batch")) {
      return TRAIN;
    }
    boolean test =
        lower.startsWith("t10k")
            || lower.startsWith("test")
            || lower.startsWith("val")
            || lower.endsWith("_test")
            || lower.endsWith("_val")
            || lower.endsWith("_development")
            || lower.endsWith("_evaluation");
    return test ? TEST : AUTO;
  }
}
