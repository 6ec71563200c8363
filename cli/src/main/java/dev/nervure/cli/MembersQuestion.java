package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.PlainJson;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.fiber.members.ClassMembers;
import dev.nervure.study.fiber.members.MemberDataSet;
import dev.nervure.study.fiber.members.MemberOptions;
import dev.nervure.study.fiber.members.MemberSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code nervure fibers --generate}: a data set of members of classes. */
final class MembersQuestion {
  private final Session session;
  private final OutputOptions output;
  private final FibersOptions options;
  private final Path modelFile;

  MembersQuestion(Session session, OutputOptions output, FibersOptions options, Path modelFile) {
    this.session = session;
    this.output = output;
    this.options = options;
    this.modelFile = modelFile;
  }

  /** Draws the members and prints what is guaranteed of them. */
  void answer(Model model, int perInput) {
    List<StartOptions.Start> starts = starts(model);
    List<MemberSource> sources = new ArrayList<>();
    for (StartOptions.Start from : starts) {
      sources.add(new MemberSource(from.values(), from.originalIndex(), from.label()));
    }
    MemberOptions asked =
        new MemberOptions(
            options.request(options.range(starts.get(0).samples()), 1),
            options.hold,
            perInput,
            options.threads);
    Path folder = options.folder("members");
    MemberDataSet members =
        new ClassMembers(model, modelFile.toString(), starts.get(0).data(), asked)
            .write(
                sources,
                model.input().shape(),
                starts.get(0).pictureShape(),
                folder,
                session.progress(output));
    if (output.json) {
      session.print(PlainJson.indented(members.json()));
    } else {
      session.print(
          "%d samples from the classes of %d inputs, largest change of what is held %s"
              .formatted(
                  members.samples(),
                  members.classes(),
                  WalkTable.exponent(members.largestDrift())));
    }
    members.notes().forEach(note -> session.note(output, "note: " + note));
    session.note(output, "files: " + folder);
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
