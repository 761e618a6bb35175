// The tables of the report.
const RISKS = ["low", "medium", "high"];
const SEVERITIES = ["info", "warning", "error"];
const VERDICTS = ["pass", "warn", "fail", "unreadable"];

function byOrder(order) {
  return (a, b) => order.indexOf(a) - order.indexOf(b);
}

function coded(table, key, title, get, order, kind = table) {
  return { key, title, get, pick: true, label: (value) => (value ? word(table, value) : ""),
    order: order && byOrder(order), show: (row) => badge(kind, get(row), word(table, get(row))) };
}

function mineralColumn(get) {
  return { key: "mineral", title: ui("mineral"), get, pick: true, label: mineralName };
}

function fileColumn() {
  return { key: "file", title: ui("file"), get: (row) => row.file.path, wide: true,
    show: (row) => fileLink(row.file, row.cell) };
}

function cellColumn() {
  return { key: "cell", title: ui("cell"), get: (row) => row.cell, show: (row) => cellLink(row.file, row.cell) };
}

function filesTable(files, options) {
  const rows = files.map((file) => ({ file, ...matchedRows(file), errors: severityCount(file, "error"),
    warnings: severityCount(file, "warning") }));
  const columns = [
    { key: "file", title: ui("file"), get: (row) => row.file.path, show: (row) => fileLink(row.file), wide: true },
    { key: "company", title: ui("company"), get: (row) => row.file.company },
    { key: "template", title: ui("template"), get: (row) => row.file.family, pick: true,
      show: (row) => `${row.file.family} ${row.file.version}` },
    { key: "date", title: ui("date"), get: (row) => row.file.date },
    coded("verdict", "verdict", ui("verdict"), (row) => row.file.verdict, VERDICTS),
    { key: "open", title: ui("open_short"), get: (row) => row.file.open.length, number: true },
    { key: "errors", title: ui("errors"), get: (row) => row.errors, number: true },
    { key: "warnings", title: ui("warnings"), get: (row) => row.warnings, number: true },
    { key: "smelters", title: ui("matched_rows"), get: (row) => row.matched, number: true,
      show: (row) => (row.file.readable ? `${count(row.matched)} / ${count(row.all)}` : "") },
  ];
  if (DATA.owners) {
    columns.splice(2, 0, { key: "supplier", title: ui("supplier"), get: (row) => supplierOf(row.file),
      show: (row) => (row.file.supplier < 0 ? "" : supplierLink(SUPPLIERS[row.file.supplier])) });
    columns.push(coded("standing", "standing", ui("standing"), (row) => row.file.standing));
  }
  return new Table(ui("files"), columns, rows, options);
}

function supplierOf(file) {
  return file.supplier < 0 ? "" : SUPPLIERS[file.supplier].name;
}

function findingsTable(rows, options, alone) {
  const columns = [
    coded("severity", "severity", ui("severity"), (row) => row.severity, SEVERITIES),
    { key: "code", title: ui("rule"), get: (row) => row.code, pick: true, show: (row) => `${row.code} ${row.name}` },
    ...(alone ? [] : [fileColumn()]),
    cellColumn(),
    { key: "message", title: ui("finding"), get: (row) => `${row.message}\n${row.fix}`, wide: true,
      show: (row) => [h("p", {}, row.message), h("p", { class: "fix" }, row.fix)] },
  ];
  return new Table(ui("findings"), columns, rows, options);
}

function smeltersTable(options) {
  const columns = [
    mineralColumn((row) => row.mineral),
    { key: "id", title: ui("smelter_id"), get: (row) => row.id },
    { key: "name", title: ui("smelter"), get: (row) => row.name, show: smelterLink },
    { key: "country", title: ui("country"), get: (row) => row.country, pick: true },
    coded("status", "status", ui("status"), (row) => row.status),
    { key: "text", title: ui("status_text"), get: (row) => row.text },
    ...(DATA.consolidated ? [{ key: "suppliers", title: ui("suppliers"), get: (row) => row.suppliers, number: true }] : []),
    { key: "files", title: ui("files"), get: (row) => row.files, number: true },
    { key: "rows", title: ui("rows"), get: (row) => row.rows, number: true },
  ];
  return new Table(ui("smelters"), columns, consolidated(), options);
}

