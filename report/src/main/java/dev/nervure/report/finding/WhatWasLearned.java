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
      List<LearnedResult> begun = rows(run, baseline, 0);
      sentences.addAll(
          sentences(
              rows(run, baseline, last), last, last == null || last == 0 ? List.of() : begun));
    }
    return sentences;
  }

  /** What was compared at an epoch, where there is an interval. */
  private static List<LearnedResult> rows(
      RunView run, NetworkKind baseline, @Nullable Integer epoch) {
    return run.learned().stream()
        .filter(row -> row.baseline() == baseline && Objects.equals(row.epoch(), epoch))
        .filter(row -> row.depth() > 0) // the input is the same in all networks
        .filter(row -> row.difference() != null && row.low() != null)
        .toList();
  }

  /**
   * How many differences are resolved before anything was learned: what chance makes of layers that
   * share the luck of their weights.
   */
  private static String before(List<LearnedResult> begun) {
    long resolved = begun.stream().filter(LearnedResult::isResolved).count();
    return begun.isEmpty()
        ? ""
        : " Before training, when nothing was learned, %d of %d %s."
            .formatted(resolved, begun.size(), resolved == 1 ? "is" : "are");
  }

  /** One sentence of all measures that tell the networks apart, and one of the others. */
  private static List<String> sentences(
      List<LearnedResult> rows, @Nullable Integer epoch, List<LearnedResult> begun) {
    List<String> told = new ArrayList<>();
    List<String> same = new ArrayList<>();
    List<LearnedResult> resolved = new ArrayList<>();
    int cells = 0;
    for (String measure :
        Measures.inOrder(rows.stream().map(LearnedResult::measure).collect(Collectors.toSet()))) {
      List<LearnedResult> own =
          rows.stream()
              .filter(row -> row.measure().equals(measure))
              .sorted(Comparator.comparingInt(LearnedResult::layer))
              .toList();
      List<LearnedResult> apart = own.stream().filter(LearnedResult::isResolved).toList();
      cells += own.size();
      resolved.addAll(apart);
      if (apart.isEmpty()) {
        same.add(Measures.named(measure).title());
      } else {
        told.add("the %s is %s".formatted(Measures.named(measure).title(), words(own, apart)));
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!told.isEmpty()) {
      sentences.add(
          "Against %s, %s%s. 95 %% intervals of %s; of %d differences %d are resolved, about %s would be by chance alone.%s%s"
              .formatted(
                  networks(rows.get(0)),
                  after(epoch),
                  String.join("; ", told),
                  resolved.get(0).intervalOf(),
                  cells,
                  resolved.size(),
                  String.format(Locale.ROOT, "%.1f", BY_CHANCE * cells),
                  before(begun),
                  unsettled(resolved)));
    }
    if (!same.isEmpty()) {
      sentences.add(
          "Against %s, %sno layer is told apart by: %s."
              .formatted(networks(rows.get(0)), after(epoch), String.join(", ", same)));
    }
    return sentences;
  }

  private static String words(List<LearnedResult> all, List<LearnedResult> apart) {
    List<LearnedResult> up = apart.stream().filter(row -> difference(row) > 0).toList();
    List<LearnedResult> down = apart.stream().filter(row -> difference(row) < 0).toList();
    List<String> parts = new ArrayList<>();
    if (!up.isEmpty()) {
      parts.add("higher in %d of %d layers (%s)".formatted(up.size(), all.size(), layers(up)));
    }
    if (!down.isEmpty()) {
      parts.add("lower in %d of %d layers (%s)".formatted(down.size(), all.size(), layers(down)));
    }
    LearnedResult most =
        apart.stream()
            .max(Comparator.comparingDouble(row -> Math.abs(difference(row))))
            .orElseThrow();
    return "%s, most at %s: %s instead of %s"
        .formatted(
            Wording.and(parts), most.layerName(), value(most.trained()), value(most.compared()));
  }

  private static String unsettled(List<LearnedResult> resolved) {
    long count = resolved.stream().filter(row -> Boolean.FALSE.equals(row.converged())).count();
    return count == 0
        ? ""
        : " In %d of these the values are not converged: how large the difference is depends on the number of points."
            .formatted(count);
  }

  /** Such as "3 untrained networks", "one of the networks trained on shuffled labels". */
  private static String networks(LearnedResult row) {
    return (row.baselines() == 1 ? "one of the " : row.baselines() + " ")
        + row.baseline().networks();
  }

  private static String after(@Nullable Integer epoch) {
    return epoch == null ? "" : "after epoch " + epoch + " ";
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
