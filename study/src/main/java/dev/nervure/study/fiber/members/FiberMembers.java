package dev.nervure.study.fiber.members;

import dev.nervure.array.NdArray;
import dev.nervure.network.Model;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.ResourceException;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.ParallelWork;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkAlgorithm;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.walk.ResultFolder;
import dev.nervure.study.fiber.walk.UnfinishedResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
public final class FiberMembers {

  /** Why an input has no members. */
  static final String POINT_CLASS =
      "the fiber of the input is the input alone (null dimension 0): it has no other members";

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
  public FiberMembers(Model model, String modelName, String data, MemberOptions options) {
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
   * @return the data set, complete
   * @throws IllegalArgumentException when no input has members; the reason is that of the first
   * @throws ResourceException when so much of so large inputs is held that walks or chains would
   *     not get anywhere
   * @throws CancelledException when cancelled; finished inputs are kept
   */
  public MemberDataSet write(
      List<MemberSource> sources,
      int[] sampleShape,
      int[] pictureShape,
      Path folder,
      Progress progress) {
    List<String> keys = sources.stream().map(this::key).toList();
    String key =
        Fingerprint.of("members/3").with("inputs", keys).with("picture", pictureShape).hex();
    Map<String, Object> finished = MemberManifest.finished(folder, key);
    if (finished != null) {
      return new MemberDataSet(finished);
    }
    HeldOutput held = HeldOutput.of(model, options.hold(), sources.get(0).input());
    held.requireDecomposable();
    if (options.walk().mode() == FiberMode.SAMPLE) {
      new MemberChain(held.map(), options.perInput(), options.walk().box()).requireAffordable();
    }
    ResultFolder.requireNoStudy(folder);
    KeptMembers kept = new KeptMembers(folder);
    List<MemberDraw> draws = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      draws.add(new MemberDraw(model, options, sources.get(i), keys.get(i), kept));
    }
    draw(draws, progress);
    List<MemberFamily> families = draws.stream().map(MemberDraw::family).toList();
    if (families.stream().allMatch(one -> one.members() == null)) {
      kept.delete();
      throw new IllegalArgumentException(
          "no input has members; the first one: " + families.get(0).failed());
    }
    Map<String, Object> manifest;
    try (UnfinishedResult result = new UnfinishedResult(folder)) {
      manifest =
          new MemberFiles(model, options, result.folder())
              .write(
                  families,
                  sampleShape,
                  pictureShape,
                  new MemberManifest.Origin(modelName, data, key));
      result.finish(MemberManifest.FILE_NAME);
    }
    kept.delete();
    return new MemberDataSet(manifest);
  }

  /** Of everything that the members of an input depend on. */
  private String key(MemberSource source) {
    WalkRequest walk = options.walk();
    Fingerprint key =
        Fingerprint.of("members of an input/3")
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
  private void draw(List<MemberDraw> draws, Progress progress) {
    List<ParallelWork.Piece> pieces = new ArrayList<>();
    try (Progress.Task task = progress.begin("members", (long) draws.size() * options.perInput())) {
      for (MemberDraw draw : draws) {
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
}
