package dev.nervure.study.attack;

import dev.nervure.attack.Attack;
import dev.nervure.attack.AttackSettings;
import dev.nervure.attack.Attacks;
import dev.nervure.attack.Norm;
import dev.nervure.box.Box;
import dev.nervure.study.layers.LayerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which attacks are made and what is measured. Start from {@link #of}.
 *
 * @param methods names of {@link Attacks}, in the order in which they are made
 * @param strengths largest changes, each attack at each of them; for an attack that looks for the
 *     smallest change those at which its accuracy is told
 * @param settings norm, steps and what else attacks may be told; no strength
 * @param target the class that all inputs are driven to; null for any other answer than the label
 * @param paper as the code of arXiv 2204.08624: in the units that enter the network, without a
 *     range of values, softmax twice, and a change is taken as it comes
 * @param bytes changed images are rounded to 8 bits before anything is measured
 * @param control noise beside each attack whose strength is a length, with the same budget
 * @param box the allowed values; null for those of pixels, or of a scaled table
 * @param exchanges of each permutation test; 0 for none
 * @param neighbors that detectors look at
 * @param layers what is measured in layers and how; its seed, threads and batch size serve all
 */
public record AttackOptions(
    List<String> methods,
    List<Double> strengths,
    AttackSettings settings,
    @Nullable Integer target,
    boolean paper,
    boolean bytes,
    boolean control,
    @Nullable Box box,
    int exchanges,
    int neighbors,
    LayerOptions layers) {
  private static final int USUAL_EXCHANGES = 499;
  private static final int USUAL_NEIGHBORS = 20;

  /**
   * Checks what can be checked without the network.
   *
   * @throws IllegalArgumentException saying what does not fit
   */
  public AttackOptions {
    methods = List.copyOf(new LinkedHashSet<>(methods));
    strengths = List.copyOf(new LinkedHashSet<>(strengths));
    if (methods.isEmpty()) {
      throw new IllegalArgumentException(
          "at least one attack must be chosen: " + String.join(", ", Attacks.names()));
    }
    for (double strength : strengths) {
      if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a strength must be finite and at least 0 but was " + strength);
      }
    }
    if (exchanges < 0) {
      throw new IllegalArgumentException("exchanges must not be negative but were " + exchanges);
    }
    if (neighbors < 2) {
      throw new IllegalArgumentException(
          "a detector needs at least 2 neighbours but was to look at " + neighbors);
    }
  }

  /** Attacks without a target in the range of pixels, with a control, on one layer a block. */
  public static AttackOptions of(List<String> methods, List<Double> strengths) {
    return new AttackOptions(
        methods,
        strengths,
        AttackSettings.defaults(),
        null,
        false,
        false,
        true,
        null,
        USUAL_EXCHANGES,
        USUAL_NEIGHBORS,
        LayerOptions.defaults());
  }

  /** The same with other settings of the attacks. */
  public AttackOptions withSettings(AttackSettings changed) {
    return edited(fields -> fields.settings = changed);
  }

  /** The same with a target, or none. */
  public AttackOptions withTarget(@Nullable Integer changed) {
    return edited(fields -> fields.target = changed);
  }

  /** The same in the manner of the paper's code, or not. */
  public AttackOptions withPaper(boolean changed) {
    return edited(fields -> fields.paper = changed);
  }

  /** The same with changed images of 8 bits, or not. */
  public AttackOptions withBytes(boolean changed) {
    return edited(fields -> fields.bytes = changed);
  }

  /** The same with a control, or without. */
  public AttackOptions withControl(boolean changed) {
    return edited(fields -> fields.control = changed);
  }

  /** The same with another range of values; null for the usual one. */
  public AttackOptions withBox(@Nullable Box changed) {
    return edited(fields -> fields.box = changed);
  }

  /** The same with other numbers of exchanges. */
  public AttackOptions withExchanges(int changed) {
    return edited(fields -> fields.exchanges = changed);
  }

  /** The same with another number of neighbours. */
  public AttackOptions withNeighbors(int changed) {
    return edited(fields -> fields.neighbors = changed);
  }

  /** The same with other measurements of layers. */
  public AttackOptions withLayers(LayerOptions changed) {
    return edited(fields -> fields.layers = changed);
  }

  /**
   * The attacks in the order in which they are made, then the controls. Of several each gets the
   * settings that it takes.
   *
   * @throws IllegalArgumentException when no attack takes a setting, or one has another norm or no
   *     target; says why
   */
  List<ChosenAttack> attacks() {
    Attacks.requireTaken(settings, methods);
    Map<String, ChosenAttack> chosen = new LinkedHashMap<>();
    List<Attack> controlled = new ArrayList<>();
    for (String method : methods) {
      if (Attacks.looksForNearest(method)) {
        AttackSettings own = settingsOf(method);
        Attack attack = Attacks.of(method, own);
        add(chosen, new ChosenAttack(attack, own, strengths, targetOf(attack), false));
        continue;
      }
      if (strengths.isEmpty()) {
        throw new IllegalArgumentException(
            "%s needs a strength: how large a change it may make (%s)"
                .formatted(method, Attacks.norms(method).get(0).meaning()));
      }
      for (double strength : strengths) {
        AttackSettings own = settingsOf(method).withStrength(strength);
        Attack attack = Attacks.of(method, own);
        add(chosen, new ChosenAttack(attack, own, List.of(), targetOf(attack), false));
        boolean length = attack.norm() == Norm.LINF || attack.norm() == Norm.L2;
        if (length && !method.equals("noise")) {
          controlled.add(attack);
        }
      }
    }
    for (Attack attack : control ? controlled : List.<Attack>of()) {
      AttackSettings same =
          AttackSettings.defaults().withNorm(attack.norm()).withStrength(attack.strength());
      add(chosen, new ChosenAttack(Attacks.of("noise", same), same, List.of(), null, true));
    }
    return List.copyOf(chosen.values());
  }

  private static void add(Map<String, ChosenAttack> chosen, ChosenAttack attack) {
    chosen.putIfAbsent(attack.subject().text(), attack);
  }

  /** What of the settings a method takes. */
  AttackSettings settingsOf(String method) {
    return settings.only(Attacks.settings(method)).withPlain(paper);
  }

  private @Nullable Integer targetOf(Attack attack) {
    if (target != null && !attack.takesTarget() && !attack.name().equals("noise")) {
      throw new IllegalArgumentException(
          attack.name() + " cannot be told which answer to reach; leave out the target");
    }
    return attack.takesTarget() ? target : null;
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("methods", methods);
    parameters.putAll(settings.parameters());
    // There are several strengths here, and plain is what paper says.
    parameters.keySet().removeAll(Set.of("strength", "plain"));
    parameters.put("strengths", strengths);
    parameters.put("target", target == null ? "none" : target);
    parameters.put("paper", paper);
    parameters.put("quantized", bytes);
    parameters.put("control", control);
    parameters.put("exchanges", exchanges);
    parameters.put("detectorNeighbors", neighbors);
    parameters.putAll(layers.parameters());
    return parameters;
  }

  private AttackOptions edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.options();
  }

  /** A mutable copy, so that each wither names one field only. */
  private static final class Fields {
    private final List<String> methods;
    private final List<Double> strengths;
    private AttackSettings settings;
    private @Nullable Integer target;
    private boolean paper;
    private boolean bytes;
    private boolean control;
    private @Nullable Box box;
    private int exchanges;
    private int neighbors;
    private LayerOptions layers;

    Fields(AttackOptions from) {
      this.methods = from.methods;
      this.strengths = from.strengths;
      this.settings = from.settings;
      this.target = from.target;
      this.paper = from.paper;
      this.bytes = from.bytes;
      this.control = from.control;
      this.box = from.box;
      this.exchanges = from.exchanges;
      this.neighbors = from.neighbors;
      this.layers = from.layers;
    }

    AttackOptions options() {
      return new AttackOptions(
          methods, strengths, settings, target, paper, bytes, control, box, exchanges, neighbors,
          layers);
    }
  }
}
