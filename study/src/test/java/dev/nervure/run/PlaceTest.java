package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Place place = Subject.ofModel("lenet").withEpoch(3).place().withLayer(12).withLabelClass(7);
    assertThat(Axis.MODEL.in(place)).isEqualTo("lenet");
    assertThat(Axis.EPOCH.in(place)).isEqualTo(3);
    assertThat(Axis.LAYER.in(place)).isEqualTo(12);
    assertThat(Axis.CLASS.in(place)).isEqualTo(7);
    assertThat(place.text()).isEqualTo("model lenet, epoch 3, layer 12, class 7");
    assertThat(place.subject()).isEqualTo(Subject.ofModel("lenet").withEpoch(3));
    assertThat(Subject.ONLY.text()).isEmpty();
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
            Subject.ofGroup("attacked").withStrength(0.1).place(),
            Subject.ofGroup("attacked").withStrength(0.25).layer(0),
            Subject.ofGroup("clean").place(),
            Subject.ofEpoch(2).place(),
            Subject.ofEpoch(10).place(),
            Subject.ofModel("a").withEpoch(10).place(),
            Subject.ofModel("b").place());
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
    return new LayerResult(index, "l" + index, "Relu", "", 0.5, 2, List.of(2), "C", "flatten");
  }

  @Test
  void rowsOfSeveralNetworksAreReadBackInOrderAndApart() {
    Subject second = Subject.ofEpoch(2);
    Subject tenth = Subject.ofEpoch(10);
    StageRows rows = new StageRows();
    for (Subject at : List.of(tenth, second)) {
      int epoch = at.equals(tenth) ? 10 : 2;
      rows.add(layer(1).at(at)).add(value(at.layer(1), epoch));
      rows.add(new Bar(at.layer(1), 0, 0, epoch));
      rows.add(new SampleResult(0, 5, 1, epoch == 10 ? 1 : 0).at(at));
      rows.add(new SampleResult(1, 7, 1, 1).at(at));
    }
    rows.add(new ClassResult(1, "one"));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("stage", "key", 1, rows);
      Results results = run.results();
      assertThat(results.subjects()).containsExactly(second, tenth);
      assertThat(results.measures())
          .containsExactly(value(second.layer(1), 2), value(tenth.layer(1), 10));
      assertThat(results.sampleCount()).isEqualTo(2);
      assertThat(results.samples()).hasSize(4);
      assertThat(results.accuracy()).as("networks are not mixed").isEmpty();
      assertThat(results.at(second).accuracy()).hasValue(0.5);
      assertThat(results.at(tenth).accuracy()).hasValue(1);
      assertThat(results.at(tenth).bars()).containsExactly(new Bar(tenth.layer(1), 0, 0, 10));
      assertThat(results.at(tenth).layers()).containsExactly(layer(1).at(tenth));
      assertThat(results.at(tenth).classes()).as("of the data, not of a network").hasSize(1);
      assertThat(results.ofShownSubject().measures()).containsExactly(value(tenth.layer(1), 10));
    }
  }

  @Test
  void groupsOfInputsAndStrengthsAreReadBackApart() {
    Subject clean = Subject.ofGroup("clean");
    Subject weak = Subject.ofGroup("noise").withStrength(0.1);
    Subject strong = weak.withStrength(0.30000000000000004);
    StageRows rows = new StageRows();
    for (Subject at : List.of(strong, clean, weak)) {
      rows.add(layer(1).at(at)).add(value(at.layer(1), 1));
      rows.add(new SampleResult(0, 5, 1, at.equals(clean) ? 1 : 0).at(at));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("stage", "key", 1, rows);
      Results results = run.results();
      assertThat(results.subjects()).containsExactly(clean, weak, strong);
      assertThat(results.at(strong).measures()).containsExactly(value(strong.layer(1), 1));
      assertThat(results.at(clean).accuracy()).hasValue(1);
      assertThat(results.at(weak).accuracy()).hasValue(0);
    }
  }

  /** By name an attack may come before the inputs as they are. */
  @Test
  void ofSeveralSetsOfInputsThoseWithoutChangeAreShown() {
    Subject attacked = Subject.ofGroup("bim linf").withStrength(0.1);
    StageRows rows = new StageRows();
    for (Subject at : List.of(attacked, Subject.CLEAN)) {
      rows.add(layer(1).at(at)).add(value(at.layer(1), 1));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("stage", "key", 1, rows);
      assertThat(run.results().subjects()).containsExactly(attacked, Subject.CLEAN);
      assertThat(run.results().ofShownSubject().subjects()).containsExactly(Subject.CLEAN);
    }
    rows = new StageRows();
    for (String group : List.of("second", "first")) {
      rows.add(layer(1).at(Subject.ofGroup(group)));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("groups"))) {
      run.complete("stage", "key", 1, rows);
      assertThat(run.results().ofShownSubject().subjects())
          .containsExactly(Subject.ofGroup("first"));
    }
  }

  @Test
  void aStrengthThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> Subject.ofGroup("noise").withStrength(Double.NaN))
        .hasMessage("strength must be finite but was NaN");
  }

  @Test
  void aRunOfOneNetworkIsWhole() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete(
          "stage", "key", 1, new StageRows().add(layer(3)).add(value(Place.ofLayer(3), 1)));
      assertThat(run.results().subjects()).containsExactly(Subject.ONLY);
      assertThat(run.results().ofShownSubject().measures()).hasSize(1);
    }
  }
}
