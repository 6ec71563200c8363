package dev.nervure.report.finding;

import dev.nervure.report.view.EpochCourses;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many samples the model labels correctly, and whether it was trained on them. */
final class Accuracy implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    boolean ofAZoo = !run.zoo().predictions().isEmpty(); // that of one of its networks says nothing
    boolean isAmongOthers = run.group() != null || run.network() != null; // these have them all
    return ofAZoo || run.accuracy().isEmpty() || isAmongOthers
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%s labels %s of the %,d %scorrectly; %s.%s",
                network(run),
                Wording.percent(run.accuracy().getAsDouble()),
                run.samples().size(),
                run.epochs().isEmpty() ? "samples " : "samples on which layers were measured ",
                trainedOn(run),
                ofAllTestSamples(run)));
  }

  private static String network(RunView run) {
    Integer epoch = shownEpoch(run);
    return epoch == null
        ? "The model"
        : epoch == 0
            ? "Before training the network"
            : "After epoch %d the network".formatted(epoch);
  }

  private static @Nullable Integer shownEpoch(RunView run) {
    List<NetworkView> networks = run.networks();
    return networks.isEmpty()
        ? null
        : networks.stream()
            .map(NetworkView::subject)
            .filter(one -> NetworkKind.of(one) == NetworkKind.TRAINED)
            .reduce((first, last) -> last)
            .map(Subject::epoch)
            .orElse(null);
  }

  /** What the study has recorded of the samples. */
  private static String trainedOn(RunView run) {
    Object on = run.manifest().parameters().get("measuredOn");
    if ("test samples".equals(on)) {
      return "they are test samples, on which it was not trained";
    }
    return "training samples".equals(on)
        ? "they are among the samples on which it was trained"
        : "whether it was trained on them is not known here";
  }

  /** The accuracy of the same epoch on all test samples, where layers were measured on others. */
  private static String ofAllTestSamples(RunView run) {
    Object all = run.manifest().parameters().get("testSamples");
    Integer epoch = shownEpoch(run);
    if (!(all instanceof Number number)
        || epoch == null
        || number.intValue() == run.samples().size()) {
      return "";
    }
    return EpochCourses.mean(run.epochs(), NetworkKind.TRAINED).stream()
        .filter(one -> one.epoch() == epoch && one.testAccuracy() != null)
        .findFirst()
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    " Of all %,d test samples it is %s%s.",
                    number.intValue(),
                    Wording.percent(Objects.requireNonNull(one.testAccuracy())),
                    Objects.equals(run.manifest().parameters().get("repeats"), 1)
                        ? ""
                        : ", the mean over the trainings"))
        .orElse("");
  }
}
