// A table that is sorted by its headers, filtered above, and shown in pages.
const PAGE = 100;
const PRINTED = 2000;
let tables = [];
let tableNumber = 0;

class Table {
  // column: key, title, get(row), show(row), label(value), pick (a choice of its values), number
  constructor(title, columns, rows, options = {}) {
    this.title = title;
    this.columns = columns;
    this.rows = rows;
    this.shown = rows;
    this.page = 0;
    this.size = PAGE;
    this.sorting = null;
    this.options = options;
    this.picked = new Map();
    this.search = "";
    this.id = `table-${++tableNumber}`;
    this.element = h("div", { class: "listing" });
    this.build(options.level || 2);
    tables.push(this);
  }

  build(level) {
    this.status = h("p", { class: "count", role: "status" });
    this.seen = this.columns.filter((column) => !column.unseen);
    this.headers = this.seen.map((column) => this.header(column, this.columns.indexOf(column)));
    this.body = h("tbody", {});
    const table = h("table", {}, h("caption", { class: "hidden" }, this.title),
      h("thead", {}, h("tr", {}, this.headers)), this.body);
    this.pager = h("nav", { class: "pager", "aria-label": ui("pages_of", { table: this.title }) });
    const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": this.title };
    this.element.append(
      h(`h${level}`, { id: `${this.id}-title`, class: this.options.quiet ? "hidden" : null }, this.title),
      ...(this.rows.length > 5 || this.options.address ? [this.filters()] : []),
      this.status, h("div", region, table), this.pager);
    this.refresh();
  }

  header(column, place) {
    const act = () => this.sortBy(place);
    const button = h("button", { type: "button", on: { click: act } }, column.title,
      h("span", { class: "arrow", "aria-hidden": "true" }));
    return h("th", { scope: "col", class: column.number ? "number" : null }, button);
  }

