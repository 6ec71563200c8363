package dev.nervure.glassbox.reduction;

/**
 * Rows of coefficients with the class of each.
 *
 * @param rows n x d, finite; not to be changed
 * @param labels class of each row, 0 .. classes - 1; each class has at least one row
 * @param classes at least 2
 */
public record LabelledRows(double[][] rows, int[] labels, int classes) {
  /**
   * Checks counts and classes.
   *
   * @throws IllegalArgumentException where there is one class only, one without rows, or rows and
   *     labels are not as many
   */
  public LabelledRows {
    if (rows.length != labels.length) {
      throw new IllegalArgumentException(
          "there are %d rows but %d labels".formatted(rows.length, labels.length));
    }
    if (classes < 2) {
      throw new IllegalArgumentException(
          "a classifier tells at least two classes apart but there is %d; choose two or more"
              .formatted(classes));
    }
    int[] counts = counts(labels, classes);
    for (int k = 0; k < classes; k++) {
      if (counts[k] == 0) {
        throw new IllegalArgumentException(
            "class %d has no rows to learn from; take more of them, or leave the class out"
                .formatted(k));
      }
    }
  }

  private static int[] counts(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "labels must be 0 to %d but one is %d".formatted(classes - 1, label));
      }
      counts[label]++;
    }
    return counts;
  }

  /** How many rows there are. */
  public int size() {
    return rows.length;
  }

  /** How many coefficients a row has. */
  public int dimension() {
    return rows[0].length;
  }

  /** How many rows each class has. */
  public int[] counts() {
    return counts(labels, classes);
  }

  /** The rows of a class, in their order. */
  public double[][] ofClass(int label) {
    double[][] own = new double[counts()[label]][];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] == label) {
        own[at++] = rows[i];
      }
    }
    return own;
  }

  /** The same classes with other values. */
  public LabelledRows withRows(double[][] changed) {
    return new LabelledRows(changed, labels, classes);
  }

  /** Some of the rows. */
  public LabelledRows select(int[] chosen) {
    double[][] some = new double[chosen.length][];
    int[] own = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      some[i] = rows[chosen[i]];
      own[i] = labels[chosen[i]];
    }
    return new LabelledRows(some, own, classes);
  }
}
