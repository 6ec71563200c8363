package dev.nervure.study.contrast;

import dev.nervure.data.ActivationDump;
import dev.nervure.study.StudyContract;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.util.List;

/** What holds for every study, of a contrast of arrays. */
class ContrastStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    ActivationDump first = Dumps.write(folder.resolve("first"), 60, 1);
    ActivationDump second = Dumps.write(folder.resolve("second"), 75, 2);
    MatchedSamples samples = MatchedSamples.of(first.samples(), second.samples(), 48, 1);
    return use.of(
        new ContrastStudy(
            TwoGroups.of(first, second, "first", "second", samples),
            ContrastOptions.defaults()
                .withPermutations(29)
                .withLayers(
                    LayerOptions.defaults()
                        .withThreads(threads)
                        .withRepeats(2)
                        .withPointsOverall(40)
                        .withMeasures(List.of("twonn_dimension", "fisher_ratio")))));
  }
}
