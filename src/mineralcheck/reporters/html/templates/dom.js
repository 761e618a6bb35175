// Elements; texts are only ever set as text.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function link(address, text) {
  return h("a", { href: address }, text);
}

function badge(kind, value, shown) {
  return value ? h("span", { class: `badge ${kind}-${value}` }, shown) : "";
}

function fileAddress(file, cell) {
  return `#/file/${file.number}${cell ? `?cell=${encodeURIComponent(cell)}` : ""}`;
}

function fileLink(file, cell) {
  return link(fileAddress(file, cell), file.shown);
}

function cellLink(file, cell) {
  return cell ? h("a", { href: fileAddress(file, cell), class: "cell" }, cell) : "";
}

function supplierLink(supplier) {
  return link(`#/supplier/${supplier.number}`, supplier.name || supplier.id);
}

function smelterLink(one) {
  return link(`#/smelter/${encodeURIComponent(`${one.mineral} ${one.id}`)}`, one.name || one.id);
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return h("dl", { class: "facts" }, shown.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}
