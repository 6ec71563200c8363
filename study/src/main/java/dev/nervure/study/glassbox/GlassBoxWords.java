package dev.nervure.study.glassbox;

import dev.nervure.run.ClassResult;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.NumberText;
import java.util.List;

/** What speaks for an answer, in words. */
public final class GlassBoxWords {
  /** Below so many standard deviations a coefficient is called as usual. */
  private static final double USUAL = 0.5;

  private GlassBoxWords() {}

  /** An image and its answer. */
  public static String image(GlassBoxContribution one, List<ClassResult> classes) {
    return "image %d (class %s): answered %s rather than %s because of"
        .formatted(
            one.originalIndex(),
            name(classes, one.label()),
            name(classes, one.predicted()),
            name(classes, one.against()));
  }

  /** A coefficient and what it says: {@code zernike: degree 4, order 2 high (+1.8) for 3, ...}. */
  public static String contribution(GlassBoxContribution one, List<ClassResult> classes) {
    String size = one.value() > USUAL ? "high" : one.value() < -USUAL ? "low" : "as usual";
    String region =
        one.top() == null
            ? "the whole image"
            : "rows %d to %d, columns %d to %d"
                .formatted(one.top(), one.bottom(), one.left(), one.right());
    return "%s: %s %s (%s%s) speaks for %s, %s %% of all, reads %s"
        .formatted(
            one.block(),
            one.coefficient(),
            size,
            one.value() < 0 ? "" : "+",
            NumberText.of(one.value()),
            name(classes, one.contribution() >= 0 ? one.predicted() : one.against()),
            NumberText.of(100 * one.share()),
            region);
  }

  private static String name(List<ClassResult> classes, int index) {
    return classes.stream()
        .filter(one -> one.index() == index)
        .map(ClassResult::name)
        .findFirst()
        .orElse(Integer.toString(index));
  }
}
