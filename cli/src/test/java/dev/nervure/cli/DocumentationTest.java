package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.attack.AttackSetting;
import dev.nervure.attack.Attacks;
import dev.nervure.contrast.Contrasts;
import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.DiagramDistances;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.study.layers.LayerMeasurements;
import dev.nervure.testing.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the documentation shows is what the program takes. */
class DocumentationTest {
  private static final Pattern COMMAND = Pattern.compile("^\\s*(?:\\$ )?(?:\\./)?nervure (.*)$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** A class between backticks, perhaps with the end of its package, perhaps with a member. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("`((?:[a-z]\\w*\\.)*[A-Z][a-z]\\w*)(?:\\.\\w+)*`( \\*\\(planned\\)\\*)?");

  private static final Pattern RESOURCE = Pattern.compile("`([a-z][\\w-]*\\.(?:json|js|html))`");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  /**
   * Options that ask for something, or give the input: without them nothing stands in their place.
   */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of("--data", "--point", "--epsilon", "--interval", "--config", "--crop");

  static List<Path> pages() throws IOException {
    Path root = ProjectRoot.find();
    List<Path> pages = new ArrayList<>();
    pages.add(root.resolve("README.md"));
    pages.add(root.resolve("CONTRIBUTING.md"));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandLineShownParses(Path page) throws IOException {
    for (String line : commandLines(page)) {
      try {
        grammar().parseArgs(words(line).toArray(String[]::new));
      } catch (ParameterException e) {
        throw new AssertionError(
            "%s shows 'nervure %s': %s".formatted(page, line, e.getMessage()), e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRelativeLinkLeadsSomewhere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String target = link.group(1);
      if (!target.contains("://") && !target.startsWith("mailto:")) {
        assertThat(page.resolveSibling(target)).as("link in %s", page).exists();
      }
    }
  }

  @Test
  void whereAdditionsGoAreClassesThatThereAre() throws IOException {
    Path root = ProjectRoot.find();
    String page = Files.readString(root.resolve("docs/architecture.md"));
    String table = page.substring(page.indexOf("\n## What a study consists of"));
    table = table.substring(0, table.indexOf("\n## From command to result"));
    List<String> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.contains("/src/"))
              .toList();
    }
    List<String> named = new ArrayList<>();
    List<String> planned = new ArrayList<>();
    Matcher name = CLASS_NAME.matcher(table);
    while (name.find()) {
      (name.group(2) == null ? named : planned).add(name.group(1).replace('.', '/') + ".java");
    }
    Matcher resource = RESOURCE.matcher(table);
    while (resource.find()) {
      named.add(resource.group(1));
    }
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named)
        .allSatisfy(one -> assertThat(sources).as(one).anyMatch(file -> file.endsWith("/" + one)));
    assertThat(planned)
        .as("marked as planned, and there already")
        .noneMatch(one -> sources.stream().anyMatch(file -> file.endsWith("/" + one)));
  }

  @Test
  void everyMeasureOfALayerStandsInItsPageAndInTheHelp() throws IOException {
    Path docs = ProjectRoot.find().resolve("docs");
    List<String> names = LayerMeasurements.names();
    assertThat(names).hasSizeGreaterThan(5);
    assertThat(Files.readString(docs.resolve("profile.md"))).contains(quoted(names));
    List<String> dimensions = Measures.of(Family.DIMENSION).stream().map(Measure::name).toList();
    assertThat(Files.readString(docs.resolve("dimension.md"))).contains(quoted(dimensions));
    Map<String, CommandLine> subcommands = grammar().getSubcommands();
    assertThat(help(subcommands.get("profile"))).contains(names.toArray(String[]::new));
    assertThat(help(subcommands.get("dimension"))).contains(dimensions.toArray(String[]::new));
  }

  @Test
  void whatEachAttackTakesStandsInItsRow() throws IOException {
    List<String> page = Files.readAllLines(ProjectRoot.find().resolve("docs/attack.md"));
    for (String attack : Attacks.names()) {
      String row = lineThatBegins(page, "| `" + attack + "` |");
      for (AttackSetting setting : AttackSetting.values()) {
        assertThat(row.contains("`" + setting.option() + "`"))
            .as("%s in the row of %s", setting.option(), attack)
            .isEqualTo(Attacks.settings(attack).contains(setting));
      }
    }
  }

  @Test
  void namesToChooseFromStandInTheTablesOfTheirCommands() throws IOException {
    List<String> page = Files.readAllLines(ProjectRoot.find().resolve("docs/commands.md"));
    assertThat(lineThatBegins(page, "| `--tests LIST` |")).contains(quoted(Contrasts.names()));
    assertThat(lineThatBegins(page, "| `--method LIST` |")).contains(quoted(Attacks.names()));
    List<String> distances = DiagramDistances.all().stream().map(DiagramDistance::name).toList();
    String metric = lineThatBegins(page, "Measures how far persistence diagrams are apart.");
    assertThat(metric.substring(metric.indexOf("`--metric` is"), metric.indexOf("; a setting")))
        .contains(quoted(distances));
  }

  @Test
  void everyOptionOfMeasuringStandsInItsTable() throws IOException {
    String page = Files.readString(ProjectRoot.find().resolve("docs/commands.md"));
    String section = page.substring(page.indexOf("\n## Options of measuring\n"));
    section = section.substring(0, section.indexOf("\n## ", 1));
    for (OptionSpec option : new CommandLine(new MeasureOptions()).getCommandSpec().options()) {
      assertThat(section).containsPattern("`" + option.longestName() + "[ `]");
    }
  }

  private static String lineThatBegins(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static String[] quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").toArray(String[]::new);
  }

  private static String help(CommandLine command) {
    return command.setUsageHelpWidth(10_000).getUsageMessage();
  }

  @Test
  void everyExampleInTheHelpParses() {
    for (CommandLine command : commands(grammar())) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        Matcher match = COMMAND.matcher(line.replaceAll("   .*$", ""));
        if (match.matches()) {
          grammar().parseArgs(words(match.group(1)).toArray(String[]::new));
        }
      }
    }
  }

  @Test
  void everyCommandHasAnExampleInItsHelpAndASectionInTheDocumentation() throws IOException {
    String page = Files.readString(ProjectRoot.find().resolve("docs/commands.md"));
    for (CommandLine command : commands(grammar())) {
      String name = command.getCommandSpec().qualifiedName();
      if (!command.getSubcommands().isEmpty() || name.endsWith("help")) {
        continue;
      }
      assertThat(command.getCommandSpec().usageMessage().footer())
          .as("examples of %s", name)
          .anyMatch(line -> line.contains(name));
      assertThat(page).contains("\n## " + name.substring("nervure ".length()) + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fibers", "metric"})
  void everyOptionWithAValueSaysItsDefault(String name) {
    for (CommandLine command : commands(grammar().getSubcommands().get(name))) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        boolean flag = option.typeInfo().isBoolean();
        if (!flag && !option.required() && !WITHOUT_DEFAULT.contains(option.longestName())) {
          assertThat(String.join(" ", option.description()))
              .as("%s of %s", option.longestName(), command.getCommandSpec().qualifiedName())
              .contains("efault");
        }
      }
    }
  }

  @Test
  void everyContrastIsNamedWhereTheyAreExplained() throws IOException {
    for (String page : List.of("docs/commands.md", "docs/contrast.md")) {
      String text = Files.readString(ProjectRoot.find().resolve(page));
      for (String name : Contrasts.names()) {
        assertThat(text).as(page).contains("`" + name + "`");
      }
    }
  }

  /** What docs/architecture.md says of where a study goes. */
  @Test
  void onlyViewFiguresAndFindingsOfTheReportNameStudies() throws IOException {
    Path root = ProjectRoot.find();
    Path report = root.resolve("report/src/main/java/dev/nervure/report");
    List<Path> naming = new ArrayList<>();
    for (Path folder : List.of(report, root.resolve("study/src/main/java/dev/nervure/run"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains("import dev.nervure.study.")) {
            naming.add(file);
          }
        }
      }
    }
    assertThat(naming)
        .isNotEmpty()
        .allMatch(
            file ->
                Stream.of("view", "figure", "finding", "check")
                    .anyMatch(name -> file.startsWith(report.resolve(name))));
  }

  private static List<String> commandLines(Path page) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inBlock = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        inBlock = !inBlock;
      } else if (inBlock) {
        Matcher match = COMMAND.matcher(line);
        if (match.matches() && !match.group(1).startsWith("COMMAND")) {
          lines.add(match.group(1).replaceAll("\\s+#.*$|\\s{3,}.*$", ""));
        }
      }
    }
    return lines;
  }

  private static List<CommandLine> commands(CommandLine root) {
    List<CommandLine> all = new ArrayList<>(List.of(root));
    for (CommandLine command : root.getSubcommands().values()) {
      all.addAll(commands(command));
    }
    return all;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) {
          words.add(word.group(group));
        }
      }
    }
    return words;
  }

  private static CommandLine grammar() {
    Session session = new Session(Terminal.piped(System.out, System.err), Interruption.never());
    return Main.commandLine(session, Configuration.of(Map.of()));
  }
}
