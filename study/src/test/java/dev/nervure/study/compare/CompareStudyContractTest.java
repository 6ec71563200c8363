package dev.nervure.study.compare;

import dev.nervure.data.ActivationDump;
import dev.nervure.run.Subject;
import dev.nervure.study.StudyContract;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds for every study, of a comparison of two folders of arrays beside two seeds. */
class CompareStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Map<Subject, ActivationSource> asked = new LinkedHashMap<>();
    Map<Subject, ActivationSource> seeds = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      ActivationDump dump = Dumps.write(folder.resolve("dump-" + i), 60, i);
      (i < 2 ? asked : seeds)
          .put(Subject.ofModel("network " + i), new DumpSource(dump, dump.samples()));
    }
    CompareOptions options =
        CompareOptions.defaults()
            .withBlocks(2)
            .withWithin(true)
            .withRemovals(2)
            .withLayers(
                LayerOptions.defaults()
                    .withThreads(threads)
                    .withRepeats(2)
                    .withMeasures(List.of("twonn_dimension")));
    return use.of(new CompareStudy(new ComparedNetworks(asked, seeds, false), options));
  }
}
