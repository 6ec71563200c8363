// What was learned: epochs by layers, the profile of an epoch beside networks that have not learned, and the difference.

const FRAME_MILLISECONDS = 800;
const NOT_COMPARED = "This measure was not taken in the networks to compare with.";

figure("learned", (section, data) => {
  const names = [...new Set(data.measures.flatMap((grid) => grid.comparisons.map((one) => one.name)))];
  const state = { grid: data.measures[0], epoch: data.epochs.length - 1, baseline: names[0], map: "value", timer: null };
  const many = data.epochs.length > 1;
  if (!many) {
    section.querySelector("p").textContent = "The layers of the network beside those of networks that have not learned: what both show is the work of the graph and of the data, and only the difference was learned.";
  }
  const short = withoutCommonParts(withoutExporterEnding(data.layers.map((layer) => layer.name)));
  // Null where the measure was not taken in these networks: what changes between epochs, in untrained ones.
  const comparison = () => state.grid.comparisons.find((one) => one.name === state.baseline) || null;
  const isInput = (position) => layers[position].operator === "Input";
  // Training leaves the input as it is, and its many coordinates would set the scale.
  const learning = () => data.layers.map((layer, position) => position).filter((position) => !isInput(position));
  const title = () => description(state.grid.measure).title;
  const at = (epoch) => (data.epochs[epoch] === null ? "" : ", epoch " + data.epochs[epoch]);
  const view = { data, state, short, comparison, learning, title, at };
  const charts = [];
  const redraw = () => charts.forEach((chart) => chart.draw());

  section.append(element("div", { class: "controls" },
    choice("Measure", data.measures.map((grid) => [grid.measure, description(grid.measure).title]), state.grid.measure, (value) => {
      state.grid = data.measures.find((grid) => grid.measure === value);
      redraw();
    })));
  if (names.length > 1) {
    section.append(element("div", { class: "controls" }, choice("Compared with networks that are", names.map((name) => [name, name]), state.baseline, (value) => {
      state.baseline = value;
      redraw();
    })));
  }
  if (many) {
    if (names.length > 0) {
      section.append(element("div", { class: "controls" }, choice("Map of", [["value", "values"], ["difference", "differences"]], "value", (value) => {
        state.map = value;
        redraw();
      })));
    }
    charts.push(addChart(section, {
      id: "figure-learned-map",
      title: () => title() + (state.map === "value" ? "" : ", trained less " + state.baseline) + ", epoch by layer",
      caption: () => mapCaption(view),
      label: () => "Map of epochs by layers: " + title() + ".",
      source: "The table kind_means of the run holds the values, the table learned the differences.",
      height: (width) => (width < 560 ? 166 : 178) + 26 * Math.max(4, learning().length),
      option: (ctx) => mapOption(view, ctx),
    }));
    section.append(epochControls(view, redraw));
  }
  charts.push(addChart(section, {
    id: "figure-learned-profile",
    title: () => title() + " along the network" + at(state.epoch),
    caption: () => learnedProfileCaption(view),
    label: () => title() + " by relative depth" + at(state.epoch) + ".",
    source: "The table kind_means of the run holds the values.",
    height: (width) => (width < 560 ? 320 : 380),
    option: (ctx) => learnedProfileOption(view, ctx),
  }));
  if (names.length > 0) {
    charts.push(addChart(section, {
      id: "figure-learned-difference",
      title: () => title() + ", trained less " + state.baseline + at(state.epoch),
      caption: () => differenceCaption(view),
      label: () => "Difference of " + title() + " by layer" + at(state.epoch) + ".",
      source: "The table learned of the run holds the values.",
      height: (width) => 92 + (width < 560 ? 24 : 26) * Math.max(3, learning().length),
      option: (ctx) => differenceOption(view, ctx),
    }));
  }
});

