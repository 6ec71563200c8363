package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.report.view.RunView;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the scripts of a page are given. */
final class PageJson {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"report-data\">(.*?)</script>");

  private PageJson() {}

  static JsonNode of(RunView run) throws IOException {
    Matcher found = DATA.matcher(HtmlReport.html(run));
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }
}
