package dev.nervure.study.learned;

import dev.nervure.run.KindMean;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.SizeCurve;
import dev.nervure.run.Subject;
import dev.nervure.study.learned.ValueGrid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the rows of {@link KindMean}. */
final class KindMeans {
  /** What an interval over seeds holds. */
  static final String OVER_SEEDS = "the mean over seeds, on these samples";

  private final ValueGrid grid;

  KindMeans(ValueGrid grid) {
    this.grid = grid;
  }

  List<KindMean> rows() {
    List<KindMean> rows = new ArrayList<>();
    for (NetworkKind kind : NetworkKind.values()) {
      for (Integer epoch : grid.epochs(kind)) {
        List<Subject> networks = grid.at(kind, epoch);
        grid.cells()
            .forEach(
                (cell, layer) -> {
                  List<MeasuredValue> values = grid.values(networks, cell);
                  if (!values.isEmpty()) {
                    rows.add(row(kind, epoch, cell, layer, values));
                  }
                });
      }
    }
    return rows;
  }

  private static KindMean row(
      NetworkKind kind,
      @Nullable Integer epoch,
      Cell cell,
      LayerResult layer,
      List<MeasuredValue> all) {
    List<MeasuredValue> values = all.stream().filter(MeasuredValue::isEstimable).toList();
    Double mean = null;
    Double error = null;
    Double low = null;
    Double high = null;
    String intervalOf = null;
    if (all.size() == 1 && values.size() == 1) {
      MeasuredValue only = values.get(0);
      mean = only.estimate();
      error = only.error();
      low = only.low();
      high = only.high();
      intervalOf = only.intervalOf();
    } else if (!values.isEmpty()) {
      Spread spread = Spread.of(estimates(values));
      mean = spread.mean();
      if (spread.count() > 1) {
        error = spread.error();
        low = spread.mean() - spread.halfWidth();
        high = spread.mean() + spread.halfWidth();
        intervalOf = OVER_SEEDS;
      }
    }
    return new KindMean(
        kind,
        epoch,
        layer.index(),
        cell.layer(),
        layer.depth(),
        cell.measure(),
        mean,
        error,
        low,
        high,
        intervalOf,
        values.size(),
        smallest(values),
        converged(values),
        values.isEmpty() ? all.get(0).notEstimable() : null);
  }

  static List<Double> estimates(List<MeasuredValue> values) {
    return values.stream().map(value -> Objects.requireNonNull(value.estimate())).toList();
  }

  /** The smallest number of points; 0 of no values. */
  static int smallest(List<MeasuredValue> values) {
    return values.stream().mapToInt(MeasuredValue::n).min().orElse(0);
  }

  /** Whether all values have settled; null where none says so. */
  static @Nullable Boolean converged(List<MeasuredValue> values) {
    Boolean all = null;
    for (MeasuredValue value : values) {
      SizeCurve curve = SizeCurve.of(value);
      if (curve != null) {
        all = (all == null || all) && curve.converged();
      }
    }
    return all;
  }
}
