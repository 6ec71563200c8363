package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TablesTest {
  /** A line of a table of columns: names, type, meaning. */
  private static final Pattern COLUMNS =
      Pattern.compile("\\| ((?:`\\w+`(?:, )?)+) \\| (\\w+) \\| .*");

  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void thePageOfTheDatabaseHasEveryTableAndColumn() throws IOException {
    Path page = ProjectRoot.find().resolve("docs/results-database.md");
    Map<String, List<String>> described = new LinkedHashMap<>();
    String section = "";
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      }
      Matcher columns = COLUMNS.matcher(line);
      if (columns.matches()) {
        Matcher name = NAME.matcher(columns.group(1));
        while (name.find()) {
          described
              .computeIfAbsent(section, table -> new ArrayList<>())
              .add(name.group(1) + " " + columns.group(2));
        }
      }
    }
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (Table<?> table : Tables.all()) {
      for (StoredTable stored : table.stored()) {
        tables.put(
            stored.name(),
            stored.columns().stream().map(column -> column.name() + " " + column.type()).toList());
      }
    }
    assertThat(described).containsExactlyEntriesOf(tables);
  }
}
