// One page for each file, supplier and smelter.
function filePage(number, query) {
  const file = FILES[Number(number)];
  if (!file) return null;
  const cell = query.get("cell") || "";
  const row = Number(query.get("row") || 0);
  const parts = [fileFacts(file)];
  if (cell || row) parts.unshift(h("p", { class: "place", role: "note" }, `${ui("looked_for")}: `, h("strong", {}, cell || `${ui("row")} ${row}`)));
  if (!file.readable) return { title: file.path, parts: [...parts, h("p", { class: "problem" }, file.message)] };
  const marked = (one) => Boolean(cell) && one.cell === cell;
  const findings = file.findings.map((one) => finding(one, file));
  const own = [
    findingsTable(findings, { marked }, true),
    openTable(openFields(file), { marked }, true),
    answersTable(file, { marked }),
  ];
  const found = own.map((table) => table.reveal()).some(Boolean);
  const wanted = row || (!found && cell ? Number((/(\d+)$/.exec(cell) || [0, 0])[1]) : 0);
  const inList = row || (cell && !cell.startsWith("Declaration!"));
  const smelters = rowsTable(smelterRows(file), { marked: (one) => inList && one.row === wanted }, true);
  smelters.reveal();
  return { title: file.path, parts: [...parts, ...own, smelters] };
}

function fileFacts(file) {
  const { all, matched } = matchedRows(file);
  const declared = [...file.facts].map(([name, value]) => [word("topic", name), name === "declaration_scope" ? word("scope", value) : value]);
  return facts([
    [ui("verdict"), badge("verdict", file.verdict, word("verdict", file.verdict))],
    [ui("supplier"), file.supplier < 0 ? "" : supplierLink(SUPPLIERS[file.supplier])],
    [ui("standing"), DATA.owners ? word("standing", file.standing) : ""],
    [ui("template"), file.readable ? `${file.family} ${file.version}` : ""],
    [ui("scope"), file.scope ? word("scope", file.scope) : ""],
    [ui("completeness"), file.readable ? ui("complete_of", { n: count(file.required - file.open.length), of: count(file.required) }) : ""],
    [ui("matched_rows"), all ? `${count(matched)} / ${count(all)}` : ""],
    [ui("products"), file.products ? count(file.products) : ""],
    [ui("mines"), file.mines ? count(file.mines) : ""],
    ...declared,
  ]);
}

function supplierPage(number) {
  const supplier = SUPPLIERS[Number(number)];
  if (!supplier) return null;
  const paths = new Map(supplier.files.map((file) => [file.path, file]));
  const reasons = supplier.reasons.flatMap((reason) => reason.examples.map((one) => ({ ...one, reason, of: paths.get(TEXTS[one.file]) })));
  const columns = [
    { key: "factor", title: ui("reason"), get: (row) => row.reason.factor, label: (value) => word("factor", value) },
    { key: "cases", title: ui("cases"), get: (row) => row.reason.cases, number: true },
    { key: "points", title: ui("points"), get: (row) => row.reason.points, number: true },
    { key: "file", title: ui("file"), get: (row) => TEXTS[row.file], wide: true,
      show: (row) => (row.of ? fileLink(row.of, row.cell) : TEXTS[row.file]) },
    { key: "cell", title: ui("cell"), get: (row) => row.cell, show: (row) => (row.of ? cellLink(row.of, row.cell) : row.cell) },
    { key: "text", title: ui("example"), get: (row) => row.text, wide: true },
  ];
  return {
    title: supplier.name || supplier.id,
    parts: [
      facts([
        [ui("supplier_id"), supplier.id],
        [ui("response"), badge("response", supplier.response, word("response", supplier.response))],
        [ui("risk"), badge("risk", supplier.risk, `${word("risk", supplier.risk)} (${supplier.score})`)],
        [ui("next"), word("action", supplier.action)],
        [ui("due"), supplier.due],
      ]),
      new Table(ui("reasons"), columns, reasons, {}),
      filesTable(supplier.files, {}),
      findingsTable(supplier.files.flatMap((file) => file.findings.map((one) => finding(one, file))), {}),
      openTable(supplier.files.flatMap(openFields), {}),
      rowsTable(supplier.files.flatMap(smelterRows), {}),
    ],
  };
}

function smelterPage(key) {
  const one = consolidated().find((entry) => `${entry.mineral} ${entry.id}` === key);
  const rows = FILES.flatMap(smelterRows).filter((row) => row.of.entry && `${row.of.entry.mineral} ${row.of.entry.id}` === key);
  const entry = one || (rows.length ? rows[0].of.entry : null);
  if (!entry) return null;
  const source = ENTRIES.find((other) => other.mineral === entry.mineral && other.id === entry.id) || {};
  return {
    title: `${entry.name} (${entry.id})`,
    parts: [
      facts([
        [ui("mineral"), mineralName(entry.mineral)],
        [ui("country"), entry.country],
        [ui("status"), badge("status", entry.status, word("status", entry.status))],
        [ui("status_text"), entry.text],
        [ui("as_of"), source.asOf],
        [ui("source"), source.source],
      ]),
      rowsTable(rows, {}),
    ],
  };
}

const LISTS = {
  suppliers: (options) => suppliersTable(options),
  files: (options) => filesTable(FILES, options),
  findings: (options) => findingsTable(allFindings(), options),
  smelters: (options) => smeltersTable(options),
  rows: (options) => rowsTable(FILES.flatMap(smelterRows), options),
  open: (options) => openTable(FILES.flatMap(openFields), options),
};