/** The accuracy of an epoch, and of what samples it is where layers were measured on others. */
function accuracyAt(data, epoch) {
  const all = head.parameters.testSamples;
  return data.testAccuracy[epoch] === null ? "" : ", test accuracy " + formatPercent(data.testAccuracy[epoch])
    + (all ? " of all " + formatCount(all) + " test samples" : "");
}

/** A slider over the epochs; it plays where the reader has not asked for less motion. */
function epochControls({ data, state }, redraw) {
  const last = data.epochs.length - 1;
  const slider = element("input", { type: "range", min: 0, max: last, step: 1, value: state.epoch, "aria-label": "Epoch" });
  const where = element("span", { class: "where" });
  const play = element("button", { type: "button" }, "Play");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  function goTo(epoch) {
    state.epoch = Math.max(0, Math.min(last, epoch));
    slider.value = String(state.epoch);
    where.textContent = "epoch " + data.epochs[state.epoch]
      + accuracyAt(data, state.epoch);
    slider.setAttribute("aria-valuetext", where.textContent);
    redraw();
  }
  function stop() {
    window.clearInterval(state.timer);
    state.timer = null;
    play.textContent = "Play";
  }
  const step = (label, by) => {
    const button = element("button", { type: "button", "aria-label": label }, by < 0 ? "←" : "→");
    button.addEventListener("click", () => {
      stop();
      goTo(state.epoch + by);
    });
    return button;
  };
  play.addEventListener("click", () => {
    if (state.timer !== null) {
      stop();
      return;
    }
    goTo(state.epoch === last ? 0 : state.epoch);
    play.textContent = "Pause";
    state.timer = window.setInterval(() => {
      goTo(state.epoch + 1);
      if (state.epoch === last) {
        stop();
      }
    }, FRAME_MILLISECONDS);
  });
  const motion = () => {
    play.hidden = still.matches;
    if (still.matches) {
      stop();
    }
  };
  still.addEventListener("change", motion);
  motion();
  slider.addEventListener("input", () => {
    stop();
    goTo(Number(slider.value));
  });
  where.textContent = "epoch " + data.epochs[state.epoch]
    + accuracyAt(data, state.epoch);
  return element("div", { class: "controls" },
    element("label", {}, "Epoch", step("Previous epoch", -1), slider), step("Next epoch", 1), play, where);
}

/** Whether the 95 % interval of a difference leaves out 0. */
function isResolved(cell) {
  return cell !== null && cell.low !== null && cell.high !== null && (cell.low > 0 || cell.high < 0);
}

function cellText(cell) {
  if (cell === null) {
    return "not measured";
  }
  if (cell.value === null) {
    return "not estimable: " + cell.why;
  }
  const row = { estimate: cell.value, error: cell.error };
  return formatEstimate(row) + (cell.low === null || cell.high === null ? "" : " [" + formatOf(row)(cell.low) + ", " + formatOf(row)(cell.high) + "]")
    + (cell.settled ? "" : ", not converged");
}

function meansOver({ data }) {
  return data.networks > 1 ? "Means over " + data.networks + " trainings that differ by their seeds. " : "";
}

function mapCaption(view) {
  const { state, comparison, learning } = view;
  const difference = state.map === "difference";
  if (difference && !comparison()) {
    return NOT_COMPARED;
  }
  const cells = difference ? comparison().differences.flatMap((ofEpoch) => learning().map((position) => ofEpoch[position])) : [];
  const measured = cells.filter((cell) => cell !== null && cell.value !== null).length;
  const resolved = cells.filter(isResolved).length;
  return meansOver(view)
    + (difference
      ? "Dots: the 95 % interval holds 0, or is not known; " + resolved + " of " + measured + " differences are resolved, about " + Math.round(0.05 * measured) + " would be by chance. "
      : "Compare along a row: down a column the width of the layers changes too. ")
    + "Without the input, which training does not change. The lines below are the accuracies at the measured epochs"
    + (head.parameters.testSamples ? ", of all samples of training and of all " + formatCount(head.parameters.testSamples)
      + " test samples; layers were measured on " + formatCount(head.samples) + " samples." : ".");
}

