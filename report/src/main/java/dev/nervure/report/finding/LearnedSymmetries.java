package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.NumberText;
import dev.nervure.run.SymmetryRungRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which transformations of the image layers follow by a map of channels at each site. Learned is
 * said only where the whole 95 % interval of what the map leaves lies below what it leaves in every
 * one of two or more untrained networks, and below what it leaves of pairs that do not belong
 * together; that layers do not differ from untrained ones is not said, only that it is not told.
 */
final class LearnedSymmetries implements Finding {
  private static final String RUNG = "shared_1x1";

  /** Squares of the rounding of float32 through a network, with room. */
  private static final double ROUNDING = 1e-9;

  @Override
  public List<String> sentences(RunView run) {
    List<SymmetryRungRow> rows =
        run.symmetryRungs().stream()
            .filter(row -> row.rung().equals(RUNG) && row.residualHigh() != null)
            .toList();
    List<String> sentences = new ArrayList<>();
    for (String transform : rows.stream().map(SymmetryRungRow::transform).distinct().toList()) {
      List<SymmetryRungRow> own =
          rows.stream().filter(row -> row.transform().equals(transform)).toList();
      String exact = ofExact(transform, own);
      sentences.add(exact == null ? ofLearned(run, transform, own) : exact);
    }
    return sentences.stream().filter(sentence -> !sentence.isEmpty()).toList();
  }

  /** Of a transformation that all layers follow to rounding; null where one does not. */
  private static @Nullable String ofExact(String transform, List<SymmetryRungRow> rows) {
    return rows.stream().allMatch(row -> high(row) < ROUNDING)
        ? "%s: %s it by a 1 x 1 map to rounding, as a symmetry does that is built in."
            .formatted(transform, rows.size() == 1 ? "the layer follows" : "all layers follow")
        : null;
  }

  private static String ofLearned(RunView run, String transform, List<SymmetryRungRow> rows) {
    List<SymmetryRungRow> beside =
        rows.stream()
            .filter(
                row ->
                    row.untrainedLow() != null
                        && row.untrainedHigh() != null
                        && row.untrainedLow() < row.untrainedHigh())
            .toList();
    if (beside.isEmpty()) {
      return "";
    }
    List<SymmetryRungRow> learned = beside.stream().filter(LearnedSymmetries::isLearned).toList();
    if (learned.isEmpty()) {
      return "%s: in none of %d layers is it told from untrained networks that a 1 x 1 map leaves less."
          .formatted(transform, beside.size());
    }
    SymmetryRungRow last = learned.get(0);
    for (SymmetryRungRow row : learned) {
      last = depth(run, row) > depth(run, last) ? row : last;
    }
    return String.format(
        Locale.ROOT,
        "%s: %d of %d layers follow%s it by a 1 x 1 map more closely than the untrained networks beside them, the deepest at depth %.2f (%s): %s is left (95 %% interval %s to %s), of untrained ones %s to %s.",
        transform,
        learned.size(),
        beside.size(),
        learned.size() == 1 ? "s" : "",
        depth(run, last),
        name(run, last),
        text(last.residual()),
        text(last.residualLow()),
        text(last.residualHigh()),
        text(last.untrainedLow()),
        text(last.untrainedHigh()));
  }

  private static boolean isLearned(SymmetryRungRow row) {
    Double least = row.untrainedLow();
    Double control = row.control();
    return least != null
        && high(row) < least
        && high(row) < 1
        && (control == null || high(row) < control);
  }

  private static double high(SymmetryRungRow row) {
    Double high = row.residualHigh();
    return high == null ? Double.POSITIVE_INFINITY : high;
  }

  private static @Nullable LayerResult layer(RunView run, SymmetryRungRow row) {
    return run.layers().stream()
        .filter(layer -> layer.index() == row.layer())
        .findFirst()
        .orElse(null);
  }

  private static String name(RunView run, SymmetryRungRow row) {
    LayerResult layer = layer(run, row);
    return layer == null ? "layer " + row.layer() : layer.name();
  }

  private static String text(@Nullable Double number) {
    return number == null ? "" : NumberText.of(number);
  }

  private static double depth(RunView run, SymmetryRungRow row) {
    LayerResult layer = layer(run, row);
    return layer == null ? 0 : layer.depth();
  }
}
