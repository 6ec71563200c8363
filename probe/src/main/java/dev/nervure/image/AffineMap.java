package dev.nervure.image;

/**
 * Where each place of a moved grid comes from, about the centre ((height - 1) / 2, (width - 1) /
 * 2): the place (row, column) = centre + (y, x) shows what was at centre + (yy (y - down) + yx (x -
 * right), xy (y - down) + xx (x - right)).
 *
 * @param yy rows by rows
 * @param yx rows by columns
 * @param xy columns by rows
 * @param xx columns by columns
 * @param down by how many rows the content moves down, after all else
 * @param right by how many columns it moves right
 */
public record AffineMap(double yy, double yx, double xy, double xx, double down, double right) {
  /** Changes nothing. */
  public static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 1, 0, 0);

  private static final double NEGLIGIBLE = 1e-12;

  /**
   * Refuses what cannot be undone.
   *
   * @throws IllegalArgumentException when a number is not finite, or the map takes an area to none
   */
  public AffineMap {
    double determinant = yy * xx - yx * xy;
    boolean finite =
        Double.isFinite(yy + yx + xy + xx + down + right) && Double.isFinite(determinant);
    if (!finite || Math.abs(determinant) < NEGLIGIBLE) {
      throw new IllegalArgumentException(
          "a map of images must have an inverse but its matrix was %s, %s; %s, %s, and its shift %s, %s"
              .formatted(yy, yx, xy, xx, down, right));
    }
  }

  /** Content turned by degrees, anticlockwise as seen; exact for multiples of 90. */
  public static AffineMap rotation(double degrees) {
    double quarters = degrees / 90;
    if (quarters == Math.rint(quarters)) {
      return switch ((int) (quarters - 4 * Math.floor(quarters / 4))) {
        case 1 -> new AffineMap(0, 1, -1, 0, 0, 0);
        case 2 -> new AffineMap(-1, 0, 0, -1, 0, 0);
        case 3 -> new AffineMap(0, -1, 1, 0, 0, 0);
        default -> IDENTITY;
      };
    }
    double angle = Math.toRadians(degrees);
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);
    return new AffineMap(cosine, sine, -sine, cosine, 0, 0);
  }

  /** Content moved. */
  public static AffineMap shift(double down, double right) {
    return new AffineMap(1, 0, 0, 1, down, right);
  }

  /** The way back: what this map moves, it moves home. */
  public AffineMap inverse() {
    double determinant = yy * xx - yx * xy;
    // Negative zeros would be printed, and kept in bits.
    return new AffineMap(
        plain(xx / determinant),
        plain(-yx / determinant),
        plain(-xy / determinant),
        plain(yy / determinant),
        plain(-(yy * down + yx * right)),
        plain(-(xy * down + xx * right)));
  }

  /** This map, then another one. */
  public AffineMap then(AffineMap next) {
    AffineMap undone = inverse();
    // Content at u goes to B^-1 (A^-1 u + s) + t for the maps A, s of this and B, t of the next.
    AffineMap forward = next.inverse();
    double movedDown = forward.yy * down + forward.yx * right + next.down;
    double movedRight = forward.xy * down + forward.xx * right + next.right;
    return new AffineMap(
            plain(forward.yy * undone.yy + forward.yx * undone.xy),
            plain(forward.yy * undone.yx + forward.yx * undone.xx),
            plain(forward.xy * undone.yy + forward.xx * undone.xy),
            plain(forward.xy * undone.yx + forward.xx * undone.xx),
            0,
            0)
        .inverse()
        .moved(plain(movedDown), plain(movedRight));
  }

  private AffineMap moved(double newDown, double newRight) {
    return new AffineMap(yy, yx, xy, xx, newDown, newRight);
  }

  /** The same on a grid whose rows and columns lie this many of the first apart. */
  public AffineMap onGrid(double rowStep, double columnStep) {
    return new AffineMap(
        yy,
        yx * columnStep / rowStep,
        xy * rowStep / columnStep,
        xx,
        down / rowStep,
        right / columnStep);
  }

  /** The least number of repetitions up to the most that change nothing; 0 where there is none. */
  public int order(int most) {
    AffineMap power = this;
    for (int k = 1; k <= most; k++) {
      if (power.isNear(IDENTITY)) {
        return k;
      }
      power = power.then(this);
    }
    return 0;
  }

  private boolean isNear(AffineMap other) {
    double difference =
        Math.abs(yy - other.yy)
            + Math.abs(yx - other.yx)
            + Math.abs(xy - other.xy)
            + Math.abs(xx - other.xx)
            + Math.abs(down - other.down)
            + Math.abs(right - other.right);
    return difference < 1e-9;
  }

  private static double plain(double value) {
    return value == 0 ? 0 : value;
  }
}
