package dev.nervure.study.contrast;

import dev.nervure.data.ActivationDump;
import dev.nervure.network.Model;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Subject;
import dev.nervure.stats.GroupExchange;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import java.nio.file.Path;
import java.util.List;

/**
 * Two groups of inputs and the activations that one network gives for them.
 *
 * @param firstName of the first group
 * @param secondName of the second
 * @param first its activations
 * @param second those of the second, of the same layers
 * @param exchange how samples may be exchanged where both groups are of one kind
 * @param notes how samples were matched, in whole sentences
 */
public record TwoGroups(
    String firstName,
    String secondName,
    ActivationSource first,
    ActivationSource second,
    GroupExchange exchange,
    List<String> notes) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where both names are the same, or numbers of samples are not
   *     those of the exchange
   */
  public TwoGroups {
    notes = List.copyOf(notes);
    if (firstName.equals(secondName)) {
      throw new IllegalArgumentException(
          "both groups are named '%s'; give each a name of its own".formatted(firstName));
    }
    if (first.size() != exchange.first() || second.size() != exchange.second()) {
      throw new IllegalArgumentException(
          "groups of %d and %d samples cannot be exchanged as %d and %d"
              .formatted(first.size(), second.size(), exchange.first(), exchange.second()));
    }
  }

  /**
   * Two sets of samples through one network.
   *
   * @param model stays open until the study is done
   * @param modelFile where it came from, for the manifest
   */
  public static TwoGroups of(
      Model model, Path modelFile, String firstName, String secondName, MatchedSamples samples) {
    return of(
        firstName,
        secondName,
        NetworkSource.of(model, modelFile, samples.first()),
        NetworkSource.of(model, modelFile, samples.second()),
        samples);
  }

  /** Two folders of activations, of the same layers. */
  public static TwoGroups of(
      ActivationDump first,
      ActivationDump second,
      String firstName,
      String secondName,
      MatchedSamples samples) {
    return of(
        firstName,
        secondName,
        new DumpSource(first, samples.first()),
        new DumpSource(second, samples.second()),
        samples);
  }

  private static TwoGroups of(
      String firstName,
      String secondName,
      ActivationSource first,
      ActivationSource second,
      MatchedSamples samples) {
    return new TwoGroups(
        firstName,
        secondName,
        first,
        samples.sameClasses() ? second : new WithoutLabels(second),
        samples.exchange(),
        samples.notes());
  }

  /** Where the values of the first group stand. */
  Subject firstSubject() {
    return Subject.ofGroup(firstName);
  }

  /** Where the values of the second group stand. */
  Subject secondSubject() {
    return Subject.ofGroup(secondName);
  }

  /** Points of each group. */
  int points() {
    return first.size();
  }

  /**
   * Refuses groups that do not have the same layers.
   *
   * @throws IllegalArgumentException naming what differs
   */
  void requireSameLayers(LayerOptions options) {
    List<LayerResult> a = first.layers(options);
    List<LayerResult> b = second.layers(options);
    List<String> ofFirst = a.stream().map(LayerResult::name).toList();
    List<String> ofSecond = b.stream().map(LayerResult::name).toList();
    if (!ofFirst.equals(ofSecond)) {
      throw new IllegalArgumentException(
          "the groups do not have the same layers: %s has %s, %s has %s"
              .formatted(firstName, ofFirst, secondName, ofSecond));
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).dimension() != b.get(i).dimension()) {
        throw new IllegalArgumentException(
            "points of layer %s have %d coordinates in %s and %d in %s"
                .formatted(
                    a.get(i).name(),
                    a.get(i).dimension(),
                    firstName,
                    b.get(i).dimension(),
                    secondName));
      }
    }
  }
}
