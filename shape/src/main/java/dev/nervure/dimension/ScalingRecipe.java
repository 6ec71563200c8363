package dev.nervure.dimension;

/**
 * How {@link PersistentHomologyDimension} measures.
 *
 * @param convention name of the recipe
 * @param alpha power of an edge length
 * @param grid how sizes follow from the number of points
 * @param given the sizes of a given grid
 * @param draws samples per size, of which the median counts, up to half of the points
 * @param drawsOfLarge samples per size above that
 * @param runs repetitions of the whole grid, whose slopes are averaged
 * @param largestCloud a larger cloud is sampled down to so many points, anew for each run
 * @param dropDuplicates whether repeated points are left out first
 * @param fewestPoints fewer points give no estimate
 * @param replicates halves (each measured twice) or repetitions behind the standard error
 */
record ScalingRecipe(
    String convention,
    double alpha,
    Grid grid,
    SampleSizes given,
    int draws,
    int drawsOfLarge,
    int runs,
    int largestCloud,
    boolean dropDuplicates,
    int fewestPoints,
    int replicates) {

  /** How sizes are chosen when the number of points is known. */
  enum Grid {
    SHARES,
    PAPER,
    GIVEN
  }

  static final ScalingRecipe ROBUST =
      new ScalingRecipe("robust", 1, Grid.SHARES, SampleSizes.birdal(), 7, 3, 3, 3000, true, 40, 8);

  static final ScalingRecipe PAPER = singleDraw("paper", Grid.PAPER, SampleSizes.birdal());

  static ScalingRecipe singleDraw(String convention, Grid grid, SampleSizes given) {
    return new ScalingRecipe(convention, 1, grid, given, 1, 1, 1, Integer.MAX_VALUE, false, 3, 8);
  }

  ScalingRecipe withAlpha(double newAlpha) {
    return new ScalingRecipe(
        convention,
        newAlpha,
        grid,
        given,
        draws,
        drawsOfLarge,
        runs,
        largestCloud,
        dropDuplicates,
        fewestPoints,
        replicates);
  }

  SampleSizes sizes(int n) {
    return switch (grid) {
      case SHARES -> SampleSizes.shares(n);
      case PAPER -> SampleSizes.paper(n);
      case GIVEN -> given;
    };
  }

  /** Whether the error rests on halves of the cloud: the grid must shrink with the cloud. */
  boolean usesHalves() {
    return grid == Grid.SHARES;
  }
}
