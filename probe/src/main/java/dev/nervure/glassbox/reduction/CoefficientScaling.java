package dev.nervure.glassbox.reduction;

import java.util.Locale;

/** How coefficients are put on one scale before distances and variances are compared. */
public enum CoefficientScaling {
  /** As they are: large coefficients decide. */
  NONE,
  /** Mean 0 and standard deviation 1 in the training rows: every coefficient counts alike. */
  STANDARD,
  /**
   * Largest absolute value 1 in the training rows, after Bruna and Mallat (arXiv 1203.1513, eq.
   * 19): coefficients of all orders count, and those that hardly vary count little.
   */
  LARGEST;

  /** Its name in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
