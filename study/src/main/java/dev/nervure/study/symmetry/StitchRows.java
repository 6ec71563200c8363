package dev.nervure.study.symmetry;

import dev.nervure.equivariance.LayerStitch;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.StitchResult;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import dev.nervure.run.Tables;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stitch comes to, as rows of the database. */
final class StitchRows {
  private final StitchPair pair;
  private final SymmetrySettings settings;

  StitchRows(StitchPair pair, SymmetrySettings settings) {
    this.pair = pair;
    this.settings = settings;
  }

  StageRows of(LayerStitch found) {
    StageRows rows = new StageRows();
    Proportion clean = found.cleanError();
    rows.add(
        row(
            found.wholeSites(),
            clean == null ? null : (Double) clean.value(),
            found.noTask() == null ? null : "no errors: " + found.noTask()));
    found.rungs().forEach(one -> rows.add(row(one)));
    return rows;
  }

  /** Rows that say why there is nothing. */
  StageRows none(String why) {
    StageRows rows = new StageRows();
    rows.add(row(false, null, why));
    for (Rung rung : settings.rungs()) {
      rows.add(
          new StitchRungRow(
              pair.fromIndex(),
              pair.intoIndex(),
              rung.ordinal(),
              rung.text(),
              parameters(rung),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              why));
    }
    return rows;
  }

  private long parameters(Rung rung) {
    return rung.parameters(
        pair.fromGrid().channels(), pair.intoGrid().channels(), pair.intoGrid().isSpatial());
  }

  private StitchRow row(boolean exactSites, @Nullable Double cleanError, @Nullable String why) {
    return new StitchRow(
        pair.fromIndex(),
        pair.intoIndex(),
        pair.from().name(),
        pair.into().name(),
        pair.from().relativeDepth(),
        pair.into().relativeDepth(),
        pair.fromGrid().channels(),
        pair.intoGrid().channels(),
        pair.fromGrid().height(),
        pair.fromGrid().width(),
        pair.intoGrid().height(),
        pair.intoGrid().width(),
        exactSites,
        cleanError,
        settings.fit(),
        settings.held(),
        why);
  }

  private StitchRungRow row(StitchResult one) {
    Estimate residual = one.residual().ratio();
    Proportion error = one.error();
    Proportion changed = one.changed();
    return new StitchRungRow(
        pair.fromIndex(),
        pair.intoIndex(),
        one.rung().ordinal(),
        one.rung().text(),
        one.parameters(),
        residual.isEstimable() ? (Double) residual.value() : null,
        residual.isEstimable() ? (Double) residual.standardError() : null,
        one.residual().low(),
        one.residual().high(),
        one.control(),
        mean(one.untrained()),
        least(one.untrained()),
        largest(one.untrained()),
        error == null ? null : (Double) error.value(),
        error == null ? null : (Double) error.low(),
        error == null ? null : (Double) error.high(),
        mean(one.untrainedErrors()),
        least(one.untrainedErrors()),
        largest(one.untrainedErrors()),
        changed == null ? null : (Double) changed.value(),
        one.ridge(),
        residual instanceof Estimate.NotEstimable none ? none.reason() : null);
  }

  private static @Nullable Double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.isEmpty() ? null : (Double) (sum / values.size());
  }

  private static @Nullable Double least(List<Double> values) {
    return values.isEmpty() ? null : Collections.min(values);
  }

  private static @Nullable Double largest(List<Double> values) {
    return values.isEmpty() ? null : Collections.max(values);
  }

  /** Why residuals are missing, once for all pairs of which the same is true. */
  static List<String> ofWhatIsMissing(Results results, int pairs) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (StitchRungRow row : results.rows(Tables.STITCH_RUNGS)) {
      if (row.notEstimable() != null) {
        counts.merge(row.rung() + ": " + row.notEstimable(), 1, Integer::sum);
      }
    }
    List<String> notes = new ArrayList<>();
    counts.forEach(
        (reason, count) ->
            notes.add("not measured in %d of %d pairs: %s".formatted(count, pairs, reason)));
    return notes;
  }
}
