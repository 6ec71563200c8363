package dev.nervure.report.view;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.DescriptorValue;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of descriptors of networks beside a target; empty where it was not asked.
 *
 * @param relations the descriptors, in the order of the study
 * @param values of every descriptor at every network that has one
 * @param predictions a network each
 * @param predictors ways to predict
 */
public record ZooView(
    List<DescriptorRelation> relations,
    List<DescriptorValue> values,
    List<TargetPrediction> predictions,
    List<PredictorResult> predictors) {
  /** Of a run that has none of it. */
  public static final ZooView NONE = new ZooView(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public ZooView {
    relations = List.copyOf(relations);
    values = List.copyOf(values);
    predictions = List.copyOf(predictions);
    predictors = List.copyOf(predictors);
  }

  /** What a run has. */
  static ZooView of(Results results) {
    return new ZooView(
        results.rows(Tables.DESCRIPTORS),
        results.rows(Tables.DESCRIPTOR_VALUES),
        results.rows(Tables.PREDICTIONS),
        results.rows(Tables.PREDICTORS));
  }

  /** The values of a descriptor, one a network in their order; null where there is none. */
  public List<@Nullable Double> values(String descriptor, List<String> networks) {
    Map<String, Double> byNetwork = new HashMap<>();
    for (DescriptorValue value : values) {
      if (value.descriptor().equals(descriptor)) {
        byNetwork.put(value.model(), value.value());
      }
    }
    List<@Nullable Double> found = new ArrayList<>();
    networks.forEach(network -> found.add(byNetwork.get(network)));
    return found;
  }
}
