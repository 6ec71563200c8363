package dev.nervure.cli;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.NumberText;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A study of a zoo as tables of text: descriptors, ways to predict, and the ranking. */
final class ZooTables {
  private static final String MISSING = "-";

  private final Results results;

  ZooTables(Results results) {
    this.results = results;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(descriptors());
    List<PredictorResult> predictors = results.rows(Tables.PREDICTORS);
    if (!predictors.isEmpty()) {
      lines.add("");
      lines.addAll(predictors(predictors));
    }
    lines.add("");
    lines.addAll(ranking());
    return lines;
  }

  private List<String> descriptors() {
    TextTable table = new TextTable(2);
    table.add(
        List.of(
            "descriptor",
            "kind",
            "Pearson",
            "95 % interval",
            "Spearman",
            "Kendall",
            "partial",
            "chance",
            "n"));
    for (DescriptorRelation row : results.rows(Tables.DESCRIPTORS)) {
      table.add(
          List.of(
              row.descriptor(),
              row.kind(),
              two(row.pearson()),
              row.pearsonLow() == null
                  ? MISSING
                  : two(row.pearsonLow()) + " to " + two(row.pearsonHigh()),
              two(row.spearman()),
              two(row.kendall()),
              two(row.partial()),
              row.chance() == null ? MISSING : String.format(Locale.ROOT, "%.3f", row.chance()),
              Integer.toString(row.n())));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("partial: with the training accuracy held fixed");
    lines.add("chance: that the best of all descriptors reaches this Pearson by chance");
    return lines;
  }

  private static String two(@Nullable Double value) {
    return value == null ? MISSING : String.format(Locale.ROOT, "%.2f", value);
  }

  private static List<String> predictors(List<PredictorResult> predictors) {
    TextTable table = new TextTable(1);
    table.add(List.of("predicted from", "descriptors", "error", "mean absolute", "top-1 regret"));
    for (PredictorResult row : predictors) {
      table.add(
          List.of(
              row.predictor(),
              Integer.toString(row.descriptors()),
              NumberText.of(row.error()),
              NumberText.of(row.absoluteError()),
              row.topOneRegret() == null ? MISSING : NumberText.of(row.topOneRegret())));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("each network predicted from the others; error: root mean square");
    return lines;
  }

  private List<String> ranking() {
    List<TargetPrediction> rows = new ArrayList<>(results.rows(Tables.PREDICTIONS));
    rows.sort(Comparator.comparingInt(row -> Objects.requireNonNullElse(row.rank(), 0)));
    TextTable table = new TextTable(1);
    String target = rows.isEmpty() ? "target" : rows.get(0).target();
    table.add(List.of("network", "rank", "predicted", "95 % interval", target, "chance best"));
    for (TargetPrediction row : rows) {
      table.add(
          List.of(
              row.model(),
              row.rank() == null ? MISSING : row.rank().toString(),
              row.predicted() == null ? MISSING : NumberText.of(row.predicted()),
              row.low() == null || row.high() == null
                  ? MISSING
                  : NumberText.of(row.low()) + " to " + NumberText.of(row.high()),
              NumberText.of(row.value()),
              row.chanceBest() == null
                  ? MISSING
                  : String.format(Locale.ROOT, "%.2f", row.chanceBest())));
    }
    return table.lines();
  }
}
