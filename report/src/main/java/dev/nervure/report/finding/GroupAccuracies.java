package dev.nervure.report.finding;

import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How often a network is right on each of several sets of inputs, and of which set the rest is. */
final class GroupAccuracies implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    String group = run.group();
    if (group == null) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    List<String> accuracies = new ArrayList<>();
    for (NetworkView inputs : run.networks()) {
      inputs
          .accuracy()
          .ifPresent(
              accuracy -> accuracies.add(name(inputs.subject()) + " " + Wording.percent(accuracy)));
    }
    if (!accuracies.isEmpty()) {
      sentences.add("Right answers: " + String.join("; ", accuracies) + ".");
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            "All further sentences, and the figures that do not name a set of inputs, are of the set %s alone.",
            group));
    return sentences;
  }

  static String name(Subject subject) {
    String group = String.valueOf(subject.group());
    Double strength = subject.strength();
    return strength == null
        ? group
        : group + " at strength " + new BigDecimal(strength.toString()).toPlainString();
  }
}