function mapOption({ data, state, short, comparison, learning, title }, ctx) {
  const { colours } = ctx;
  const difference = state.map === "difference";
  const other = comparison();
  const cells = difference ? (other ? other.differences : []) : state.grid.trained;
  const rows = learning();
  const values = [];
  cells.forEach((ofEpoch, column) => rows.forEach((position, row) => {
    const cell = ofEpoch[position];
    if (cell !== null && cell.value !== null) {
      values.push({
        value: [column, row, cell.value], cell,
        label: { show: difference && !isResolved(cell), formatter: "·", color: colours.ink, fontSize: 16 },
      });
    }
  }));
  const numbers = values.map((one) => one.value[2]);
  const largest = Math.max(...numbers.map(Math.abs), 1e-12);
  const low = difference ? -largest : Math.min(...numbers);
  const high = difference ? largest : Math.max(...numbers, low + 1e-12);
  const narrow = ctx.width < 560;
  const left = narrow ? 92 : 150;
  const mapHeight = 26 * Math.max(4, rows.length);
  const top = ctx.top + 46;
  const epochAxis = (grid, labelled) => axisStyle(colours, {
    type: "category", gridIndex: grid, data: data.epochs.map(String), name: labelled ? "epoch" : "", nameLocation: "middle", nameGap: 26,
    axisLabel: { show: labelled, color: colours.soft, fontSize: 11 }, axisTick: { show: labelled },
  });
  const line = (name, list, colour, dash, symbol) => ({
    type: "line", name, xAxisIndex: 1, yAxisIndex: 1, data: list, symbol, symbolSize: 5, lineStyle: { color: colour, width: 1.8, type: dash }, itemStyle: { color: colour },
  });
  return {
    grid: [{ left, right: 16, top, height: mapHeight }, { left, right: 16, top: top + mapHeight + 14, height: narrow ? 60 : 72 }],
    tooltip: {
      trigger: "item",
      formatter: (hit) => element("div", { class: "tip" },
        hit.seriesType === "heatmap" ? element("strong", {}, data.layers[rows[hit.value[1]]].name) : element("strong", {}, hit.seriesName),
        element("div", {}, "epoch " + data.epochs[hit.seriesType === "heatmap" ? hit.value[0] : hit.dataIndex] + ": "
          + (hit.seriesType === "heatmap" ? title() + " " + cellText(hit.data.cell) : formatPercent(hit.value)))),
    },
    xAxis: [epochAxis(0, false), epochAxis(1, true)],
    yAxis: [
      axisStyle(colours, {
        type: "category", inverse: true, data: rows.map((position) => short[position]), axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.ink, fontSize: 12, interval: 0, formatter: (name) => shortenedInside(name, narrow ? 12 : 20) },
      }),
      axisStyle(colours, {
        type: "value", gridIndex: 1, min: 0, max: 1, interval: 0.5, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.soft, fontSize: 11, formatter: (value) => Math.round(100 * value) + " %" }, splitLine: { show: true, lineStyle: { color: colours.line } },
      }),
    ],
    visualMap: {
      type: "continuous", seriesIndex: 0, dimension: 2, min: low, max: high, calculable: false, orient: "horizontal", right: 12, top: ctx.top + 8,
      itemWidth: 12, itemHeight: narrow ? 90 : 160, textStyle: { color: colours.soft, fontFamily: FONT }, text: [formatNumber(high), formatNumber(low)],
      inRange: { color: difference ? [colours.series[0], colours.paper, colours.series[1]] : colours.ramp },
    },
    series: [
      { type: "heatmap", data: values, itemStyle: { borderColor: colours.line, borderWidth: 1 }, emphasis: { itemStyle: { borderColor: colours.ink } } },
      line("training accuracy", data.trainAccuracy, colours.series[0], [6, 3], "rect"),
      line("test accuracy", data.testAccuracy, colours.series[2], "solid", "triangle"),
    ],
    legend: {
      show: true, left: 8, top: ctx.top + 8, itemWidth: 20, textStyle: { color: colours.soft, fontFamily: FONT, fontSize: 11 },
      data: ["training accuracy", "test accuracy"].filter((name, i) => [data.trainAccuracy, data.testAccuracy][i].some((value) => value !== null)),
      width: narrow ? 130 : "auto", orient: narrow ? "vertical" : "horizontal", itemGap: narrow ? 2 : 10,
    },
  };
}

