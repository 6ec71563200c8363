package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.image.AffineMap;
import dev.nervure.image.Boundary;
import dev.nervure.image.Resampling;
import dev.nervure.run.NumberText;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.LabelChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What test images go through, each by an amount of its own that is drawn uniformly from the seed
 * and its position in the data. What comes in from outside is 0. Immutable.
 *
 * @param kind of transformation
 * @param strength the largest amount: degrees, pixels, or factor; of {@code flips} and {@code
 *     quarter_turns}, which have none, 0
 */
public record ImageChange(Kind kind, double strength) {
  /** Kinds of transformations. */
  public enum Kind {
    /** None. */
    UPRIGHT(0, 0),
    /** By an angle up to the strength to either side; interpolates between pixels. */
    ROTATIONS(180, 180),
    /** By 0, 90, 180 or 270 degrees: whole pixels move, nothing is interpolated. */
    QUARTER_TURNS(0, 0),
    /** Left and right change places, in half of the images: whole pixels move. */
    FLIPS(0, 0),
    /**
     * By whole pixels up to the strength, down or up and right or left: nothing is interpolated.
     */
    SHIFTS(4, 1_000),
    /** By a factor between its inverse and the strength, uniform in the logarithm; interpolates. */
    SCALES(1.4142135623730951, 16);

    private final double usual;
    private final double most;

    Kind(double usual, double most) {
      this.usual = usual;
      this.most = most;
    }

    /** Its name on the command line and in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean hasStrength() {
      return most > 0;
    }
  }

  /** The images as they are. */
  public static final ImageChange UPRIGHT = new ImageChange(Kind.UPRIGHT, 0);

  /** Checks the strength. */
  public ImageChange {
    double least = kind == Kind.SCALES ? 1 : 0;
    if (!(strength >= least && strength <= kind.most)) {
      throw new IllegalArgumentException(
          kind.hasStrength()
              ? "%s must be by %s to %s but were by %s"
                  .formatted(kind.word(), least, kind.most, strength)
              : "%s take no strength but got %s".formatted(kind.word(), strength));
    }
  }

  /** With the usual strength: 180 degrees, 4 pixels, a factor of the root of 2. */
  public static ImageChange of(Kind kind) {
    return new ImageChange(kind, kind.usual);
  }

  /**
   * By its name, with a strength after a colon where it has one: {@code rotations:45}.
   *
   * @throws IllegalArgumentException where it is none; says which there are
   */
  public static ImageChange parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    int colon = word.indexOf(':');
    String name = colon < 0 ? word : word.substring(0, colon);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UPRIGHT && kind.word().equals(name)) {
        return colon < 0 ? of(kind) : new ImageChange(kind, number(word, colon));
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no transformation of test images; these are: %s, and none"
            .formatted(text, String.join(", ", choices())));
  }

  private static double number(String word, int colon) {
    try {
      return Double.parseDouble(word.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' has no number behind its colon, as rotations:45 has".formatted(word), e);
    }
  }

  private static List<String> choices() {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UPRIGHT) {
        words.add(kind.word());
      }
    }
    return words;
  }

  /** Its name, with the strength where that is not the usual one. */
  public String name() {
    return strength == kind.usual ? kind.word() : kind.word() + ":" + NumberText.of(strength);
  }

  /** In words, with how much. */
  public String words() {
    return switch (kind) {
      case UPRIGHT -> "as they are";
      case ROTATIONS ->
          "turned by up to %s degrees, interpolated".formatted(NumberText.of(strength));
      case QUARTER_TURNS -> "turned by quarter turns, exactly";
      case FLIPS -> "flipped left to right, half of them, exactly";
      case SHIFTS -> "shifted by up to %s whole pixels".formatted(NumberText.of(strength));
      case SCALES -> "scaled by up to %s, interpolated".formatted(NumberText.of(strength));
    };
  }

  /** What it may do to signs. */
  Set<LabelChanges.Kind> onLabels() {
    return switch (kind) {
      case ROTATIONS -> LabelChanges.ofTurnsUpTo(strength);
      case QUARTER_TURNS -> LabelChanges.ofTurnsUpTo(180);
      case FLIPS -> LabelChanges.of(FLIP);
      case UPRIGHT, SHIFTS, SCALES -> Set.of();
    };
  }

  /** Whether square images are needed. */
  boolean needsSquare() {
    return kind == Kind.QUARTER_TURNS;
  }

  /**
   * Where the pixels of an image come from.
   *
   * @param random of this image
   */
  @Nullable Resampling draw(ImageSize size, RandomStream random) {
    AffineMap map =
        switch (kind) {
          case UPRIGHT -> AffineMap.IDENTITY;
          case ROTATIONS -> AffineMap.rotation(between(-strength, strength, random));
          case QUARTER_TURNS -> AffineMap.rotation(90.0 * random.nextInt(4));
          case FLIPS -> random.nextInt(2) == 0 ? AffineMap.IDENTITY : FLIP;
          case SHIFTS -> AffineMap.shift(whole(random), whole(random));
          case SCALES -> {
            double log = StrictMath.log(strength);
            double factor = StrictMath.exp(between(-log, log, random));
            yield new AffineMap(1 / factor, 0, 0, 1 / factor, 0, 0);
          }
        };
    return map.equals(AffineMap.IDENTITY)
        ? null
        : Resampling.of(size.height(), size.width(), map, Boundary.ZERO);
  }

  private static final AffineMap FLIP = new AffineMap(1, 0, 0, -1, 0, 0);

  private static double between(double low, double high, RandomStream random) {
    return low + (high - low) * random.nextDouble();
  }

  private int whole(RandomStream random) {
    int most = (int) strength;
    return random.nextInt(2 * most + 1) - most;
  }
}
