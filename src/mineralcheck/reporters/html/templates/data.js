"use strict";
// The data of the report: texts and rows by number, see pool.py and records.py.
const DATA = JSON.parse(document.getElementById("data").textContent);
const TEXTS = DATA.strings;
const WORDS = DATA.words;
const LANGUAGE = document.documentElement.lang;
const NUMBER = new Intl.NumberFormat(LANGUAGE);
const COLLATOR = new Intl.Collator(LANGUAGE, { numeric: true, sensitivity: "base" });

function word(table, key) {
  const own = WORDS[table];
  return own && Object.hasOwn(own, key) ? own[key] : key;
}

function ui(key, values) {
  return word("ui", key).replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

function count(number) {
  return NUMBER.format(number);
}

function mineralName(name) {
  return word("mineral", name);
}

const FILES = DATA.files.map((row, number) => {
  const readable = row.length > 4;
  const facts = new Map();
  const listed = readable ? row[9] : [];
  for (let n = 0; n < listed.length; n += 2) facts.set(TEXTS[listed[n]], TEXTS[listed[n + 1]]);
  const owner = DATA.owners ? DATA.owners[number] : null;
  return {
    number,
    readable,
    path: TEXTS[row[0]],
    verdict: TEXTS[row[1]],
    message: TEXTS[row[2]],
    findings: row[3],
    family: readable ? TEXTS[row[4] || 0] : "",
    version: readable ? TEXTS[row[5] || 0] : "",
    scope: readable ? TEXTS[row[6] || 0] : "",
    date: readable ? TEXTS[row[7] || 0] : "",
    required: readable ? row[8] || 0 : 0,
    facts,
    company: facts.get("company_name") || "",
    answers: row[10] || [],
    open: row[11] || [],
    packed: row[12] || [],
    products: row[13] || 0,
    mines: row[14] || 0,
    supplier: owner && owner[0] >= 0 ? owner[0] : -1,
    named: owner ? owner[2] === 1 : true,
    standing: owner ? TEXTS[owner[1]] : "counted",
  };
});

// Folder that all files are in; it is left out of tables.
const FOLDER = (() => {
  const folders = FILES.map((file) => file.path.split("/").slice(0, -1));
  let common = folders[0] || [];
  for (const own of folders) {
    let same = 0;
    while (same < common.length && own[same] === common[same]) same += 1;
    common = common.slice(0, same);
  }
  return common.length ? `${common.join("/")}/` : "";
})();
for (const file of FILES) file.shown = file.path.slice(FOLDER.length);

function textOfFinding(number, row) {
  return TEXTS[number].replace(/\ue000(\d)/g, (whole, place) => {
    const value = row[6 + Number(place)];
    return value === undefined ? whole : TEXTS[value];
  });
}

function finding(number, file) {
  const row = DATA.findings[number];
  return {
    file,
    number,
    code: TEXTS[row[0]],
    name: TEXTS[row[1]],
    severity: TEXTS[row[2]],
    cell: TEXTS[row[3]],
    get message() { return textOfFinding(row[4], row); },
    get fix() { return textOfFinding(row[5], row); },
  };
}

function allFindings() {
  return FILES.flatMap((file) => file.findings.map((number) => finding(number, file)));
}

function smelterEntry(number) {
  const row = DATA.smelters[number];
  const [mineral, id, name, country, status, text, asOf, source] = row.map((n) => TEXTS[n]);
  return { number, mineral, id, name, country, status, text, asOf, source };
}
const ENTRIES = DATA.smelters.map((_, number) => smelterEntry(number));

const DECLARED = DATA.rows.map((row) => ({
  mineral: TEXTS[row[0]],
  entry: row[1] < 0 ? null : ENTRIES[row[1]],
  declared: [row[2], row[3], row[4], row[5]].map((n) => TEXTS[n]).filter(Boolean).join(" · "),
  tier: TEXTS[row[6]],
  reason: TEXTS[row[7]],
  score: row[8],
  packed: row[9],
}));

function candidatesOf(declared) {
  const found = [];
  for (let n = 0; n < declared.packed.length; n += 3) {
    found.push(`${TEXTS[declared.packed[n + 1]]} (${TEXTS[declared.packed[n]]}, ${declared.packed[n + 2]})`);
  }
  return found;
}

function smelterRows(file) {
  const found = [];
  let row = 0;
  for (const number of file.packed) {
    if (number < 0) row = -number;
    else found.push({ file, row: row++, of: DECLARED[number] });
  }
  return found;
}

function openFields(file) {
  return file.open.map((number) => {
    const [topic, mineral, cell] = DATA.open[number].map((n) => TEXTS[n]);
    return { file, topic, mineral, cell };
  });
}

function severityCount(file, severity) {
  return file.findings.reduce((sum, n) => sum + (TEXTS[DATA.findings[n][2]] === severity ? 1 : 0), 0);
}

function matchedRows(file) {
  let all = 0;
  let matched = 0;
  for (const number of file.packed) {
    if (number < 0) continue;
    all += 1;
    if (DECLARED[number].entry) matched += 1;
  }
  return { all, matched };
}

// Smelters once each, however many files name them.
function consolidated() {
  if (DATA.consolidated) {
    return DATA.consolidated.map((row) => {
      const [mineral, id, name, country, status, text] = row.slice(0, 6).map((n) => TEXTS[n]);
      return { mineral, id, name, country, status, text, suppliers: row[6], files: row[7], rows: row[8] };
    });
  }
  const found = new Map();
  for (const file of FILES) {
    const here = new Set();
    for (const number of file.packed) {
      const entry = number < 0 ? null : DECLARED[number].entry;
      if (!entry) continue;
      const key = `${entry.mineral} ${entry.id}`;
      const own = found.get(key) || { ...entry, files: 0, rows: 0 };
      own.rows += 1;
      if (!here.has(key)) own.files += 1;
      here.add(key);
      found.set(key, own);
    }
  }
  return [...found.values()];
}

const SUPPLIERS = (DATA.suppliers || []).map((row, number) => ({
  number,
  id: TEXTS[row[0]],
  name: TEXTS[row[1]],
  response: TEXTS[row[2]],
  risk: TEXTS[row[3]],
  score: row[4],
  action: TEXTS[row[5]],
  due: TEXTS[row[6]],
  reasons: row[7].map(([factor, cases, points, examples]) => ({
    factor: TEXTS[factor],
    cases,
    points,
    examples: examples.map(([file, cell, text]) => ({ file, cell: TEXTS[cell], text: TEXTS[text] })),
  })),
  files: [],
}));
for (const file of FILES) if (file.supplier >= 0) SUPPLIERS[file.supplier].files.push(file);
