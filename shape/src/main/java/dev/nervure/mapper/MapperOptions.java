package dev.nervure.mapper;

/**
 * How a Mapper graph is put together and how much of the points is held at a time. Start from
 * {@link #defaults()}.
 *
 * @param nerve which simplices it has
 * @param sliceBytes how much of the points may be in memory at a time, positive; the points of a
 *     single element are, whatever they take. The result does not depend on it
 */
public record MapperOptions(NerveOptions nerve, long sliceBytes) {
  private static final long DEFAULT_SLICE_BYTES = 1L << 30;

  /** Checks the numbers. */
  public MapperOptions {
    if (sliceBytes < 1) {
      throw new IllegalArgumentException(
          "the memory for slices must be positive but was " + sliceBytes + " bytes");
    }
  }

  /** Edges where two nodes share a point; points are read in slices of 1 GiB. */
  public static MapperOptions defaults() {
    return new MapperOptions(NerveOptions.defaults(), DEFAULT_SLICE_BYTES);
  }

  /** The same with another nerve. */
  public MapperOptions withNerve(NerveOptions value) {
    return new MapperOptions(value, sliceBytes);
  }

  /** The same with other slices. */
  public MapperOptions withSliceBytes(long value) {
    return new MapperOptions(nerve, value);
  }
}
