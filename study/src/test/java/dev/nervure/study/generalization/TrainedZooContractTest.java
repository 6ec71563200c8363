package dev.nervure.study.generalization;

import dev.nervure.study.StudyContract;
import java.io.IOException;

/** What holds for every study, of a zoo that it trains itself. */
class TrainedZooContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    TrainedZoo zoo =
        new TrainedZoo(SmallZoo.recipes(4), SmallZoo.samples(), SmallZoo.samples(), 3, 0.98);
    try (GeneralizationStudy study =
        GeneralizationStudy.of(zoo, SmallZoo.options("gap_acc", threads))) {
      return use.of(study);
    }
  }
}
