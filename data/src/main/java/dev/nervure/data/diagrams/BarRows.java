package dev.nervure.data.diagrams;

import dev.nervure.data.BadDataException;
import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * The bars of one part of a file as they were read, with or without their degrees. Grows; not
 * thread safe.
 */
final class BarRows {
  /** The degree of bars of which the file does not say it: no number of a file is taken for it. */
  static final int UNKNOWN = -1;

  /**
   * Whatever a file says of where its bars come from is not kept: distances do not depend on it.
   */
  private static final DiagramSource SOURCE =
      DiagramSource.exact(2, "of a file", Double.POSITIVE_INFINITY, 0);

  private final String where;
  private int[] degrees = new int[16];
  private double[] births = new double[16];
  private double[] deaths = new double[16];
  private int size;

  /** No bars yet. */
  BarRows(String where) {
    this.where = where;
  }

  /** Where the bars come from, for messages. */
  String where() {
    return where;
  }

  /**
   * Adds a bar of a degree.
   *
   * @param degree as the file has it: a whole number from 0 up
   * @throws BadDataException if a number is NaN, the birth is infinite or the degree is none
   */
  void add(double degree, double birth, double death) {
    if (!isDegree(degree)) {
      throw bad("bar " + size + " has the degree " + degree, "Degrees are 0, 1, 2 and so on.");
    }
    addChecked((int) degree, birth, death);
  }

  /**
   * Adds a bar of which the file does not say the degree.
   *
   * @throws BadDataException if a number is NaN or the birth is infinite
   */
  void add(double birth, double death) {
    addChecked(UNKNOWN, birth, death);
  }

  private void addChecked(int degree, double birth, double death) {
    if (Double.isNaN(birth) || Double.isNaN(death)) {
      throw bad("bar " + size + " is not a number", "Leave such bars out.");
    }
    if (Double.isInfinite(birth) || death == Double.NEGATIVE_INFINITY) {
      throw bad(
          "bar " + size + " is [" + birth + ", " + death + "), which begins nowhere",
          "A birth is finite; a death may be inf.");
    }
    if (size == degrees.length) {
      degrees = Arrays.copyOf(degrees, 2 * size);
      births = Arrays.copyOf(births, 2 * size);
      deaths = Arrays.copyOf(deaths, 2 * size);
    }
    degrees[size] = degree;
    births[size] = birth;
    deaths[size++] = death;
  }

  /** Whether a number can be a degree of homology. */
  static boolean isDegree(double number) {
    return number >= 0 && number <= 60 && number == Math.rint(number);
  }

  private BadDataException bad(String what, String whatToTry) {
    return new BadDataException(what, where, whatToTry);
  }

  /** The degrees that are said of bars, {@link #UNKNOWN} among them where one is not. */
  TreeSet<Integer> degrees() {
    TreeSet<Integer> found = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      found.add(degrees[i]);
    }
    return found;
  }

  /** How many bars of a degree die before they are born. */
  int backward(int degree) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += isOf(i, degree) && deaths[i] < births[i] ? 1 : 0;
    }
    return count;
  }

  private boolean isOf(int i, int degree) {
    return degrees[i] == degree || degrees[i] == UNKNOWN;
  }

  /**
   * The diagram of a degree, those bars included of which no degree is said; without bars of length
   * zero and without those that die before they are born.
   *
   * @throws BadDataException if all bars die before they are born
   */
  PersistenceDiagram diagram(int degree) {
    double[] kept = new double[size];
    double[] ends = new double[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (isOf(i, degree) && deaths[i] >= births[i]) {
        kept[count] = births[i];
        ends[count++] = deaths[i];
      }
    }
    int backward = backward(degree);
    if (count == 0 && backward > 1) {
      throw bad(
          "all " + backward + " bars die before they are born",
          "These seem to be of a superlevel filtration: change the sign of births and deaths.");
    }
    return PersistenceDiagram.ofUnsorted(
        degree, Arrays.copyOf(kept, count), Arrays.copyOf(ends, count), SOURCE);
  }
}