function learnedProfileCaption(view) {
  const { state, comparison, data } = view;
  const { intervalOf } = state.grid;
  const other = comparison();
  return meansOver(view)
    + (intervalOf ? "Band: 95 % interval of " + intervalOf + ". " : "")
    + (other ? "Dashed: " + (other.baselineNetworks > 1 ? "mean of " + other.baselineNetworks + " " + other.networks : "one of the " + other.networks)
      + (other.baselineNetworks > 1 ? ", its band the 95 % interval of their mean. " : ". ") : "No networks to compare with. ")
    + (shownCells(view, other).some((cell) => isBeyond(cell, profileRange(view))) ? "Arrows: the interval goes on beyond the picture. " + fewTwins(other) : "")
    + "Without the input. "
    + (new Set(data.layers.map((layer) => layer.width)).size > 1 ? "The layers differ in their number of coordinates, with which values grow." : "");
}

/** What two networks say of their mean. */
function fewTwins(other) {
  return other && other.baselineNetworks === 2 ? "Two networks give an interval of one degree of freedom, 12.7 standard errors to each side: more of them (--twins 5) make it narrow. " : "";
}

/** The cells of a baseline at the shown epoch. */
function baselineCells(view, other) {
  return !other ? [] : other.values.length === 1 ? other.values[0] : other.values[view.state.epoch];
}

function shownCells(view, other) {
  const cells = baselineCells(view, other) || [];
  return view.learning().map((position) => cells[position]).filter((cell) => cell && cell.value !== null);
}

function isBeyond(cell, { low, high }) {
  return cell !== null && cell.low !== null && cell.high !== null && (cell.low < low || cell.high > high);
}

