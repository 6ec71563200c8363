package dev.nervure.cli;

import dev.nervure.contrast.Contrasts;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Subset;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.study.StudyJson;
import dev.nervure.study.contrast.ContrastOptions;
import dev.nervure.study.contrast.ContrastStudy;
import dev.nervure.study.contrast.ContrastsSection;
import dev.nervure.study.contrast.GroupDifferences;
import dev.nervure.study.contrast.MatchedSamples;
import dev.nervure.study.contrast.TwoGroups;
import dev.nervure.study.layers.LayerOptions;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure contrast}: in which layers two groups of inputs differ. */
@Command(
    name = "contrast",
    sortOptions = false,
    description = {
      "Compares two groups of inputs in every layer of a network.",
      "Equal numbers of both (--samples of each group, 500 where nothing is said, or as many as the smaller has), as many of each class where both have the classes; dimension, topology and distances of the groups, with permutation tests corrected over layers, effect sizes and intervals."
    },
    footer = {
      "",
      "Examples:",
      "  nervure contrast resnet20.onnx --data cifar10/ --against cifar10-print/ --paired --names original,print",
      "  nervure contrast resnet20.onnx --data clean/ --against blurred/ --paired",
      "  nervure contrast face.onnx --data LCC_FASD/ --split test --groups real,spoof --size 64x64",
      "  nervure contrast --activations clean-dump/ --against attacked-dump/ --paired --json"
    })
