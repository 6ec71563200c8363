// Walks: what they are called, and which one is shown. Every figure of a walk draws the same one.

const KINDS = {
  walk: "random walk", farthest: "away from the start", directed: "towards another input", boundary: "to the boundary",
  cross: "to another answer", sample: "uniform sampling",
  euler: "as published",
};
const STOPS = {
  length: "length reached", steps: "step budget used up", box: "blocked by the box", closed: "curve closed",
  alone: "alone in its fiber", farthest: "as far as the fiber leads",
  rank: "rank changes", step_size: "step too small", target: "arrived", not_finite: "output not finite", ill_conditioned: "ill conditioned",
};

/** The name of an output: of its class where there are as many classes as outputs. */
function outputName(index, outputs) {
  return classes.length === outputs ? className(index) : "output " + index;
}

/** The kinds among these, each once, walks within the fiber first. */
function orderedKinds(kinds) {
  const place = (kind) => Object.keys(KINDS).indexOf(kind);
  return [...new Set(kinds)].sort((a, b) => place(a) - place(b));
}

/** What walks of a kind are called; along fibers of dimension one there is nothing random. */
function kindName(kind) {
  const same = walks.filter((walk) => walk.kind === kind);
  return kind === "walk" && same.length && same.every((walk) => walk.nullDimension === 1) ? "along the curve" : KINDS[kind] || kind;
}

/** What a walk is called, on its button as in its titles. */
function walkName(walk) {
  return comparedWith(walk) ? methodName(walk) : kindName(walk.kind);
}

/** Why a walk ended. A directed walk seldom arrives: it ends as near to its target as it may come. */
function stopName(stop, kind) {
  return stop === "target" && kind === "directed" ? "as near as the fiber allows" : STOPS[stop] || stop;
}

/** "input 7, class 3". */
function inputName(walk) {
  return (walk.index === null || walk.index === undefined ? "the point" : "input " + walk.index)
    + (walk.label ? ", class " + walk.label : "");
}

function leavesTheFiber(walk) {
  return walk.kind === "boundary" || walk.kind === "cross";
}

/** What is shown now; whoever draws it listens. */
const shownWalk = {
  walk: walks[0] || null,
  listeners: [],
  select(walk) {
    this.walk = walk;
    this.listeners.forEach((listener) => listener());
  },
};

/** The walk that another one of the same input is compared with: the corrected one, or the published. */
function comparedWith(walk) {
  const published = walks.find((one) => one.kind === "euler");
  return !published ? null : walk === published ? walks[0] : published;
}

function methodName(walk) {
  return walk.kind === "euler" ? "as published" : "corrected";
}

/** What the length of a path is that of. */
function pathLengthName(walk) {
  return typeof walk.chordLength === "number" && walk.chordLength !== walk.length ? "Length of the arcs" : "Length of the chords";
}
