package dev.nervure.study.generalization;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import dev.nervure.study.JsonSection;
import dev.nervure.study.generalization.TargetPredictor.From;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a study of a zoo adds to the JSON of its run. */
public final class ZooSections {
  /**
   * A field.
   *
   * @param name of the field
   * @param of its value
   */
  private record Section(String name, Function<Results, @Nullable Object> of)
      implements JsonSection {
    @Override
    public @Nullable Object tree(Results results) {
      return of.apply(results);
    }
  }

  private ZooSections() {}

  /** All its fields. */
  public static JsonSection[] all() {
    return new JsonSection[] {
      new Section("models", ZooSections::models),
      new Section("descriptors", ZooSections::descriptors),
      new Section("leaveOneOut", ZooSections::leaveOneOut),
      new Section("topOneRegret", results -> regret(results, From.SELECTED))
    };
  }

  private static List<Object> models(Results results) {
    List<Object> models = new ArrayList<>();
    for (TargetPrediction row : results.rows(Tables.PREDICTIONS)) {
      Map<String, @Nullable Object> model = new LinkedHashMap<>();
      model.put("name", row.model());
      model.put("target", row.value());
      model.put("predicted", row.predicted());
      model.put("predictedLow", row.low());
      model.put("predictedHigh", row.high());
      model.put("rank", row.rank());
      model.put("chanceBest", row.chanceBest());
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (MeasuredValue value : results.at(Subject.ofModel(row.model())).measures()) {
        if (value.place().layer() == null) {
          values.put(value.name(), value.estimate());
        }
      }
      model.put("values", values);
      models.add(model);
    }
    return models;
  }

  private static List<Object> descriptors(Results results) {
    List<Object> descriptors = new ArrayList<>();
    for (DescriptorRelation row : results.rows(Tables.DESCRIPTORS)) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", row.descriptor());
      one.put("kind", row.kind());
      one.put("layer", row.layer());
      one.put("n", row.n());
      one.put("pearson", row.pearson());
      one.put("spearman", row.spearman());
      one.put("kendall", row.kendall());
      one.put("low", row.pearsonLow());
      one.put("high", row.pearsonHigh());
      one.put("spearmanInterval", interval(row.spearmanLow(), row.spearmanHigh()));
      one.put("kendallInterval", interval(row.kendallLow(), row.kendallHigh()));
      one.put("partial", row.partial());
      one.put("chance", row.chance());
      one.put("notEstimable", row.notEstimable());
      one.put("noPartial", row.noPartial());
      descriptors.add(one);
    }
    return descriptors;
  }

  private static @Nullable List<Double> interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? null : List.of(low, high);
  }

  private static Map<String, @Nullable Object> leaveOneOut(Results results) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("error", error(results, From.SELECTED));
    fields.put("baselineError", error(results, From.MEAN));
    fields.put(
        "errorMeaning", "root mean square over the networks, each predicted from the others");
    List<Object> predictors = new ArrayList<>();
    for (PredictorResult row : results.rows(Tables.PREDICTORS)) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("from", row.predictor());
      one.put("descriptors", row.descriptors());
      one.put("error", row.error());
      one.put("absoluteError", row.absoluteError());
      one.put("gainOverBaselines", row.gain());
      one.put("gainError", row.gainError());
      one.put("topOneRegret", row.topOneRegret());
      predictors.add(one);
    }
    fields.put("predictors", predictors);
    return fields;
  }

  private static @Nullable PredictorResult of(Results results, From from) {
    for (PredictorResult row : results.rows(Tables.PREDICTORS)) {
      if (row.predictor().equals(from.text())) {
        return row;
      }
    }
    return null;
  }

  private static @Nullable Double error(Results results, From from) {
    PredictorResult row = of(results, from);
    return row == null ? null : (Double) row.error();
  }

  private static @Nullable Double regret(Results results, From from) {
    PredictorResult row = of(results, from);
    return row == null ? null : row.topOneRegret();
  }
}
