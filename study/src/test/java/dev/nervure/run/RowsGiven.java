package dev.nervure.run;

import java.util.List;

/** What a measurement has given, for tests of other packages. */
public final class RowsGiven {
  private RowsGiven() {}

  /** The values, in the order in which they came. */
  public static List<MeasuredValue> measures(StageRows rows) {
    return rows.of(Tables.MEASURES);
  }
}
