-- Schema 1 of a campaign store. docs/store.md describes every table; a column is never given another meaning.

-- What one file came to. Equal results are kept once, whatever the runs and the names of the files.
CREATE TABLE report (
  report_id INTEGER PRIMARY KEY,
  body_sha256 TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  message TEXT,
  verdict TEXT NOT NULL,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  required INTEGER NOT NULL,
  open INTEGER NOT NULL,
  family TEXT,
  version TEXT,
  layout TEXT,
  language TEXT,
  company TEXT NOT NULL,
  unique_id TEXT NOT NULL,
  emails TEXT NOT NULL,
  scope TEXT,
  scope_description TEXT NOT NULL,
  effective_date TEXT,
  name_cell TEXT,
  scope_cell TEXT,
  smelter_list_sha256 TEXT,
  answers_sha256 TEXT
);

-- Answers of unchanged files: the key covers content, program, profile, lists, language and day.
CREATE TABLE cached (
  key TEXT PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report
) WITHOUT ROWID;

CREATE TABLE declared_mineral (
  report_id INTEGER NOT NULL REFERENCES report,
  mineral TEXT NOT NULL,
  use TEXT NOT NULL,
  cell TEXT,
  PRIMARY KEY (report_id, mineral)
) WITHOUT ROWID;

CREATE TABLE answer (
  report_id INTEGER NOT NULL REFERENCES report,
  question TEXT NOT NULL,
  mineral TEXT NOT NULL,
  cell TEXT NOT NULL,
  value TEXT,
  text TEXT NOT NULL,
  comment TEXT NOT NULL,
  PRIMARY KEY (report_id, question, mineral)
) WITHOUT ROWID;

CREATE TABLE smelter_row (
  report_id INTEGER NOT NULL REFERENCES report,
  row INTEGER NOT NULL,
  cell TEXT NOT NULL,
  mineral TEXT NOT NULL,
  declared_id TEXT NOT NULL,
  declared_lookup TEXT NOT NULL,
  declared_name TEXT NOT NULL,
  declared_country TEXT NOT NULL,
  tier TEXT NOT NULL,
  found TEXT NOT NULL,
  smelter_id TEXT,
  name TEXT,
  country TEXT,
  retired TEXT,
  suggestions TEXT NOT NULL,
  status TEXT NOT NULL,
  status_text TEXT,
  status_as_of TEXT,
  status_source TEXT,
  programme TEXT,
  reassessment_due TEXT,
  recycled TEXT NOT NULL,
  mine_names TEXT NOT NULL,
  mine_countries TEXT NOT NULL,
  mine_countries_cell TEXT,
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

CREATE TABLE mine_row (
  report_id INTEGER NOT NULL REFERENCES report,
  row INTEGER NOT NULL,
  cell TEXT NOT NULL,
  mineral TEXT NOT NULL,
  smelter TEXT NOT NULL,
  name TEXT NOT NULL,
  mine_id TEXT NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

CREATE TABLE product_row (
  report_id INTEGER NOT NULL REFERENCES report,
  row INTEGER NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

CREATE TABLE finding (
  report_id INTEGER NOT NULL REFERENCES report,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  severity TEXT NOT NULL,
  cell TEXT,
  message TEXT NOT NULL,
  fix TEXT NOT NULL,
  PRIMARY KEY (report_id, position)
) WITHOUT ROWID;

-- One call of `rollup`: what was asked, with which lists and rules.
CREATE TABLE run (
  run_id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  partial INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  as_of TEXT NOT NULL,
  profile TEXT NOT NULL,
  profile_sha256 TEXT NOT NULL,
  language TEXT NOT NULL,
  inputs TEXT NOT NULL,
  passed_over TEXT NOT NULL,
  policy TEXT NOT NULL,
  file_mapping TEXT NOT NULL,
  roster_source TEXT,
  roster_sha256 TEXT,
  roster_columns TEXT NOT NULL
);

CREATE TABLE list (
  run_id INTEGER NOT NULL REFERENCES run,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  as_of TEXT,
  entries INTEGER NOT NULL,
  template TEXT,
  PRIMARY KEY (run_id, position)
) WITHOUT ROWID;

CREATE TABLE supplier (
  run_id INTEGER NOT NULL REFERENCES run,
  supplier_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  spend TEXT,
  currency TEXT NOT NULL,
  due_date TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (run_id, supplier_id)
) WITHOUT ROWID;

-- The minerals that a template asked of a supplier stands for; mineral is blank for the template as such.
CREATE TABLE asked (
  run_id INTEGER NOT NULL REFERENCES run,
  supplier_id TEXT NOT NULL,
  family TEXT NOT NULL,
  mineral TEXT NOT NULL,
  PRIMARY KEY (run_id, supplier_id, family, mineral)
) WITHOUT ROWID;

CREATE TABLE file (
  run_id INTEGER NOT NULL REFERENCES run,
  file_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  within TEXT NOT NULL,
  sha256 TEXT,
  report_id INTEGER NOT NULL REFERENCES report,
  supplier_id TEXT,
  assigned_by TEXT NOT NULL,
  assigned_said TEXT NOT NULL,
  assigned_also TEXT,
  standing TEXT NOT NULL,
  superseded_by INTEGER,
  joined_to INTEGER,
  PRIMARY KEY (run_id, file_id)
) WITHOUT ROWID;

CREATE TABLE suggested_supplier (
  run_id INTEGER NOT NULL REFERENCES run,
  file_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  supplier_id TEXT NOT NULL,
  name TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (run_id, file_id, position)
) WITHOUT ROWID;

-- What the run came to. These are results: they can be made again from the tables above.
CREATE TABLE metric (
  run_id INTEGER NOT NULL REFERENCES run,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  part_kind TEXT NOT NULL,
  part TEXT NOT NULL,
  numerator TEXT,
  denominator TEXT,
  percentage TEXT,
  unit TEXT NOT NULL,
  list_date TEXT,
  PRIMARY KEY (run_id, position)
) WITHOUT ROWID;

CREATE TABLE supplier_result (
  run_id INTEGER NOT NULL REFERENCES run,
  supplier_id TEXT NOT NULL,
  response TEXT NOT NULL,
  risk TEXT NOT NULL,
  score INTEGER NOT NULL,
  next_action TEXT NOT NULL,
  due_date TEXT,
  PRIMARY KEY (run_id, supplier_id)
) WITHOUT ROWID;

CREATE TABLE corrective_action (
  run_id INTEGER NOT NULL REFERENCES run,
  supplier_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_id, supplier_id, subject)
) WITHOUT ROWID;

CREATE INDEX smelter_row_by_smelter ON smelter_row (mineral, smelter_id);
