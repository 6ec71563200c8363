package dev.nervure.study.glassbox;

import dev.nervure.data.LabelledSamples;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.study.LabelChanges;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a glass-box run should know, in whole sentences. */
final class GlassBoxNotes {
  /** Fewer test images than this tell methods apart only by chance. */
  private static final int FEW = 100;

  private GlassBoxNotes() {}

  static List<String> of(
      LabelledSamples samples, ImageSplit split, GlassBoxOptions options, Results results) {
    List<String> notes = new ArrayList<>(samples.warnings());
    if (split.training().channels() > 1) {
      notes.add(
          "blocks read the images in grey"
              + (options.networks().isEmpty() ? "" : "; the networks see their colours"));
    }
    if (split.test().count() < FEW) {
      notes.add(
          "with %d test images one image more or less is %s of the accuracy; give more of them"
              .formatted(split.test().count(), NumberText.of(1.0 / split.test().count())));
    }
    for (ImageChange change : options.changes()) {
      List<String> pair = LabelChanges.pair(split.classNames(), change.onLabels());
      if (pair != null) {
        notes.add(LabelChanges.note(change.name(), pair));
      }
      if (change.kind() == ImageChange.Kind.ROTATIONS || change.kind() == ImageChange.Kind.SCALES) {
        notes.add(
            "%s interpolate between pixels, which blurs: what changes under them is not their doing alone; quarter turns and flips move whole pixels"
                .formatted(change.name()));
      }
    }
    boolean turnsLess =
        options
            .changes()
            .contains(new ImageChange(ImageChange.Kind.ROTATIONS, LabelChanges.HARMLESS_DEGREES));
    List<String> turned =
        LabelChanges.pair(
            split.classNames(), ImageChange.of(ImageChange.Kind.ROTATIONS).onLabels());
    if (turned != null && turnsLess) {
      notes.add(
          "images are turned by at most 45 degrees, since class %s turned further may be class %s; --label-preserving turns them fully"
              .formatted(turned.get(0), turned.get(1)));
    }
    String failures =
        results.rows(Tables.GLASS_BOX_ACCURACIES).stream()
            .filter(row -> row.notEstimable() != null)
            .map(GlassBoxNotes::failure)
            .distinct()
            .reduce((a, b) -> a + "; " + b)
            .orElse("");
    if (!failures.isEmpty()) {
      notes.add("without an answer: " + failures);
    }
    return notes;
  }

  private static String failure(GlassBoxAccuracy row) {
    return "%s of %s: %s".formatted(row.classifier(), row.representation(), row.notEstimable());
  }
}
