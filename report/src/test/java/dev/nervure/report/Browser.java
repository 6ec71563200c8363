package dev.nervure.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, driven through the DevTools protocol. It records what pages
 * complain about and ask for.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long SECONDS_TO_START = 60;
  private static final long SECONDS_TO_ANSWER = 60;

  private final Process process;
  private final Path profile;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final WebSocket socket;
  private String session = "";

  /** The browser of this machine: the environment variable CHROMIUM, or one on the path. */
  static Optional<Path> installed() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(java.io.File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the browser with a fresh profile in this folder. */
  Browser(Path executable, Path profile) throws Exception {
    this.profile = profile;
    Files.createDirectories(profile);
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(endpoint(), new Answers())
            .get(SECONDS_TO_START, TimeUnit.SECONDS);
    JsonNode target =
        send("Target.createTarget", MAPPER.createObjectNode().put("url", "about:blank"));
    session =
        send(
                "Target.attachToTarget",
                MAPPER
                    .createObjectNode()
                    .put("targetId", target.get("targetId").asText())
                    .put("flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      send(domain + ".enable", MAPPER.createObjectNode());
    }
  }

  private URI endpoint() throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < end) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        }
      }
      if (!process.isAlive()) {
        throw new IOException(
            "the browser did not start: " + Files.readString(profile.resolve("browser.log")));
      }
      Thread.sleep(50);
    }
    throw new IOException("the browser gave no port within " + SECONDS_TO_START + " s");
  }

  /** Opens a file in a window of this size and waits until the report is drawn. */
  void open(Path file, int width, int height, boolean dark) throws Exception {
    complaints.clear();
    requests.clear();
    size(width, height);
    ObjectNode media = MAPPER.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", media);
    send("Page.navigate", MAPPER.createObjectNode().put("url", file.toUri().toString()));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_ANSWER);
    while (System.nanoTime() < end) {
      if (evaluate("document.readyState").asText().equals("complete")
          && evaluate("location.href").asText().startsWith("file:")) {
        settle();
        return;
      }
      Thread.sleep(50);
    }
    throw new IOException("the page was not loaded within " + SECONDS_TO_ANSWER + " s");
  }

  /** Lets observers and two frames pass. */
  void settle() throws Exception {
    evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))");
  }

  void size(int width, int height) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        MAPPER
            .createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /** The value of an expression; promises are waited for. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            MAPPER
                .createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + " failed: " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Presses a key in the element that has the focus. */
  void press(String key) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          MAPPER.createObjectNode().put("type", type).put("key", key).put("code", key));
    }
  }

  /** Moves the pointer to a place of the window. */
  void pointAt(double x, double y) throws Exception {
    send(
        "Input.dispatchMouseEvent",
        MAPPER.createObjectNode().put("type", "mouseMoved").put("x", x).put("y", y));
    settle();
  }

  /** Where downloads go. */
  void downloadTo(Path folder) throws Exception {
    send(
        "Browser.setDownloadBehavior",
        MAPPER.createObjectNode().put("behavior", "allow").put("downloadPath", folder.toString()));
  }

  /** The whole page as a picture. */
  byte[] screenshot() throws Exception {
    JsonNode answer =
        send(
            "Page.captureScreenshot",
            MAPPER.createObjectNode().put("format", "png").put("captureBeyondViewport", true));
    return Base64.getDecoder().decode(answer.get("data").asText());
  }

  /** Errors, warnings and refusals since the page was opened. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Addresses that were asked for since the page was opened. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonNode send(String method, ObjectNode parameters) throws Exception {
    int id = commands.incrementAndGet();
    ObjectNode command = MAPPER.createObjectNode().put("id", id).put("method", method);
    command.set("params", parameters);
    if (!session.isEmpty() && !method.startsWith("Target.") && !method.startsWith("Browser.")) {
      command.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(MAPPER.writeValueAsString(command), true).get();
    JsonNode message = answer.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    if (message.has("error")) {
      throw new IOException(method + ": " + message.get("error"));
    }
    return message.get("result");
  }

  private void receive(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").asInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonNode event = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> complaints.add(event.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> complaints.add(event.path("args").toString());
      case "Log.entryAdded" -> complaints.add(event.path("entry").toString());
      case "Network.requestWillBeSent" -> requests.add(event.path("request").path("url").asText());
      default -> {
        // Other events do not matter here.
      }
    }
  }

  /** Ends the browser and what it started. */
  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroyForcibly);
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          receive(MAPPER.readTree(text.toString()));
        } catch (IOException e) {
          complaints.add("unreadable message: " + e);
        }
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
