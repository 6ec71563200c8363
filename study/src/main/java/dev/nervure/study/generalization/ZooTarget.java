package dev.nervure.study.generalization;

import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.run.TrainedNetwork;
import dev.nervure.study.Key;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What is to be predicted of each network of a zoo. */
interface ZooTarget {
  /** Adds what the values depend on, where they are no results of the same run. */
  Key into(Key key);

  /** The value of each network, by its name. */
  SortedMap<String, Double> values(Results results);

  /** Values that are known before. */
  record Known(SortedMap<String, Double> byNetwork) implements ZooTarget {
    /** Copies the map. */
    public Known {
      byNetwork = new TreeMap<>(byNetwork);
    }

    @Override
    public Key into(Key key) {
      return key.with("targets", List.copyOf(byNetwork.entrySet()));
    }

    @Override
    public SortedMap<String, Double> values(Results results) {
      return byNetwork;
    }
  }

  /** A column of the table of the networks that the study has trained, such as {@code gap_acc}. */
  record OfTraining(String column) implements ZooTarget {
    private static final SortedMap<String, ToDoubleFunction<TrainedNetwork>> COLUMNS =
        new TreeMap<>(
            Map.of(
                "test_acc", TrainedNetwork::testAcc,
                "test_loss", TrainedNetwork::testLoss,
                "gap_acc", TrainedNetwork::gapAcc,
                "gap_loss", TrainedNetwork::gapLoss));

    /** Refuses a column that is none. */
    public OfTraining {
      if (!COLUMNS.containsKey(column)) {
        throw new IllegalArgumentException(
            "a zoo that is trained here has the targets %s but was asked for '%s'"
                .formatted(String.join(", ", COLUMNS.keySet()), column));
      }
    }

    @Override
    public Key into(Key key) {
      return key.with("target", column);
    }

    @Override
    public SortedMap<String, Double> values(Results results) {
      ToDoubleFunction<TrainedNetwork> value = Objects.requireNonNull(COLUMNS.get(column));
      SortedMap<String, Double> values = new TreeMap<>();
      for (TrainedNetwork network : results.rows(Tables.TRAINED_NETWORKS)) {
        values.put(network.model(), value.applyAsDouble(network));
      }
      return values;
    }
  }
}
