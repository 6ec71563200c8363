package dev.nervure.study.attack;

import dev.nervure.attack.Attack;
import dev.nervure.attack.Clipping;
import dev.nervure.box.Box;
import dev.nervure.network.Model;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.study.layers.NetworkSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/** What the user should know of a run of attacks. */
final class AttackNotes {
  private static final double CONTROL_HARMS = 0.05;

  /** Differences up to here are those of a random start. */
  private static final double OUTDONE = 0.02;

  private final AttackedInputs inputs;
  private final Model model;
  private final AttackOptions options;
  private final List<ChosenAttack> attacks;
  private final NetworkSource source;

  AttackNotes(
      AttackedInputs inputs,
      Model model,
      AttackOptions options,
      List<ChosenAttack> attacks,
      NetworkSource source) {
    this.inputs = inputs;
    this.model = model;
    this.options = options;
    this.attacks = attacks;
    this.source = source;
  }

  /** The notes, a sentence each. */
  List<String> of(Results results) {
    List<String> notes = new ArrayList<>(source.notes(results.at(ChosenAttack.CLEAN)));
    String output = model.graph().outputs().get(0).name();
    if (!model.logits().name().equals(output)) {
      notes.add(
          "the network ends in softmax; attacks are on the logits before it ('%s')"
              .formatted(model.logits().name()));
    }
    if (options.paper()) {
      notes.add(ofPaper());
    }
    notes.add(
        "accuracy under an attack is an upper bound of robustness: a stronger attack may find what this one does not, above all where gradients are masked");
    List<String> cutOffWhereSeen =
        attacks.stream()
            .map(ChosenAttack::attack)
            .filter(attack -> attack.clipping() == Clipping.SEEN)
            .map(Attack::name)
            .distinct()
            .toList();
    if (!cutOffWhereSeen.isEmpty() && !inputs.space().box().equals(Box.NONE)) {
      notes.add(
          "the change by %s is cut off where the network sees it, so that values at the ends of the range may not move: with many of those, as in digits on black, --clip step leaves less accuracy"
              .formatted(String.join(", ", cutOffWhereSeen)));
    }
    double clean = results.at(ChosenAttack.CLEAN).accuracy().orElse(0);
    for (ChosenAttack chosen : attacks) {
      for (MeasuredValue value : results.measures()) {
        Double accuracy = value.estimate();
        boolean here =
            value.name().equals(RobustnessStage.ACCURACY)
                && value.place().equals(chosen.subject().place());
        if (here && chosen.control() && accuracy != null && clean - accuracy > CONTROL_HARMS) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "noise of the same budget alone takes the accuracy from %.3f to %.3f (%s): not all of the attack's effect is the attack's",
                  clean,
                  accuracy,
                  chosen.subject().text()));
        }
      }
    }
    notes.addAll(outdone(results));
    notes.addAll(ChangeNotes.of(results, inputs.space(), attacks));
    if (inputs.size() < GroupComparison.FEWEST_PAIRS) {
      notes.add(
          "fewer than %d samples: layers are not compared".formatted(GroupComparison.FEWEST_PAIRS));
    }
    return notes;
  }

  /** What of the paper's manner has an effect with these attacks. */
  private String ofPaper() {
    List<String> manner = new ArrayList<>();
    manner.add("strengths are in the units that enter the network");
    if (inputs.space().box().equals(Box.NONE)) {
      manner.add("nothing keeps the values in a range");
    }
    List<String> withLoss =
        attacks.stream()
            .map(ChosenAttack::attack)
            .filter(Attack::usesCrossEntropy)
            .map(Attack::name)
            .distinct()
            .toList();
    if (!withLoss.isEmpty()) {
      manner.add(
          "softmax is applied twice in the loss of %s, which leaves no gradient where the network is confident"
              .formatted(String.join(", ", withLoss)));
    }
    return "as the code of arXiv 2204.08624 has it: " + String.join("; ", manner);
  }

  /** Attacks of many steps that a single step outdoes: theirs is not the robustness. */
  private List<String> outdone(Results results) {
    List<String> notes = new ArrayList<>();
    for (ChosenAttack single : attacks) {
      OptionalDouble left = results.at(single.subject()).accuracy();
      if (!single.attack().isSingleStep() || left.isEmpty()) {
        continue;
      }
      for (ChosenAttack other : attacks) {
        OptionalDouble accuracy = results.at(other.subject()).accuracy();
        boolean alike =
            other.attack().needsGradient()
                && other.attack().norm() == single.attack().norm()
                && other.attack().strength() == single.attack().strength()
                && Objects.equals(other.target(), single.target());
        if (alike
            && accuracy.isPresent()
            && accuracy.getAsDouble() - left.getAsDouble() > OUTDONE) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "one step (%s) leaves an accuracy of %.3f where %s leaves %.3f: what an attack leaves is no measure of robustness while another leaves less",
                  single.subject().text(),
                  left.getAsDouble(),
                  other.attack().name(),
                  accuracy.getAsDouble()));
        }
      }
    }
    return notes;
  }
}
