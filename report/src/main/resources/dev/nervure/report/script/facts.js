// What the run is: header, sentences, notes, parameters, and the words for each measure.

function modelAndData() {
  const { model, data, activations } = head.inputs;
  return [model, data, activations].filter(Boolean).map((input) => lastOfPath(input.path)).concat(samplesInWords()).join(" · ");
}

/** How many samples there are, or which input a single walk begins at; nothing for a preimage. */
function samplesInWords() {
  if (head.samples === 0) {
    return walks.length ? [inputName(walks[0])] : [];
  }
  return [formatCount(head.samples) + (head.samples === 1 ? " sample" : " samples")];
}

/** A term and its value among the facts at the top; one without a value is left out. */
function addFact(term, value) {
  if (value !== null && value !== undefined && value !== "") {
    document.getElementById("facts").append(element("div", {}, element("dt", {}, term), element("dd", {}, value)));
  }
}

/** The title, what the first figure asks, of what; and the facts of any run, to which figures add theirs. */
function addHeader() {
  const { model, data, activations } = head.inputs;
  const models = Object.entries(head.inputs).filter(([role]) => role.startsWith("model "));
  const subject = model || activations || (models.length === 1 ? models[0][1] : null);
  const name = subject ? lastOfPath(subject.path) : head.run;
  const asking = document.querySelector("section[data-question]");
  document.title = name + " – Nervure " + (head.study || "report");
  document.getElementById("study").textContent = "Nervure " + (head.study || "report");
  document.getElementById("title").textContent = name;
  document.getElementById("lead").textContent = (asking ? [asking.dataset.question] : [])
    .concat([samplesInWords().concat(data ? [lastOfPath(data.path)] : []).join(" of ")])
    .filter((part) => part !== "").join(" · ");
  const inGroup = head.group ? " in the set " + head.group : "";
  addFact("Samples" + inGroup, head.samples === 0 ? null : formatCount(head.samples));
  addFact("Accuracy " + (head.network ? "of " + head.network + " " : "") + "on " + (head.group ? "the set " + head.group : "them"), typeof head.accuracy === "number" ? formatPercent(head.accuracy) : null);
  addFact("Layers measured", layers.length ? formatCount(layers.length) : null);
  addFact(head.group ? "Classes of the data" : "Classes", classes.length ? formatCount(classes.length) : null);
}

function addLastFacts() {
  addFact("Run finished", (head.updated || head.created).slice(0, 10));
  addFact("Nervure", head.version);
}

function addFindings() {
  document.getElementById("sentences").append(...head.findings.map((sentence) => element("li", {}, sentence)));
  document.getElementById("notes").append(...head.notes.map((note) => element("p", { class: "notice" }, note)));
}

/** The words for each measure, after what the figures say about reading them. */
function addMeasureTexts() {
  const texts = measureNames.map(description).filter((entry) => entry.what);
  document.getElementById("readings").append(...texts.map((entry) => element("div", { class: "measure-text" },
    element("h3", {}, entry.title),
    element("p", {}, entry.what),
    element("p", {}, element("span", { class: "label" }, "Reading it. "), entry.reading),
    element("p", {}, element("span", { class: "label" }, "Limits. "), entry.limits),
    entry.intervalOf ? element("p", {}, element("span", { class: "label" }, "Its 95 % interval "), "is that of " + entry.intervalOf + ".") : null)));
  const section = document.getElementById("reading");
  section.hidden = document.getElementById("readings").childElementCount === 0;
}

function addProvenance() {
  const inputs = Object.entries(head.inputs).flatMap(([role, input]) => [
    [role, input.path], [role + ", content", input.description], [role + ", SHA-256", input.hash || "", "mono"]]);
  const seconds = (stage) => (stage.seconds === null ? stage.state.toLowerCase() : stage.seconds.toFixed(1) + " s");
  const command = head.command;
  const options = command ? Object.entries(command.options).filter(([, setting]) => setting.value !== null)
    .map(([name, setting]) => [name, setting.value + (setting.from === "default" ? "" : " (" + setting.from + ")")]) : [];
  const tables = [
    ["These results", [["command", command ? command.text : "", "mono"], ["results, SHA-256", head.resultsHash, "mono"]]],
    ["Inputs", inputs],
    ["Parameters", Object.entries(head.parameters)],
    ["Options of the command", options],
    ["Seeds", Object.entries(head.seeds)],
    ["Results", Object.entries(head.summary)],
    ["Machine and versions", [["nervure", head.version], ["created", head.created], ["last written", head.updated]]
      .concat(Object.entries(head.environment), Object.entries(head.engine).map(([name, value]) => ["engine, " + name, value]))],
  ];
  const stages = head.stages.map((stage) => [stage.name, seconds(stage)]);
  document.getElementById("provenance-tables").append(...tables.filter(([, rows]) => rows.length)
    .map(([title, rows]) => factTable(rows, element("caption", {}, title))));
  if (stages.length) {
    document.getElementById("provenance-tables").append(
      element("details", {}, element("summary", {}, "Stages and their times (" + formatCount(stages.length) + ")"), factTable(stages, null)));
  }
  document.getElementById("footer").textContent = "Written by Nervure " + head.version + " from the run “" + head.run
    + "”. This file is complete in itself: it loads nothing and sends nothing. Charts by " + head.libraries.join(" and ") + ".";
}

function factTable(rows, caption) {
  return element("table", {}, caption, element("tbody", {}, ...rows.filter(([, value]) => value !== "").map(([name, value, kind]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: kind }, formatValue(value))))));
}

/** Links to the sections that have something to show. */
function addLinks() {
  document.getElementById("links").append(...[...document.querySelectorAll("section[data-link]")]
    .filter((section) => !section.hidden)
    .map((section) => element("a", { href: "#" + section.id }, section.dataset.link)));
}
