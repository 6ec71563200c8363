package dev.nervure.study.dynamics;

import dev.nervure.study.StudyContract;
import java.io.IOException;

/** What holds for every study, of the dynamics of two trainings, true labels and shuffled ones. */
class DynamicsStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    DynamicsOptions options =
        DynamicsOptions.DEFAULT.withRepeats(2).withTwins(2).withShuffled(true);
    try (TrainedSeries series =
        new TrainedSeries(
            Glyphs::network,
            Glyphs.recipe().withEpochs(1),
            Glyphs.training(),
            Glyphs.test(),
            Glyphs.test(),
            options)) {
      return use.of(new DynamicsStudy(series, Glyphs.layers(threads)));
    }
  }
}
