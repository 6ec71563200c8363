package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Fingerprint;
import dev.nervure.run.Manifest;
import dev.nervure.run.NumberText;
import dev.nervure.run.PlainJson;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.fiber.members.ClassMembers;
import dev.nervure.study.fiber.members.MemberDataSet;
import dev.nervure.study.fiber.members.MemberOptions;
import dev.nervure.study.fiber.members.MemberSource;
import dev.nervure.study.fiber.walk.ResultFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code nervure fibers --generate}: a data set of members of classes. */
final class MembersQuestion {
  private final Session session;
  private final OutputOptions output;
  private final FibersOptions options;
  private final ResultOptions results;
  private final Path modelFile;

  MembersQuestion(
      Session session,
      OutputOptions output,
      FibersOptions options,
      ResultOptions results,
      Path modelFile) {
    this.session = session;
    this.output = output;
    this.options = options;
    this.results = results;
    this.modelFile = modelFile;
  }

  /** Draws the members and prints what is guaranteed of them. */
  void answer(Model model, int perInput) {
    List<StartOptions.Start> starts = starts(model);
    MemberOptions asked =
        new MemberOptions(
            options.request(options.range(starts.get(0).samples()), 1),
            options.hold,
            perInput,
            options.threads);
    Map<String, Manifest.Input> inputs = inputs(starts);
    Path folder =
        results
            .choose(session, output, options.out, Path.of("members"), inputs, ResultFolder.files())
            .folder();
    MemberDataSet members = drawn(model, starts, asked, folder, inputs);
    results.record(folder, inputs);
    if (output.json) {
      session.print(PlainJson.indented(ResultOptions.withFolder(members.json(), folder)));
    } else {
      session.print(
          "%d samples from the classes of %d inputs, largest change of what is held %s"
              .formatted(
                  members.samples(), members.classes(), NumberText.of(members.largestDrift())));
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
      return new ClassMembers(model, modelFile.toString(), starts.get(0).data(), asked)
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
      for (StartOptions.Start start : starts) {
        all.with("values", NdArray.of(start.values(), start.values().length));
      }
      inputs.put(
          "data", new Manifest.Input(starts.get(0).data(), starts.size() + " samples", all.hex()));
    }
    return inputs;
  }

  private List<StartOptions.Start> starts(Model model) {
    if (!options.start.asksForMany()) {
      return List.of(options.start.read(model, session, output));
    }
    LabelledSamples samples = options.start.samples.open(session, output);
    InputDoubts.of(model, samples).forEach(doubt -> session.note(output, "note: " + doubt));
    List<StartOptions.Start> starts = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      starts.add(StartOptions.sample(model, samples, i));
    }
    return starts;
  }
}
