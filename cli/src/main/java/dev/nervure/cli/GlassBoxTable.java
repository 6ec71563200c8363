package dev.nervure.cli;

import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.study.glassbox.GlassBoxSections;
import dev.nervure.study.glassbox.GlassBoxWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A glass-box run as tables of text: how far classes lie apart in each layer, then how often each
 * classifier, block and network is right.
 */
final class GlassBoxTable {
  private static final String MISSING = "-";
  private static final String CLEAN = Objects.requireNonNull(Subject.CLEAN.group());

  private GlassBoxTable() {}

  static List<String> lines(RunDirectory run) {
    Results results = run.results();
    List<String> groups = new ArrayList<>(List.of(CLEAN));
    groups.addAll(GlassBoxSections.groups(run));
    List<String> lines = new ArrayList<>();
    lines.add(
        "distances between classes over distances within (R) and Fisher ratio (F), ± one standard"
            + " error");
    lines.addAll(separation(results, groups));
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("classifier", "accuracy of the model by its classifier, with 95 % intervals");
    titles.put("network", "accuracy of networks trained on the same images");
    titles.put("block", "accuracy of each block by itself");
    titles.put("without", "accuracy without one of the blocks");
    titles.put("training_size", "accuracy by the number of images to learn from");
    titles.put("components", "accuracy by the number of components");
    titles.put("strength", "accuracy by the strength of the changes");
    titles.forEach(
        (question, title) -> {
          List<GlassBoxAccuracy> rows =
              results.rows(Tables.GLASS_BOX_ACCURACIES).stream()
                  .filter(row -> row.question().equals(question))
                  .toList();
          if (!rows.isEmpty()) {
            lines.add("");
            lines.add(title);
            lines.addAll(accuracies(rows, question, groups));
          }
        });
    lines.addAll(explanations(results));
    lines.add("");
    return lines;
  }

  private static List<String> separation(Results results, List<String> groups) {
    TextTable table = new TextTable(1);
    List<String> heads = new ArrayList<>(List.of("layer", "numbers"));
    groups.forEach(group -> heads.addAll(List.of("R " + group, "F " + group)));
    table.add(heads);
    for (LayerResult layer : results.at(Subject.CLEAN).layers()) {
      List<String> cells = new ArrayList<>(List.of(layer.name(), NumberText.of(layer.dimension())));
      for (String group : groups) {
        cells.add(cell(results, layer, group, "distance_ratio"));
        cells.add(cell(results, layer, group, "fisher_ratio"));
      }
      table.add(cells);
    }
    return table.lines();
  }

  private static String cell(Results results, LayerResult layer, String group, String measure) {
    Subject subject = Subject.ofGroup(group);
    return results.at(subject).measures().stream()
        .filter(one -> one.name().equals(measure))
        .filter(one -> one.place().equals(layer.at(subject).place()))
        .findFirst()
        .map(GlassBoxTable::text)
        .orElse(MISSING);
  }

  private static String text(MeasuredValue value) {
    return value.estimate() == null ? MISSING : NumberText.of(value.estimate(), value.error());
  }

  /** A row for each of what is varied, a column for each group of test images. */
  private static List<String> accuracies(
      List<GlassBoxAccuracy> rows, String question, List<String> groups) {
    boolean byStrength = question.equals("strength");
    TextTable table = new TextTable(2);
    List<String> heads = new ArrayList<>();
    heads.add(byStrength ? "change" : question.replace('_', ' '));
    heads.add("by");
    List<String> columns =
        byStrength
            ? List.of("accuracy")
            : groups.stream()
                .filter(group -> rows.stream().anyMatch(row -> row.group().equals(group)))
                .toList();
    heads.addAll(columns);
    table.add(heads);
    Map<List<String>, Map<String, String>> cells = new LinkedHashMap<>();
    for (GlassBoxAccuracy row : rows) {
      List<String> key = key(row, question);
      cells
          .computeIfAbsent(key, one -> new LinkedHashMap<>())
          .put(byStrength ? "accuracy" : row.group(), text(row));
    }
    cells.forEach(
        (key, own) -> {
          List<String> line = new ArrayList<>(key);
          columns.forEach(column -> line.add(own.getOrDefault(column, MISSING)));
          table.add(line);
        });
    return table.lines();
  }

  private static List<String> key(GlassBoxAccuracy row, String question) {
    Double amount = row.amount();
    String varied = amount == null ? "" : NumberText.of(amount);
    return switch (question) {
      case "classifier" -> List.of(row.classifier(), row.representation());
      case "network" ->
          List.of(row.classifier(), NumberText.of((double) row.parameters()) + " weights");
      case "strength" -> List.of(row.group() + " " + varied, row.classifier());
      case "training_size", "components" -> List.of(varied, row.classifier());
      default -> List.of(row.representation(), row.classifier());
    };
  }

  private static String text(GlassBoxAccuracy row) {
    return row.accuracy() == null
        ? MISSING
        : String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", row.accuracy(), row.low(), row.high());
  }

  private static List<String> explanations(Results results) {
    List<String> lines = new ArrayList<>();
    int before = -1;
    for (GlassBoxContribution one : results.rows(Tables.GLASS_BOX_CONTRIBUTIONS)) {
      if (one.sample() != before) {
        lines.add("");
        lines.add(GlassBoxWords.image(one, results.classes()));
        before = one.sample();
      }
      lines.add("  " + GlassBoxWords.contribution(one, results.classes()));
    }
    return lines;
  }
}
