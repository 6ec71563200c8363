package dev.nervure.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure has a script and a text, and none is left over. */
class FiguresTest {
  private static Path resources() throws Exception {
    URI one =
        Objects.requireNonNull(Figures.class.getResource(Figures.ALL.get(0).name() + ".js"))
            .toURI();
    return Objects.requireNonNull(Path.of(one).getParent());
  }

  private static List<String> names(String ending) throws Exception {
    try (Stream<Path> files = Files.list(resources())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    }
  }

  private static String content(String file) throws Exception {
    return Files.readString(resources().resolve(file));
  }

  private static List<String> figures() {
    return Figures.ALL.stream().map(Figure::name).toList();
  }

  @Test
  void scriptsAndTextsAreThoseOfTheFigures() throws Exception {
    assertThat(figures()).doesNotHaveDuplicates();
    assertThat(names(".js")).containsExactlyInAnyOrderElementsOf(figures());
    assertThat(names(".html")).containsExactlyInAnyOrderElementsOf(figures());
  }

  @Test
  void scriptsAndTextsBearTheNameOfTheirFigure() throws Exception {
    for (String name : figures()) {
      assertThat(content(name + ".js")).contains("\nfigure(\"" + name + "\", (section, ");
      assertThat(content(name + ".html"))
          .contains("<section id=\"" + name + "\" aria-labelledby=\"" + name + "-title\"")
          .contains("<h2 id=\"" + name + "-title\">");
    }
  }

  /** A reader of the page must not take the one for the other. */
  @Test
  void aClassIsALabelClassAndNeverAFiber() throws Exception {
    for (String name : figures()) {
      for (String file : List.of(name + ".js", name + ".html")) {
        assertThat(content(file))
            .as(file)
            .doesNotContainIgnoringCase("equivalence class")
            .doesNotContain("the class allows")
            .doesNotContain("Within a class")
            .doesNotContain("essential class")
            .doesNotContain("Essential class");
      }
    }
  }
}
