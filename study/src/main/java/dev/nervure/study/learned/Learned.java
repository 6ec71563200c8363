package dev.nervure.study.learned;

import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Subject;
import dev.nervure.stats.Quantiles;
import dev.nervure.study.learned.ValueGrid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of {@link LearnedResult}: trained networks less those that have not learned. By
 * what there is, the first of these that holds:
 *
 * <ol>
 *   <li>Pairs of networks that share their seed, two pairs at least: the mean difference, by
 *       Student's t over the pairs. A trained network is paired with itself at epoch 0, or with the
 *       one of its seed that was trained on shuffled labels.
 *   <li>Untrained twins, two at least: the trained network less the mean of B twins. Its variance
 *       is that of the value from the choice of samples, plus s^2 (1 + 1/B), s^2 being the variance
 *       among the twins: a difference is resolved where the luck of initial weights does not
 *       explain it. The half widths of the two parts, normal and Student's t, add up in squares
 *       (Zou and Donner 2008): where few twins happen to be alike, their t still counts. Of several
 *       trained networks their mean, with its own half width over seeds. Where both parts are 0 and
 *       the difference is not, there is no interval.
 *   <li>One pair: the variances of both values from the choice of samples add up (both are of the
 *       same samples, so that they rather say too much); what other seeds would do is not known.
 * </ol>
 */
final class Learned {
  private static final String PAIRS = "the mean difference over seeds, on these samples";
  private static final String TWINS = "the choice of samples and the luck of initial weights";
  private static final String TWINS_ALONE = "the luck of initial weights";
  private static final String ONE_PAIR = "the choice of samples; other seeds are not measured";

  private final ValueGrid grid;

  Learned(ValueGrid grid) {
    this.grid = grid;
  }

  List<LearnedResult> rows() {
    List<LearnedResult> rows = new ArrayList<>();
    for (Integer epoch : grid.epochs(NetworkKind.TRAINED)) {
      grid.cells()
          .forEach(
              (cell, layer) ->
                  Stream.of(
                          untrained(epoch, cell, layer),
                          pairs(
                              NetworkKind.SHUFFLED, epoch, cell, layer, Learned::onShuffledLabels))
                      .filter(Objects::nonNull)
                      .forEach(rows::add));
    }
    return rows;
  }

  private @Nullable LearnedResult untrained(@Nullable Integer epoch, Cell cell, LayerResult layer) {
    int networks = grid.at(NetworkKind.TRAINED, epoch).size();
    boolean twins = grid.subjects(NetworkKind.UNTRAINED).size() >= UntrainedTwins.FEWEST;
    if (epoch != null && epoch == 0 && networks > 1) {
      return null; // each of them is the network that it will be compared with
    }
    boolean paired = epoch != null && epoch > 0 && (networks > 1 || !twins);
    LearnedResult ofPairs =
        paired ? pairs(NetworkKind.UNTRAINED, epoch, cell, layer, one -> one.withEpoch(0)) : null;
    return ofPairs != null || !twins ? ofPairs : twins(epoch, cell, layer);
  }

  private static Subject onShuffledLabels(Subject trained) {
    return trained.withModel(NetworkKind.SHUFFLED.model(Objects.toString(trained.model(), "")));
  }

  /** With which network another one is compared. */
  private interface Partner {
    Subject of(Subject trained);
  }

  /** Null where no network of the epoch has a partner. */
  private @Nullable LearnedResult pairs(
      NetworkKind baseline,
      @Nullable Integer epoch,
      Cell cell,
      LayerResult layer,
      Partner partner) {
    List<MeasuredValue> trained = new ArrayList<>();
    List<MeasuredValue> compared = new ArrayList<>();
    String reason = null;
    boolean any = false;
    for (Subject subject : grid.at(NetworkKind.TRAINED, epoch)) {
      MeasuredValue one = grid.value(subject, cell);
      MeasuredValue other = grid.value(partner.of(subject), cell);
      if (one == null || other == null) {
        continue;
      }
      any = true;
      if (one.isEstimable() && other.isEstimable()) {
        trained.add(one);
        compared.add(other);
      } else if (reason == null) {
        reason = reason(one, other);
      }
    }
    if (!any) {
      return null;
    }
    if (trained.isEmpty()) {
      return row(baseline, epoch, cell, layer, trained, compared, null, null, null, null, reason);
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      differences.add(
          Objects.requireNonNull(trained.get(i).estimate())
              - Objects.requireNonNull(compared.get(i).estimate()));
    }
    Spread spread = Spread.of(differences);
    // Differences that are equal and not 0 are so by the coarseness of the measure: a share of a
    // few neighbours, for example. Their spread says nothing.
    boolean known = spread.count() > 1 && (spread.variance() > 0 || spread.mean() == 0);
    Double error = known ? (Double) spread.error() : null;
    Double halfWidth = known ? (Double) spread.halfWidth() : null;
    String intervalOf = known ? PAIRS : null;
    Double ofTrained = trained.get(0).error();
    Double ofCompared = compared.get(0).error();
    if (spread.count() == 1 && ofTrained != null && ofCompared != null) {
      error = Math.sqrt(ofTrained * ofTrained + ofCompared * ofCompared);
      halfWidth = Quantiles.NORMAL_95 * error;
      intervalOf = ONE_PAIR;
    }
    return row(
        baseline,
        epoch,
        cell,
        layer,
        trained,
        compared,
        spread.mean(),
        error,
        halfWidth,
        intervalOf,
        null);
  }

