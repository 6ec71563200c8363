// Draws the page of a fiber run.

function addFiberHeader() {
  const { model, data } = report.inputs;
  const name = model ? lastOfPath(model.path) : report.run;
  const only = report.askedInputs.length === 0 ? report.walks[0] : null;
  document.title = name + " – Nervure fibers";
  document.getElementById("study").textContent = "Nervure fibers";
  document.getElementById("title").textContent = name;
  document.getElementById("lead").textContent = report.preimages.length ? "Which inputs give outputs in an interval."
    : "What the network cannot tell apart, from " + (only ? inputName(only) : formatCount(report.samples) + " inputs")
      + (data ? " of " + lastOfPath(data.path) : "") + ".";
  const facts = (only ? [
    ["Ended", stopName(only.stop, only.kind)],
    [pathLengthName(only), formatNumber(only.length)],
    ["Distance from the start", formatNumber(only.netDistance)],
    [leavesTheClass(only) ? "Margin moved" : "Drift", formatNumber(only.drift)],
    ["Drift between points", leavesTheClass(only) || typeof only.driftBetween !== "number" ? null : formatNumber(only.driftBetween)],
    ["Null dimension", formatCount(only.nullDimension)],
  ] : report.preimages.length ? [
    ["Area", areaInWords(report.preimages[0])],
    ["Connected sets", formatCount(report.preimages[0].components)],
  ] : [
    ["Inputs", formatCount(report.samples)],
    ["Accuracy on them", typeof report.accuracy === "number" ? formatPercent(report.accuracy) : null],
    ["Layers", formatCount(report.layers.length)],
    ["Walks", report.summary.walks === undefined ? null : formatCount(report.summary.walks)],
    ["Largest drift", report.summary.largestDrift === undefined ? null : formatNumber(report.summary.largestDrift)],
    ["Largest drift between points", report.summary.largestDriftBetween === undefined ? null : formatNumber(report.summary.largestDriftBetween)],
    ["Run finished", (report.updated || report.created).slice(0, 10) || null],
  ]).concat([["Nervure", report.version || null]]);
  document.getElementById("facts").append(...facts.filter(([, value]) => value)
    .map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
}

theme.start();
addFiberHeader();
addFindings();
addWalks(document.getElementById("walks"));
addPreimages(document.getElementById("preimages"));
addProfile(document.getElementById("profile"));
addSpectrum(document.getElementById("spectrum"));
addMeans(document.getElementById("means"));
addAsked(document.getElementById("asked"));
if (report.measures.length) {
  addTable(document.getElementById("table"));
} else {
  document.getElementById("table").hidden = true;
}
addMeasureTexts();
addProvenance();
addLinks();
document.documentElement.setAttribute("data-drawn", "true");