function rowsTable(rows, options, alone) {
  const columns = [
    ...(alone ? [] : [{ key: "file", title: ui("file"), get: (row) => row.file.path, wide: true,
      show: (row) => link(`#/file/${row.file.number}?row=${row.row}`, row.file.shown) }]),
    { key: "row", title: ui("row"), get: (row) => row.row, number: true, show: (row) => String(row.row) },
    mineralColumn((row) => row.of.mineral),
    { key: "declared", title: ui("declared"), get: (row) => row.of.declared, wide: true },
    { key: "match", title: ui("matched"), get: (row) => (row.of.entry ? "yes" : "no"), pick: true,
      label: (value) => ui(value), unseen: true },
    coded("tier", "tier", ui("tier"), (row) => row.of.tier, null, "plain"),
    { key: "smelter", title: ui("smelter"), get: (row) => (row.of.entry ? `${row.of.entry.name} ${row.of.entry.id}` : ""),
      show: (row) => (row.of.entry ? [smelterLink(row.of.entry), ` ${row.of.entry.id}`] : candidateList(row.of)) },
    { key: "reason", title: ui("reason"), get: (row) => row.of.reason, wide: true },
    coded("status", "status", ui("status"), (row) => (row.of.entry ? row.of.entry.status : "")),
  ];
  return new Table(ui("smelter_rows"), columns, rows, options);
}

function candidateList(declared) {
  const found = candidatesOf(declared);
  return found.length ? [h("span", { class: "fix" }, `${ui("candidates")}: `), found.join("; ")] : "";
}

function openTable(rows, options, alone) {
  const columns = [
    ...(alone ? [] : [fileColumn()]),
    cellColumn(),
    { key: "topic", title: ui("field"), get: (row) => row.topic, pick: true, label: (value) => word("topic", value) },
    mineralColumn((row) => row.mineral),
  ];
  return new Table(ui("open_fields"), columns, rows, options);
}

function answersTable(file, options) {
  const rows = file.answers.map((number) => {
    const [question, mineral, cell, answer, comment] = DATA.answers[number].map((n) => TEXTS[n]);
    return { file, question, mineral, cell, answer, comment };
  });
  const columns = [
    cellColumn(),
    { key: "question", title: ui("question"), get: (row) => row.question, pick: true, label: (value) => word("topic", value) },
    mineralColumn((row) => row.mineral),
    { key: "answer", title: ui("answer"), get: (row) => row.answer },
    { key: "comment", title: ui("comment"), get: (row) => row.comment, wide: true },
  ];
  return new Table(ui("answers"), columns, rows, options);
}

function suppliersTable(options) {
  const columns = [
    { key: "name", title: ui("supplier"), get: (row) => row.name, show: supplierLink },
    { key: "id", title: ui("supplier_id"), get: (row) => row.id },
    coded("response", "response", ui("response"), (row) => row.response),
    coded("risk", "risk", ui("risk"), (row) => row.risk, RISKS),
    { key: "score", title: ui("score"), get: (row) => row.score, number: true },
    { key: "reasons", title: ui("reasons"), wide: true, get: (row) => reasonsText(row) },
    { key: "next", title: ui("next"), get: (row) => row.action, pick: true, label: (value) => word("action", value) },
    { key: "due", title: ui("due"), get: (row) => row.due },
    { key: "files", title: ui("files"), get: (row) => row.files.length, number: true },
  ];
  return new Table(ui("suppliers"), columns, SUPPLIERS, options);
}

function reasonsText(supplier) {
  return supplier.reasons.map((reason) => `${word("factor", reason.factor)} ${count(reason.cases)}`).join(", ");
}
