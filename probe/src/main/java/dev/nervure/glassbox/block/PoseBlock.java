package dev.nervure.glassbox.block;

import dev.nervure.stats.Estimate;
import java.util.List;
import java.util.Map;

/**
 * The {@linkplain Pose pose} of an image as coefficients: what invariant blocks leave out. The
 * direction of the longer axis is there twice: in degrees, to be read, and as elongation times
 * cosine and sine of twice the angle, which do not jump from 180 to 0 degrees and fall to 0 as an
 * image becomes round. Where there is no longer axis the degrees are 0, and so is the elongation.
 *
 * <p>Values must not be negative. O(pixels).
 */
final class PoseBlock implements FeatureBlock {
  private static final double TOLERANCE = 1e-9;
  private static final int DOWN = 0;
  private static final int RIGHT = 1;
  private static final int COSINE = 4;
  private static final int SINE = 5;
  private static final int DEGREES = 6;

  private final ImageSize size;

  PoseBlock(ImageSize size) {
    this.size = size;
  }

  @Override
  public String name() {
    return "pose";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    return List.of(
        named("rows of the centre of mass below the centre"),
        named("columns of the centre of mass right of the centre"),
        named("spread, pixels"),
        named("elongation"),
        named("elongation, cosine of twice the angle"),
        named("elongation, sine of twice the angle"),
        named("direction of the longer axis, degrees"));
  }

  private static Coefficient named(String name) {
    return new Coefficient(name, Map.of(), null);
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    DeclaredSymmetry continuous =
        DeclaredSymmetry.continuous(
            "shifts within the image, rotations and changes of scale",
            DeclaredSymmetry.Kind.EQUIVARIANT);
    if (!size.isSquare()) {
      return List.of(continuous);
    }
    return List.of(
        DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS, PoseBlock::moved, TOLERANCE),
        DeclaredSymmetry.equivariant(
            ImageGroup.QUARTER_TURNS_AND_FLIPS, PoseBlock::moved, TOLERANCE),
        continuous);
  }

  private static double[] moved(int element, double[] values) {
    double[] now = values.clone();
    if (element >= 4) {
      now[RIGHT] = -now[RIGHT];
      now[SINE] = -now[SINE];
      now[DEGREES] = (180 - now[DEGREES]) % 180;
    }
    for (int turn = 0; turn < element % 4; turn++) {
      double right = now[RIGHT];
      now[RIGHT] = now[DOWN];
      now[DOWN] = -right;
      now[COSINE] = -now[COSINE];
      now[SINE] = -now[SINE];
      now[DEGREES] = (now[DEGREES] + 90) % 180;
    }
    return now;
  }

  @Override
  public double[] of(double[] image) {
    Pose pose = Pose.of(size, image);
    Estimate direction = pose.degrees();
    double degrees = direction.isEstimable() ? direction.value() : 0;
    double twice = StrictMath.toRadians(2 * degrees);
    return new double[] {
      pose.down(),
      pose.right(),
      pose.spread(),
      pose.elongation(),
      pose.elongation() * StrictMath.cos(twice),
      pose.elongation() * StrictMath.sin(twice),
      degrees
    };
  }

  @Override
  public long memory() {
    return 512;
  }
}
