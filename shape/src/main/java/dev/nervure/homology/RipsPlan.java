package dev.nervure.homology;

/**
 * What a computation will take, told before it runs. Estimates come from a sample: read memory as
 * good to a factor of two and time as an order of magnitude.
 *
 * @param points number of points
 * @param maxDimension highest homology dimension
 * @param threshold largest diameter; an estimate where it is the enclosing radius of points
 * @param edges number of edges up to the threshold
 * @param simplices number of simplices of the highest dimension
 * @param bytes peak memory beside the input
 * @param seconds time on the threads asked for
 * @param availableBytes heap that there is
 * @param advice what to change; empty if it fits
 */
public record RipsPlan(
    int points,
    int maxDimension,
    double threshold,
    double edges,
    double simplices,
    double bytes,
    double seconds,
    long availableBytes,
    String advice) {

  /** Whether the computation fits the heap. */
  public boolean fits() {
    return advice.isEmpty();
  }
}
