package dev.nervure.mapper;

/**
 * Where intervals of one length lie along the range of a lens. In both two intervals beside each
 * other share the fraction p of their length, and intervals are closed.
 */
public enum IntervalConvention {
  /**
   * Centres at lo + (k + 1/2) R / n and half-length R / (2 n (1 - p)) for a range R from lo on, so
   * that the first and the last stick out of it: KeplerMapper, tda-mapper, and the default here
   * because Purvine et al. (AAAI 2023) used it.
   */
  FIXED_CENTRES,
  /**
   * Length R / (n - (n - 1) p); the first begins where the range begins, the last ends where it
   * ends: giotto-tda, and Mapper Interactive since June 2022.
   */
  FIT_IN_RANGE
}
