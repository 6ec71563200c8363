package dev.nervure.similarity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a measure of similarity is and what it claims. Immutable.
 *
 * @param name in lower case with underscores
 * @param title in words
 * @param isDistance whether 0 says that two representations are alike and larger values that they
 *     are less so; else larger values say that they are more alike
 * @param isSymmetric whether both may change places
 * @param isDefault whether it is computed where nothing is chosen
 * @param drawsAtRandom whether a value depends on the seed
 * @param lowest no value is below; minus infinity where there is no such bound
 * @param highest no value is above; infinity where there is no such bound
 * @param ofItself the value of a representation of many rows beside itself
 * @param overRows what is added to it, divided by the number of rows n: 2 for a value of 2/n
 * @param invariances which changes of one of both leave the value
 */
public record MeasureTraits(
    String name,
    String title,
    boolean isDistance,
    boolean isSymmetric,
    boolean isDefault,
    boolean drawsAtRandom,
    double lowest,
    double highest,
    double ofItself,
    double overRows,
    Set<Invariance> invariances) {

  /** Keeps a copy of the invariances. */
  public MeasureTraits {
    invariances = Set.copyOf(invariances);
  }

  /** A symmetric measure of likeness from 0 to 1, which it is of a representation and itself. */
  static MeasureTraits similarity(String name, String title) {
    return new MeasureTraits(name, title, false, true, false, false, 0, 1, 1, 0, Set.of());
  }

  /** A symmetric distance, 0 of a representation and itself, without an upper bound. */
  static MeasureTraits distance(String name, String title) {
    return new MeasureTraits(
        name, title, true, true, false, false, 0, Double.POSITIVE_INFINITY, 0, 0, Set.of());
  }

  /** The value of a representation of so many rows beside itself. */
  public double ofItself(int rows) {
    return ofItself + overRows / rows;
  }

  /** The same for any number of rows n: {@code 1}, {@code 2/n}. */
  public String ofItselfInWords() {
    return overRows == 0 ? whole(ofItself) : whole(overRows) + "/n";
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** The same of a distance that is a whole number over the number of rows at least. */
  MeasureTraits ofItselfOverRows(double whole) {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        isSymmetric,
        isDefault,
        drawsAtRandom,
        lowest,
        highest,
        0,
        whole,
        invariances);
  }

  /** The same with other bounds. */
  MeasureTraits within(double least, double most) {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        isSymmetric,
        isDefault,
        drawsAtRandom,
        least,
        most,
        ofItself,
        overRows,
        invariances);
  }

  /** The same of a measure to which the order of both matters. */
  MeasureTraits directed() {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        false,
        isDefault,
        drawsAtRandom,
        lowest,
        highest,
        ofItself,
        overRows,
        invariances);
  }

  /** The same of a measure that is computed where nothing is chosen. */
  MeasureTraits byDefault() {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        isSymmetric,
        true,
        drawsAtRandom,
        lowest,
        highest,
        ofItself,
        overRows,
        invariances);
  }

  /** The same of a measure that draws at random. */
  MeasureTraits drawn() {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        isSymmetric,
        isDefault,
        true,
        lowest,
        highest,
        ofItself,
        overRows,
        invariances);
  }

  /** The same with these invariances. */
  MeasureTraits invariantTo(Invariance first, Invariance... more) {
    return new MeasureTraits(
        name,
        title,
        isDistance,
        isSymmetric,
        isDefault,
        drawsAtRandom,
        lowest,
        highest,
        ofItself,
        overRows,
        EnumSet.of(first, more));
  }
}
