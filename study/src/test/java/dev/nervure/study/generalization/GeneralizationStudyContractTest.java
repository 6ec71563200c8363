package dev.nervure.study.generalization;

import dev.nervure.study.StudyContract;
import java.io.IOException;

/** What holds for every study, of a zoo in a folder. */
class GeneralizationStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    try (GeneralizationStudy study =
        SmallZoo.in(folder.resolve("zoo")).study("gap_acc", threads)) {
      return use.of(study);
    }
  }
}
