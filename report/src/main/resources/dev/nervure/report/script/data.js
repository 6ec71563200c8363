// The run as it was written into the page, and how its rows become lines of a figure.

const report = JSON.parse(document.getElementById("report-data").textContent);
const { head, layers = [], classes = [], measures = [], catalog = [] } = report;
/** What is known of each walk that is drawn; figures of walks have their data in the same order. */
const walks = (report.walks || []).map(({ kind, figures }, position) => Object.assign({}, figures, { kind, position }));
const NORMAL_95 = 1.959964;

const layerPosition = new Map(layers.map((layer, position) => [layer.index, position]));

/** The words for a measure; a measure without a text is shown under its own name. */
function description(name) {
  return catalog.find((entry) => entry.name === name)
    || { name, title: name.replace(/_/g, " "), family: "other", axis: name.replace(/_/g, " "), what: "", reading: "", limits: "" };
}

function rank(name) {
  const position = catalog.findIndex((entry) => entry.name === name);
  return position < 0 ? catalog.length : position;
}

/** The 95 % interval of a row, or null where its uncertainty was not measured. */
function interval(row) {
  if (row.estimate === null) {
    return null;
  }
  if (row.low !== null && row.high !== null) {
    return [row.low, row.high];
  }
  return row.error ? [row.estimate - NORMAL_95 * row.error, row.estimate + NORMAL_95 * row.error] : null;
}

/** What the 95 % interval of a row holds, such as "the estimator at this n". */
function intervalOf(row) {
  return row.intervalOf || description(row.measure).intervalOf || "the value at this n";
}

/** The same of several measures, each once. */
function intervalsOf(names) {
  return [...new Set(names.map((name) => description(name).intervalOf).filter(Boolean))].join(", ");
}

/** How a value depends on the number of points: {values: [{n, estimate, error}], converged}, or null where that was not measured. */
function sizeCurve(row) {
  const values = row.parameters && row.parameters.bySize;
  return row.estimate !== null && Array.isArray(values) && values.length > 1
    ? { values, converged: row.parameters.converged !== false } : null;
}

/** A curve in words: "3.9, 5.1, 6.0 at n = 250, 500, 1,000". */
function sizeCurveText(row) {
  const curve = sizeCurve(row);
  return curve === null ? "" : curve.values.map((at) => formatOf(at)(at.estimate)).join(", ")
    + " at n = " + curve.values.map((at) => formatCount(at.n)).join(", ") + (curve.converged ? "" : ": not converged");
}

/** Whether a value is to be read with care: its estimator warns, or it still changes with n. */
function isDoubtful(row) {
  const curve = sizeCurve(row);
  return warningsOf(row).length > 0 || (curve !== null && !curve.converged);
}

/** Whether the lines are dimensions, which the number of coordinates of a layer bounds. */
function areDimensions(names) {
  return names.length > 0 && names.every((name) => description(name).family === "dimension");
}

/**
 * Every measure along the network: {measure, convention, classIndex (null: overall), label, points},
 * where points[i] belongs to layer i and is a row or null. In the order of the catalog, overall
 * before classes.
 */
const profiles = (() => {
  const lines = new Map();
  for (const row of measures) {
    if (!layerPosition.has(row.layer)) {
      continue;
    }
    const key = JSON.stringify([row.measure, row.convention, row.class]);
    if (!lines.has(key)) {
      lines.set(key, {
        measure: row.measure,
        convention: row.convention,
        classIndex: row.class,
        label: row.class === null ? description(row.measure).title : row.className || String(row.class),
        points: layers.map(() => null),
      });
    }
    lines.get(key).points[layerPosition.get(row.layer)] = row;
  }
  return [...lines.values()].sort((a, b) =>
    rank(a.measure) - rank(b.measure)
      || a.measure.localeCompare(b.measure)
      || (a.classIndex === null ? -1 : a.classIndex) - (b.classIndex === null ? -1 : b.classIndex));
})();

