// Walks: which one is shown, its frames, and what is known of it in words.

figure("walks", (section, { strips, leftOut }) => {
  const inputs = [...new Map(walks.map((walk) => [walk.index, inputName(walk)])).entries()];
  const kinds = orderedKinds(walks.map((walk) => walk.kind));
  const state = { index: walks[0].index, kind: kinds[0] };
  const choose = () => {
    const ofInput = walks.filter((walk) => walk.index === state.index);
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
    controls.append(choice("Walk", kinds.map((kind) => [kind, walkName(walks.find((walk) => walk.kind === kind))]), state.kind, (kind) => {
      state.kind = kind;
      choose();
    }));
  }
  section.append(controls);
  choose();
  if (leftOut > 0) {
    section.append(element("p", { class: "notice" }, formatCount(leftOut)
      + " more walks are in the folder “walks” of the run; this page holds those of the first inputs only."));
  }
  addStrip(section, strips);
  if (walks.every((walk) => walk.kind === "euler" || walk.position === 0)) {
    addFactsOf(walks[0]);
  }
  shownWalk.openInput = (index) => {
    state.index = index;
    if (box) {
      box.value = String(index);
    }
    choose();
    section.scrollIntoView();
  };
});

/** The facts of a page that is about one walk. */
function addFactsOf(walk) {
  addFact("Ended", stopName(walk.stop, walk.kind));
  addFact(pathLengthName(walk), formatNumber(walk.length));
  addFact("Distance from the start", formatNumber(walk.netDistance));
  addFact(leavesTheFiber(walk) ? "Margin moved" : "Drift", formatNumber(walk.drift));
  addFact("Drift between points", leavesTheFiber(walk) || typeof walk.driftBetween !== "number" ? null : formatNumber(walk.driftBetween));
  addFact("Null dimension", typeof walk.nullDimension === "number" ? formatCount(walk.nullDimension) : null);
}

/** Frames of a walk among images, with the answer and the drift below each; and the walk in words. */
function addStrip(section, strips) {
  const heading = element("h3", {});
  const strip = element("div", { class: "strip" });
  const caption = element("figcaption", {});
  const figure = element("figure", { id: "figure-strip" }, element("div", { class: "figure-head" }, heading), strip, caption);
  section.append(figure);
  function draw() {
    const { walk } = shownWalk;
    const pictures = strips[walk.position];
    heading.textContent = inputName(walk) + ": " + walkName(walk);
    strip.hidden = pictures.frames.length === 0;
    const frames = pictures.frames.map((frame, i) => frameOf(walk, frame, "frame " + (i + 1) + " of " + pictures.frames.length))
      .concat(pictures.nearest ? [nearestOf(walk, pictures.nearest)] : [], pictures.target ? [targetOf(pictures.target)] : []);
    strip.style.setProperty("--columns", frames.length <= 6 ? Math.max(2, frames.length) : Math.ceil(frames.length / 2));
    strip.replaceChildren(...frames);
    caption.textContent = walkInWords(walk, pictures);
  }
  shownWalk.listeners.push(draw);
  draw();
}

function frameOf(walk, frame, i) {
  const answer = outputName(frame.answer, frame.outputs);
  const name = "frame " + (i + 1) + " of " + walk.frames.length + ", length " + formatNumber(frame.length) + ", answer " + answer;
  return element("div", {},
    element("img", { src: frame.picture, alt: name }),
    element("img", { class: "difference", src: frame.difference, alt: "difference from the start, " + name }),
    element("strong", {}, shortened(answer, 24)), " " + formatNumber(frame.logit),
    element("br", {}), "length " + formatNumber(frame.length),
    element("br", {}), (leavesTheFiber(walk) ? "moved " : "drift ") + formatNumber(frame.drift));
}

/** The nearest crossing, beside the frames of the lift that it was looked for from. */
function nearestOf(walk, nearest) {
  const answer = outputName(nearest.answer, nearest.outputs);
  const name = "nearest point found, distance " + formatNumber(walk.nearestDistance) + ", answer " + answer;
  return element("div", { class: "nearest" },
    element("img", { src: nearest.picture, alt: name }),
    element("img", { class: "difference", src: nearest.difference, alt: "difference from the start, " + name }),
    element("strong", {}, shortened(answer, 24)), " " + formatNumber(nearest.logit),
    element("br", {}), "nearest found",
    element("br", {}), "distance " + formatNumber(walk.nearestDistance));
}

/** Where a directed walk was to go, after its last frame. */
function targetOf(target) {
  return element("div", { class: "target" },
    element("img", { src: target.picture, alt: "the target" }),
    element("img", { class: "difference", src: target.difference, alt: "difference from the start, the target" }),
    element("strong", {}, "the target"));
}

/** What is known of a walk as sentences. */
function walkInWords(walk, pictures) {
  return [
    "Ended: " + stopName(walk.stop, walk.kind) + ", after " + formatCount(walk.steps) + " steps and a " + pathLengthName(walk).toLowerCase() + " of " + formatNumber(walk.length)
      + "; " + formatNumber(walk.netDistance) + " from its start.",
    leavesTheFiber(walk) ? "Length of the way in the output: " + formatNumber(walk.pseudolength) + "."
      : "Held (" + walk.hold + ") to " + formatNumber(walk.drift)
        + (typeof walk.driftBetween === "number" ? ", halfway between points to " + formatNumber(walk.driftBetween) : "") + "; length in the output " + formatNumber(walk.pseudolength) + ".",
    walk.nearestDistance === undefined ? null
      : (walk.nearestTried === undefined ? "Nearest point found with that output: " : "Nearest other answer found: ") + formatNumber(walk.nearestDistance) + " from the start.",
    walk.remainingDistance === undefined || walk.remainingDistance === null ? null
      : "Distance left to the target: " + formatPercent(walk.remainingDistance) + ".",
    "Singular values on the way: " + formatNumber(walk.sigmaMin) + " to " + formatNumber(walk.sigmaMax) + ".",
    "Null dimension " + formatCount(walk.nullDimension) + ".",
    walk.kinks === undefined ? null : "Kinks crossed: " + formatCount(walk.kinks) + "; null dimensions met: " + formatCount(walk.smallestNullDimension)
      + " to " + formatCount(walk.largestNullDimension) + ", at the end " + formatCount(walk.endNullDimension) + ".",
    "At the box at the end: " + formatPercent(walk.boxShare) + " of the values.",
    pictures.frames.length ? "Frames are spaced evenly by length; below each is what is brighter (orange) and darker (blue) than at the start. The number beside the answer is its output." : null,
  ].filter(Boolean).join(" ");
}
