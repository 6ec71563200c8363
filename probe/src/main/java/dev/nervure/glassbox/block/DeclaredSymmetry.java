package dev.nervure.glassbox.block;

import org.jspecify.annotations.Nullable;

/**
 * What a block promises under a group.
 *
 * @param words the group, in words
 * @param kind whether values stay, or change in a known way
 * @param group the lattice-exact group; null where pixels would have to be interpolated, so that
 *     nothing is promised to a number
 * @param action of the group on the values: rho(g); null where the kind is invariant, or nothing is
 *     promised
 * @param tolerance how far values may be from what is promised, relative to the Euclidean norm of
 *     all values of the block; 0 where nothing is promised to a number
 */
public record DeclaredSymmetry(
    String words,
    Kind kind,
    @Nullable ImageGroup group,
    @Nullable Action action,
    double tolerance) {

  /** What becomes of the values. */
  public enum Kind {
    /** They stay: f(g x) = f(x). */
    INVARIANT,
    /** They change in the same way for every image: f(g x) = rho(g) f(x). */
    EQUIVARIANT
  }

  /** How an element of the group changes the values of a block. */
  @FunctionalInterface
  public interface Action {
    /**
     * rho(g) f.
     *
     * @param element as in {@link ImageGroup#act}
     * @param values not changed
     */
    double[] act(int element, double[] values);
  }

  /** Values that a lattice-exact group leaves as they are, up to a tolerance. */
  public static DeclaredSymmetry invariant(ImageGroup group, double tolerance) {
    return new DeclaredSymmetry(group.words(), Kind.INVARIANT, group, null, tolerance);
  }

  /** Values that a lattice-exact group changes in a known way, up to a tolerance. */
  public static DeclaredSymmetry equivariant(ImageGroup group, Action action, double tolerance) {
    return new DeclaredSymmetry(group.words(), Kind.EQUIVARIANT, group, action, tolerance);
  }

  /**
   * A group for which the block was made but which interpolates pixels, such as {@code rotations}.
   */
  public static DeclaredSymmetry continuous(String words, Kind kind) {
    return new DeclaredSymmetry(words, kind, null, null, 0);
  }

  /** Whether it can be checked to its tolerance. */
  public boolean isExact() {
    return group != null;
  }
}
