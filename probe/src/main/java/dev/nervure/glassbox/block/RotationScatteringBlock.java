package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scattering averaged over places and turns: of order 1 the mean over angles for each scale; of
 * order 2 the mean over pairs of wavelets of two scales whose directions differ by the same angle.
 * 1 + J + L J (J - 1) / 2 numbers, 28 for J = 3 and L = 8.
 *
 * <p>On the centred grid, so that a quarter turn exactly permutes what is averaged (for an even L);
 * other turns keep the values as far as pixels and the square of the image let them. A flip
 * exchanges angles of order 2 with their negatives. Where in the image something is, and how one
 * direction lies to another one elsewhere, is lost.
 */
final class RotationScatteringBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final ImageSize size;
  private final BlockSettings own;
  private final Scattering scattering;
  private final ScatteringAngles angles;

  /** Where the mean of each path goes. */
  private final int[] targets;

  private final int[] shares;

  RotationScatteringBlock(ImageSize size, BlockSettings own) {
    size.requireSquare("scattering_rotation");
    this.size = size;
    this.own = own;
    scattering =
        ScatteringBlock.scattering("scattering_rotation", size, own, ScatteringGrid.CENTRED);
    angles = new ScatteringAngles(own.angles());
    List<ScatteringPath> paths = scattering.paths();
    targets = paths.stream().mapToInt(this::target).toArray();
    shares = new int[coefficients().size()];
    for (int target : targets) {
      shares[target]++;
    }
  }

  private int target(ScatteringPath path) {
    return switch (path.order()) {
      case 0 -> 0;
      case 1 -> 1 + path.scales().get(0);
      default ->
          1
              + own.scale()
              + pair(path.scales().get(0), path.scales().get(1)) * own.angles()
              + angles.turn(path.angles().get(0), path.angles().get(1));
    };
  }

  /** The number of a pair of scales, the first outside. */
  private int pair(int first, int second) {
    return first * (2 * own.scale() - first - 1) / 2 + second - first - 1;
  }

  @Override
  public String name() {
    return "scattering_rotation";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("scale", own.scale());
    all.put("angles", own.angles());
    all.put("order", own.order());
    return all;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    all.add(new Coefficient("order 0", indices(0), null));
    for (int j = 0; j < (own.order() >= 1 ? own.scale() : 0); j++) {
      Map<String, Number> indices = indices(1);
      indices.put("scale", j);
      all.add(new Coefficient("order 1, scale %d".formatted(j), indices, null));
    }
    for (int j1 = 0; j1 < (own.order() == 2 ? own.scale() : 0); j1++) {
      for (int j2 = j1 + 1; j2 < own.scale(); j2++) {
        for (int steps = 0; steps < own.angles(); steps++) {
          Map<String, Number> indices = indices(2);
          indices.put("scale", j1);
          indices.put("scale2", j2);
          indices.put("turn", angles.turned(steps));
          all.add(
              new Coefficient(
                  "order 2, scale %d, then scale %d turned by %s degrees"
                      .formatted(j1, j2, ScatteringAngles.text(angles.turned(steps))),
                  indices,
                  null));
        }
      }
    }
    return all;
  }

  private static Map<String, Number> indices(int order) {
    Map<String, Number> indices = new LinkedHashMap<>();
    indices.put("order", order);
    return indices;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    if (own.angles() % 2 == 0) {
      all.add(DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS, ROUNDING));
    }
    all.add(DeclaredSymmetry.continuous("rotations", DeclaredSymmetry.Kind.INVARIANT));
    return all;
  }

  @Override
  public double[] of(double[] image) {
    return of(new double[][] {image})[0];
  }

  @Override
  public double[][] of(double[][] images) {
    double[][] all = scattering.of(images);
    double[][] means = new double[images.length][shares.length];
    int places = scattering.rows().places() * scattering.columns().places();
    for (int image = 0; image < images.length; image++) {
      for (int path = 0; path < targets.length; path++) {
        double sum = 0;
        for (int place = 0; place < places; place++) {
          sum += all[image][path * places + place];
        }
        means[image][targets[path]] += sum / places;
      }
      for (int i = 0; i < shares.length; i++) {
        means[image][i] /= shares[i];
      }
    }
    return means;
  }

  @Override
  public int batch() {
    return ScatteringBlock.batch(scattering);
  }

  @Override
  public long memory() {
    long values = (long) targets.length * scattering.rows().places();
    return scattering.memory(batch())
        + values * scattering.columns().places() * Double.BYTES * batch();
  }
}
