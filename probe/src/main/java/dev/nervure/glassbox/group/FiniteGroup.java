package dev.nervure.glassbox.group;

/**
 * A finite group by its Cayley table; its elements are 0 to order - 1, and 0 changes nothing in
 * {@link #cyclic} and {@link #dihedral}.
 *
 * <p>Functions on the group are arrays of one value per element. An element h moves them from the
 * left, (h f)(g) = f(h^-1 g): so does a transformation of an image move what filters turned by the
 * elements g answer to it.
 */
public final class FiniteGroup {
  private static final int LARGEST = 1024;

  private final String name;
  private final int[][] products;
  private final int[] inverses;
  private final int identity;

  private FiniteGroup(String name, int[][] products, int identity, int[] inverses) {
    this.name = name;
    this.products = products;
    this.identity = identity;
    this.inverses = inverses;
  }

  /**
   * C_n: element k turns by k n-ths of a full turn.
   *
   * @param n 1 to 1024
   */
  public static FiniteGroup cyclic(int n) {
    requireOrder("n of C_n", n, LARGEST);
    int[][] table = new int[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        table[a][b] = (a + b) % n;
      }
    }
    return ofTable("C" + n, table);
  }

  /**
   * D_n, of 2 n elements: k below n turns by k n-ths of a full turn, n + k does so after a flip.
   *
   * @param n 1 to 512
   */
  public static FiniteGroup dihedral(int n) {
    requireOrder("n of D_n", n, LARGEST / 2);
    int[][] table = new int[2 * n][2 * n];
    for (int a = 0; a < 2 * n; a++) {
      for (int b = 0; b < 2 * n; b++) {
        int turn = a < n ? a + b % n : a - b % n;
        boolean isFlip = a < n ^ b < n;
        table[a][b] = Math.floorMod(turn, n) + (isFlip ? n : 0);
      }
    }
    return ofTable("D" + n, table);
  }

  /**
   * The group of a Cayley table. Checked: O(order^3).
   *
   * @param name for messages
   * @param table the product a b in row a, column b; 1 to 1024 rows
   * @throws IllegalArgumentException where it is not the table of a group, with the elements that
   *     show it
   */
  public static FiniteGroup ofTable(String name, int[][] table) {
    requireOrder("the order of " + name, table.length, LARGEST);
    int[][] products = new int[table.length][];
    for (int a = 0; a < table.length; a++) {
      products[a] = table[a].clone();
      requireElements(name, a, products[a], table.length);
    }
    int identity = identity(name, products);
    int[] inverses = inverses(name, products, identity);
    requireAssociative(name, products);
    return new FiniteGroup(name, products, identity, inverses);
  }

  private static void requireOrder(String what, int order, int most) {
    if (order < 1 || order > most) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d but is %d".formatted(what, most, order));
    }
  }

  private static void requireElements(String name, int row, int[] products, int order) {
    if (products.length != order) {
      throw new IllegalArgumentException(
          "the table of %s has %d rows but %d columns in row %d"
              .formatted(name, order, products.length, row));
    }
    for (int column = 0; column < order; column++) {
      if (products[column] < 0 || products[column] >= order) {
        throw new IllegalArgumentException(
            "elements of %s are 0 to %d but the product of %d and %d is %d"
                .formatted(name, order - 1, row, column, products[column]));
      }
    }
  }

  private static int identity(String name, int[][] products) {
    for (int e = 0; e < products.length; e++) {
      boolean changesNothing = true;
      for (int a = 0; a < products.length && changesNothing; a++) {
        changesNothing = products[e][a] == a && products[a][e] == a;
      }
      if (changesNothing) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        "no element of %s leaves all others as they are".formatted(name));
  }

  private static int[] inverses(String name, int[][] products, int identity) {
    int[] inverses = new int[products.length];
    for (int a = 0; a < products.length; a++) {
      int b = 0;
      while (b < products.length && products[a][b] != identity) {
        b++;
      }
      if (b == products.length) {
        throw new IllegalArgumentException("element %d of %s has no inverse".formatted(a, name));
      }
      inverses[a] = b;
    }
    return inverses;
  }

  private static void requireAssociative(String name, int[][] products) {
    for (int a = 0; a < products.length; a++) {
      for (int b = 0; b < products.length; b++) {
        int[] left = products[products[a][b]];
        for (int c = 0; c < products.length; c++) {
          if (left[c] != products[a][products[b][c]]) {
            throw new IllegalArgumentException(
                "%s is no group: (%d %d) %d is %d but %d (%d %d) is %d"
                    .formatted(name, a, b, c, left[c], a, b, c, products[a][products[b][c]]));
          }
        }
      }
    }
  }

  /** How many elements it has. */
  public int order() {
    return products.length;
  }

  /** The element that changes nothing. */
  public int identity() {
    return identity;
  }

  /** The product a b: b comes first. */
  public int product(int a, int b) {
    return products[a][b];
  }

  /** The element that undoes another. */
  public int inverse(int element) {
    return inverses[element];
  }

  /**
   * A function moved from the left: the value at g is that of f at element^-1 g.
   *
   * @param f one value per element, not changed
   */
  public double[] translate(int element, double[] f) {
    requireFunction(f);
    int[] back = products[inverses[element]];
    double[] moved = new double[f.length];
    for (int g = 0; g < f.length; g++) {
      moved[g] = f[back[g]];
    }
    return moved;
  }

  /** Checks that there is a value for each element. */
  void requireFunction(double[] f) {
    if (f.length != order()) {
      throw new IllegalArgumentException(
          "a function on %s has %d values but this has %d".formatted(name, order(), f.length));
    }
  }

  /** Such as C16. */
  @Override
  public String toString() {
    return name;
  }
}
