package dev.nervure.study.mapper;

import dev.nervure.data.ActivationDump;
import dev.nervure.study.StudyContract;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;

/** What holds for every study, of Mapper graphs of arrays. */
class MapperStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), 90, 1);
    return use.of(
        new MapperStudy(
            new DumpSource(dump, dump.samples()),
            LayerOptions.defaults().withThreads(threads),
            MapperSettings.defaults()));
  }
}
