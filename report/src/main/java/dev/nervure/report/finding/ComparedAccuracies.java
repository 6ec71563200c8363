package dev.nervure.report.finding;

import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.study.compare.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How often each of several compared networks is right, and of which network the rest is. */
final class ComparedAccuracies implements Finding {
  /** Of more networks the least and the largest are told. */
  private static final int MOST_TOLD = 6;

  @Override
  public List<String> sentences(RunView run) {
    String network = run.network();
    if (network == null) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    List<NetworkView> asked =
        run.networks().stream().filter(one -> one.accuracy().isPresent()).toList();
    if (!asked.isEmpty()) {
      sentences.add(
          String.format(Locale.ROOT, "Right answers on the %,d samples: ", run.samples().size())
              + accuracies(asked)
              + ".");
    }
    sentences.add(
        "Further sentences that begin with a name, and the figures that name no network, are of %s alone."
            .formatted(network));
    return sentences;
  }

  private static String accuracies(List<NetworkView> networks) {
    if (networks.size() <= MOST_TOLD) {
      return String.join("; ", networks.stream().map(ComparedAccuracies::told).toList());
    }
    List<NetworkView> sorted =
        networks.stream()
            .sorted(Comparator.comparingDouble(one -> one.accuracy().orElseThrow()))
            .toList();
    return "from %s to %s in %d networks"
        .formatted(told(sorted.get(0)), told(sorted.get(sorted.size() - 1)), networks.size());
  }

  private static String told(NetworkView network) {
    return Comparison.name(network.subject())
        + " "
        + Wording.percent(network.accuracy().orElseThrow());
  }
}
