package dev.nervure.glassbox.block;

import dev.nervure.glassbox.group.FiniteGroup;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lifting correlation: what an image answers to filters turned by all elements g of C_n or D_n, (x
 * * psi)(g, u) = sum over v of x(v) psi(g^-1 (v - u)), a function on the group of shifts and these
 * elements. Moving the image by h moves it from the left: its value at (g, u) becomes that at (h^-1
 * g, h^-1 u). T. Cohen, M. Welling 2016, arXiv 1602.07576. Outside the image values are 0: an image
 * that is not dark at its border answers to that edge too.
 *
 * <p>Filters are fixed, of sum 0 and of magnitudes that sum up to 1: derivatives of order 1 (an
 * edge), 2 (a line) and 3 across Gaussians of a width of 1, 1.5 and 2 pixels, twice as long as
 * wide; or eight of {@linkplain SmoothNoise smooth noise} by seed. As derivatives equal their
 * mirror image up to the sign, flips add nothing to them that turns have not got.
 */
final class Lifting {
  private static final double[] WIDTHS = {1, 1.5, 2};
  private static final int ORDERS = 3;
  private static final double LENGTH = 2;
  private static final double REACH = 3;
  private static final int RANDOM_FILTERS = 8;
  private static final int RANDOM_RADIUS = 7;
  private static final double RANDOM_BUMP = 1.5;
  private static final double RANDOM_WINDOW = 2;

  private final ImageSize size;
  private final int turns;
  private final boolean flips;
  private final FilterKind kind;
  private final long seed;
  private final FiniteGroup group;
  private final List<OrientedFilter> filters;

  Lifting(String block, ImageSize size, BlockSettings settings) {
    size.requireSquare(block);
    this.size = size;
    turns = settings.turns();
    flips = settings.flips();
    kind = settings.filters();
    seed = settings.seed();
    group = flips ? FiniteGroup.dihedral(turns) : FiniteGroup.cyclic(turns);
    filters = kind == FilterKind.DERIVATIVES ? derivatives() : random();
  }

  private List<OrientedFilter> derivatives() {
    List<OrientedFilter> all = new ArrayList<>();
    for (double width : WIDTHS) {
      for (int order = 1; order <= ORDERS; order++) {
        int of = order;
        PlaneFunction gaussian =
            (right, up) -> {
              double x = right / width;
              double y = up / (LENGTH * width);
              return StrictMath.exp(-(x * x + y * y) / 2);
            };
        all.add(
            new OrientedFilter(
                "derivative %d, width %s".formatted(order, Double.toString(width)),
                (int) Math.ceil(REACH * LENGTH * width),
                (right, up) -> hermite(of, right / width) * gaussian.at(right, up),
                order % 2 == 0 ? gaussian : null,
                turns,
                flips));
      }
    }
    return all;
  }

  /** The polynomial of the derivative of exp(-x^2 / 2), without sign. */
  private static double hermite(int order, double x) {
    return switch (order) {
      case 1 -> x;
      case 2 -> x * x - 1;
      default -> x * (x * x - 3);
    };
  }

  private List<OrientedFilter> random() {
    PlaneFunction window =
        (right, up) ->
            StrictMath.exp(-(right * right + up * up) / (2 * RANDOM_WINDOW * RANDOM_WINDOW));
    SmoothNoise noise =
        new SmoothNoise(
            2 * RANDOM_RADIUS,
            RANDOM_BUMP,
            RANDOM_FILTERS,
            RandomStream.seeded(seed).derive("lifting"));
    List<OrientedFilter> all = new ArrayList<>();
    for (int i = 0; i < RANDOM_FILTERS; i++) {
      int of = i;
      all.add(
          new OrientedFilter(
              "random filter " + (i + 1),
              RANDOM_RADIUS,
              (right, up) -> noise.at(right, up)[of] * window.at(right, up),
              window,
              turns,
              flips));
    }
    return all;
  }

  /** The images that it takes. */
  ImageSize size() {
    return size;
  }

  /** By which filters are turned. */
  FiniteGroup group() {
    return group;
  }

  /** The filters before they are turned. */
  List<OrientedFilter> filters() {
    return filters;
  }

  /** What it depends on, by the names of options. */
  Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("filters", kind.word());
    all.put("turns", turns);
    all.put("flips", flips);
    if (kind == FilterKind.RANDOM) {
      all.put("seed", seed);
    }
    return all;
  }

  /** An element of the group in words. */
  String words(int element) {
    double degrees = 360.0 * (element % turns) / turns;
    String turn =
        (degrees == Math.rint(degrees) ? "%.0f degrees" : "%s degrees").formatted(degrees);
    return element < turns ? turn : "flip, " + turn;
  }

  /** The group of whole pixels that is part of the group. */
  ImageGroup lattice() {
    return flips ? ImageGroup.QUARTER_TURNS_AND_FLIPS : ImageGroup.QUARTER_TURNS;
  }

  /** The element of the group that an element of {@link #lattice} is. */
  int element(int ofLattice) {
    return ofLattice % 4 * turns / 4 + (ofLattice < 4 ? 0 : turns);
  }

  /** The turns that are no multiples of 90 degrees, under which nothing is promised to a number. */
  String finerTurns() {
    return "rotations by multiples of %.4g degrees".formatted(360.0 / turns);
  }

  /** What an image answers to one of the filters: by element, after ReLU. */
  double[][] of(int filter, double[] image) {
    double[][] answers = filters.get(filter).of(size, image);
    double[][] rectified = new double[answers.length][];
    for (int element = 0; element < answers.length; element++) {
      double[] values = answers[element].clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, values[i]);
      }
      rectified[element] = values;
    }
    return rectified;
  }

  /** Bytes that a call of {@link #of} takes. */
  long memory() {
    return 8L * (3L * group.order() + 4) * size.pixels();
  }
}
