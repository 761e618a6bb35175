// Which page is shown, by the part of the address behind the #.
const OVERVIEW = document.getElementById("overview");
const VIEW = document.getElementById("view");
const TITLE = document.title;

function pageFor(kind, name, query) {
  if (kind === "file") return filePage(name, query);
  if (kind === "supplier") return supplierPage(name);
  if (kind === "smelter") return smelterPage(decodeURIComponent(name));
  if (kind === "figure") return figurePage(decodeURIComponent(name));
  if (!Object.hasOwn(LISTS, kind)) return null;
  const table = LISTS[kind]({ address: `#/${kind}`, quiet: true });
  table.filter(Object.fromEntries(query));
  return { title: table.title, parts: [table] };
}

function show(focus) {
  const [path, search] = location.hash.replace(/^#/, "").split("?");
  const [, kind, name] = path.split("/");
  tables = [];
  for (const entry of document.querySelectorAll("#menu a")) {
    if (entry.getAttribute("href") === `#/${kind || ""}`) entry.setAttribute("aria-current", "page");
    else entry.removeAttribute("aria-current");
  }
  OVERVIEW.hidden = Boolean(kind);
  VIEW.hidden = !kind;
  VIEW.replaceChildren();
  document.title = TITLE;
  if (!kind) { if (focus) focusOn(OVERVIEW.querySelector("h1")); return; }
  const page = pageFor(kind, name, new URLSearchParams(search || "")) || { title: ui("nothing_here"), parts: [] };
  const heading = h("h1", {}, page.title);
  VIEW.append(heading, ...page.parts.map((part) => (part instanceof Table ? part.element : part)));
  document.title = `${page.title} · ${TITLE}`;
  const marked = VIEW.querySelector(".marked");
  if (focus || marked) focusOn(marked || heading);
}

function focusOn(element) {
  element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element.tagName === "H1" ? "end" : "center" });
  if (element.tagName === "H1") scrollTo(0, 0);
}

addEventListener("hashchange", () => show(true));
addEventListener("beforeprint", () => tables.forEach((table) => table.print(true)));
addEventListener("afterprint", () => tables.forEach((table) => table.print(false)));
// What appears on hover and focus goes away with Escape until the pointer comes again.
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.documentElement.classList.add("no-tips");
});
for (const event of ["focusin", "pointerover"]) {
  addEventListener(event, () => document.documentElement.classList.remove("no-tips"));
}
document.documentElement.classList.add("ready");
show(false);
