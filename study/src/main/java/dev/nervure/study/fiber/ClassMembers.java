package dev.nervure.study.fiber;

import dev.nervure.array.NdArray;
import dev.nervure.fiber.Box;
import dev.nervure.fiber.ClassSampler;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.Heading;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.Linearization;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.SampleResult;
import dev.nervure.fiber.SamplerOptions;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.network.Model;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.ResourceException;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.fiber.walk.ResultFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic data: inputs that a network cannot tell from given ones, each with the label of the
 * input that it stands for. Writes {@code samples.npy}, {@code labels.npy}, {@code sources.npy},
 * the guarantee in {@code members.json} and, for images, {@code members.png}.
 *
 * <p>Members are the ends of walks that draw their directions anew, or points of a Markov chain
 * that is uniform by area. What is guaranteed is measured on the values as they are stored: the
 * largest change of any output that is held. An input that fails is left out and named, and so is a
 * walk that leads nowhere: its end would be a copy of the input.
 *
 * <p>Inputs that are finished are kept in {@code members.part} until the files are written: a run
 * that was stopped goes on where it ended, and one that has nothing to do leaves the files as they
 * are. The files are the same bytes for any number of threads and interruptions.
 */
public final class ClassMembers {

  /**
   * A proposal may move so many coordinates more than outputs are held: few of them leave a box.
   */
  private static final int MORE_COORDINATES = 4;

  /** In a class of more dimensions nearly all proposals that move all coordinates leave a box. */
  private static final int MOST_DIMENSIONS_AT_ONCE = 20;

  /**
   * A chain may take so many multiplications, inputs times the square of the held outputs for each
   * proposal: some minutes an input where many outputs are held. 784 inputs with 400 held outputs
   * take more than that before the first member is drawn.
   */
  private static final double MOST_MULTIPLICATIONS = 5e10;

  private static final String POINT_CLASS =
      "the class of the input is the input alone (null dimension 0): it has no other members";

  private final Model model;
  private final MemberOptions options;
  private final String data;
  private final String modelName;
  private final String modelHash;

  /**
   * A generator.
   *
   * @param model computing in float64
   * @param modelName its file, for the manifest
   * @param data description of the data, for the manifest
   */
  public ClassMembers(Model model, String modelName, String data, MemberOptions options) {
    this.model = model;
    this.modelName = modelName;
    this.data = data;
    this.options = options;
    this.modelHash = GraphFingerprint.of(model.graph());
  }