final class ContrastCommand implements Callable<Integer> {
  /** For help and completion. */
  private static final class TestNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Contrasts.names().iterator();
    }
  }

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "The network, an ONNX file; not needed with --activations.")
  private @Nullable Path modelFile;

  @Option(
      names = "--against",
      paramLabel = "PATH",
      description =
          "The second group: a file or folder of samples, read as those of --data; or of activations, with --activations. Default: none; --groups takes both from --data.")
  private @Nullable String against;

  @Option(
      names = "--groups",
      paramLabel = "A,B",
      split = ",",
      hideParamSyntax = true,
      description =
          "Two classes of --data as the groups, such as real,spoof. Default: --data and --against.")
  private @Nullable List<String> groups;

  @Option(
      names = "--paired",
      fallbackValue = "true",
      description =
          "The i-th sample of both groups is one thing, before and after: only the two of a pair change places.")
  private boolean paired;

  @Option(
      names = "--names",
      paramLabel = "A,B",
      split = ",",
      hideParamSyntax = true,
      description = "Names of the groups. Default: those of the folders or classes.")
  private @Nullable List<String> names;

  @Option(
      names = "--activations",
      paramLabel = "DIR",
      description =
          "Compare folders of .npy files, one per layer, instead of running a network. Default: none.")
  private @Nullable Path activations;

  @Option(
      names = "--tests",
      paramLabel = "LIST",
      defaultValue = "default",
      completionCandidates = TestNames.class,
      description =
          "What is compared, names with commas: ${COMPLETION-CANDIDATES}; or default (without loops), all.")
  private String tests = "default";

  @Option(
      names = "--permutations",
      paramLabel = "N",
      description =
          "Exchanges of samples behind a p-value, at least 19; the smallest p-value is 1 / (N + 1). Default: 999.")
  private int permutations = ContrastOptions.defaults().permutations();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private MeasureOptions measuring;

  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "flatten",
      description =
          "How activations become points: flatten (all values of the layer; default), global_average over positions, channel_maps.")
  private Pooling pooling = Pooling.FLATTEN;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private EvaluationOptions evaluation;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RunOptions run;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  ContrastCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    refuse();
    ContrastOptions options = options();
    if (activations != null) {
      return compare(ofDumps(activations), options, RunOptions.usual(activations, "-contrast"));
    }
    Path file = modelFile;
    if (file == null) {
      throw new WrongUsageException("give a model (an ONNX file), or --activations DIR");
    }
    samples.requireData();
    try (Model model = evaluation.load(file)) {
      MatchedSamples matched = groups == null ? ofSets() : ofClasses(groups);
      note(matched);
      List<String> named = names();
      TwoGroups both = TwoGroups.of(model, file, named.get(0), named.get(1), matched);
      return compare(both, options, RunOptions.usual(file, "-contrast"));
    }
  }

  private void refuse() {
    UnusedOptions unused = new UnusedOptions(spec);
    if (activations != null && (modelFile != null || samples.data != null)) {
      throw new WrongUsageException(
          "--activations takes the place of the model and --data; give one or the other");
    }
    unused.refuse(
        activations != null,
        "does not go with --activations, which are taken as they are",
        SampleOptions.NOT_FOR_ACTIVATIONS);
    if ((against == null) == (groups == null)) {
      throw new WrongUsageException(
          "give the second group: --against PATH, or --groups A,B for two classes of --data");
    }
    unused.refuse(groups != null, "does not go with --groups", "--paired", "--classes");
    unused.refuse(
        against != null && activations == null,
        "belongs to one of the two sets; name labels as usual beside each set",
        "--labels");
    unused.refuse(
        against != null && !paired,
        "holds the masks of one set of samples, and there are two; take a --selection without masks, or give --paired where both sets show the same objects",
        "--mask");
    requireTwo("--groups", groups);
    requireTwo("--names", names);
    if (groups != null && activations != null) {
      throw new WrongUsageException("--groups needs --data; of activations give --against");
    }
  }

  private static void requireTwo(String option, @Nullable List<String> given) {
    if (given != null && given.size() != 2) {
      throw new WrongUsageException(option + " takes two names with a comma, such as real,spoof");
    }
  }

  private MatchedSamples ofSets() {
    DataOptions reading = samples.reading.options();
    LabelledSamples first = DataSource.open(samples.requireData(), reading);
    LabelledSamples second = DataSource.open(second(), reading);
    return matched(first, second);
  }

  private MatchedSamples matched(LabelledSamples first, LabelledSamples second) {
    Subset subset = subset();
    if (!paired) {
      return MatchedSamples.of(subset.of(first), subset.of(second), most(), samples.seed());
    }
    if (first.size() != second.size() && subset.range() != null) {
      return pairsOfPart(first, second, subset);
    }
    if (first.size() != second.size() || subset.equals(wholeSet())) {
      return MatchedSamples.pairs(first, second, most(), samples.seed());
    }
    int[] rows = subset.choose(first);
    return MatchedSamples.pairs(first.select(rows), second.select(rows), most(), samples.seed());
  }

  /**
   * Pairs of a set that was made from a part of the other, such as spoofs of its first hundred: the
   * range is of the larger set, whose part is paired with all of the smaller.
   */
  private MatchedSamples pairsOfPart(LabelledSamples first, LabelledSamples second, Subset subset) {
    Subset part = wholeSet().within(subset.range());
    boolean firstIsLarger = first.size() > second.size();
    LabelledSamples before = firstIsLarger ? part.of(first) : first;
    LabelledSamples after = firstIsLarger ? second : part.of(second);
    Subset rest = subset.within(null);
    if (before.size() != after.size() || rest.equals(wholeSet())) {
      return MatchedSamples.pairs(before, after, most(), samples.seed());
    }
    int[] rows = rest.choose(before);
    return MatchedSamples.pairs(before.select(rows), after.select(rows), most(), samples.seed());
  }

  private MatchedSamples ofClasses(List<String> two) {
    LabelledSamples opened = DataSource.open(samples.requireData(), samples.reading.options());
    LabelledSamples data = subset().of(opened);
    return MatchedSamples.ofClasses(data, two.get(0), two.get(1), most(), samples.seed());
  }

  private TwoGroups ofDumps(Path folder) {
    DataOptions reading = samples.reading.options();
    ActivationDump first = ActivationDump.open(folder, reading);
    ActivationDump second = ActivationDump.open(Path.of(second()), reading);
    MatchedSamples matched = matched(first.samples(), second.samples());
    note(matched);
    List<String> named = names();
    return TwoGroups.of(first, second, named.get(0), named.get(1), matched);
  }

  private void note(MatchedSamples matched) {
    matched.first().warnings().forEach(warning -> session.note(output, "note: " + warning));
    if (groups == null) {
      matched.second().warnings().forEach(warning -> session.note(output, "note: " + warning));
    }
  }

  private String second() {
    String path = against;
    if (path == null) {
      throw new WrongUsageException("--against is missing");
    }
    return path;
  }

  /** Classes and numbers of each; how many in all is decided when they are matched. */
  private Subset subset() {
    Subset asked = samples.choice.subset();
    return new Subset(0, asked.perClass(), asked.classes(), asked.seed()).within(asked.range());
  }

  private Subset wholeSet() {
    return new Subset(0, 0, List.of(), samples.seed());
  }

  private int most() {
    int asked = samples.choice.subset().samples();
    return asked > 0 ? asked : ContrastOptions.DEFAULT_SAMPLES;
  }

  private List<String> names() {
    if (names != null) {
      return names;
    }
    if (groups != null) {
      return groups;
    }
    String first = activations == null ? samples.requireData() : activations.toString();
    String a = lastName(first);
    String b = lastName(second());
    return a.equals(b) ? List.of("first " + a, "second " + b) : List.of(a, b);
  }

  private static String lastName(String path) {
    String name = path.replace('\\', '/').replaceAll("/+$", "");
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private ContrastOptions options() {
    LayerOptions ofLayers =
        measuring
            .options()
            .withPooling(pooling)
            .withBatchSize(evaluation.batchSize())
            .withSeed(samples.seed())
            .withThreads(run.threads());
    return new ContrastOptions(ofLayers, ContrastOptions.chosen(tests), permutations);
  }

  private int compare(TwoGroups both, ContrastOptions options, Path usual) {
    run.answer(
            session,
            output,
            results,
            new ContrastStudy(both, options),
            usual,
            folder -> print(folder, both))
        .ifPresent(folder -> session.note(output, "next: nervure report " + folder));
    return ExitCode.OK.number();
  }

  private void print(RunDirectory compared, TwoGroups both) {
    if (output.json) {
      session.print(PlainJson.indented(StudyJson.tree(compared, new ContrastsSection())));
      return;
    }
    Results found = compared.results();
    GroupDifferences differences =
        GroupDifferences.of(
            both.firstName(),
            both.secondName(),
            found.layers(),
            found.rows(Tables.CONTRASTS),
            found.rows(Tables.CONTRAST_CORRECTIONS));
    ContrastTable.lines(differences).forEach(session::print);
    session.print("");
    differences.sentences().forEach(session::print);
    for (Subject group : found.subjects()) {
      found
          .at(group)
          .accuracy()
          .ifPresent(
              accuracy ->
                  session.print(
                      String.format(Locale.ROOT, "accuracy of %s: %.4f", group.group(), accuracy)));
    }
    session.print("");
    session.print("run: " + compared.folder());
  }
}
