package dev.nervure.mapper;

/** How pure a node is whose points are of several classes: 1 where they are of one. */
public enum PurityRule {
  /**
   * 1 / c for c classes present, whatever their shares (Purvine et al., AAAI 2023): one stray point
   * halves it.
   */
  CLASSES_PRESENT {
    @Override
    double of(int[] counts, int size) {
      int present = 0;
      for (int count : counts) {
        present += count > 0 ? 1 : 0;
      }
      return 1.0 / present;
    }
  },
  /** 1 - H / ln K for the entropy H of the shares among K classes of the points. */
  ENTROPY {
    @Override
    double of(int[] counts, int size) {
      double entropy = 0;
      for (int count : counts) {
        // One class alone gives exactly 0, whatever K is.
        if (count > 0 && count < size) {
          double share = (double) count / size;
          entropy -= share * StrictMath.log(share);
        }
      }
      return entropy == 0 ? 1 : Math.max(0, 1 - entropy / StrictMath.log(counts.length));
    }
  },
  /** The share of the largest class. */
  MAJORITY {
    @Override
    double of(int[] counts, int size) {
      int largest = 0;
      for (int count : counts) {
        largest = Math.max(largest, count);
      }
      return (double) largest / size;
    }
  };

  /**
   * The purity of a node.
   *
   * @param counts number of its points of each class
   * @param size their sum, positive
   */
  abstract double of(int[] counts, int size);
}
