package dev.nervure.glassbox.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The triple correlation of real functions on a finite group, tau(a, b) = sum over g of f(g) f(g a)
 * f(g b). It does not change when f is moved from the left, f(g) to f(h^-1 g), and tells functions
 * apart up to that (for functions without zeros in their Fourier transform): R. Kakarala 1992; S.
 * Sanborn, N. Miolane 2023, arXiv 2310.18564. On a group that is not commutative a move from the
 * right, f(g) to f(g h), changes it: take f(g^-1) there.
 *
 * <p>Many of the order^2 values are equal for every f: those of the pairs (a, b) whose sets {1, a,
 * b} are moved into each other from the left. One of each is worked out. They are 5 for C4, 15 for
 * C8 and D4, 51 for C16 and D8.
 */
public final class TripleCorrelation {
  private final FiniteGroup group;
  private final List<Pair> pairs;

  /** The elements a and b of tau(a, b). */
  public record Pair(int a, int b) {}

  /** O(order^2). */
  public TripleCorrelation(FiniteGroup group) {
    this.group = group;
    List<Pair> distinct = new ArrayList<>();
    for (int a = 0; a < group.order(); a++) {
      for (int b = a; b < group.order(); b++) {
        if (isFirst(a, b)) {
          distinct.add(new Pair(a, b));
        }
      }
    }
    pairs = List.copyOf(distinct);
  }

  /** Whether no pair before (a, b) has the same value for every function. */
  private boolean isFirst(int a, int b) {
    long own = key(a, b);
    int backOfA = group.inverse(a);
    int backOfB = group.inverse(b);
    return key(backOfA, group.product(backOfA, b)) >= own
        && key(backOfB, group.product(backOfB, a)) >= own;
  }

  private long key(int a, int b) {
    return (long) Math.min(a, b) * group.order() + Math.max(a, b);
  }

  /** The group of its functions. */
  public FiniteGroup group() {
    return group;
  }

  /** One pair for each distinct value, in the order of the values. */
  public List<Pair> pairs() {
    return pairs;
  }

  /**
   * The distinct values. O(order^3 / 6).
   *
   * @param f one value per element
   */
  public double[] of(double[] f) {
    double[] values = new double[pairs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(pairs.get(i).a(), pairs.get(i).b(), f);
    }
    return values;
  }

  /**
   * The value of any pair. O(order).
   *
   * @param f one value per element
   */
  public double at(int a, int b, double[] f) {
    group.requireFunction(f);
    double[] terms = new double[f.length];
    for (int g = 0; g < f.length; g++) {
      terms[g] = f[g] * f[group.product(g, a)] * f[group.product(g, b)];
    }
    Arrays.sort(terms);
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }
}
