package dev.nervure.study.profile;

import dev.nervure.data.ActivationDump;
import dev.nervure.study.StudyContract;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.SelectionOptions;
import java.io.IOException;

/** What holds for every study, of a profile of selected positions. */
class SelectedPointsContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), 90, 1);
    return use.of(
        new ProfileStudy(
            new DumpSource(dump, dump.samples()),
            LayerOptions.defaults()
                .withThreads(threads)
                .withRepeats(2)
                .withPointsOverall(40)
                .withSelection(new SelectionOptions(PointSelection.RANDOM, false, null))));
  }
}
