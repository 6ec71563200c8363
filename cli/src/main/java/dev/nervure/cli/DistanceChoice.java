package dev.nervure.cli;

import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.DiagramDistanceOptions;
import dev.nervure.diagram.DiagramDistances;
import dev.nervure.diagram.GroundNorm;
import dev.nervure.diagram.SlicedWassersteinDistance;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which distance between persistence diagrams is meant, with its settings. */
final class DistanceChoice {
  @Option(
      names = "--metric",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "${COMPLETION-CANDIDATES}. Default: bottleneck.")
  private String metric = "bottleneck";

  @Option(
      names = "--order",
      paramLabel = "P",
      description =
          "wasserstein: the power of distances that is summed up, at least 1. Default: 1.")
  private @Nullable Double order;

  @Option(
      names = "--ground",
      paramLabel = "Q",
      description =
          "wasserstein: norm of the plane of births and deaths: 1, 2 or inf. Default: inf, as in GUDHI and hera; persim has 2.")
  private @Nullable String ground;

  @Option(
      names = "--relative-error",
      paramLabel = "E",
      description =
          "wasserstein: may end this far above the distance, 0.01 for a hundredth. Default: 0, exact.")
  private @Nullable Double relativeError;

  @Option(
      names = "--directions",
      paramLabel = "M",
      description =
          "sliced_wasserstein and its kernel: number of directions, or exact for the integral over all. Default: 50.")
  private @Nullable String directions;

  @Option(
      names = "--bandwidth",
      paramLabel = "H",
      description =
          "fisher and the kernels, which need it: a length in the unit of the bars, as far as diagrams are to be told apart.")
  private @Nullable Double bandwidth;

  @Option(
      names = "--power",
      paramLabel = "P",
      description = "landscape: 1, 2 or inf, the power of differences. Default: 2.")
  private @Nullable String power;

  @Option(
      names = "--pixels",
      paramLabel = "N",
      description = "image: number of pixels along each side. Default: 20.")
  private @Nullable Integer pixels;

  /** For help and completion. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DiagramDistances.all().stream().map(DiagramDistance::name).iterator();
    }
  }

  /**
   * The distance.
   *
   * @throws WrongUsageException for a setting that it does not have, or lacks
   */
  DiagramDistance distance() {
    DiagramDistanceOptions options = DiagramDistanceOptions.defaults();
    options = order == null ? options : options.withOrder(order);
    options = ground == null ? options : options.withGround(GroundNorm.of(ground));
    options = relativeError == null ? options : options.withRelativeError(relativeError);
    options = directions == null ? options : options.withDirections(directions(directions));
    options = bandwidth == null ? options : options.withBandwidth(bandwidth);
    options = power == null ? options : options.withPower(power(power));
    options = pixels == null ? options : options.withPixels(pixels);
    DiagramDistance distance = DiagramDistances.named(metric, options);
    Map<String, Object> settings = distance.settings();
    requireUsed("--order", order, settings.containsKey("order"));
    requireUsed("--ground", ground, settings.containsKey("ground"));
    requireUsed("--relative-error", relativeError, settings.containsKey("relativeError"));
    requireUsed("--directions", directions, settings.containsKey("directions"));
    requireUsed("--bandwidth", bandwidth, settings.containsKey("bandwidth"));
    requireUsed("--power", power, settings.containsKey("power"));
    requireUsed("--pixels", pixels, settings.containsKey("pixels"));
    if (bandwidth == null && settings.containsKey("bandwidth")) {
      throw new WrongUsageException(
          metric
              + " needs --bandwidth, a length in the unit of the bars; a usual one is the median of the sliced_wasserstein distances, or a tenth of the longest bar");
    }
    return distance;
  }

  private void requireUsed(String option, @Nullable Object given, boolean isUsed) {
    if (given != null && !isUsed) {
      throw new WrongUsageException(option + " is no setting of " + metric);
    }
  }

  private static int directions(String text) {
    if (text.equals("exact")) {
      return SlicedWassersteinDistance.EXACT;
    }
    if (!text.matches("0*[1-9][0-9]{0,5}")) {
      throw new WrongUsageException(
          "--directions takes a number from 1 to 999999, or exact, but was " + text);
    }
    return Integer.parseInt(text);
  }

  private static double power(String text) {
    return switch (text) {
      case "1" -> 1;
      case "2" -> 2;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> throw new WrongUsageException("--power takes 1, 2 or inf but was " + text);
    };
  }
}
