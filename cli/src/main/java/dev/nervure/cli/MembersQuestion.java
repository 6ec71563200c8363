package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.NumberText;
import dev.nervure.run.PlainJson;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.members.FiberMembers;
import dev.nervure.study.fiber.members.MemberDataSet;
import dev.nervure.study.fiber.members.MemberOptions;
import dev.nervure.study.fiber.members.MemberSource;
import dev.nervure.study.fiber.walk.ResultFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question whose answer is a data set of members of fibers. */
abstract class MembersQuestion extends FibersQuestion {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  StartOptions start;

  @Option(
      names = "--per-input",
      paramLabel = "N",
      required = true,
      description = "How many members to draw for each input; always needed.")
  private int perInput;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Option(
      names = {"-o", "--out"},
      order = 1,
      paramLabel = "DIR",
      description =
          "Where the data set goes. Default: members, with a number where that folder holds another question.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      order = 1,
      paramLabel = "N",
      description = "Members drawn at a time; the results do not depend on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  MembersQuestion(Session session) {
    super(session);
  }

  /** How the members are drawn. */
  abstract WalkRequest request(Box range);

  @Override
  final void refuse() {
    start.refuseUnread(false);
  }

  /** Draws the members and prints what is guaranteed of them. */
  @Override
  final void answer(Model model) {
    List<StartOptions.Start> starts = starts(model);
    MemberOptions asked =
        new MemberOptions(request(range(starts.get(0).samples())), hold.what, perInput, threads);
    Map<String, Manifest.Input> inputs = inputs(starts);
    Path folder =
        results
            .choose(session, output, out, Path.of("members"), inputs, ResultFolder.files())
            .folder();
    MemberDataSet members = drawn(model, starts, asked, folder, inputs);
    results.record(folder, inputs);
    if (output.json) {
      session.print(PlainJson.indented(ResultOptions.withFolder(members.json(), folder)));
    } else {
      session.print(
          "%d samples from the fibers of %d inputs, largest change of what is held %s"
              .formatted(
                  members.samples(), members.fibers(), NumberText.of(members.largestDrift())));
    }
    members.notes().forEach(note -> session.note(output, "note: " + note));
    session.note(output, "files: " + folder);
  }

  private MemberDataSet drawn(
      Model model,
      List<StartOptions.Start> starts,
      MemberOptions asked,
      Path folder,
      Map<String, Manifest.Input> inputs) {
    List<MemberSource> sources = new ArrayList<>();
    for (StartOptions.Start from : starts) {
      sources.add(new MemberSource(from.values(), from.originalIndex(), from.label()));
    }
    boolean claimed = results.claim(folder, inputs);
    try {
      return new FiberMembers(model, modelFile.toString(), starts.get(0).data(), asked)
          .write(
              sources,
              model.input().shape(),
              starts.get(0).pictureShape(),
              folder,
              session.progress(output));
    } catch (RuntimeException e) {
      if (claimed) {
        ResultOptions.withdraw(folder);
      }
      throw e;
    }
  }

  /** The model, and the values of all inputs together. */
  private Map<String, Manifest.Input> inputs(List<StartOptions.Start> starts) {
    Map<String, Manifest.Input> inputs = starts.get(0).inputs(modelFile);
    if (starts.size() > 1) {
      Fingerprint all = Fingerprint.of("inputs");
      for (StartOptions.Start one : starts) {
        all.with("values", NdArray.of(one.values(), one.values().length));
      }
      inputs.put(
          "data", new Manifest.Input(starts.get(0).data(), starts.size() + " samples", all.hex()));
    }
    return inputs;
  }

  private List<StartOptions.Start> starts(Model model) {
    if (!start.asksForMany()) {
      return List.of(start.read(model, session, output));
    }
    LabelledSamples samples = start.samples.open(session, output);
    InputDoubts.of(model, samples).forEach(doubt -> session.note(output, "note: " + doubt));
    List<StartOptions.Start> starts = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      starts.add(StartOptions.sample(model, samples, i));
    }
    return starts;
  }
}