const measureNames = [...new Set(profiles.map((line) => line.measure))];

function overallLines(measure) {
  return profiles.filter((line) => line.measure === measure && line.classIndex === null);
}

function classLines(measure) {
  return profiles.filter((line) => line.measure === measure && line.classIndex !== null);
}

function hasEstimate(line) {
  return line.points.some((row) => row !== null && row.estimate !== null);
}

/** Positions of layers in stretches without a gap: a figure that is missing interrupts its line. */
function stretches(line) {
  const found = [];
  let open = false;
  line.points.forEach((row, position) => {
    const present = row !== null && row.estimate !== null;
    if (present && !open) {
      found.push([]);
    }
    if (present) {
      found[found.length - 1].push(position);
    }
    // A layer that was not measured at all does not interrupt; one without an estimate does.
    open = present || (open && row === null);
  });
  return found;
}

function layerName(position) {
  return layers[position].name;
}

/** What the estimator warned of. */
function warningsOf(row) {
  return (row.parameters && Array.isArray(row.parameters.warnings) ? row.parameters.warnings : []).map(String);
}

/** The value that chance alone would give, or null where the measure has none. */
function chanceLevel(line) {
  const row = line.points.find((point) => point && point.parameters && typeof point.parameters.chanceLevel === "number");
  return row ? row.parameters.chanceLevel : null;
}

/** What the standard errors of these lines stand for, in the words of their estimators. */
function errorMeanings(lines) {
  const found = new Set();
  lines.forEach((line) => line.points.forEach((row) => {
    if (row && row.parameters && typeof row.parameters.errorMeaning === "string") {
      found.add(row.parameters.errorMeaning);
    }
  }));
  return [...found];
}

/** How overall figures were put together, such as "mean over classes". */
function aggregates(lines) {
  const found = new Set();
  lines.forEach((line) => line.points.forEach((row) => {
    if (row && row.parameters && typeof row.parameters.aggregate === "string") {
      found.add(row.parameters.aggregate);
    }
  }));
  return [...found];
}

/** What a layer is, in one line. */
function layerFacts(layer) {
  const coordinates = formatCount(layer.dimension) + (layer.dimension === 1 ? " coordinate" : " coordinates");
  return [
    "depth " + layer.depth.toFixed(2),
    layer.operator,
    layer.shape.length === 0 ? null : "shape " + layer.shape.join(" × "),
    coordinates,
  ].filter(Boolean).join(" · ");
}

/** Where the network's input is; -1 when it was not measured, or when there is little else. */
const inputPosition = layers.length > 2 ? layers.findIndex((layer) => layer.operator === "Input") : -1;

/**
 * Whether a measure is shown without the input at first: lifespan sums grow with the number of
 * coordinates, and the input is not pooled as the layers are.
 */
function leavesInputOut(measure) {
  return inputPosition >= 0 && description(measure).family === "lifespan"
    && layers.some((layer) => layer.dimension !== layers[inputPosition].dimension);
}

/** That the shape of lines of lifespan sums may be the widths of the layers alone; null where it is not. */
function widthNote(names) {
  const widths = layers.filter((layer, position) => position !== inputPosition).map((layer) => layer.dimension);
  return names.every((name) => description(name).family !== "lifespan") || new Set(widths).size < 2 ? null
    : "Lifespan sums grow with the number of coordinates, of which the layers have " + formatCount(Math.min(...widths)) + " to "
      + formatCount(Math.max(...widths)) + ": between layers of different width a rise or a fall may be no more than that.";
}

function withoutInput(line) {
  return Object.assign({}, line, { points: line.points.map((row, position) => (position === inputPosition ? null : row)) });
}

const shortLayerNames = withoutCommonParts(withoutExporterEnding(layers.map((layer) => layer.name)));

function className(index) {
  const known = classes.find((entry) => entry.index === index);
  return known ? known.name : String(index);
}
