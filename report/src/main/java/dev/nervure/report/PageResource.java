package dev.nervure.report;

import dev.nervure.report.figure.PageLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parts of the page that lie in this jar and in the WebJars of its libraries, as text. */
final class PageResource {
  private PageResource() {}

  /** A file of this package. */
  static String text(String name) {
    return read("/dev/nervure/report/" + name);
  }

  /** The code of a library, minified. */
  static String code(PageLibrary library) {
    return read(
        "/META-INF/resources/webjars/%s/%s/%s"
            .formatted(library.artifact(), version(library), library.file()));
  }

  /** The version of a library on the class path. */
  static String version(PageLibrary library) {
    String path =
        "/META-INF/maven/%s/%s/pom.properties".formatted(library.group(), library.artifact());
    Properties properties = new Properties();
    try (StringReader text = new StringReader(read(path))) {
      properties.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
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
