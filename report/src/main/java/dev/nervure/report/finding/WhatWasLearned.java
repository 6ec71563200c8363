package dev.nervure.report.finding;

import dev.nervure.measure.Measures;
import dev.nervure.report.view.RunView;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which layers the trained networks differ from those that have not learned, at the last epoch:
 * a difference counts where its 95 % interval leaves out 0. With many layers a few would do so by
 * chance; how many is said beside.
 */
final class WhatWasLearned implements Finding {
  private static final double BY_CHANCE = 0.05;

  /** Names of at most so many layers are given. */
  private static final int MOST_NAMES = 4;

  @Override
  public List<String> sentences(RunView run) {
    List<String> sentences = new ArrayList<>();
    Integer last = null;
    for (LearnedResult row : run.learned()) {
      Integer epoch = row.epoch();
      last = epoch != null && (last == null || epoch > last) ? epoch : last;
    }
    for (NetworkKind baseline : NetworkKind.values()) {
      Integer at = last;
      List<LearnedResult> rows =
          run.learned().stream()
              .filter(row -> row.baseline() == baseline && Objects.equals(row.epoch(), at))
              .filter(row -> row.depth() > 0) // the input is the same in all networks
              .filter(row -> row.difference() != null && row.low() != null)
              .toList();
      sentences.addAll(sentences(rows, at));
    }
    return sentences;
  }

  private static List<String> sentences(List<LearnedResult> rows, @Nullable Integer epoch) {
    List<String> sentences = new ArrayList<>();
    List<String> same = new ArrayList<>();
    List<String> measures =
        Measures.inOrder(rows.stream().map(LearnedResult::measure).collect(Collectors.toSet()));
    for (String measure : measures) {
      List<LearnedResult> own =
          rows.stream()
              .filter(row -> row.measure().equals(measure))
              .sorted(Comparator.comparingInt(LearnedResult::layer))
              .toList();
      if (own.stream().noneMatch(LearnedResult::isResolved)) {
        same.add(Measures.named(measure).title());
      } else if (Measures.named(measure).byDefault()) {
        sentences.add(sentence(measure, own, epoch));
      }
    }
    if (!same.isEmpty()) {
      sentences.add(
          "No layer is told apart from %s by %s%s."
              .formatted(networks(rows.get(0)), Wording.and(same), after(epoch)));
    }
    return sentences;
  }

  private static String sentence(
      String measure, List<LearnedResult> rows, @Nullable Integer epoch) {
    List<LearnedResult> up = rows.stream().filter(WhatWasLearned::isAbove).toList();
    List<LearnedResult> down =
        rows.stream().filter(row -> row.isResolved() && !isAbove(row)).toList();
    List<String> parts = new ArrayList<>();
    if (!up.isEmpty()) {
      parts.add("higher in %d of %d layers (%s)".formatted(up.size(), rows.size(), layers(up)));
    }
    if (!down.isEmpty()) {
      parts.add("lower in %d of %d layers (%s)".formatted(down.size(), rows.size(), layers(down)));
    }
    LearnedResult most =
        rows.stream()
            .filter(LearnedResult::isResolved)
            .max(Comparator.comparingDouble(row -> Math.abs(difference(row))))
            .orElseThrow();
    long unsettled =
        rows.stream()
            .filter(row -> Boolean.FALSE.equals(row.converged()) && row.isResolved())
            .count();
    return "Against %s, the %s%s is %s; most at %s: %s instead of %s. 95 %% intervals of %s; chance alone would resolve about %s of the layers.%s"
        .formatted(
            networks(most),
            Measures.named(measure).title(),
            after(epoch),
            Wording.and(parts),
            most.layerName(),
            value(most.trained()),
            value(most.compared()),
            most.intervalOf(),
            String.format(Locale.ROOT, "%.1f", BY_CHANCE * rows.size()),
            unsettled == 0
                ? ""
                : " In %d of them the values are not converged: the size of the difference depends on the number of points."
                    .formatted(unsettled));
  }

  /** Such as "3 untrained networks", "a network trained on shuffled labels". */
  private static String networks(LearnedResult row) {
    String number = row.baselines() == 1 ? "" : row.baselines() + " ";
    String noun = row.baselines() == 1 ? "network" : "networks";
    return row.baseline() == NetworkKind.UNTRAINED
        ? (number.isEmpty() ? "an " : number) + row.baseline().text() + " " + noun
        : (number.isEmpty() ? "a " : number) + noun + " " + row.baseline().text();
  }

  private static String after(@Nullable Integer epoch) {
    return epoch == null ? "" : " after epoch " + epoch;
  }

  private static boolean isAbove(LearnedResult row) {
    return row.isResolved() && difference(row) > 0;
  }

  private static double difference(LearnedResult row) {
    return Objects.requireNonNull(row.difference());
  }

  private static String value(@Nullable Double number) {
    return number == null ? "" : NumberText.of(number);
  }

  private static String layers(List<LearnedResult> rows) {
    List<String> names = rows.stream().map(LearnedResult::layerName).toList();
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES - 1))
            + " and %d more".formatted(names.size() - MOST_NAMES + 1);
  }
}
