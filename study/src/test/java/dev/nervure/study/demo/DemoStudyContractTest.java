package dev.nervure.study.demo;

import dev.nervure.progress.Progress;
import dev.nervure.study.StudyContract;
import java.io.IOException;

/** What holds for every study, of the demonstration, which trains its network. */
class DemoStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    DemoOptions options = DemoOptions.defaults().withSize(100, 80, 1).withThreads(threads);
    try (DemoStudy study = new DemoStudy(options, Progress.none())) {
      return use.of(study);
    }
  }
}
