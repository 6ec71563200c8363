// Text and elements. Names of classes, layers and files come from others, so every piece of text
// enters the page as a text node, never as markup.

/** An element; attributes that are null are left out, children are elements or text. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The same for the vector drawings inside buttons. */
function vector(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(target, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) {
      target.setAttribute(name, value);
    }
  }
}

/** Decimals that show about four significant digits of a number of this size. */
function decimals(size) {
  return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
}

/** A number for reading: about four significant digits, no exponent for ordinary sizes. */
function formatNumber(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const size = Math.abs(value);
  if (value !== 0 && (size < 0.001 || size >= 1e7)) {
    return value.toExponential(2);
  }
  return Number.isInteger(value) ? formatCount(value) : value.toFixed(decimals(size));
}

function formatCount(value) {
  return value.toLocaleString("en-GB");
}

function formatPercent(share) {
  return (100 * share).toFixed(1) + " %";
}

/** The estimate and its standard error with equal decimals. */
function formatEstimate(row) {
  if (row.estimate === null) {
    return "not estimable";
  }
  if (!row.error) {
    return formatNumber(row.estimate);
  }
  const digits = decimals(Math.max(Math.abs(row.estimate), row.error));
  return row.estimate.toFixed(digits) + " ± " + row.error.toFixed(digits);
}

/** Any value of a parameter as one line of text. */
function formatValue(value) {
  if (value === null || value === undefined) {
    return "none";
  }
  if (Array.isArray(value)) {
    return value.map(formatValue).join(", ");
  }
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => name + ": " + formatValue(part)).join("; ");
  }
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Number(value.toPrecision(6)));
  }
  return String(value);
}

/** The last part of a path, of either kind. */
function lastOfPath(path) {
  const parts = String(path).split(/[\\/]/).filter((part) => part !== "");
  return parts.length === 0 ? String(path) : parts[parts.length - 1];
}

/** A text cut to a length, with an ellipsis. */
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1) + "…";
}

/** A file name of safe characters. */
function fileName(text, extension) {
  const safe = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return (safe || "figure") + "." + extension;
}

/** Hands a file to the reader; nothing leaves the machine. */
function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
