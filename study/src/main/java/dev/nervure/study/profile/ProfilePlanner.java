package dev.nervure.study.profile;

import dev.nervure.run.Fingerprint;
import dev.nervure.run.LayerResult;
import dev.nervure.run.ResourceException;
import dev.nervure.study.Plan;
import dev.nervure.study.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Lays out the stages of a profile with their keys and costs, and says what would fit where they do
 * not.
 */
final class ProfilePlanner {
  static final String SAMPLES_STAGE = "samples";
  static final String ACTIVATIONS = "activations";

  /** Rows of the database, per stage; dominated by the bars. */
  private static final long ROW_BYTES_PER_STAGE = 32L << 10;

  private final ProfileSource source;
  private final ProfileOptions options;

  ProfilePlanner(ProfileSource source, ProfileOptions options) {
    this.source = source;
    this.options = options;
  }

  /**
   * All stages: samples, then the activations of every layer, then what is measured in them.
   *
   * @param isDone whether a stage of this name is done under this key
   */
  List<PlannedStage> stages(BiPredicate<String, String> isDone) {
    List<LayerResult> layers = source.layers(options);
    List<LayerMeasurement> measurements = measurements();
    double passSeconds = source.secondsPerPass(options) / (layers.size() + 1);
    long passBytes = source.memoryPerPass(layers, options);
    List<PlannedStage> stages = new ArrayList<>();
    String samplesHash = source.samplesHash(options);
    stages.add(
        new PlannedStage(
            stage(SAMPLES_STAGE, samplesHash, passSeconds, passBytes, ROW_BYTES_PER_STAGE, isDone),
            null,
            null));
    List<PlannedStage> measured = new ArrayList<>();
    for (LayerResult layer : layers) {
      String activationsHash = source.activationsHash(layer, options);
      stages.add(
          new PlannedStage(
              stage(
                  name(layer, ACTIVATIONS),
                  activationsHash,
                  passSeconds,
                  passBytes,
                  activationBytes(layer),
                  isDone),
              layer,
              null));
      for (LayerMeasurement measurement : measurements) {
        LayerMeasurement.Cost cost = measurement.cost(size(layer));
        String hash =
            Fingerprint.of("measurement/1")
                .with("activations", activationsHash)
                .with("samples", samplesHash)
                .with("point cap", options.pointCap())
                .with("drop non-finite", options.dropNonFinite())
                .with("cap seed", options.seed())
                .with("parameters", measurement.parametersHash())
                .hex();
        measured.add(
            new PlannedStage(
                stage(
                    name(layer, measurement.stage()),
                    hash,
                    cost.seconds(),
                    cost.bytes(),
                    ROW_BYTES_PER_STAGE,
                    isDone),
                layer,
                measurement));
      }
    }
    stages.addAll(measured);
    return stages;
  }

  /** The plan that the user sees. */
  Plan plan(List<Stage> before, List<PlannedStage> stages, Path folder) {
    List<Stage> all = new ArrayList<>(before);
    stages.forEach(stage -> all.add(stage.stage()));
    return Plan.of(all, options.threads(), folder);
  }

  /**
   * Refuses a plan that needs more memory or disk than there is.
   *
   * @throws ResourceException with needed, available and the nearest setting that fits
   */
  void requireFits(Plan plan, Path folder) {
    plan.requireFits(folder, () -> smallerMemory(plan, folder), () -> fewerSamples(plan));
  }

  private String fewerSamples(Plan plan) {
    long perSample = Math.max(1, plan.diskBytes() / Math.max(1, source.size()));
    return "at most %d samples fit, or choose fewer layers"
        .formatted(plan.availableDiskBytes() / perSample);
  }

  /**
   * The nearest setting that fits: fewer threads first, which changes no result, then fewer points,
   * then fewer samples.
   */
  private String smallerMemory(Plan plan, Path folder) {
    Predicate<ProfileOptions> fits =
        changed -> {
          ProfilePlanner planner = new ProfilePlanner(source, changed);
          return planner.plan(List.of(), planner.stages((name, hash) -> false), folder).fits();
        };
    for (int threads = options.threads() - 1; threads >= 1; threads--) {
      if (fits.test(options.withThreads(threads))) {
        return "--threads %d fits".formatted(threads);
      }
    }
    ProfileOptions single = options.withThreads(1);
    for (int points = options.pointsOverall() / 2;
        points >= LifespanSums.FEWEST_POINTS;
        points /= 2) {
      ProfileOptions changed =
          single
              .withPointsOverall(points)
              .withPointsPerClass(Math.min(points, options.pointsPerClass()));
      if (fits.test(changed)) {
        return "--threads 1 --points-overall %d fits".formatted(points);
      }
    }
    return "choose fewer --samples or smaller --layers, or " + plan.moreHeap();
  }

  static String name(LayerResult layer, String part) {
    return "layer %04d %s/%s".formatted(layer.index(), layer.name(), part);
  }

  private List<LayerMeasurement> measurements() {
    return LayerMeasurements.of(options);
  }

  private Stage stage(
      String name,
      String hash,
      double seconds,
      long memory,
      long disk,
      BiPredicate<String, String> isDone) {
    return new Stage(name, hash, seconds, memory, disk, isDone.test(name, hash));
  }

  private long activationBytes(LayerResult layer) {
    return (long) source.size() * pointsPerSample(layer) * layer.dimension() * Float.BYTES;
  }

  private LayerMeasurement.CloudSize size(LayerResult layer) {
    int points = (int) Math.min(options.pointCap(), (long) source.size() * pointsPerSample(layer));
    int[] labels = source.labels();
    if (labels == null) {
      return new LayerMeasurement.CloudSize(points, layer.dimension(), 0, 0);
    }
    int[] counts = new int[source.classNames().size()];
    for (int label : labels) {
      counts[label]++;
    }
    int classes = 0;
    int smallest = points;
    for (int count : counts) {
      if (count > 0) {
        classes++;
      }
      if (count >= LifespanSums.FEWEST_POINTS) {
        smallest = Math.min(smallest, count);
      }
    }
    return new LayerMeasurement.CloudSize(points, layer.dimension(), classes, smallest);
  }

  /** More than one only where every position is a point. */
  private static int pointsPerSample(LayerResult layer) {
    long values = 1;
    for (int axis : layer.shape()) {
      values *= axis;
    }
    boolean positions = layer.pooling().equals("spatial") && layer.dimension() > 0;
    return positions ? (int) Math.max(1, values / layer.dimension()) : 1;
  }
}
