package dev.nervure.study.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.mapper.ClustererSettings;
import dev.nervure.mapper.CoverSettings;
import dev.nervure.mapper.LensSettings;
import dev.nervure.mapper.Ward;
import dev.nervure.progress.Cost;
import dev.nervure.study.layers.LayerMeasurement.CloudSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Javadoc of lenses and clusterers says they hold in memory is in the plan. */
class MapperCostTest {
  private static final int POINTS = 20_000;
  private static final int DIMENSION = 1_000;
  private static final long CLOUD = 8L * POINTS * DIMENSION;
  private static final MapperSettings SETTINGS =
      MapperSettings.defaults().withClusterer("ward", ClustererSettings.defaults());

  private static Cost cost(MapperSettings settings, int replicates, int threads) {
    return new MapperCost(settings, new CloudSize(POINTS, DIMENSION, 0, 0)).of(replicates, threads);
  }

  @Test
  void everyThreadClustersAPiece() {
    int equal = POINTS / SETTINGS.covering().intervals();
    long aPiece = new Ward(SETTINGS.clustering().clusters()).memory(equal, DIMENSION);
    assertThat(cost(SETTINGS, 0, 5).memoryBytes())
        .isGreaterThanOrEqualTo(cost(SETTINGS, 0, 1).memoryBytes() + 4 * aPiece);
    // No more pieces than there are, each once.
    assertThat(cost(SETTINGS, 0, 1000).memoryBytes()).isLessThan(6 * CLOUD);
    // Threads at one piece, each with a part of its own.
    assertThat(cost(SETTINGS, 10, 100).memoryBytes())
        .isGreaterThan(cost(SETTINGS, 0, 100).memoryBytes() + 50 * aPiece);
  }

  @Test
  void aLensOfDistancesHoldsAllPointsTwice() {
    MapperSettings fine =
        SETTINGS
            .withCover("fixed", CoverSettings.defaults().withIntervals(1000))
            .withClusterer("one", ClustererSettings.defaults());
    for (String lens : List.of("density_gaussian", "density_knn", "eccentricity")) {
      LensSettings settings = LensSettings.defaults().withBandwidth(1);
      assertThat(cost(fine.withLenses(List.of(lens), settings), 0, 1).memoryBytes())
          .isGreaterThan(2 * CLOUD);
    }
    // One piece is clustered of all points, and its copy held.
    MapperSettings automatic =
        SETTINGS.withCover("fixed", CoverSettings.defaults().withIntervals(0));
    assertThat(cost(automatic, 0, 1).memoryBytes())
        .isGreaterThan(CLOUD + new Ward(2).memory(POINTS, DIMENSION));
  }

  @Test
  void aCoverOfFewNeighborsTakesTimeForItsCentres() {
    CloudSize flat = new CloudSize(100_000, 1, 0, 0);
    MapperSettings few =
        SETTINGS.withCover("neighbors", CoverSettings.defaults().withNeighbors(10));
    // 40,000 centres, from each of which 100,000 places are looked at.
    assertThat(new MapperCost(few, flat).of(0, 8).seconds()).isGreaterThan(10);
  }

  @Test
  void membersOfAllLayersAreReadBack() {
    MapperCost cost = new MapperCost(SETTINGS, new CloudSize(POINTS, DIMENSION, 0, 0));
    // A record of five numbers and a reference has 40 bytes.
    assertThat(cost.storedBytes()).isGreaterThan(POINTS * 40L);
    assertThat(cost.transportBytes()).isEqualTo(400_000_000L);
  }
}
