package dev.nervure.study.contrast;

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
        results.rows(Tables.CONTRASTS).stream()
            .filter(row -> row.layer() == layer.index() && row.measure().equals("mean_value"))
            .forEach(row -> addBrightness(groups, row, sentences));
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

  private static void addBrightness(TwoGroups groups, ContrastResult row, List<String> sentences) {
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
                "the inputs themselves differ in their mean value (of images the brightness): %s in %s, %s in %s (p %s); differences in later layers may follow from this alone",
                NumberText.of(first),
                groups.firstName(),
                NumberText.of(second),
                groups.secondName(),
                NumberText.of(p))
            : String.format(
                Locale.ROOT,
                "no difference of the mean value of the inputs (of images the brightness) was found: %s and %s (p %s)",
                NumberText.of(first),
                NumberText.of(second),
                NumberText.of(p)));
  }
}
