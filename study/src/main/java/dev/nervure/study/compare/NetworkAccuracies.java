package dev.nervure.study.compare;

import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well networks answer the samples that their layers are compared on.
 *
 * @param best the network with the highest accuracy, the first of several
 * @param accuracies of the networks that have one, in the order given; at least one
 * @param worse how many of the others are worse than the best by more than two standard errors of
 *     the difference, which is of the same samples in pairs; the best is the luckiest of all too,
 *     so that this count is rather too large
 */
public record NetworkAccuracies(Subject best, Map<Subject, Double> accuracies, int worse) {
  private static final double ERRORS = 2;

  /** Copies the map. */
  public NetworkAccuracies {
    accuracies = Collections.unmodifiableMap(new LinkedHashMap<>(accuracies));
  }

  /**
   * Those of a run.
   *
   * @return one, or none where no network has labels and predictions
   */
  static List<NetworkAccuracies> of(Results results, List<Subject> networks) {
    Map<Subject, Double> accuracies = new LinkedHashMap<>();
    Subject best = null;
    double highest = 0;
    for (Subject network : networks) {
      OptionalDouble accuracy = results.at(network).accuracy();
      if (accuracy.isPresent()) {
        double found = accuracy.getAsDouble();
        accuracies.put(network, found);
        if (best == null || found > highest) {
          best = network;
          highest = found;
        }
      }
    }
    if (best == null) {
      return List.of();
    }
    List<Integer> ofBest = right(results, best);
    int worse = 0;
    for (Subject network : accuracies.keySet()) {
      worse += isWorse(right(results, network), ofBest) ? 1 : 0;
    }
    return List.of(new NetworkAccuracies(best, accuracies, worse));
  }

  /** 1 for each sample that is answered as its label says, else 0. */
  private static List<Integer> right(Results results, Subject network) {
    List<Integer> right = new ArrayList<>();
    for (SampleResult sample : results.at(network).samples()) {
      Integer label = sample.label();
      right.add(label != null && label.equals(sample.predicted()) ? 1 : 0);
    }
    return right;
  }

  private static boolean isWorse(List<Integer> answers, List<Integer> ofBest) {
    int n = Math.min(answers.size(), ofBest.size());
    int differ = 0;
    int lost = 0;
    for (int i = 0; i < n; i++) {
      int difference = ofBest.get(i) - answers.get(i);
      lost += difference;
      differ += difference * difference;
    }
    double mean = (double) lost / n;
    double error = Math.sqrt(((double) differ / n - mean * mean) / n);
    return mean > ERRORS * error;
  }

  /** How far the accuracy of a network that has one is from the highest. */
  double gap(Subject network) {
    return accuracies.getOrDefault(best, 0.0) - accuracies.getOrDefault(network, 0.0);
  }

  /** The networks beside the best. */
  List<Subject> others() {
    return accuracies.keySet().stream().filter(one -> !one.equals(best)).toList();
  }
}
