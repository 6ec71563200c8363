package dev.nervure.dimension;

/**
 * How {@link PersistentHomologyDimension} measures.
 *
 * @param convention name of the recipe
 * @param alpha power of an edge length
 * @param grid how sizes follow from the number of points
 * @param given the sizes of a given grid
 * @param draws how samples of a size are drawn
 * @param runs repetitions of the whole grid, whose slopes are averaged, where a cloud is larger
 *     than the largest
 * @param largestCloud a larger cloud is sampled down to so many points, anew for each run
 * @param dropDuplicates whether repeated points are left out first
 * @param fewestPoints fewer points give no estimate
 * @param degree of the bars: 0 for components, 1 for cycles
 * @param splits into halves, for the standard error
 */
record ScalingRecipe(
    String convention,
    double alpha,
    Grid grid,
    SampleSizes given,
    SampleDraws draws,
    int runs,
    int largestCloud,
    boolean dropDuplicates,
    int fewestPoints,
    int degree,
    int splits) {

  /** How sizes are chosen when the number of points is known. */
  enum Grid {
    SHARES,
    PAPER,
    GIVEN
  }

  /** Enough that the error itself scatters by about a seventh. */
  private static final int MANY_SPLITS = 24;

  static final ScalingRecipe ROBUST =
      new ScalingRecipe(
          "robust",
          1,
          Grid.SHARES,
          SampleSizes.birdal(),
          SampleDraws.BALANCED,
          3,
          3000,
          true,
          40,
          0,
          MANY_SPLITS);

  /**
   * Cycles cost a filtration a sample: fewer samples of fewer points. Fewer than 100 points have
   * too few cycles for their sum to follow the law.
   */
  static final ScalingRecipe CYCLES =
      new ScalingRecipe(
          "robust",
          1,
          Grid.SHARES,
          SampleSizes.birdal(),
          SampleDraws.BALANCED_ONCE,
          1,
          1000,
          true,
          100,
          1,
          8);

  static final ScalingRecipe PAPER = singleDraw("paper", Grid.PAPER, SampleSizes.birdal());

  static ScalingRecipe singleDraw(String convention, Grid grid, SampleSizes given) {
    return new ScalingRecipe(
        convention,
        1,
        grid,
        given,
        SampleDraws.SINGLE,
        1,
        Integer.MAX_VALUE,
        false,
        3,
        0,
        MANY_SPLITS);
  }

  ScalingRecipe withAlpha(double newAlpha) {
    return new ScalingRecipe(
        convention,
        newAlpha,
        grid,
        given,
        draws,
        runs,
        largestCloud,
        dropDuplicates,
        fewestPoints,
        degree,
        splits);
  }

  /** The sizes for all n points of a run. */
  int[] sizes(int n) {
    SampleSizes sizes =
        switch (grid) {
          case SHARES -> SampleSizes.shares(n);
          case PAPER -> SampleSizes.paper(n);
          case GIVEN -> given;
        };
    return sizes.toArray();
  }

  /**
   * The sizes for a part of the points: the same shares of it as the sizes for all are of all. Some
   * may be equal, or too small for a tree, where the part is small.
   */
  int[] sizesOfPart(int part, int all) {
    int[] sizes = sizes(all);
    for (int s = 0; s < sizes.length; s++) {
      sizes[s] = (int) ((long) sizes[s] * part / all);
    }
    return sizes;
  }
}
