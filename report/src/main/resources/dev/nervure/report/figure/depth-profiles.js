// The depth profile: one measure, or all dimensions, along the network.

figure("depth-profiles", (section, data) => {
  const single = data.measures;
  const dimensions = single.filter((name) => description(name).family === "dimension" && overallLines(name).some(hasEstimate));
  const state = { view: dimensions.length > 1 ? "dimensions" : single[0], byLayer: false, classes: false, input: true, off: new Set(), at: -1 };
  const title = () => (state.view === "dimensions" ? "Intrinsic dimension" : description(state.view).title);

  function allLines() {
    const { series, classes: palette } = theme.colours();
    const shown = (line) => (state.input ? line : withoutInput(line));
    if (state.view === "dimensions") {
      return styledLines(dimensions.flatMap(overallLines).map(shown), series, true);
    }
    const overall = overallLines(state.view).map((line) => Object.assign({}, shown(line), {
      label: overallLines(state.view).length > 1 ? line.convention : "overall",
    }));
    const perClass = state.classes || overall.length === 0 ? styledLines(classLines(state.view).map(shown), palette, false) : [];
    return styledLines(overall, [theme.colours().ink].concat(series), true).concat(perClass);
  }
  const shownLines = () => allLines().filter((line) => !state.off.has(line.name));

  const view = choice("Measure", (dimensions.length > 1 ? [["dimensions", "All dimensions"]] : [])
    .concat(single.map((name) => [name, description(name).title])), state.view, (value) => select(value));
  const classBox = checkBox("Lines for each class", false, (checked) => {
    state.classes = checked;
    redraw();
  });
  const inputBox = checkBox("With the input", true, (checked) => {
    state.input = checked;
    redraw();
  });
  inputBox.hidden = inputPosition < 0;
  section.append(element("div", { class: "controls" }, view),
    element("div", { class: "controls" },
      choice("Horizontal axis", [["depth", "Relative depth"], ["layer", "Layers"]], "depth", (value) => {
        state.byLayer = value === "layer";
        redraw();
      }), inputBox, classBox));

  const drawn = addChart(section, {
    id: "figure-profile",
    title: () => title() + " along the network",
    caption: () => profileCaption(state, dimensions),
    label: () => title() + ", " + (state.byLayer ? "by layer" : "by relative depth") + ".",
    height: (width) => (width < 560 ? 330 : 420) + (state.byLayer ? 60 : 0),
    option: (ctx) => profileOption(shownLines(), axisNameOf(state.view), state.byLayer, ctx),
    keys: (step, chart) => {
      state.at = Math.max(0, Math.min(layers.length - 1, state.at + step));
      const first = shownLines()[0];
      if (!first) {
        return "";
      }
      const at = chart.convertToPixel({ xAxisIndex: 0 }, state.byLayer ? state.at : layers[state.at].depth);
      chart.dispatchAction({ type: "showTip", x: at, y: 120 });
      return layerName(state.at) + ": " + shownLines().map((line) => {
        const row = line.profile.points[state.at];
        const curve = row && sizeCurve(row);
        return row ? line.name + " " + formatEstimate(row) + (curve && !curve.converged ? " (not converged)" : "") : null;
      }).filter(Boolean).join("; ");
    },
  });

  function chips() {
    drawn.chips.replaceChildren(...allLines().map((line) => {
      const chip = element("button", { type: "button", class: "chip", "aria-pressed": String(!state.off.has(line.name)), title: line.name },
        swatch(line), element("span", {}, line.name));
      chip.addEventListener("click", () => {
        if (!state.off.delete(line.name)) {
          state.off.add(line.name);
        }
        chip.setAttribute("aria-pressed", String(!state.off.has(line.name)));
        drawn.draw();
      });
      return chip;
    }));
    drawn.chips.hidden = allLines().length < 2;
  }
  function redraw() {
    classBox.hidden = state.view === "dimensions" || classLines(state.view).length === 0 || overallLines(state.view).length === 0;
    chips();
    drawn.draw();
  }
  function select(value) {
    state.view = value;
    state.off.clear();
    state.input = !leavesInputOut(value);
    inputBox.firstChild.checked = state.input;
    redraw();
  }
  theme.listeners.push(chips);
  select(state.view);
});

function axisNameOf(view) {
  return view === "dimensions" ? "number of dimensions" : description(view).axis;
}

function profileCaption(state, dimensions) {
  const about = state.view === "dimensions"
    ? "Three ways to ask how many dimensions the data fill in each layer, each at a scale of its own. All read too low in high dimension, and agreement is no proof."
    : description(state.view).reading;
  const lines = state.view === "dimensions" ? dimensions.flatMap(overallLines) : overallLines(state.view);
  const banded = lines.some((line) => line.points.some((row) => row && interval(row)));
  const meanings = errorMeanings(lines);
  const conventions = [...new Set(lines.map((line) => line.convention))].join(" / ");
  return [
    about,
    areDimensions(lines.map((line) => line.measure)) ? COORDINATES_NOTE : null,
    banded ? "Bands: 95 % intervals of " + intervalsOf(lines.map((line) => line.measure)) + (meanings.length ? " (error: " + meanings.join("; ") + ")" : "") + "." : "No uncertainty was measured.",
    leavesInputOut(state.view) && !state.input
      ? "Shown without the input: lifespan sums grow with the number of coordinates, and the input has "
        + formatCount(layers[inputPosition].dimension) + "." : null,
    widthNote(lines.map((line) => line.measure)),
    lines.length ? "Convention: " + [conventions].concat(aggregates(lines)).join(", ") + "." : null,
  ].filter(Boolean).join(" ");
}

/** The option of a figure with these lines. */
function profileOption(lines, axisName, byLayer, ctx) {
  const { colours } = ctx;
  const legend = ctx.saved && lines.length > 1;
  return {
    grid: { left: 8, right: 22, top: ctx.top + 30 + (legend ? 34 : 0), bottom: byLayer ? 8 : 34, containLabel: true },
    legend: {
      show: legend, type: "plain", left: 12, top: ctx.top + 10, itemWidth: 26, data: lines.map((line) => line.name),
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "line", snap: true, lineStyle: { color: colours.axis } },
      formatter: (shown) => profileTip(lines, nearestLayer(shown[0], byLayer)),
    },
    xAxis: depthAxis(colours, byLayer, ctx.width, true),
    yAxis: axisStyle(colours, {
      type: "value", name: axisName, nameLocation: "end", nameGap: 12,
      nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] },
      axisLine: { show: false }, axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.line } },
      min: lowestOf(lines), max: highestOf(lines), scale: areFarFromZero(lines), interval: highestOf(lines) === 1 ? 0.2 : null,
    }),
    series: lines.map((line) => lineSeries(line, byLayer))
      .concat(lines.filter((line) => line.band).map((line) => bandSeries(line, byLayer)))
      .concat(chanceSeries(lines, byLayer, colours))
      .concat(coordinateSeries(lines, byLayer, colours))
      .concat([missingSeries(lines, byLayer, colours)]),
  };
}
