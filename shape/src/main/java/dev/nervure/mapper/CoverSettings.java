package dev.nervure.mapper;

/**
 * The settings that covers take, of which each uses its own. Start from {@link #defaults()}.
 *
 * @param intervals how many intervals a column, equal or balanced
 * @param overlap which fraction of an interval the next shares
 * @param convention where equal intervals lie
 * @param radius of balls, in the units of the lens; positive where they are used
 * @param neighbors how many points a neighbourhood has
 */
public record CoverSettings(
    int intervals, double overlap, IntervalConvention convention, double radius, int neighbors) {

  /** 40 intervals with an overlap of 1/4 about fixed centres (Purvine et al.); 100 neighbours. */
  public static CoverSettings defaults() {
    return new CoverSettings(40, 0.25, IntervalConvention.FIXED_CENTRES, 0, 100);
  }

  /** The same with another number of intervals. */
  public CoverSettings withIntervals(int value) {
    return new CoverSettings(value, overlap, convention, radius, neighbors);
  }

  /** The same with another overlap. */
  public CoverSettings withOverlap(double value) {
    return new CoverSettings(intervals, value, convention, radius, neighbors);
  }

  /** The same with another convention. */
  public CoverSettings withConvention(IntervalConvention value) {
    return new CoverSettings(intervals, overlap, value, radius, neighbors);
  }

  /** The same with another radius. */
  public CoverSettings withRadius(double value) {
    return new CoverSettings(intervals, overlap, convention, value, neighbors);
  }

  /** The same with another number of neighbours. */
  public CoverSettings withNeighbors(int value) {
    return new CoverSettings(intervals, overlap, convention, radius, value);
  }
}
