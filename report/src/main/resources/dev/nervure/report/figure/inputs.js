// The inputs, one a row, and how often walks ended for which reason.

const INPUTS_AT_FIRST = 40;

figure("inputs", (section, { inputs }) => {
  const made = inputs.flatMap((input) => input.walks).filter((walk) => !walk.failed);
  const largest = (values) => formatNumber(values.reduce((most, value) => Math.max(most, value || 0), 0));
  const within = made.filter((walk) => walk.kind !== "boundary");
  addFact("Walks", formatCount(made.length));
  addFact("Largest drift", largest(within.map((walk) => walk.drift)));
  addFact("Largest drift between points", largest(within.map((walk) => walk.driftBetween)));
  section.append(stopTable(inputs), inputTable(inputs));
});

/** Kinds of walks by the reason why they ended. */
function stopTable(inputs) {
  const counts = new Map();
  const reasons = new Set();
  for (const walk of inputs.flatMap((input) => input.walks)) {
    const reason = walk.failed ? "failed" : stopName(walk.stop, walk.kind);
    reasons.add(reason);
    const key = JSON.stringify([walk.kind, reason]);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  const kinds = orderedKinds(inputs.flatMap((input) => input.walks.map((walk) => walk.kind)));
  const heads = ["Walk"].concat([...reasons]);
  return plainTable("stops", "Why walks ended", heads, kinds.map((kind) => [kindName(kind)]
    .concat([...reasons].map((reason) => formatCount(counts.get(JSON.stringify([kind, reason])) || 0)))));
}

function inputTable(inputs) {
  const kinds = orderedKinds(inputs.flatMap((input) => input.walks.map((walk) => walk.kind)));
  const shown = new Set(walks.map((walk) => walk.index));
  // Some walks may have failed: what was asked for is seen from those that did not.
  const withKinks = new Set(inputs.flatMap((input) => input.walks.filter((walk) => walk.kinks !== null).map((walk) => walk.kind)));
  const heads = ["Input", "Class", "Answer", "Null dimension"].concat(kinds.flatMap((kind) =>
    (kind === "boundary" ? ["Boundary: distance", "beyond it"] : kind === "directed" ? ["Directed: left", "towards"]
      : [kindName(kind) + ": distance", "drift", "between points", "ended"]).concat(withKinks.has(kind) ? ["kinks"] : [])));
  const cells = (input, kind) => {
    const walk = input.walks.find((one) => one.kind === kind);
    const width = (kind === "boundary" || kind === "directed" ? 2 : 4) + (withKinks.has(kind) ? 1 : 0);
    if (!walk || walk.failed) {
      return [element("td", { class: "reason", colspan: width }, walk ? walk.failed : "")];
    }
    const number = (text) => element("td", { class: "number" }, text);
    const kinks = withKinks.has(kind) ? [number(walk.kinks === null ? "" : formatCount(walk.kinks))] : [];
    if (kind === "boundary") {
      if (walk.nearestDistance === null) {
        return [element("td", { class: "reason", colspan: width }, "no other answer found")];
      }
      const predicted = walk.nearestPredicted;
      return [number(formatNumber(walk.nearestDistance)),
        element("td", {}, classes.length > predicted ? className(predicted) : "output " + predicted)];
    }
    if (kind === "directed") {
      return [number(formatPercent(walk.remainingDistance)), element("td", {}, "input " + walk.target), ...kinks];
    }
    return [number(formatNumber(walk.netDistance)), number(formatNumber(walk.drift)),
      number(walk.driftBetween === null ? "" : formatNumber(walk.driftBetween)), element("td", {}, stopName(walk.stop, kind)), ...kinks];
  };
  const body = element("tbody", {});
  const more = element("button", { type: "button", class: "more" }, "Show all " + formatCount(inputs.length) + " inputs");
  const row = (input) => {
    let name = String(input.index);
    if (shown.has(input.index)) {
      name = element("button", { type: "button", "aria-label": "Show the walks of input " + input.index }, name);
      name.addEventListener("click", () => shownWalk.openInput(input.index));
    }
    return element("tr", {}, element("td", {}, name), element("td", {}, input.label === null ? "" : className(input.label)),
      element("td", {}, input.predicted === null ? "" : className(input.predicted)),
      element("td", { class: "number" }, input.nullDimension === null ? "" : formatCount(input.nullDimension)),
      ...kinds.flatMap((kind) => cells(input, kind)));
  };
  const fill = (all) => {
    body.replaceChildren(...(all ? inputs : inputs.slice(0, INPUTS_AT_FIRST)).map(row));
    more.hidden = all || inputs.length <= INPUTS_AT_FIRST;
  };
  more.addEventListener("click", () => fill(true));
  fill(false);
  const table = sidewaysTable({ class: "scroll plain", id: "inputs-table", "aria-label": "Inputs" },
    element("table", {}, element("caption", {}, formatCount(inputs.length) + " inputs"), element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))), body));
  const both = document.createDocumentFragment();
  both.append(table, more);
  return both;
}
