package dev.nervure.mapper;

import java.util.Arrays;
import java.util.Objects;

/**
 * The settings that lenses take, of which each uses its own. Start from {@link #defaults()}.
 *
 * @param components how many principal components
 * @param neighbors of the density by neighbours
 * @param bandwidth of the Gaussian density, in the units of the coordinates; positive where it is
 *     used
 * @param exponent of the eccentricity, or infinite
 * @param columns numbers of the coordinates; none for all
 */
public record LensSettings(
    int components, int neighbors, double bandwidth, double exponent, int[] columns) {

  /** Copies the columns. */
  public LensSettings {
    columns = columns.clone();
  }

  /** 2 components, 10 neighbours, no bandwidth, exponent 2, all columns. */
  public static LensSettings defaults() {
    return new LensSettings(2, 10, 0, 2, new int[0]);
  }

  /** The same with another number of components. */
  public LensSettings withComponents(int value) {
    return new LensSettings(value, neighbors, bandwidth, exponent, columns);
  }

  /** The same with another number of neighbours. */
  public LensSettings withNeighbors(int value) {
    return new LensSettings(components, value, bandwidth, exponent, columns);
  }

  /** The same with another bandwidth. */
  public LensSettings withBandwidth(double value) {
    return new LensSettings(components, neighbors, value, exponent, columns);
  }

  /** The same with another exponent. */
  public LensSettings withExponent(double value) {
    return new LensSettings(components, neighbors, bandwidth, value, columns);
  }

  /** The same with other columns. */
  public LensSettings withColumns(int... value) {
    return new LensSettings(components, neighbors, bandwidth, exponent, value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LensSettings that
        && components == that.components
        && neighbors == that.neighbors
        && bandwidth == that.bandwidth
        && exponent == that.exponent
        && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(columns) + Objects.hash(components, neighbors, bandwidth, exponent);
  }
}