  filters() {
    const input = h("input", { type: "search", id: `${this.id}-search`, autocomplete: "off" });
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { this.search = input.value; this.changed(); }, 150);
    });
    this.input = input;
    const parts = [h("div", {}, h("label", { for: input.id }, ui("search")), input)];
    this.selects = new Map();
    for (const column of this.columns.filter((one) => one.pick)) parts.push(this.choice(column));
    const clear = h("button", { type: "button", class: "plain", on: { click: () => this.filter({}) } }, ui("clear"));
    return h("form", { class: "filters", role: "search", "aria-label": ui("filter_of", { table: this.title }),
      on: { submit: (event) => event.preventDefault() } }, parts, clear);
  }

  choice(column) {
    const id = `${this.id}-${column.key}`;
    const values = [...new Set(this.rows.map((row) => String(column.get(row))))].filter(Boolean);
    const label = column.label || ((value) => value);
    values.sort((a, b) => COLLATOR.compare(label(a), label(b)));
    const select = h("select", { id, on: { change: () => {
      if (select.value) this.picked.set(column, select.value);
      else this.picked.delete(column);
      this.changed();
    } } }, h("option", { value: "" }, ui("all")), values.map((value) => h("option", { value }, label(value))));
    this.selects.set(column, select);
    return h("div", {}, h("label", { for: id }, column.title), select);
  }

  // Filter and sort as the address says.
  filter(wanted) {
    this.search = wanted.q || "";
    this.picked.clear();
    if (this.input) this.input.value = this.search;
    for (const column of this.columns.filter((one) => one.pick)) {
      const value = wanted[column.key] || "";
      const select = this.selects && this.selects.get(column);
      if (select) select.value = value;
      if (value) this.picked.set(column, value);
    }
    const place = this.columns.findIndex((column) => column.key === (wanted.sort || "").replace("-", ""));
    if (place >= 0) this.sorting = { place, down: wanted.sort.startsWith("-") };
    this.changed();
  }

  changed() {
    this.page = 0;
    this.refresh();
    if (this.options.address) history.replaceState(null, "", this.address());
  }

  address() {
    const parts = new URLSearchParams();
    if (this.search) parts.set("q", this.search);
    for (const [column, value] of this.picked) parts.set(column.key, value);
    if (this.sorting) parts.set("sort", (this.sorting.down ? "-" : "") + this.columns[this.sorting.place].key);
    const text = parts.toString();
    return this.options.address + (text ? `?${text}` : "");
  }

  sortBy(place) {
    const again = this.sorting && this.sorting.place === place;
    this.sorting = { place, down: again && !this.sorting.down };
    this.changed();
  }

  text(column, row) {
    const value = column.get(row);
    return column.label ? `${column.label(value)} ${value}` : String(value);
  }

  haystack(number) {
    this.haystacks ||= [];
    this.haystacks[number] ||= this.columns.map((column) => this.text(column, this.rows[number])).join("\n").toLowerCase();
    return this.haystacks[number];
  }

  refresh() {
    const needles = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    const picked = [...this.picked];
    this.shown = this.rows.filter((row, number) =>
      picked.every(([column, value]) => String(column.get(row)) === value) &&
      needles.every((needle) => this.haystack(number).includes(needle)));
    if (this.sorting) this.sort(this.columns[this.sorting.place], this.sorting.down ? -1 : 1);
    this.headers.forEach((header, place) => {
      const own = this.sorting && this.columns[this.sorting.place] === this.seen[place];
      if (own) header.setAttribute("aria-sort", this.sorting.down ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    });
    this.draw();
  }

  // Every value is compared once; after that only ranks are.
  sort(column, sign) {
    const values = [...new Set(this.shown.map((row) => column.get(row)))];
    const name = (value) => (column.label ? column.label(value) : value);
    const order = column.order || ((a, b) => (typeof a === "number" && typeof b === "number" ? a - b
      : COLLATOR.compare(String(name(a)), String(name(b)))));
    const ranks = new Map(values.sort(order).map((value, rank) => [value, rank]));
    this.shown.sort((a, b) => sign * (ranks.get(column.get(a)) - ranks.get(column.get(b))));
  }

  draw() {
    const first = this.page * this.size;
    const part = this.shown.slice(first, first + this.size);
    this.body.replaceChildren(...part.map((row) => this.line(row)));
    const numbers = { from: count(Math.min(first + 1, this.shown.length)), to: count(first + part.length),
      of: count(this.shown.length), all: count(this.rows.length) };
    this.status.textContent = ui(this.shown.length === this.rows.length ? "count" : "count_filtered", numbers);
    this.drawPager();
  }

  line(row) {
    const marked = this.options.marked && this.options.marked(row);
    return h("tr", { class: marked ? "marked" : null, id: marked ? "marked" : null }, this.seen.map((column) =>
      h("td", { class: column.number ? "number" : column.wide ? "wide" : null }, this.shownValue(column, row))));
  }

  shownValue(column, row) {
    if (column.show) return column.show(row);
    const value = column.get(row);
    if (typeof value === "number") return count(value);
    return column.label ? column.label(value) : value;
  }

  drawPager() {
    const pages = Math.ceil(this.shown.length / this.size);
    if (pages < 2) { this.pager.replaceChildren(); return; }
    const to = (key, page) => h("button", { type: "button", "data-go": key,
      "aria-disabled": page < 0 || page >= pages ? "true" : null,
      on: { click: () => this.turn(page, pages, key) } }, ui(key));
    this.pager.replaceChildren(to("first", this.page ? 0 : -1), to("previous", this.page - 1),
      h("span", {}, ui("page", { page: count(this.page + 1), pages: count(pages) })),
      to("next_page", this.page + 1), to("last", this.page < pages - 1 ? pages - 1 : pages));
  }

  turn(page, pages, key) {
    if (page < 0 || page >= pages) return;
    this.page = page;
    this.draw();
    this.pager.querySelector(`[data-go=${key}]`).focus();
  }

  // The page that has the marked row.
  reveal() {
    const place = this.options.marked ? this.shown.findIndex((row) => this.options.marked(row)) : -1;
    if (place < 0) return false;
    this.page = Math.floor(place / this.size);
    this.draw();
    return true;
  }

  print(all) {
    this.size = all ? PRINTED : PAGE;
    this.page = 0;
    this.draw();
  }
}
