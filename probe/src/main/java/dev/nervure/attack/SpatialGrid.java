package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.image.AffineMap;
import dev.nervure.image.Boundary;
import dev.nervure.image.PixelGrid;
import dev.nervure.image.Resampling;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;

/**
 * Turns and shifts of images: for each image the worst of a grid of 31 angles up to the strength
 * and 5 x 5 translations, in which the identity is one. Translations go up to a tenth of the side
 * at 30 degrees, in proportion at others, as the attack is described by Engstrom et al. (arXiv
 * 1712.02779). Values between pixels are interpolated linearly in both directions; what comes in
 * from outside is the low end of the range (0 where there is none). Cost: 775 evaluations an image.
 */
final class SpatialGrid implements Attack {
  private static final int ANGLES = 31;
  private static final int SHIFTS = 5;
  private static final double SHARE_OF_SIDE = 0.1;
  private static final double USUAL_DEGREES = 30;

  private final double strength;

  private SpatialGrid(double strength) {
    if (strength > 180) {
      throw new IllegalArgumentException(
          "spatial turns images by at most 180 degrees but was to turn them by " + strength);
    }
    this.strength = strength;
  }

  static Attack of(Norm norm, AttackSettings settings) {
    return new SpatialGrid(settings.requireStrength("spatial"));
  }

  @Override
  public String name() {
    return "spatial";
  }

  @Override
  public Norm norm() {
    return Norm.ROTATION;
  }

  @Override
  public double strength() {
    return strength;
  }

  @Override
  public boolean needsGradient() {
    return false;
  }

  @Override
  public boolean takesTarget() {
    return true;
  }

  @Override
  public double evaluations(int classes) {
    return ANGLES * SHIFTS * SHIFTS;
  }

  @Override
  public NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress) {
    InputSpace space = network.space();
    PixelGrid grid = PixelGrid.of(space.shape());
    float[] clean = inputs.floats();
    space.requireInside(clean);
    BestChanges best = new BestChanges(network, goal);
    double shift = SHARE_OF_SIDE * strength / USUAL_DEGREES;
    for (int angle = 0; angle < ANGLES; angle++) {
      for (int down = 0; down < SHIFTS; down++) {
        for (int right = 0; right < SHIFTS; right++) {
          progress.checkCancelled();
          best.offer(
              moved(
                  clean,
                  space,
                  grid,
                  Math.toRadians(strength * at(angle, ANGLES)),
                  shift * grid.height() * at(down, SHIFTS),
                  shift * grid.width() * at(right, SHIFTS)));
        }
      }
    }
    return space.batch(best.all());
  }

  /** From -1 to 1. */
  private static double at(int index, int count) {
    return (2.0 * index - (count - 1)) / (count - 1);
  }

  private static float[] moved(
      float[] images, InputSpace space, PixelGrid grid, double angle, double down, double right) {
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    Resampling resampling =
        Resampling.of(
            grid.height(),
            grid.width(),
            new AffineMap(cosine, -sine, sine, cosine, down, right),
            Boundary.ZERO);
    float[] result = new float[images.length];
    for (int image = 0; image < images.length; image += space.size()) {
      int start = image;
      for (int channel = 0; channel < grid.channels(); channel++) {
        int layer = channel;
        Resampling.Source source = (y, x) -> value(images, start, space, grid, layer, y, x);
        for (int pixel = 0; pixel < grid.pixels(); pixel++) {
          result[image + grid.index(pixel, channel)] = (float) resampling.at(pixel, source);
        }
      }
    }
    return result;
  }

  private static double value(
      float[] images, int image, InputSpace space, PixelGrid grid, int channel, int y, int x) {
    if (y >= 0 && y < grid.height() && x >= 0 && x < grid.width()) {
      return images[image + grid.index(y * grid.width() + x, channel)];
    }
    double low = space.box().low(grid.index(0, channel));
    return Double.isFinite(low) ? low : 0;
  }
}