  /**
   * Draws what is missing, and writes.
   *
   * @param sources the inputs, no index twice
   * @param sampleShape shape of a sample in {@code samples.npy}
   * @param pictureShape how to draw it
   * @param folder where the files go
   * @return the object that is in {@code members.json}
   * @throws IllegalArgumentException when no input has members; the reason is that of the first
   * @throws ResourceException when so much of so large inputs is held that walks or chains would
   *     not get anywhere
   * @throws CancelledException when cancelled; finished inputs are kept
   */
  public Map<String, Object> write(
      List<MemberSource> sources,
      int[] sampleShape,
      int[] pictureShape,
      Path folder,
      Progress progress) {
    List<String> keys = sources.stream().map(this::key).toList();
    String key =
        Fingerprint.of("members/2").with("inputs", keys).with("picture", pictureShape).hex();
    MemberFiles files = new MemberFiles(model, options, key, folder);
    Map<String, Object> finished = files.finished();
    if (finished != null) {
      return finished;
    }
    HeldOutput held = HeldOutput.of(model, options.hold(), sources.get(0).input());
    held.requireDecomposable();
    if (options.walk().mode() == FiberMode.SAMPLE) {
      requireAffordableChain(held.map());
    }
    ResultFolder.clear(folder);
    KeptMembers kept = new KeptMembers(folder);
    List<Draw> draws = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      draws.add(new Draw(sources.get(i), keys.get(i), kept));
    }
    draw(draws, progress);
    List<MemberFiles.Family> families = draws.stream().map(Draw::family).toList();
    if (families.stream().allMatch(one -> one.members() == null)) {
      kept.delete();
      throw new IllegalArgumentException(
          "no input has members; the first one: " + families.get(0).failed());
    }
    Map<String, Object> manifest =
        files.write(families, sampleShape, pictureShape, modelName, data);
    kept.delete();
    return manifest;
  }

  /** Of everything that the members of an input depend on. */
  private String key(MemberSource source) {
    WalkRequest walk = options.walk();
    Fingerprint key =
        Fingerprint.of("members of an input/2")
            .with("algorithm", WalkAlgorithm.of(walk).revision())
            .with("model", modelHash)
            .with("precision", model.precision())
            .with("input", NdArray.of(source.input(), source.input().length))
            .with("index", source.index() == null ? "" : source.index())
            .with("label", source.label() == null ? "" : source.label())
            .with("hold", options.hold())
            .with("members", options.perInput())
            .with("mode", walk.mode())
            .with("box", walk.box())
            .with("seed", walk.seed());
    if (walk.mode() != FiberMode.SAMPLE) {
      key.with("length", walk.length()).with("steps", walk.stepBudget());
    }
    return key.hex();
  }

  /** Each walk is a piece of work, and each chain: threads have something to do to the end. */
  private void draw(List<Draw> draws, Progress progress) {
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    try (Progress.Task task = progress.begin("members", (long) draws.size() * options.perInput())) {
      for (Draw draw : draws) {
        if (draw.isKept()) {
          task.advance(options.perInput());
        } else if (options.walk().mode() == FiberMode.SAMPLE) {
          pieces.add(stoppable -> draw.sample(stoppable, task));
        } else {
          for (int i = 0; i < options.perInput(); i++) {
            int member = i;
            pieces.add(stoppable -> draw.walk(member, stoppable, task));
          }
        }
      }
      ParallelWork.run(options.threads(), pieces, progress);
    }
  }

  private SamplerOptions chain(DifferentiableMap held) {
    Box box = options.walk().box();
    SamplerOptions chain = SamplerOptions.ofSamples(options.perInput()).withBox(box);
    boolean bounded = Double.isFinite(box.low(0)) || Double.isFinite(box.high(0));
    int few = held.outputSize() + MORE_COORDINATES;
    int dimensions = held.inputSize() - held.outputSize();
    int most = Math.min(few + MORE_COORDINATES, MOST_DIMENSIONS_AT_ONCE);
    return bounded && dimensions > most ? chain.withCoordinatesAtOnce(few) : chain;
  }

  private void requireAffordableChain(DifferentiableMap held) {
    SamplerOptions chain = chain(held);
    double proposals = chain.burnIn() + (double) chain.samples() * chain.thinning();
    double each =
        (double) held.inputSize()
            * held.outputSize()
            * Math.min(held.inputSize(), held.outputSize());
    if (proposals * each > MOST_MULTIPLICATIONS) {
      throw new ResourceException(
          String.format(
              Locale.ROOT,
              "a chain of %.0f proposals with a Jacobian of %d x %d each takes %.1e multiplications an input, more than %.0e\n"
                  + "hold less (--hold top:5), %stake the ends of walks (--mode walk)",
              proposals,
              held.outputSize(),
              held.inputSize(),
              proposals * each,
              MOST_MULTIPLICATIONS,
              chain.burnIn() * each > MOST_MULTIPLICATIONS ? "or " : "draw fewer members, or "));
    }
  }

  /** The members of one input while they are drawn. */
  private final class Draw {
    private final MemberSource source;
    private final String key;
    private final KeptMembers kept;
    private final @Nullable WalkResult[] walks = new WalkResult[options.perInput()];
    private final @Nullable String[] failures = new String[options.perInput()];
    private final AtomicInteger left = new AtomicInteger(options.perInput());

    Draw(MemberSource source, String key, KeptMembers kept) {
      this.source = source;
      this.key = key;
      this.kept = kept;
    }

    boolean isKept() {
      return kept.find(source, key) != null;
    }

    MemberFiles.Family family() {
      KeptMembers.Members members = kept.find(source, key);
      String failed =
          Arrays.stream(failures).filter(why -> why != null).findFirst().orElse("it was not drawn");
      return new MemberFiles.Family(source, members, members == null ? failed : null);
    }

    private RandomStream random() {
      return RandomStream.seeded(options.walk().seed())
          .derive("members")
          .derive(source.index() == null ? -1 : source.index());
    }

    private DifferentiableMap held() {
      return HeldOutput.of(model, options.hold(), source.input()).map();
    }

    /** Draws one member; whoever draws the last one keeps them all. */
    void walk(int member, Progress progress, Progress.Task task) {
      progress.checkCancelled();
      try {
        walks[member] = walked(random().derive(member), progress);
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (RuntimeException e) {
        failures[member] = reason(e);
      }
      if (left.decrementAndGet() == 0 && Arrays.stream(failures).allMatch(why -> why == null)) {
        keepWalks();
      }
      task.advance(1);
    }

    /** A walk that led nowhere would pass a copy of the input off as a member. */
    private void keepWalks() {
      List<double[]> points = new ArrayList<>();
      List<String> stops = new ArrayList<>();
      List<String> leftOut = new ArrayList<>();
      for (WalkResult walk : walks) {
        if (walk == null) {
          throw new IllegalStateException("a walk neither ended nor failed");
        }
        String why = whyNoMember(walk);
        if (why != null) {
          leftOut.add(why);
        } else {
          points.add(walk.end());
          stops.add(walk.stop().name().toLowerCase(Locale.ROOT));
        }
      }
      if (points.isEmpty()) {
        failures[0] = leftOut.get(0);
      } else {
        kept.keep(source, key, new KeptMembers.Drawn(points, stops, leftOut, null));
      }
    }

    private static @Nullable String whyNoMember(WalkResult walk) {
      if (walk.stop() == StopReason.NOT_FINITE) {
        return "the network has NaN or infinite values or derivatives where its walk ended";
      }
      if (walk.nullDimension() == 0) {
        return POINT_CLASS;
      }
      return walk.netDistance() > 0
          ? null
          : "its walk ended where it began: " + walk.stop().sentence();
    }

    private WalkResult walked(RandomStream random, Progress progress) {
      WalkRequest walk = options.walk();
      WalkOptions steps =
          WalkOptions.ofLength(walk.length()).withBox(walk.box()).withStepBudget(walk.stepBudget());
      Heading heading =
          walk.mode() == FiberMode.FARTHEST
              ? new FarthestHeading(source.input(), random)
              : new RandomHeading(random, walk.length() * WalkRequest.MEMORY_SHARE);
      return new LevelSetWalk(held(), steps).walk(source.input(), heading, step -> {}, progress);
    }

    /** Draws all members, by one chain. */
    void sample(Progress progress, Progress.Task task) {
      progress.checkCancelled();
      List<double[]> points = new ArrayList<>();
      SampleResult result;
      try {
        result = sampled(points, progress, task);
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (RuntimeException e) {
        failures[0] = reason(e);
        return;
      }
      if (result.accepted() == 0) {
        failures[0] =
            "the chain did not move: none of %d proposals was accepted, %d of them left the box"
                .formatted(result.proposals(), result.outsideBox());
        return;
      }
      kept.keep(
          source,
          key,
          new KeptMembers.Drawn(points, List.of(), List.of(), result.effectiveSamples()));
    }

    private SampleResult sampled(List<double[]> points, Progress progress, Progress.Task task) {
      DifferentiableMap held = held();
      SamplerOptions chain = chain(held);
      Linearization here = held.linearize(source.input());
      if (!here.isFinite()) {
        throw new IllegalArgumentException(
            "the network has NaN or infinite values or derivatives at the input");
      }
      if (PullbackSpectrum.of(here, chain.rankTolerance()).nullDimension() == 0) {
        throw new IllegalArgumentException(POINT_CLASS);
      }
      return new ClassSampler(held, chain)
          .sample(
              source.input(),
              random(),
              step -> {
                points.add(step.point().clone());
                task.advance(1);
              },
              progress);
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
