package dev.nervure.study.fiber.inputs;

import dev.nervure.study.fiber.FiberMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an input is asked. */
enum Question {
  /** Singular values by layer. */
  SPECTRA(null, Set.of(), ""),
  /** A random walk within the fiber. */
  WALK(
      FiberMode.WALK,
      Set.of("length", "closed", "alone"),
      "%d of %d walks ended before their length (%s); the means include them up to where they ended."),
  /** A walk away from the start. */
  FARTHEST(
      FiberMode.FARTHEST,
      Set.of("length", "closed", "alone", "farthest"),
      "%d of %d walks away from the start ended neither at a farthest point nor at their length (%s); the means include them up to where they ended."),
  /** A walk towards another input. */
  DIRECTED(
      FiberMode.DIRECTED,
      Set.of("target", "closed", "alone"),
      "%d of %d directed walks ended before they were as near as they could come (%s); the means include the distance that was left there."),
  /** The nearest other answer, and a lift to it. */
  BOUNDARY(
      FiberMode.CROSS,
      Set.of("target"),
      "%d of %d lifts to the nearest other answer did not arrive at a tie with it (%s); they are left out of the distances of lifts.");

  private final @Nullable FiberMode mode;
  private final Set<String> wholeAt;
  private final String early;

  /**
   * A question.
   *
   * @param mode what answers it; null for no walk
   * @param wholeAt why a walk ends that has come as far as it was to: one that uses up its length,
   *     comes to rest, or is back at its start, and one in a fiber that is a point
   * @param early what a reader of means must know of the walks that ended otherwise: how many, of
   *     how many, and why
   */
  Question(@Nullable FiberMode mode, Set<String> wholeAt, String early) {
    this.mode = mode;
    this.wholeAt = wholeAt;
    this.early = early;
  }

  /** As in names of stages and in the column {@code kind}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What answers it. */
  FiberMode mode() {
    return Objects.requireNonNull(mode, text());
  }

  /** Whether a walk that ended so has come as far as it was to. */
  boolean isWhole(String stop) {
    return wholeAt.contains(stop);
  }

  /** How many walks ended early, and why, in a sentence. */
  String early(int count, int walks, String reasons) {
    return early.formatted(count, walks, reasons);
  }

  /** What is answered by walks, the lifts to the boundary included. */
  static List<Question> walks() {
    return List.of(WALK, FARTHEST, DIRECTED, BOUNDARY);
  }

  /** The walks within its fiber that an input is asked for: directed ones beside random ones. */
  static List<Question> walksOf(FiberMode mode) {
    return switch (mode) {
      case CROSS -> List.of();
      case DIRECTED -> List.of(WALK, DIRECTED);
      default -> walks().stream().filter(question -> question.mode == mode).toList();
    };
  }
}
