package dev.nervure.similarity;

import java.util.EnumSet;
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
 * @param ofItself the value of a representation beside itself
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
    Set<Invariance> invariances) {

  /** Keeps a copy of the invariances. */
  public MeasureTraits {
    invariances = Set.copyOf(invariances);
  }

  /** A symmetric measure of likeness from 0 to 1, which it is of a representation and itself. */
  static MeasureTraits similarity(String name, String title) {
    return new MeasureTraits(name, title, false, true, false, false, 0, 1, 1, Set.of());
  }

  /** A symmetric distance, 0 of a representation and itself, without an upper bound. */
  static MeasureTraits distance(String name, String title) {
    return new MeasureTraits(
        name, title, true, true, false, false, 0, Double.POSITIVE_INFINITY, 0, Set.of());
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
        EnumSet.of(first, more));
  }
}
