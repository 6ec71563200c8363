package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The seven invariants of Hu: polynomials of central moments, each divided by the mass to the power
 * 1 + order / 2, which shifts, turns and changes of scale keep (the last two exactly only in the
 * continuum, or by quarter turns); a flip changes the sign of the seventh. As they span many
 * decades, each is given as sign(h) log10 |h|. M.-K. Hu 1962, doi 10.1109/TIT.1962.1057692.
 *
 * <p>The value is 0 where h is 0 or cannot be told from 0: differences of moments that are below
 * 1e-12 of what they sum up are rounding error. So are all seven of an empty image, and h2 to h7 of
 * a round one. Since the logarithm falls without bound before it, such a 0 is far from the values
 * of images that are nearly symmetric: it is a flag rather than a limit.
 *
 * <p>Values must not be negative. O(pixels).
 */
final class HuBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;
  /* Logarithms of moments of images of noise, where h5 to h7 nearly cancel, amplify rounding. */
  private static final double TOLERANCE = 1e-9;
  private static final int COUNT = 7;

  private final ImageSize size;

  HuBlock(ImageSize size) {
    this.size = size;
  }

  @Override
  public String name() {
    return "hu";
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
    List<Coefficient> all = new ArrayList<>();
    for (int i = 1; i <= COUNT; i++) {
      all.add(new Coefficient("h" + i, Map.of("invariant", i), null));
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    if (size.isSquare()) {
      all.add(DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS, TOLERANCE));
      all.add(
          DeclaredSymmetry.equivariant(
              ImageGroup.QUARTER_TURNS_AND_FLIPS, HuBlock::flipped, TOLERANCE));
    }
    all.add(
        DeclaredSymmetry.continuous(
            "shifts within the image, rotations and changes of scale",
            DeclaredSymmetry.Kind.INVARIANT));
    return all;
  }

  private static double[] flipped(int element, double[] values) {
    double[] changed = values.clone();
    if (element >= 4) {
      changed[COUNT - 1] = -changed[COUNT - 1];
    }
    return changed;
  }

  @Override
  public double[] of(double[] image) {
    double[] invariants = invariants(new MassMoments("hu", size, image));
    for (int i = 0; i < COUNT; i++) {
      invariants[i] =
          invariants[i] == 0
              ? 0
              : Math.signum(invariants[i]) * StrictMath.log10(Math.abs(invariants[i]));
    }
    return invariants;
  }

  /** h1 to h7 without the logarithm; those that cannot be told from 0 are 0. */
  static double[] invariants(MassMoments moments) {
    if (moments.isEmpty()) {
      return new double[COUNT];
    }
    double second = moments.mass() * moments.mass();
    double third = second * Math.sqrt(moments.mass());
    double noise2 = ROUNDING * moments.absolute(2) / second;
    double noise3 = ROUNDING * moments.absolute(3) / third;
    double n20 = moments.central(2, 0) / second;
    double n02 = moments.central(0, 2) / second;
    double n11 = moments.central(1, 1) / second;
    double n30 = moments.central(3, 0) / third;
    double n03 = moments.central(0, 3) / third;
    double n21 = moments.central(2, 1) / third;
    double n12 = moments.central(1, 2) / third;
    double stretch = orZero(n20 - n02, noise2);
    double slant = orZero(2 * n11, noise2);
    double a = orZero(n30 - 3 * n12, noise3);
    double b = orZero(3 * n21 - n03, noise3);
    double c = orZero(n30 + n12, noise3);
    double d = orZero(n21 + n03, noise3);
    double cubicC = c * (c * c - 3 * d * d);
    double cubicD = d * (3 * c * c - d * d);
    double ofC = Math.abs(c) * (c * c + 3 * d * d);
    double ofD = Math.abs(d) * (3 * c * c + d * d);
    double quadratic = stretch * (c * c - d * d);
    double product = 2 * slant * c * d;
    return new double[] {
      n20 + n02,
      stretch * stretch + slant * slant,
      a * a + b * b,
      c * c + d * d,
      orZero(a * cubicC + b * cubicD, ROUNDING * (Math.abs(a) * ofC + Math.abs(b) * ofD)),
      orZero(
          quadratic + product,
          ROUNDING * (Math.abs(stretch) * (c * c + d * d) + Math.abs(product))),
      orZero(b * cubicC - a * cubicD, ROUNDING * (Math.abs(b) * ofC + Math.abs(a) * ofD))
    };
  }

  private static double orZero(double value, double noise) {
    return Math.abs(value) <= noise ? 0 : value;
  }

  @Override
  public long memory() {
    return 512;
  }
}
