package dev.nervure.study.contrast;

import dev.nervure.contrast.Contrasts;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What else than the network could make two groups differ. */
final class ContrastSentences {
  private ContrastSentences() {}

  /** Doubts about the comparison, in whole sentences. */
  static List<String> doubts(TwoGroups groups, Results results) {
    List<String> sentences = new ArrayList<>();
    for (LayerResult layer : results.at(groups.firstSubject()).layers()) {
      if (layer.operator().equals("Input")) {
        for (ContrastResult row : results.rows(Tables.CONTRASTS)) {
          if (row.layer() == layer.index()) {
            Contrasts.named(row.measure())
                .propertyOfInputs()
                .ifPresent(property -> addProperty(groups, row, property, sentences));
          }
        }
      }
    }
    List<LayerResult> projected =
        results.at(groups.firstSubject()).layers().stream()
            .filter(layer -> layer.projectedTo() != null)
            .toList();
    if (!projected.isEmpty()) {
      sentences.add(
          "%d layers are projected at random, both groups by the same map, before distances are measured"
              .formatted(projected.size()));
    }
    return sentences;
  }

  private static void addProperty(
      TwoGroups groups, ContrastResult row, String property, List<String> sentences) {
    Double p = row.pValue();
    Double first = row.first();
    Double second = row.second();
    if (p == null || first == null || second == null) {
      return;
    }
    sentences.add(
        p <= GroupDifferences.LEVEL
            ? String.format(
                Locale.ROOT,
                "the inputs themselves differ in their %s: %s in %s, %s in %s (p %s); differences in later layers may follow from this alone",
                property,
                NumberText.of(first),
                groups.firstName(),
                NumberText.of(second),
                groups.secondName(),
                NumberText.of(p))
            : String.format(
                Locale.ROOT,
                "no difference of the inputs in their %s was found: %s and %s (p %s)",
                property,
                NumberText.of(first),
                NumberText.of(second),
                NumberText.of(p)));
  }
}
