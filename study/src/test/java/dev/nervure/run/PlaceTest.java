package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir Path folder;

  @Test
  void everyAxisReadsItsComponent() {
    Place place = Place.ofModel("lenet").withEpoch(3).withLayer(12).withLabelClass(7);
    assertThat(Axis.MODEL.in(place)).isEqualTo("lenet");
    assertThat(Axis.EPOCH.in(place)).isEqualTo(3);
    assertThat(Axis.LAYER.in(place)).isEqualTo(12);
    assertThat(Axis.CLASS.in(place)).isEqualTo(7);
    assertThat(place.text()).isEqualTo("model lenet, epoch 3, layer 12, class 7");
    assertThat(place.network()).isEqualTo(Place.ofModel("lenet").withEpoch(3));
    assertThat(Place.WHOLE_RUN.text()).isEmpty();
    assertThat(place.isAt(Axis.EPOCH, 3)).isTrue();
    assertThat(place.isAt(Axis.EPOCH, null)).isFalse();
    assertThat(Place.ofLayer(1).isAt(Axis.EPOCH, null)).isTrue();
  }

  @Test
  void theOrderIsThatOfTheAxesWithNothingFirst() {
    List<Place> ordered =
        List.of(
            Place.WHOLE_RUN,
            Place.ofLayer(5),
            Place.ofLayer(5).withLabelClass(0),
            Place.ofEpoch(2),
            Place.ofEpoch(10),
            Place.ofModel("a").withEpoch(10),
            Place.ofModel("b"));
    List<Place> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(4));
    assertThat(shuffled).isNotEqualTo(ordered);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(ordered);
  }

  private static MeasuredValue value(Place place, double estimate) {
    return new MeasuredValue(
        "m", place, null, estimate, null, null, null, null, 1, 0, "", "", "{}", null);
  }

  private static LayerResult layer(int index) {
    return new LayerResult(index, "l" + index, "Relu", "", 0.5, 2, List.of(2), "flatten");
  }

  @Test
  void rowsOfSeveralNetworksAreReadBackInOrderAndApart() {
    Place second = Place.ofEpoch(2);
    Place tenth = Place.ofEpoch(10);
    StageRows rows = new StageRows();
    for (Place at : List.of(tenth, second)) {
      int epoch = at.equals(tenth) ? 10 : 2;
      rows.add(layer(1).at(at)).add(value(at.withLayer(1), epoch));
      rows.add(new Bar(at.withLayer(1), 0, 0, epoch));
      rows.add(new SampleResult(0, 5, 1, epoch == 10 ? 1 : 0).at(at));
      rows.add(new SampleResult(1, 7, 1, 1).at(at));
    }
    rows.add(new ClassResult(1, "one"));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("stage", "key", 1, rows);
      Results results = run.results();
      assertThat(results.networks()).containsExactly(second, tenth);
      assertThat(results.measures())
          .containsExactly(value(second.withLayer(1), 2), value(tenth.withLayer(1), 10));
      assertThat(results.sampleCount()).isEqualTo(2);
      assertThat(results.samples()).hasSize(4);
      assertThat(results.accuracy()).as("networks are not mixed").isEmpty();
      assertThat(results.at(second).accuracy()).hasValue(0.5);
      assertThat(results.at(tenth).accuracy()).hasValue(1);
      assertThat(results.at(tenth).bars()).containsExactly(new Bar(tenth.withLayer(1), 0, 0, 10));
      assertThat(results.at(tenth).layers()).containsExactly(layer(1).at(tenth));
      assertThat(results.at(tenth).classes()).as("of the data, not of a network").hasSize(1);
      assertThat(results.ofLastNetwork().measures()).containsExactly(value(tenth.withLayer(1), 10));
    }
  }

  @Test
  void aRunOfOneNetworkIsWhole() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete(
          "stage", "key", 1, new StageRows().add(layer(3)).add(value(Place.ofLayer(3), 1)));
      assertThat(run.results().networks()).containsExactly(Place.WHOLE_RUN);
      assertThat(run.results().ofLastNetwork().measures()).hasSize(1);
    }
  }
}