/** The ends of the value axis, the same for all epochs: all values, and the intervals of trained networks as far as these are no wider than the values. */
function profileRange({ state, comparison, learning }) {
  const other = comparison();
  const cells = (lists) => lists.flatMap((list) => learning().map((position) => list[position])).filter((cell) => cell && cell.value !== null);
  const values = cells(state.grid.trained.concat(other ? other.values : [])).map((cell) => cell.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least;
  const ends = cells(state.grid.trained).filter((cell) => cell.low !== null && cell.high !== null);
  const lowest = Math.min(least, ...ends.map((cell) => Math.max(cell.low, least - span)));
  const highest = Math.max(most, ...ends.map((cell) => Math.min(cell.high, most + span)));
  const margin = 0.08 * (highest - lowest) || 1;
  return { low: least >= 0 && lowest < 0.4 * highest ? Math.min(0, lowest) : lowest - margin, high: highest + margin };
}

/** Both lines with their bands; the value axis is the same for all epochs. */
function learnedProfileOption(view, ctx) {
  const { data, state, comparison, learning } = view;
  const { colours } = ctx;
  const other = comparison();
  const ofOther = other && baselineCells(view, other);
  const range = profileRange(view);
  const lines = [
    { name: "trained", cells: state.grid.trained[state.epoch], colour: colours.series[0], dash: "solid", symbol: "circle" },
    other ? { name: other.name, cells: ofOther, colour: colours.series[1], dash: [7, 4], symbol: "rect" } : null,
  ].filter((line) => line !== null && line.cells);
  const points = (line) => learning().filter((position) => line.cells[position] !== null && line.cells[position].value !== null);
  return {
    grid: { left: 8, right: 22, top: ctx.top + 50, bottom: 34, containLabel: true },
    legend: { left: 8, top: ctx.top + 6, itemWidth: 26, data: lines.map((line) => line.name), textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: {
      trigger: "item",
      formatter: (hit) => element("div", { class: "tip" }, element("strong", {}, data.layers[hit.data.position].name),
        element("div", {}, hit.seriesName + ": " + cellText(hit.data.cell))),
    },
    xAxis: axisStyle(colours, { type: "value", min: 0, max: 1, interval: ctx.width < 330 ? 0.25 : 0.1, name: "relative depth", nameLocation: "middle", nameGap: 28 }),
    yAxis: axisStyle(colours, {
      type: "value", name: description(state.grid.measure).axis, nameLocation: "end", nameGap: 10, nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] },
      min: range.low, max: range.high, axisLabel: { color: colours.soft, showMinLabel: false, showMaxLabel: false, formatter: formatTick },
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    series: lines.flatMap((line) => [
      {
        type: "line", name: line.name, symbol: line.symbol, symbolSize: 7, z: 4, lineStyle: { color: line.colour, width: 2.4, type: line.dash }, itemStyle: { color: line.colour },
        data: points(line).map((position) => ({
          value: [data.layers[position].depth, line.cells[position].value], position, cell: line.cells[position],
          itemStyle: line.cells[position].settled ? {} : { color: colours.paper, borderColor: line.colour, borderWidth: 2 },
        })),
      },
      learnedBand(line, points(line).filter((position) => line.cells[position].low !== null && line.cells[position].high !== null), data, range),
    ]),
  };
}

/** The band of a line as far as the axis goes, with an arrow where an interval goes on. */
function learnedBand(line, positions, data, { low, high }) {
  const ends = positions.map((position) => [data.layers[position].depth, Math.min(high, Math.max(low, line.cells[position].low)), Math.max(low, Math.min(high, line.cells[position].high))]);
  const beyond = positions.flatMap((position) => [[line.cells[position].low < low, low, -1], [line.cells[position].high > high, high, 1]]
    .filter(([isOut]) => isOut).map(([, end, direction]) => [data.layers[position].depth, end, direction]));
  return {
    type: "custom", name: line.name, silent: true, clip: true, z: 1, data: ends.slice(0, 1), encode: { x: 0, y: [] },
    renderItem: (params, api) => ({
      type: "group",
      children: [{
        type: "polygon",
        shape: { points: ends.map(([x, , top]) => api.coord([x, top])).concat(ends.slice().reverse().map(([x, bottom]) => api.coord([x, bottom]))) },
        style: { fill: line.colour, opacity: ends.length < 2 ? 0 : beyond.length > 0 ? 0.07 : 0.16 },
      }].concat(beyond.map(([x, end, direction]) => arrowHead(api.coord([x, end]), [0, -direction], line.colour))),
    }),
  };
}

/** A small triangle with its tip at a place, pointing in a direction of length 1 on the screen. */
function arrowHead([x, y], [right, down], colour) {
  const [back, side] = [8, 4];
  return {
    type: "polygon",
    shape: { points: [[x, y], [x - back * right - side * down, y - back * down + side * right], [x - back * right + side * down, y - back * down - side * right]] },
    style: { fill: colour, opacity: 0.8 },
  };
}

/** How far the axis of differences goes to each side, the same for all epochs. */
function differenceReach({ comparison, learning }) {
  const other = comparison();
  const all = other ? other.differences.flatMap((cells) => learning().map((position) => cells[position])).filter((cell) => cell !== null && cell.value !== null) : [];
  const largest = Math.max(...all.map((cell) => Math.abs(cell.value)), 1e-9);
  // An interval of two seeds may be ten times as wide as anything: it then leaves the picture.
  const ends = all.filter((cell) => cell.low !== null && cell.high !== null).flatMap((cell) => [Math.abs(cell.low), Math.abs(cell.high)]);
  return 1.05 * Math.max(largest, Math.min(2.5 * largest, ...[Math.max(...ends, 0)]));
}

function differenceCaption(view) {
  const { state, comparison, learning } = view;
  const other = comparison();
  if (!other) {
    return NOT_COMPARED;
  }
  const cells = learning().map((position) => other.differences[state.epoch][position]).filter((cell) => cell !== null);
  if (cells.length === 0) {
    return "At this epoch the networks have not learned yet: they are what the others are compared with.";
  }
  return "Strokes: 95 % intervals, of " + (other.intervalOf || "nothing that is known") + ". Filled where they leave out 0: " + cells.filter(isResolved).length + " of " + cells.length + " layers."
    + (cells.some((cell) => isBeyond(cell, { low: -differenceReach(view), high: differenceReach(view) })) ? " Arrows: the interval goes on beyond the picture. " + fewTwins(other) : "");
}

function differenceOption(view, ctx) {
  const { data, state, short, comparison, learning } = view;
  const { colours } = ctx;
  const other = comparison();
  const rows = learning();
  const reach = differenceReach(view);
  const narrow = ctx.width < 560;
  const drawn = (other ? other.differences[state.epoch] : []).map((cell, position) => ({ cell, position }))
    .filter(({ cell, position }) => cell !== null && cell.value !== null && rows.includes(position));
  return {
    grid: { left: narrow ? 92 : 150, right: 22, top: ctx.top + 10, bottom: 34 },
    tooltip: {
      trigger: "item",
      formatter: (hit) => element("div", { class: "tip" }, element("strong", {}, data.layers[hit.data.position].name), element("div", {}, cellText(hit.data.cell))),
    },
    xAxis: axisStyle(colours, {
      type: "value", min: -reach, max: reach, name: "trained less " + state.baseline, nameLocation: "middle", nameGap: 26,
      axisLabel: { color: colours.soft, showMinLabel: false, showMaxLabel: false, formatter: formatTick }, splitLine: { show: true, lineStyle: { color: colours.line } },
    }),
    yAxis: axisStyle(colours, {
      type: "category", inverse: true, data: rows.map((position) => short[position]), axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { color: colours.ink, fontSize: 12, interval: 0, formatter: (name) => shortenedInside(name, narrow ? 12 : 20) },
    }),
    series: [
      {
        type: "custom", silent: true, clip: true, z: 1, encode: { x: [0, 1], y: 2 },
        data: drawn.filter(({ cell }) => cell.low !== null && cell.high !== null).map(({ cell, position }) => [cell.low, cell.high, rows.indexOf(position)]),
        renderItem: (params, api) => {
          const inside = (value) => Math.min(reach, Math.max(-reach, value));
          const from = api.coord([inside(api.value(0)), api.value(2)]);
          const to = api.coord([inside(api.value(1)), api.value(2)]);
          const heads = [api.value(0) < -reach ? arrowHead(from, [-1, 0], colours.series[0]) : null, api.value(1) > reach ? arrowHead(to, [1, 0], colours.series[0]) : null];
          return {
            type: "group",
            children: [{ type: "line", shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }, style: { stroke: colours.series[0], lineWidth: 2, opacity: 0.6 } }].concat(heads.filter(Boolean)),
          };
        },
      },
      {
        type: "scatter", symbolSize: 9, z: 3,
        data: drawn.map(({ cell, position }) => ({
          value: [cell.value, rows.indexOf(position)], cell, position, resolved: isResolved(cell),
          itemStyle: { color: isResolved(cell) ? colours.series[0] : colours.paper, borderColor: colours.series[0], borderWidth: 2 },
        })),
        markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours.axis, width: 1, type: "solid" }, data: [{ xAxis: 0 }] },
      },
    ],
  };
}
