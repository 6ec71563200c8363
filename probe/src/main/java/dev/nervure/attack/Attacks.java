package dev.nervure.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All attacks by name. A new one is a class and an entry here: help and notes read what they say of
 * attacks from this list and from {@link Attack}.
 */
public final class Attacks {
  private static final Map<String, Kind> ALL = all();

  private Attacks() {}

  /**
   * An attack before it has its settings.
   *
   * @param title in words, without an article
   * @param norms what its strength can be measured in, the default first
   * @param nearest whether it looks for the smallest change instead of keeping to a strength
   * @param defaults what else it may be told, each with its default in words
   * @param make with settings whose norm is one of these
   */
  private record Kind(
      String title,
      List<Norm> norms,
      boolean nearest,
      Map<AttackSetting, String> defaults,
      Maker make) {

    Set<AttackSetting> settings() {
      return defaults.keySet();
    }
  }

  /** Makes an attack. */
  private interface Maker {
    Attack of(Norm norm, AttackSettings settings);
  }

  private static Map<String, Kind> all() {
    List<Norm> vectors = List.of(Norm.LINF, Norm.L2);
    String steps = Integer.toString(SteppedGradient.USUAL_STEPS);
    String quarter = "a quarter of the strength";
    String inRange = Clipping.STEP.text();
    Map<String, Kind> all = new LinkedHashMap<>();
    all.put(
        "fgsm",
        new Kind(
            "one step of the whole strength along the sign of the gradient",
            vectors,
            false,
            Map.of(AttackSetting.CLIPPING, inRange),
            SteppedGradient::single));
    all.put(
        "bim",
        new Kind(
            "steps along the sign of the gradient from the input",
            vectors,
            false,
            Map.of(
                AttackSetting.STEPS,
                steps,
                AttackSetting.STEP_SIZE,
                quarter,
                AttackSetting.CLIPPING,
                inRange),
            SteppedGradient::fromInput));
    all.put(
        "pgd",
        new Kind(
            "projected gradient from a random point of the budget",
            vectors,
            false,
            Map.of(
                AttackSetting.STEPS,
                steps,
                AttackSetting.STEP_SIZE,
                quarter,
                AttackSetting.RESTARTS,
                "1",
                AttackSetting.CLIPPING,
                Clipping.SEEN.text()),
            SteppedGradient::fromRandom));
    all.put(
        "mifgsm",
        new Kind(
            "steps along gradients that are summed up",
            vectors,
            false,
            Map.of(
                AttackSetting.STEPS,
                steps,
                AttackSetting.STEP_SIZE,
                "the strength over the steps",
                AttackSetting.CLIPPING,
                inRange),
            SteppedGradient::withMomentum));
    all.put(
        "deepfool",
        new Kind(
            "the nearest boundary of the linearised network, again and again",
            List.of(Norm.L2),
            true,
            Map.of(AttackSetting.STEPS, Integer.toString(DeepFool.USUAL_STEPS)),
            DeepFool::of));
    all.put(
        "cw",
        new Kind(
            "the smallest change by an optimiser",
            List.of(Norm.L2),
            true,
            Map.of(
                AttackSetting.STEPS,
                Integer.toString(CarliniWagner.USUAL_STEPS),
                AttackSetting.STEP_SIZE,
                Double.toString(CarliniWagner.RATE)),
            CarliniWagner::of));
    all.put(
        "onepixel",
        new Kind(
            "a few pixels by differential evolution",
            List.of(Norm.L0),
            false,
            Map.of(AttackSetting.STEPS, Integer.toString(PixelEvolution.USUAL_STEPS)),
            PixelEvolution::of));
    all.put(
        "spatial",
        new Kind(
            "the worst rotation and translation of a grid",
            List.of(Norm.ROTATION),
            false,
            Map.of(),
            SpatialGrid::of));
    all.put(
        "noise", new Kind("one draw of normal noise", vectors, false, Map.of(), NormalNoise::of));
    return all;
  }

  /** The names, in the order of the documentation. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** What its strength can be measured in, the default first. */
  public static List<Norm> norms(String name) {
    return kind(name).norms();
  }

  /** Whether it looks for the smallest change, so that it is given no strength. */
  public static boolean looksForNearest(String name) {
    return kind(name).nearest();
  }

  /** What else than norm and strength it may be told. */
  public static Set<AttackSetting> settings(String name) {
    return kind(name).settings();
  }

  /**
   * The defaults of a setting in words, each with the attacks that have it: {@code 10 (bim, pgd),
   * 50 (deepfool)}. Attacks that are not named do not take the setting.
   */
  public static String defaults(AttackSetting setting) {
    Map<String, List<String>> attacks = new LinkedHashMap<>();
    ALL.forEach(
        (name, kind) -> {
          String usual = kind.defaults().get(setting);
          if (usual != null) {
            attacks.computeIfAbsent(usual, none -> new ArrayList<>()).add(name);
          }
        });
    return attacks.entrySet().stream()
        .map(one -> "%s (%s)".formatted(one.getKey(), String.join(", ", one.getValue())))
        .collect(Collectors.joining(", "));
  }

  /** The default of a setting in words; null where the attack does not take it. */
  static @Nullable String usual(String name, AttackSetting setting) {
    return kind(name).defaults().get(setting);
  }

  /**
   * Refuses settings that none of some attacks takes.
   *
   * @throws IllegalArgumentException naming the first of them, and the attacks that would take it
   */
  public static void requireTaken(AttackSettings settings, List<String> names) {
    for (AttackSetting setting : settings.given()) {
      if (names.stream().noneMatch(name -> kind(name).settings().contains(setting))) {
        List<String> taking =
            ALL.keySet().stream().filter(name -> kind(name).settings().contains(setting)).toList();
        List<String> said =
            names.stream().map(name -> "%s (%s)".formatted(name, kind(name).title())).toList();
        throw new IllegalArgumentException(
            "%s is taken by %s, but not by %s"
                .formatted(
                    setting.option(), String.join(", ", taking), String.join(", or by ", said)));
      }
    }
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
    requireTaken(settings, List.of(name));
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
