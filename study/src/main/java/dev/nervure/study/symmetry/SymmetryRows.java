package dev.nervure.study.symmetry;

import dev.nervure.equivariance.LayerSymmetry;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.RungResult;
import dev.nervure.equivariance.SiteGrid;
import dev.nervure.equivariance.SymmetrySettings;
import dev.nervure.run.StageRows;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a layer and a transformation come to, as rows of the database. */
final class SymmetryRows {
  private final int layer;
  private final String transform;
  private final SymmetrySettings settings;

  SymmetryRows(int layer, String transform, SymmetrySettings settings) {
    this.layer = layer;
    this.transform = transform;
    this.settings = settings;
  }

  StageRows of(LayerSymmetry found) {
    StageRows rows = new StageRows();
    SiteGrid grid = found.grid();
    rows.add(
        new SymmetryRow(
            layer,
            transform,
            found.exactImages(),
            found.wholeSites(),
            grid.sites(),
            found.validSites(),
            grid.channels(),
            grid.rowPhase(),
            grid.columnPhase(),
            value(found.cleanError()),
            found.invariantChannels(),
            found.fixed(),
            found.fixedOf(),
            value(found.inverseDefect()),
            value(found.orderDefect()),
            value(found.lieError()),
            settings.fit(),
            settings.held(),
            reasons(found)));
    for (RungResult one : found.rungs()) {
      rows.add(row(one));
    }
    return rows;
  }

  /** Why something is missing, each reason once. */
  private static @Nullable String reasons(LayerSymmetry found) {
    List<String> reasons = new ArrayList<>();
    if (found.noTask() != null) {
      reasons.add("no errors: " + found.noTask());
    } else if (found.noInvariantChannels() != null) {
      reasons.add("no invariant channels: " + found.noInvariantChannels());
    }
    if (found.inverseDefect() instanceof Estimate.NotEstimable none) {
      reasons.add("no defect of there and back: " + none.reason());
    }
    if (found.orderDefect() instanceof Estimate.NotEstimable none) {
      reasons.add("no defect of repetitions: " + none.reason());
    }
    if (found.lieError() instanceof Estimate.NotEstimable none) {
      reasons.add("no Lie derivative: " + none.reason());
    }
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }

  private SymmetryRungRow row(RungResult one) {
    Estimate residual = one.residual().ratio();
    List<Double> untrained = one.untrained();
    Proportion error = one.error();
    boolean has = !untrained.isEmpty();
    return new SymmetryRungRow(
        layer,
        transform,
        one.rung().ordinal(),
        one.rung().text(),
        one.parameters(),
        value(residual),
        residual.isEstimable() ? (Double) residual.standardError() : null,
        one.residual().low(),
        one.residual().high(),
        one.control(),
        has ? (Double) mean(untrained) : null,
        has ? untrained.stream().min(Double::compare).orElse(null) : null,
        has ? untrained.stream().max(Double::compare).orElse(null) : null,
        value(error),
        error == null ? null : (Double) error.low(),
        error == null ? null : (Double) error.high(),
        value(one.changed()),
        one.ridge(),
        residual instanceof Estimate.NotEstimable none ? none.reason() : null);
  }

  /** Rows that say why there is nothing. */
  StageRows none(SiteGrid grid, String why) {
    StageRows rows = new StageRows();
    rows.add(
        new SymmetryRow(
            layer,
            transform,
            false,
            false,
            grid.sites(),
            0,
            grid.channels(),
            grid.rowPhase(),
            grid.columnPhase(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            settings.fit(),
            settings.held(),
            why));
    for (Rung rung : settings.rungs()) {
      rows.add(
          new SymmetryRungRow(
              layer,
              transform,
              rung.ordinal(),
              rung.text(),
              rung.parameters(grid.channels(), grid.channels(), grid.isSpatial()),
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

  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static @Nullable Double value(Estimate estimate) {
    return estimate.isEstimable() ? (Double) estimate.value() : null;
  }

  private static @Nullable Double value(@Nullable Proportion share) {
    return share == null ? null : (Double) share.value();
  }
}
