package dev.nervure.study.compare;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.TrainingOptions;
import dev.nervure.run.Subject;
import dev.nervure.study.StudyContract;
import dev.nervure.study.dynamics.DynamicsOptions;
import dev.nervure.study.dynamics.EpochChoice;
import dev.nervure.study.dynamics.TrainedSeries;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What holds for every study, of a comparison of two networks that it trains itself. */
class TrainedComparisonContractTest extends StudyContract {
  private static final LabelledSamples ALL =
      GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(120).withSeed(5)).samples();

  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    List<Integer> shape = Arrays.stream(ALL.sampleShape()).boxed().toList();
    LabelledSamples test = ALL.select(IntStream.range(80, 120).toArray());
    try (TrainedSeries series =
        new TrainedSeries(
            seed ->
                architecture.graph(
                    architecture.defaults(shape, ALL.classNames().size()).withWidth(4).withDepth(2),
                    seed),
            TrainingOptions.defaults().withEpochs(1).withSeed(3).withThreads(1),
            ALL.select(IntStream.range(0, 80).toArray()),
            test,
            test,
            new DynamicsOptions(2, 0, false, new EpochChoice(List.of(1), 2), false))) {
      Map<Subject, ActivationSource> made = new LinkedHashMap<>();
      series.sources().forEach((at, source) -> made.put(at.withEpoch(null), source));
      CompareOptions options =
          CompareOptions.defaults()
              .withBlocks(0)
              .withChance(1)
              .withLayers(
                  LayerOptions.defaults()
                      .withThreads(threads)
                      .withLayers("input,logits")
                      .withMeasures(List.of("twonn_dimension")));
      return use.of(new CompareStudy(new ComparedNetworks(made, Map.of(), false), series, options));
    }
  }
}
