package dev.nervure.study.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.mapper.ClustererSettings;
import dev.nervure.mapper.CoverSettings;
import dev.nervure.mapper.NerveOptions;
import dev.nervure.progress.Progress;
import dev.nervure.run.MapperFeatureRow;
import dev.nervure.run.MapperGroupRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Tables;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three classes that are one cloud in the first of three layers and apart in the others. */
class MapperStudyTest {
  private static final int SAMPLES = 90;

  /**
   * Above distances within a class (about 8.5 in the second layer), below those between classes.
   */
  private static final double EPS = 10;

  @TempDir Path folder;

  private RunDirectory run(double eps, int replicates) throws IOException {
    return run(eps, replicates, 1, Dumps.write(folder.resolve("dump"), SAMPLES, 1));
  }

  private RunDirectory run(double eps, int replicates, int minShared, ActivationDump dump) {
    MapperSettings settings =
        MapperSettings.defaults()
            .withCover("fixed", CoverSettings.defaults().withIntervals(3))
            .withClusterer("dbscan", ClustererSettings.defaults().withEps(eps))
            .withNerve(NerveOptions.defaults().withMinShared(minShared));
    RunDirectory run = RunDirectory.create(folder.resolve("run"));
    new StudyRunner(
            new MapperStudy(
                new DumpSource(dump, dump.samples()),
                LayerOptions.defaults(),
                settings,
                replicates,
                null))
        .run(run, Progress.none());
    return run;
  }

  private static List<Double> values(Results results, String measure) {
    return results.measures().stream()
        .filter(value -> value.name().equals(measure) && value.place().labelClass() == null)
        .map(MeasuredValue::estimate)
        .toList();
  }

  @Test
  void classesPartWhereTheyAreMadeToPart() throws IOException {
    try (RunDirectory run = run(EPS, 0)) {
      Results results = run.results();
      assertThat(results.rows(Tables.MAPPER_GROUPS))
          .extracting(MapperGroupRow::group)
          .containsExactly(0, 0, 0, 0, 1, 2, 0, 1, 2);
      List<Double> purity = values(results, MapperMeasures.NODE_PURITY);
      assertThat(purity.get(0)).isLessThan(0.6);
      assertThat(purity.subList(1, 3)).containsExactly(1.0, 1.0);
      assertThat(values(results, MapperMeasures.DISTANCE))
          .hasSize(2)
          .allSatisfy(distance -> assertThat(distance).isBetween(0.01, 1.0));
    }
  }

  @Test
  void nodesHaveTheMembersThatTheyCount() throws IOException {
    try (RunDirectory run = run(EPS, 4)) {
      Results results = run.results();
      List<MapperMemberRow> members = results.rows(Tables.MAPPER_MEMBERS);
      for (MapperNodeRow node : results.rows(Tables.MAPPER_NODES)) {
        List<MapperMemberRow> own =
            members.stream()
                .filter(one -> one.layer() == node.layer() && one.node() == node.node())
                .toList();
        assertThat(own).hasSize(node.size());
        assertThat(own.stream().map(MapperMemberRow::label).distinct().count())
            .isEqualTo((long) node.classes());
        assertThat(own).allMatch(one -> one.label() == one.originalIndex() % Dumps.CLASSES);
      }
      assertThat(results.rows(Tables.MAPPER_FEATURES))
          .isNotEmpty()
          .allMatch(feature -> feature.replicates() == 4 && feature.returned() <= 4)
          .extracting(MapperFeatureRow::kind)
          .contains("component");
    }
  }

  @Test
  void aGraphWithoutNodesSaysWhyAndTheOthersGoOn() throws IOException {
    try (RunDirectory run = run(3, 0)) {
      Results results = run.results();
      // Points of the second layer are about 8.5 apart.
      assertThat(values(results, MapperMeasures.NODES).get(1)).isZero();
      assertThat(values(results, MapperMeasures.NODES).get(2)).isPositive();
      assertThat(values(results, MapperMeasures.NODE_PURITY).get(1)).isNull();
      assertThat(values(results, MapperMeasures.DISTANCE)).containsOnlyNulls();
      assertThat(run.manifest().notes()).anyMatch(note -> note.startsWith("layer2: "));
    }
  }

  /** So many points no two nodes share: every node is a component, which its row says. */
  @Test
  void classesHangTogetherByTheEdgesOfTheGraph() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 1);
    try (RunDirectory run = run(EPS, 0, SAMPLES, dump)) {
      Results results = run.results();
      assertThat(values(results, MapperMeasures.EDGES)).containsOnly(0.0);
      List<MapperMemberRow> members = results.rows(Tables.MAPPER_MEMBERS);
      List<MapperGroupRow> groups = results.rows(Tables.MAPPER_GROUPS);
      assertThat(groups).hasSize(9).anyMatch(group -> group.share() < 1);
      for (MapperGroupRow group : groups) {
        Map<Integer, Long> ofNodes =
            members.stream()
                .filter(one -> one.layer() == group.layer())
                .filter(one -> Objects.equals(one.label(), group.labelClass()))
                .collect(Collectors.groupingBy(MapperMemberRow::node, Collectors.counting()));
        long most = ofNodes.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(group.share()).isEqualTo((double) most / (SAMPLES / Dumps.CLASSES));
      }
    }
  }

  @Test
  void aLayerWithoutAGraphIsLeftOutOfTheGroups() throws IOException {
    Path arrays = folder.resolve("dump");
    Dumps.write(arrays, SAMPLES, 1);
    float[] broken = new float[5 * SAMPLES];
    broken[7] = Float.NaN;
    NpyWriter.write(arrays.resolve("layer2.npy"), NdArray.of(broken, SAMPLES, 5));
    ActivationDump dump = ActivationDump.open(arrays, DataOptions.DEFAULT);
    try (RunDirectory run = run(EPS, 0, 1, dump)) {
      assertThat(run.results().rows(Tables.MAPPER_GROUPS))
          .extracting(row -> List.of(row.layer(), row.group()))
          .containsExactly(
              List.of(0, 0),
              List.of(0, 0),
              List.of(0, 0),
              List.of(2, 0),
              List.of(2, 1),
              List.of(2, 2));
    }
  }
}
