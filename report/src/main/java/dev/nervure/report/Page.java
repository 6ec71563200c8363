package dev.nervure.report;

import dev.nervure.report.figure.Figure;
import dev.nervure.report.figure.PageLibrary;
import dev.nervure.report.view.InlineJson;
import dev.nervure.report.view.RunView;
import dev.nervure.run.ReportPages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts a page together: the frame {@code page.html} with the texts of the figures whose data are
 * there, the style sheet, the libraries that they use, the data, and the scripts. The content
 * security policy names the scripts by their hashes, so that nothing else can run, not even code
 * that a hostile label would smuggle in; the data are a script element of type JSON, which browsers
 * do not execute.
 */
final class Page {
  private static final String FRAME = "page.html";

  /** What all figures use, in the order in which they need each other; one idea each. */
  private static final List<String> SHARED =
      List.of(
          "text",
          "theme",
          "data",
          "chart",
          "lines",
          "plane",
          "walk",
          "sideways",
          "facts",
          "figure");

  private Page() {}

  /** The page of a run. */
  static String of(RunView run, List<Figure> figures) {
    return page(run, figures, "");
  }

  /** The same, which loads itself again. */
  static String refreshing(RunView run, List<Figure> figures, int seconds) {
    return page(run, figures, "<meta http-equiv=\"refresh\" content=\"%d\">\n".formatted(seconds));
  }

  private static String page(RunView run, List<Figure> figures, String refresh) {
    Map<String, Record> data = new LinkedHashMap<>();
    Set<PageLibrary> libraries = EnumSet.of(PageLibrary.ECHARTS);
    StringBuilder sections = new StringBuilder();
    StringBuilder scripts = new StringBuilder("(() => {\n\"use strict\";\n"); // not global
    SHARED.forEach(name -> scripts.append(PageResource.text("script/" + name + ".js")));
    for (Figure figure : figures) {
      Record drawn = figure.data(run);
      if (drawn != null) {
        data.put(figure.name(), drawn);
        libraries.addAll(figure.libraries());
        sections.append(PageResource.text("figure/" + figure.name() + ".html")).append('\n');
        // A scope of its own: what a script declares is no other figure's.
        String script = PageResource.text("figure/" + figure.name() + ".js");
        scripts.append("{\n").append(script).append("}\n");
      }
    }
    scripts.append(PageResource.text("script/page.js")).append("})();\n");
    return filled(
        sections.toString(),
        InlineJson.of(PageData.of(run, data, libraries)),
        libraries.stream().map(PageResource::code).toList(),
        scripts.toString(),
        refresh,
        run);
  }

  private static String filled(
      String sections,
      String data,
      List<String> libraries,
      String code,
      String refresh,
      RunView run) {
    StringBuilder policy =
        new StringBuilder(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src");
    StringBuilder library = new StringBuilder();
    for (String one : libraries) {
      policy.append(" '").append(hash(one)).append('\'');
      library.append("<script>").append(one).append("</script>\n");
    }
    policy.append(" '").append(hash(code)).append('\'');
    return fill(
        PageResource.text(FRAME),
        List.of(
            new Part("policy", policy.toString()),
            new Part(
                "results",
                ReportPages.fingerprintElement(Objects.requireNonNullElse(run.resultsHash(), ""))),
            new Part("refresh", refresh),
            new Part("style", PageResource.text("report.css")),
            new Part("notice", ReportPages.CURRENT_NOTICE),
            new Part("sections", sections),
            new Part("data", data),
            new Part("libraries", library.toString()),
            new Part("scripts", code)));
  }

  /** Replaces each {@code {{name}}} once, in order; what is put in is not searched again. */
  private static String fill(String frame, List<Part> parts) {
    StringBuilder page = new StringBuilder();
    int from = 0;
    for (Part part : parts) {
      String mark = "{{" + part.name + "}}";
      int at = frame.indexOf(mark, from);
      if (at < 0) {
        throw new IllegalStateException(FRAME + " has no " + mark + " where it is expected");
      }
      page.append(frame, from, at).append(part.content);
      from = at + mark.length();
    }
    return page.append(frame, from, frame.length()).toString();
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Part(String name, String content) {}
}
