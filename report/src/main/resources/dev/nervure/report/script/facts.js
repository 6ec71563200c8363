// What the run is: header, sentences, notes, parameters, and the words for each measure.

function modelAndData() {
  const { model, data, activations } = report.inputs;
  return [model && lastOfPath(model.path), data && lastOfPath(data.path), activations && lastOfPath(activations.path)]
    .filter(Boolean).concat(formatCount(report.samples) + (report.samples === 1 ? " sample" : " samples")).join(" · ");
}

function addHeader() {
  const { model, data, activations } = report.inputs;
  const subject = model || activations;
  const name = subject ? lastOfPath(subject.path) : report.run;
  document.title = name + " – Nervure " + (report.study || "report");
  document.getElementById("study").textContent = "Nervure " + (report.study || "report");
  document.getElementById("title").textContent = name;
  document.getElementById("lead").textContent = "How the layers reshape "
    + (data ? formatCount(report.samples) + " samples of " + lastOfPath(data.path) : "the data") + ".";
  const facts = [
    ["Samples", formatCount(report.samples)],
    ["Accuracy on them", typeof report.accuracy === "number" ? formatPercent(report.accuracy) : null],
    ["Layers measured", formatCount(report.layers.length)],
    ["Classes", report.classes.length ? formatCount(report.classes.length) : null],
    ["Run finished", (report.updated || report.created).slice(0, 10) || null],
    ["Nervure", report.version || null],
  ];
  document.getElementById("facts").append(...facts.filter(([, value]) => value)
    .map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
}

function addFindings() {
  const list = document.getElementById("sentences");
  const sentences = report.findings.length ? report.findings : ["No figure of this run could be estimated."];
  list.append(...sentences.map((sentence) => element("li", {}, sentence)));
  document.getElementById("notes").append(...report.notes.map((note) => element("p", { class: "notice" }, note)));
}

function addMeasureTexts() {
  const texts = measureNames.map(description).filter((entry) => entry.what);
  document.getElementById("measure-texts").append(...texts.map((entry) => element("div", { class: "measure-text" },
    element("h3", {}, entry.title),
    element("p", {}, entry.what),
    element("p", {}, element("span", { class: "label" }, "Reading it. "), entry.reading),
    element("p", {}, element("span", { class: "label" }, "Limits. "), entry.limits))));
}

function addProvenance() {
  const inputs = Object.entries(report.inputs).flatMap(([role, input]) => [
    [role, input.path], [role + ", content", input.description], [role + ", SHA-256", input.hash || "", "mono"]]);
  const seconds = (stage) => (stage.seconds === null ? stage.state.toLowerCase() : stage.seconds.toFixed(1) + " s");
  const command = report.command;
  const options = command ? Object.entries(command.options).filter(([, setting]) => setting.value !== null)
    .map(([name, setting]) => [name, setting.value + (setting.from === "default" ? "" : " (" + setting.from + ")")]) : [];
  const tables = [
    ["These results", [["command", command ? command.text : "", "mono"], ["results, SHA-256", report.resultsHash, "mono"]]],
    ["Inputs", inputs],
    ["Parameters", Object.entries(report.parameters)],
    ["Options of the command", options],
    ["Seeds", Object.entries(report.seeds)],
    ["Results", Object.entries(report.summary)],
    ["Machine and versions", [["nervure", report.version], ["created", report.created], ["last written", report.updated]]
      .concat(Object.entries(report.environment), Object.entries(report.engine).map(([name, value]) => ["engine, " + name, value]))],
  ];
  const stages = report.stages.map((stage) => [stage.name, seconds(stage)]);
  document.getElementById("provenance-tables").append(...tables.filter(([, rows]) => rows.length)
    .map(([title, rows]) => factTable(rows, element("caption", {}, title))));
  if (stages.length) {
    document.getElementById("provenance-tables").append(
      element("details", {}, element("summary", {}, "Stages and their times (" + formatCount(stages.length) + ")"), factTable(stages, null)));
  }
  document.getElementById("footer").textContent = "Written by Nervure " + report.version + " from the run “" + report.run
    + "”. This file is complete in itself: it loads nothing and sends nothing. Charts by Apache ECharts " + report.echarts + " (Apache License 2.0).";
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
