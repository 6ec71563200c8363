package dev.nervure.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parts of the page that lie in this jar and in the WebJar of ECharts, as text. */
final class PageResource {
  private static final String WEBJAR = "/META-INF/maven/org.webjars/echarts/pom.properties";
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/%s/echarts.min.js";

  private PageResource() {}

  /** A file of this package. */
  static String text(String name) {
    return read("/dev/nervure/report/" + name);
  }

  /** Apache ECharts, minified, all chart types, both renderers. */
  static String echarts() {
    return read(ECHARTS.formatted(echartsVersion()));
  }

  /** The version of ECharts on the class path. */
  static String echartsVersion() {
    Properties properties = new Properties();
    try (StringReader text = new StringReader(read(WEBJAR))) {
      properties.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + WEBJAR, e);
    }
    return properties.getProperty("version", "");
  }

  private static String read(String path) {
    try (InputStream stream = PageResource.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("the class path has no " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " from the class path", e);
    }
  }
}
