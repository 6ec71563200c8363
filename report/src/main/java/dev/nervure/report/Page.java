package dev.nervure.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.run.ReportPages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Puts a page together: the frame {@code page.html} with the sections of {@code report.html} or
 * {@code fibers.html} and what they say about reading them, the style sheet, ECharts, the data and
 * the scripts. The content security policy names the scripts by their hashes, so that nothing else
 * can run, not even code that a hostile label would smuggle in; the data are a script element of
 * type JSON, which browsers do not execute.
 */
final class Page {
  private static final String FRAME = "page.html";

  /** The page's scripts in the order in which they need each other; one idea each. */
  private static final List<String> PROFILE_SCRIPTS =
      List.of(
          "text.js",
          "theme.js",
          "data.js",
          "figure.js",
          "profile.js",
          "overview.js",
          "classes.js",
          "training.js",
          "diagram.js",
          "sideways.js",
          "table.js",
          "facts.js",
          "page.js");

  private static final List<String> FIBER_SCRIPTS =
      List.of(
          "text.js",
          "theme.js",
          "data.js",
          "figure.js",
          "profile.js",
          "sideways.js",
          "table.js",
          "facts.js",
          "walks.js",
          "strip.js",
          "along.js",
          "plane.js",
          "spectrum.js",
          "means.js",
          "inputs.js",
          "fibers.js");

  private Page() {}

  /** How the layers reshape the data. */
  static String profile(JsonNode data) {
    return of("report", "measured", PROFILE_SCRIPTS, data);
  }

  /** What a network cannot tell apart. */
  static String fibers(JsonNode data) {
    return of("fibers", "asked", FIBER_SCRIPTS, data);
  }

  private static String of(String name, String done, List<String> names, JsonNode data) {
    String echarts = PageResource.echarts();
    StringBuilder scripts =
        new StringBuilder("(() => {\n\"use strict\";\n"); // one scope, not global
    for (String script : names) {
      scripts.append(PageResource.text("script/" + script));
    }
    String code = scripts.append("})();\n").toString();
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src '%s' '%s'"
            .formatted(hash(echarts), hash(code));
    return fill(
        PageResource.text(FRAME),
        List.of(
            new Part("policy", policy),
            new Part("results", ReportPages.fingerprintElement(data.path("resultsHash").asText())),
            new Part("style", PageResource.text("report.css")),
            new Part("notice", ReportPages.CURRENT_NOTICE),
            new Part("sections", PageResource.text(name + ".html")),
            new Part("reading", PageResource.text(name + "-reading.html")),
            new Part("done", done),
            new Part("data", InlineJson.of(data)),
            new Part("echarts", echarts),
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