  private @Nullable LearnedResult twins(@Nullable Integer epoch, Cell cell, LayerResult layer) {
    List<MeasuredValue> allTrained = grid.values(grid.at(NetworkKind.TRAINED, epoch), cell);
    List<MeasuredValue> allTwins = grid.values(grid.subjects(NetworkKind.UNTRAINED), cell);
    if (allTrained.isEmpty() || allTwins.isEmpty()) {
      return null;
    }
    List<MeasuredValue> trained = estimable(allTrained);
    List<MeasuredValue> twins = estimable(allTwins);
    if (trained.isEmpty() || twins.isEmpty()) {
      String reason =
          trained.isEmpty() ? allTrained.get(0).notEstimable() : allTwins.get(0).notEstimable();
      String whose = trained.isEmpty() ? "" : "untrained: ";
      return row(
          NetworkKind.UNTRAINED,
          epoch,
          cell,
          layer,
          trained,
          twins,
          null,
          null,
          null,
          null,
          whose + reason);
    }
    Spread ofTrained = Spread.of(KindMeans.estimates(trained));
    Spread ofTwins = Spread.of(KindMeans.estimates(twins));
    double difference = ofTrained.mean() - ofTwins.mean();
    if (twins.size() < UntrainedTwins.FEWEST) {
      return row(
          NetworkKind.UNTRAINED,
          epoch,
          cell,
          layer,
          trained,
          twins,
          difference,
          null,
          null,
          null,
          null);
    }
    Double single = trained.size() == 1 ? trained.get(0).error() : null;
    double own = single == null ? 0 : single;
    boolean one = trained.size() == 1;
    double error =
        one
            ? StrictMath.hypot(own, ofTwins.errorOfOneMore())
            : StrictMath.hypot(ofTrained.error(), ofTwins.error());
    double halfWidth =
        one
            ? StrictMath.hypot(Quantiles.NORMAL_95 * own, ofTwins.halfWidthOfOneMore())
            : StrictMath.hypot(ofTrained.halfWidth(), ofTwins.halfWidth());
    // As in pairs: values that all agree do so by the coarseness of the measure.
    boolean known = halfWidth > 0 || difference == 0;
    return row(
        NetworkKind.UNTRAINED,
        epoch,
        cell,
        layer,
        trained,
        twins,
        difference,
        known ? (Double) error : null,
        known ? (Double) halfWidth : null,
        known ? (single == null ? TWINS_ALONE : TWINS) : null,
        null);
  }

  private static List<MeasuredValue> estimable(List<MeasuredValue> values) {
    return values.stream().filter(MeasuredValue::isEstimable).toList();
  }

  private static String reason(MeasuredValue trained, MeasuredValue compared) {
    return trained.isEstimable()
        ? "compared with: " + compared.notEstimable()
        : String.valueOf(trained.notEstimable());
  }

  private static LearnedResult row(
      NetworkKind baseline,
      @Nullable Integer epoch,
      Cell cell,
      LayerResult layer,
      List<MeasuredValue> trained,
      List<MeasuredValue> compared,
      @Nullable Double difference,
      @Nullable Double error,
      @Nullable Double halfWidth,
      @Nullable String intervalOf,
      @Nullable String notEstimable) {
    List<MeasuredValue> all = Stream.concat(trained.stream(), compared.stream()).toList();
    Double low = null;
    Double high = null;
    if (difference != null && halfWidth != null) {
      low = difference - halfWidth;
      high = difference + halfWidth;
    }
    return new LearnedResult(
        baseline,
        epoch,
        layer.index(),
        cell.layer(),
        layer.depth(),
        cell.measure(),
        mean(trained),
        mean(compared),
        difference,
        error,
        low,
        high,
        intervalOf,
        trained.size(),
        compared.size(),
        KindMeans.smallest(trained),
        KindMeans.smallest(compared),
        KindMeans.converged(all),
        notEstimable);
  }

  private static @Nullable Double mean(List<MeasuredValue> values) {
    return values.isEmpty() ? null : (Double) Spread.of(KindMeans.estimates(values)).mean();
  }
}
