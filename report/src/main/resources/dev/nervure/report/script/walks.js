// Walks: which one is shown, and its figures in words.

const KINDS = {
  walk: "random walk", farthest: "away from the start", directed: "towards another input", boundary: "to the boundary",
  cross: "to another answer", sample: "uniform sampling",
  euler: "as published",
};
const STOPS = {
  length: "length reached", steps: "step budget used up", box: "blocked by the box", closed: "curve closed",
  alone: "alone in its class", farthest: "as far as the class leads",
  rank: "rank changes", step_size: "step too small", target: "arrived", not_finite: "output not finite", ill_conditioned: "ill conditioned",
};

/** The name of an output: of its class where there are as many classes as outputs. */
function outputName(index, outputs) {
  return report.classes.length === outputs ? className(index) : "output " + index;
}

/** The kinds among these, each once, walks within the class first. */
function orderedKinds(kinds) {
  const place = (kind) => Object.keys(KINDS).indexOf(kind);
  return [...new Set(kinds)].sort((a, b) => place(a) - place(b));
}

/** What walks of a kind are called; along classes of dimension one there is nothing random. */
function kindName(kind) {
  const walks = report.walks.filter((walk) => walk.kind === kind);
  return kind === "walk" && walks.length && walks.every((walk) => walk.nullDimension === 1) ? "along the curve" : KINDS[kind] || kind;
}

/** What a walk is called, on its button as in its titles. */
function walkName(walk) {
  return comparedWith(walk) ? methodName(walk) : kindName(walk.kind);
}

/** Why a walk ended. A directed walk seldom arrives: it ends as near to its target as it may come. */
function stopName(stop, kind) {
  return stop === "target" && kind === "directed" ? "as near as the class allows" : STOPS[stop] || stop;
}

/** "input 7, class 3". */
function inputName(walk) {
  return (walk.index === null || walk.index === undefined ? "the point" : "input " + walk.index)
    + (walk.label ? ", class " + walk.label : "");
}

function leavesTheClass(walk) {
  return walk.kind === "boundary" || walk.kind === "cross";
}

/** What is shown now; whoever draws it listens. */
const shownWalk = {
  walk: report.walks[0] || null,
  listeners: [],
  select(walk) {
    this.walk = walk;
    this.listeners.forEach((listener) => listener());
  },
};

/** The walk that another one of the same input is compared with: the corrected one, or the published. */
function comparedWith(walk) {
  const published = report.walks.find((one) => one.kind === "euler");
  return !published ? null : walk === published ? report.walks[0] : published;
}

function methodName(walk) {
  return walk.kind === "euler" ? "as published" : "corrected";
}

/** What the length of a path is that of. */
function pathLengthName(walk) {
  return typeof walk.chordLength === "number" && walk.chordLength !== walk.length ? "Length of the arcs" : "Length of the chords";
}

/** Both walks side by side, in figures. */
function addComparison(section) {
  const published = comparedWith(report.walks[0]);
  if (!published) {
    return;
  }
  const both = [report.walks[0], published];
  const outputs = both[0].logits[0].length - 1;
  const rows = [
    ["Ended", (walk) => stopName(walk.stop, walk.kind)],
    ["Steps", (walk) => formatCount(walk.steps)],
    [pathLengthName(both[0]), (walk) => formatNumber(walk.length)],
    ["Distance from the start", (walk) => formatNumber(walk.netDistance)],
    ["Largest change of what is held", (walk) => formatNumber(walk.drift)],
    ["... halfway between points", (walk) => typeof walk.driftBetween === "number" ? formatNumber(walk.driftBetween) : "-"],
    ["Length in the output", (walk) => formatNumber(walk.pseudolength)],
  ].concat(outputs > 1 ? [["Answer at the end", (walk) => outputName(walk.predictionEnd, outputs)]]
    : [["Output at the end", (walk) => formatNumber(walk.logits[walk.logits.length - 1][1])]]);
  section.append(plainTable("comparison", "Side by side", ["", "corrected", "as published"],
    rows.map(([name, figure]) => [name].concat(both.map(figure)))));
}

function addWalks(section) {
  if (report.walks.length === 0) {
    section.hidden = true;
    return;
  }
  const inputs = [...new Map(report.walks.map((walk) => [walk.index, inputName(walk)])).entries()];
  const kinds = orderedKinds(report.walks.map((walk) => walk.kind));
  const state = { index: report.walks[0].index, kind: kinds[0] };
  const choose = () => {
    const ofInput = report.walks.filter((walk) => walk.index === state.index);
    shownWalk.select(ofInput.find((walk) => walk.kind === state.kind) || ofInput[0]);
  };
  const controls = element("div", { class: "controls" });
  let box = null;
  if (inputs.length > 1) {
    const label = selectBox("Input", inputs.map(([index, name]) => [String(index), shortened(name, 40)]), (value) => {
      state.index = Number(value);
      choose();
    });
    box = label.querySelector("select");
    controls.append(label);
  }
  if (kinds.length > 1) {
    controls.append(choice("Walk", kinds.map((kind) => [kind, walkName(report.walks.find((walk) => walk.kind === kind))]), state.kind, (kind) => {
      state.kind = kind;
      choose();
    }));
  }
  section.append(controls);
  choose();
  if (report.walksLeftOut > 0) {
    section.append(element("p", { class: "notice" }, formatCount(report.walksLeftOut)
      + " more walks are in the folder “walks” of the run; this page holds those of the first inputs only."));
  }
  if (!report.walks.some((walk) => walk.frames.length)) {
    section.querySelector("p").textContent = report.walks.some((walk) => walk.plane)
      ? "The path in the plane of the inputs. Within a class all its points are the same to the network."
      : "What happens along the path. Within a class all its points are the same to the network.";
  }
  addComparison(section);
  addStrip(section);
  addPlane(section);
  addAlong(section);
  shownWalk.openInput = (index) => {
    state.index = index;
    if (box) {
      box.value = String(index);
    }
    choose();
    section.scrollIntoView();
  };
}
