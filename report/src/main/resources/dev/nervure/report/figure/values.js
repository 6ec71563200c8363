// The table of all values: sorted by any column, filtered, saved as CSV.

const ROWS_AT_FIRST = 40;
const COLUMNS = [
  { name: "Layer", key: (row) => layerPosition.get(row.layer), text: (row) => layerName(layerPosition.get(row.layer)), kind: "name" },
  { name: "Depth", key: (row) => layers[layerPosition.get(row.layer)].depth, text: (row) => layers[layerPosition.get(row.layer)].depth.toFixed(3), kind: "number" },
  { name: "Measure", key: (row) => rank(row.measure), text: (row) => description(row.measure).title, kind: "name" },
  { name: "Class", key: (row) => (row.class === null ? -1 : row.class), text: (row) => (row.class === null ? "overall" : row.className || String(row.class)) },
  { name: "Estimate", key: (row) => row.estimate, text: (row) => (row.estimate === null ? "not estimable: " + row.notEstimable : formatOf(row)(row.estimate)), kind: "number" },
  { name: "Std. error", key: (row) => row.error, text: (row) => (row.error ? formatOf(row)(row.error) : formatNumber(row.error)), kind: "number" },
  { name: "95 % interval", key: (row) => (interval(row) || [null])[0], text: formatInterval, kind: "number" },
  { name: "Interval of", key: (row) => (interval(row) ? intervalOf(row) : ""), text: (row) => (interval(row) ? intervalOf(row) : "") },
  { name: "n", key: (row) => row.n, text: (row) => formatCount(row.n), kind: "number" },
  { name: "At n/4, n/2, n", key: sizeCurveText, text: sizeCurveText },
  { name: "Convention", key: (row) => row.convention, text: (row) => row.convention },
  { name: "Scaling", key: (row) => row.scaling, text: (row) => row.scaling },
  { name: "Seed", key: (row) => row.seed, text: (row) => row.seed, kind: "number" },
  { name: "Parameters", key: (row) => formatValue(row.parameters), text: (row) => formatValue(row.parameters), kind: "parameters" },
];

figure("values", (section, data) => {
  const state = { column: 0, ascending: true, measure: "", classes: "overall", words: "", all: false };
  const rows = measures.filter((row) => layerPosition.has(row.layer))
    .map((row, i) => [row, i])
    .sort(([a, i], [b, j]) => layerPosition.get(a.layer) - layerPosition.get(b.layer) || rank(a.measure) - rank(b.measure) || i - j)
    .map(([row]) => row);
  const perClass = rows.some((row) => row.class !== null);
  const body = element("tbody", {});
  const caption = element("caption", {});
  const more = element("button", { type: "button", class: "more" });
  more.addEventListener("click", () => {
    state.all = true;
    fill();
  });
  const heads = COLUMNS.map((column, i) => {
    const head = element("th", { scope: "col" }, element("button", { type: "button" }, column.name));
    head.firstChild.addEventListener("click", () => {
      state.ascending = state.column === i ? !state.ascending : true;
      state.column = i;
      fill();
    });
    return head;
  });
  const search = element("input", { type: "search", placeholder: "layer, class, reason …", "aria-label": "Search the table" });
  search.addEventListener("input", () => {
    state.words = search.value.trim().toLowerCase();
    fill();
  });
  const save = element("button", { type: "button" }, "Save these rows as CSV");
  save.addEventListener("click", () => saveFile("values.csv", "text/csv", csvOf(chosen())));
  section.append(
    element("div", { class: "controls" },
      selectBox("Measure", [["", "all"]].concat(measureNames.map((name) => [name, description(name).title])), (value) => {
        state.measure = value;
        fill();
      }),
      perClass ? selectBox("Rows", [["overall", "overall only"], ["each", "each class"], ["all", "both"]], (value) => {
        state.classes = value;
        fill();
      }) : null,
      element("label", {}, "Search", search), save),
    sidewaysTable({ "aria-labelledby": "values-title" }, element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), body)),
    more);

  function chosen() {
    const { key } = COLUMNS[state.column];
    const sign = state.ascending ? 1 : -1;
    return rows
      .filter((row) => (state.measure === "" || row.measure === state.measure)
        && (!perClass || state.classes === "all" || (state.classes === "overall") === (row.class === null))
        && (state.words === "" || COLUMNS.some((column) => column.text(row).toLowerCase().includes(state.words))))
      .map((row, i) => [row, i])
      .sort(([a, i], [b, j]) => sign * compare(key(a), key(b), sign) || i - j)
      .map(([row]) => row);
  }
  function fill() {
    const found = chosen();
    const shown = state.all ? found : found.slice(0, ROWS_AT_FIRST);
    body.replaceChildren(...shown.map(tableRow));
    caption.textContent = formatCount(found.length) + " of " + formatCount(data.count) + " values";
    more.hidden = shown.length === found.length;
    more.textContent = "Show all " + formatCount(found.length) + " rows";
    heads.forEach((head, i) => head.setAttribute("aria-sort", i === state.column ? (state.ascending ? "ascending" : "descending") : "none"));
  }
  fill();
});

/** Order of two keys; a missing one comes last whichever way the column is sorted. */
function compare(a, b, sign) {
  if (a === null || b === null) {
    return a === b ? 0 : a === null ? sign : -sign;
  }
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b));
}

/** A row; a reason why there is no value takes the cells of estimate, error, interval and what it is of. */
function tableRow(row) {
  const missing = row.estimate === null;
  return element("tr", {}, ...COLUMNS
    .filter((column) => !missing || (!["Std. error", "95 % interval", "Interval of"].includes(column.name)))
    .map((column) => (missing && column.name === "Estimate"
      ? element("td", { class: "reason", colspan: "4" }, column.text(row))
      : element("td", { class: column.kind || null }, column.text(row)))));
}

/** CSV with full precision; a cell that a spreadsheet would run as a formula gets a quote before it. */
function csvOf(rows) {
  const fields = ["layer_index", "layer", "depth", "measure", "class", "class_name", "estimate", "error", "low", "high", "interval_of", "n", "seed",
    "convention", "scaling", "parameters", "not_estimable"];
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    const safe = typeof value === "string" && /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  };
  const line = (row) => {
    const layer = layers[layerPosition.get(row.layer)];
    const ends = interval(row) || [null, null];
    return [row.layer, layer.name, layer.depth, row.measure, row.class, row.className, row.estimate, row.error, ends[0], ends[1], interval(row) ? intervalOf(row) : null, row.n,
      row.seed, row.convention, row.scaling, row.parameters, row.notEstimable].map(cell).join(",");
  };
  return [fields.join(",")].concat(rows.map(line)).join("\n") + "\n";
}
