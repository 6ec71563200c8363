package dev.nervure.report.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.study.compare.LayerShift;
import dev.nervure.study.compare.LayerShift.Verdict;
import dev.nervure.study.compare.ShiftCheck;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ShiftFilesTest {
  private static final ShiftCheck CHECK =
      new ShiftCheck(
          "linear_cka",
          0.1,
          List.of(
              new LayerShift("conv1 <a|b> & \u0007", Verdict.KEPT, 0.05, 0.0, 0.1, 0.1, null, null),
              new LayerShift("conv2", Verdict.MOVED, 0.5, 0.4, 0.6, 0.2, 0.2, null),
              new LayerShift("conv3", Verdict.UNCERTAIN, 0.15, 0.05, 0.25, 0.1, 0.02, null),
              new LayerShift(
                  "conv4", Verdict.NOT_MEASURED, null, null, null, 0.1, null, "rows are equal")));

  private static Document parsed(ShiftCheck check) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(JunitReport.of(check)));
  }

  @Test
  void aTestCaseALayer() throws Exception {
    Document xml = parsed(CHECK);

    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    Element first = (Element) suite.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("name")).isEqualTo("conv1 <a|b> & ?");
    assertThat(first.getElementsByTagName("failure").getLength()).isZero();
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("conv2");
    assertThat(failure.getAttribute("message"))
        .isEqualTo(
            "shift 0.5000 (0.4000 to 0.6000), allowed 0.2000, the largest between other seeds");
    Element error = (Element) suite.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).isEqualTo("rows are equal");
  }

  @Test
  void aCheckOfNothingIsAnError() throws Exception {
    ShiftCheck nothing = new ShiftCheck("linear_cka", 0.1, List.of());

    assertThat(nothing.passes()).isFalse();
    Element suite = (Element) parsed(nothing).getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
  }

  /** Of a distance in units of its own, too: what is compared has as many decimals. */
  @Test
  void allNumbersOfACheckHaveOneNumberOfDecimals() {
    LayerShift near = new LayerShift("a", Verdict.KEPT, 0.5, -1e-17, 2.0, 20.0, null, null);
    LayerShift far = new LayerShift("b", Verdict.MOVED, 123.456, 99.0, 150.0, 20.0, null, null);
    ShiftCheck check = new ShiftCheck("size_and_shape", 20, List.of(near, far));

    assertThat(ShiftSentence.decimals(CHECK)).isEqualTo(4);
    assertThat(ShiftSentence.of(near, ShiftSentence.decimals(check)))
        .isEqualTo("shift 0.5 (0.0 to 2.0), allowed 20.0");
    assertThat(ShiftSentence.of(far, ShiftSentence.decimals(check)))
        .isEqualTo("shift 123.5 (99.0 to 150.0), allowed 20.0");
  }

  @Test
  void markdownSaysTheSame() {
    String page = MarkdownSummary.of(CHECK, "new_model", "old");

    assertThat(page)
        .startsWith("# Representations of new\\_model against old\n")
        .contains(
            "Failed: of 4 layers 1 moved more than allowed, 1 not measured,"
                + " 1 beyond what is allowed, but within the noise, 1 kept.")
        .contains("| conv1 \\<a\\|b\\> & \u0007 | kept | 0.0500 | 0.0000 to 0.1000 | 0.1000 |  |")
        .contains("| conv2 | moved | 0.5000 | 0.4000 to 0.6000 | 0.2000 | 0.2000 |")
        .contains("| conv4 | not measured | rows are equal |  | 0.1000 |  |");
  }
}
