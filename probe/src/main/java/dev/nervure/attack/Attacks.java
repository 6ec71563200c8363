package dev.nervure.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All attacks by name. A new one is a class and a line here. */
public final class Attacks {
  private static final Map<String, Kind> ALL = all();

  private Attacks() {}

  /**
   * An attack before it has its settings.
   *
   * @param title in words, with its source
   * @param norms what its strength can be measured in, the default first
   * @param nearest whether it looks for the smallest change instead of keeping to a strength
   * @param make with settings whose norm is one of these
   */
  private record Kind(String title, List<Norm> norms, boolean nearest, Maker make) {}

  /** Makes an attack. */
  private interface Maker {
    Attack of(Norm norm, AttackSettings settings);
  }

  private static Map<String, Kind> all() {
    List<Norm> vectors = List.of(Norm.LINF, Norm.L2);
    Map<String, Kind> all = new LinkedHashMap<>();
    all.put(
        "fgsm",
        new Kind(
            "one step along the sign of the gradient (Goodfellow et al., arXiv 1412.6572)",
            vectors,
            false,
            SteppedGradient::single));
    all.put(
        "bim",
        new Kind(
            "steps along the sign of the gradient from the input (Kurakin et al., arXiv 1607.02533)",
            vectors,
            false,
            SteppedGradient::fromInput));
    all.put(
        "pgd",
        new Kind(
            "projected gradient from a random point of the budget (Madry et al., arXiv 1706.06083)",
            vectors,
            false,
            SteppedGradient::fromRandom));
    all.put(
        "mifgsm",
        new Kind(
            "steps along gradients that are summed up, momentum 1 (Dong et al., arXiv 1710.06081)",
            vectors,
            false,
            SteppedGradient::withMomentum));
    all.put(
        "deepfool",
        new Kind(
            "the nearest boundary of the linearised network, again and again (Moosavi-Dezfooli et al., arXiv 1511.04599)",
            List.of(Norm.L2),
            true,
            DeepFool::of));
    all.put(
        "cw",
        new Kind(
            "the smallest change by an optimiser (Carlini and Wagner, arXiv 1608.04644)",
            List.of(Norm.L2),
            true,
            CarliniWagner::of));
    all.put(
        "onepixel",
        new Kind(
            "a few pixels by differential evolution (Su et al., arXiv 1710.08864)",
            List.of(Norm.L0),
            false,
            PixelEvolution::of));
    all.put(
        "spatial",
        new Kind(
            "the worst rotation and translation of a grid (Engstrom et al., arXiv 1712.02779)",
            List.of(Norm.ROTATION),
            false,
            SpatialGrid::of));
    all.put(
        "noise",
        new Kind(
            "normal noise of the same budget: no attack, the control of one",
            vectors,
            false,
            NormalNoise::of));
    return all;
  }

  /** The names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** What an attack is, in words, with its source. */
  public static String title(String name) {
    return kind(name).title();
  }

  /** What its strength can be measured in, the default first. */
  public static List<Norm> norms(String name) {
    return kind(name).norms();
  }

  /** Whether it looks for the smallest change, so that it is given no strength. */
  public static boolean looksForNearest(String name) {
    return kind(name).nearest();
  }

  /**
   * An attack.
   *
   * @throws IllegalArgumentException when there is none of this name, or it does not take the
   *     settings; says why
   */
  public static Attack of(String name, AttackSettings settings) {
    Kind kind = kind(name);
    Norm norm = settings.norm() == null ? kind.norms().get(0) : settings.norm();
    if (!kind.norms().contains(norm)) {
      throw new IllegalArgumentException(
          "%s is not measured in %s but in %s"
              .formatted(
                  name,
                  norm.text(),
                  String.join(" or ", kind.norms().stream().map(Norm::text).toList())));
    }
    if (kind.nearest() && settings.strength() != null) {
      throw new IllegalArgumentException(
          name + " looks for the smallest change and takes no strength");
    }
    return kind.make().of(norm, settings);
  }

  private static Kind kind(String name) {
    Kind kind = ALL.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "there is no attack '%s' but %s".formatted(name, String.join(", ", ALL.keySet())));
    }
    return kind;
  }
}
