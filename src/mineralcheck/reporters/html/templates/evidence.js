// The way from a figure to files and cells, see evidence.py.
function unpackRuns(runs) {
  const found = [];
  let at = 0;
  for (let n = 0; n < runs.length; n += 2) {
    at += runs[n];
    for (let k = 0; k < runs[n + 1]; k += 1) found.push(at + k);
    at += runs[n + 1];
  }
  return found;
}

function evidenceOf(figure) {
  const [form, number, kind, values] = figure.evidence;
  const wanted = new Set(values);
  const test = (row) => (kind === "mineral" ? wanted.has(row.mineral)
    : kind === "family" ? row.file && wanted.has(row.file.family) : true);
  const [counted, others] = DATA.evidence[number].map(unpackRuns);
  if (form !== "group") return saidRows(form, new Set(counted), new Set(others)).filter(test);
  const rows = (groups, yes) => groups.flatMap((group) => placesOf(DATA.groups[group], yes));
  return [...rows(counted, "yes"), ...rows(others, "no")].filter(test);
}

// Rows of smelter lists, chosen by what they say or by who says it.
function saidRows(form, counted, others) {
  const found = [];
  for (const file of FILES.filter((one) => one.named)) {
    let row = 0;
    for (const number of file.packed) {
      if (number < 0) { row = -number; continue; }
      const key = form === "row" ? number : file.supplier;
      if (counted.has(key) || others.has(key)) {
        found.push(saidRow(file, row, DECLARED[number], counted.has(key) ? "yes" : "no", form));
      }
      row += 1;
    }
  }
  return found.sort((a, b) => (a.counted < b.counted) - (a.counted > b.counted));
}

function saidRow(file, row, said, counted, form) {
  const entry = said.entry;
  const name = entry ? `${entry.name} (${entry.id})` : said.declared;
  const unit = form === "supplier" ? supplierOf(file) : entry ? `${mineralName(said.mineral)}: ${name}` : name;
  const state = entry ? `${word("tier", said.tier)}, ${word("status", entry.status)}` : word("tier", said.tier);
  return { unit, counted, mineral: said.mineral, text: `${name}: ${state}`, weight: 1, supplier: supplierOf(file),
    file, name: file.shown, row, cell: `${TEXTS[DATA.columns[file.number]]}${row}` };
}

function placesOf(group, counted) {
  const [unit, mineral, smelter, text, weight] = [TEXTS[group[0]], TEXTS[group[1]], TEXTS[group[2]], TEXTS[group[3]], group[4]];
  const found = [];
  for (let n = 0; n < group[5].length; n += 2) {
    const place = group[5][n];
    const cell = TEXTS[group[5][n + 1]];
    const file = place < 0 ? null : FILES[place];
    const [owner, name] = place < 0 ? DATA.elsewhere[-1 - place].map((one) => TEXTS[one]) : [supplierOf(file), file.path];
    found.push({ unit: unit || `${name} ${cell}`, counted, mineral, smelter, text, weight, supplier: owner, file, name, cell });
  }
  return found;
}

const FIGURES = (DATA.figures || []).map((row) => {
  const [address, title, part, shown, fraction, formula, note, evidence] = row;
  return { address, title, part, shown, fraction, formula, note, evidence };
});

function figurePage(address) {
  const figure = FIGURES.find((one) => one.address === address);
  if (!figure) return null;
  const rows = evidenceOf(figure);
  const columns = [
    { key: "counted", title: ui("counted"), get: (row) => row.counted, pick: true, label: (value) => ui(value) },
    { key: "unit", title: ui("unit"), get: (row) => row.unit, wide: true },
    { key: "supplier", title: ui("supplier"), get: (row) => row.supplier },
    { key: "file", title: ui("file"), get: (row) => row.name, wide: true,
      show: (row) => (row.file ? fileLink(row.file, row.cell) : row.name) },
    { key: "cell", title: ui("cell"), get: (row) => row.cell,
      show: (row) => (row.file ? cellLink(row.file, row.cell) : row.cell) },
    mineralColumn((row) => row.mineral),
    { key: "text", title: ui("says"), get: (row) => row.text, wide: true },
    ...(rows.some((row) => row.weight !== 1) ? [{ key: "weight", title: ui("amount"), get: (row) => row.weight, number: true }] : []),
  ];
  return {
    title: `${figure.title}: ${figure.part}`,
    parts: [
      facts([[ui("figure"), figure.shown], [ui("made_of"), figure.fraction], [ui("formula"), figure.formula], [ui("note"), figure.note]]),
      new Table(ui("evidence"), columns, rows, { address: `#/figure/${encodeURIComponent(address)}` }),
    ],
  };
}
