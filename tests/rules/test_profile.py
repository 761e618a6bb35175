"""Acceptance profiles: what is read, and how a mistake is told."""

import re
from pathlib import Path

import pytest
from tests.rules.builders import a_context, a_smelter
from tests.rules.test_answers import OTHERS
from tests.rules.test_lists import NOT_ON_LIST, status
from tests.rules.test_lists import OTHERS as SOUND

from mineralcheck.model.errors import UsageError
from mineralcheck.model.finding import Severity, Verdict, verdict_of
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyQuestion, Family, Scope
from mineralcheck.rules.engine import run_rules
from mineralcheck.rules.profile import (
    BUILT_IN,
    built_in_text,
    effective,
    load_profile,
    read_profile,
    starting_text,
)
from mineralcheck.rules.settings import DEFAULT_SETTINGS, ProfileFile, Settings

HEAD = '[profile]\nname = "mine"\n'


def read(text: str, folder: Path = Path()) -> Settings:
    return read_profile(HEAD + text, "mine.toml", folder)


def complaint(text: str, folder: Path = Path()) -> str:
    with pytest.raises(UsageError) as caught:
        read(text, folder)
    return str(caught.value)


def test_every_value_of_a_profile_is_read() -> None:
    text = re.sub(r"(?m)^# (?=[a-z_-]+ = |\[|[A-Z]+ = )", "", starting_text())
    text = re.sub(r"(?m)^(expected|requested|deny|waivers|only) = .*$", "", text)
    settings = read_profile(text, "starter.toml", Path())
    assert settings.template.families == (Family.CMRT, Family.EMRT)
    assert settings.template.accepted_revisions(Family.EMRT) == ("2.0", "2.1")
    assert settings.declaration.scopes == (Scope.COMPANY, Scope.PRODUCT)
    assert settings.declaration.max_age_days == 365
    assert settings.declaration.minimum_response == "75%"
    assert settings.declaration.required_answers[CompanyQuestion.POLICY_ESTABLISHED] == ("Yes",)
    assert settings.declaration.cahra == ("MM", "VE")
    assert settings.smelters.allowed_statuses == (StatusValue.CONFORMANT, StatusValue.ACTIVE)
    assert settings.smelters.max_unidentified_share == 0.1
    assert settings.rules.off == ("MC208",)
    assert settings.rules.severity == {"MC404": Severity.ERROR}
    assert len(settings.sha256) == 64


def test_the_starting_text_explains_every_setting() -> None:
    text = starting_text()
    for section, field in ProfileFile.model_fields.items():
        assert f"[{section}]" in text
        assert field.annotation is not None
        for key in getattr(field.annotation, "model_fields", {}):
            assert re.search(rf"(?m)^(# )?(\[{section}\.)?{key}(\.\d+)?(\]| = )", text), f"{section}.{key}"


def test_a_profile_that_sets_nothing_is_the_default() -> None:
    plain = read("")
    for section in set(ProfileFile.model_fields) - {"profile"}:
        assert getattr(plain, section) == getattr(DEFAULT_SETTINGS, section)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[profil]\n", "mine.toml:3: profil: unknown key; did you mean 'profile'?"),
        (
            "[smelters]\nmaximum = 1\n",
            "mine.toml:4: smelters.maximum: unknown key; known keys: allowed_statuses",
        ),
        (
            "[rules]\nseverity = { MC101 = 'bad' }\n",
            "mine.toml:4: rules.severity.MC101: Input should be 'error'",
        ),
        (
            "[declaration]\n\n# comment\nmax_age_days = 0\n",
            "mine.toml:6: declaration.max_age_days: Input should be greater",
        ),
        (
            "[declaration]\nmax_age_days = '9'\n",
            "mine.toml:4: declaration.max_age_days: Input should be a valid integer.",
        ),
        (
            "[smelters]\nmax_unidentified_share = 1.5\n",
            "smelters.max_unidentified_share: Input should be less than or equal",
        ),
        (
            "[declaration]\nminimum_response = '80%'\n",
            "declaration.minimum_response: Input should be '100%', '90%'",
        ),
        (
            "[template.revisions.99]\nCMRT = ['6.5']\n",
            "mine.toml:3: template.revisions.99: String should match",
        ),
        (
            "[template.revisions.2025]\nCMRT = ['new']\n",
            "mine.toml:4: template.revisions.2025.CMRT.0: String should match",
        ),
        ("[rules]\noff = ['MC999']\n", "mine.toml:4: rules.off: no rule 'MC999'; did you mean"),
        (
            "[rules]\nonly = ['qqqqqqqq']\n",
            "mine.toml:4: rules.only: no rule 'qqqqqqqq'; `mineralcheck rules` lists",
        ),
        (
            "[rules.severity]\nMC101 = 'info'\nduplicate-row = 'info'\n",
            "mine.toml:5: rules.severity: no rule 'duplicate-row'",
        ),
        (
            "[declaration.required_answers]\npolicy_established = ['Ja']\n",
            "mine.toml:4: declaration.required_answers.policy_established: 'Ja' is no answer; answers: No;",
        ),
        (
            "[declaration.required_answers]\npolicy = ['Yes']\n",
            "mine.toml:4: declaration.required_answers.policy: Input should be",
        ),
        ("[rules\n", "mine.toml: not a TOML file:"),
    ],
)
def test_mistakes_name_line_and_key(text: str, expected: str) -> None:
    assert expected in complaint(text)


def test_every_mistake_is_told_at_once() -> None:
    lines = complaint("[smelters]\nfoo = 1\nmax_unidentified_share = 2\n").splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["mine.toml:5", "mine.toml:4"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.toml: cannot be read: .*Built-in profiles: default"):
        load_profile(tmp_path / "no.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(UsageError, match="it is not UTF-8 text"):
        load_profile(tmp_path / "latin.toml")


def test_lists_are_read_beside_the_profile(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Supplier;Minerals\nS-1;Tin|Gold\nS-1;Tin\nS-2;\n", encoding="utf-8-sig")
    (tmp_path / "p.csv").write_text('supplier,product_number,note\nS-1,"P1; P2",x\n', encoding="utf-8")
    (tmp_path / "d.csv").write_text(
        "smelter_id,name,country,reason\nCID999001,,,sanctions\n", encoding="utf-8"
    )
    (tmp_path / "mine.toml").write_text(
        HEAD + "[minerals]\nexpected='m.csv'\n[products]\nrequested='p.csv'\n[smelters]\ndeny=['d.csv']\n",
        encoding="utf-8",
    )
    settings = load_profile(tmp_path / "mine.toml")
    assert settings.expected_minerals == {"S-1": ("Tin", "Gold"), "S-2": ()}
    assert settings.requested_products == {"S-1": ("P1", "P2")}
    assert [(entry.smelter_id, entry.reason, entry.source) for entry in settings.denied] == [
        ("CID999001", "sanctions", "d.csv")
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"supplier,minerals\n,Tin\n", r"m\.csv:2: the supplier is blank"),
        (b"supplier,metal\n", r"m\.csv:1: the column 'minerals' is missing; expected: supplier, minerals"),
        (b"", r"m\.csv:1: the column 'supplier' is missing"),
        (b"\xff\xfe", "it is not UTF-8 text"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_list_that_cannot_be_used(content: bytes | None, expected: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "m.csv").write_bytes(content)
    with pytest.raises(UsageError, match=expected):
        read("[minerals]\nexpected = 'm.csv'\n", tmp_path)


def test_a_deny_list_needs_number_or_name(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("smelter_id,name,country,reason\n,,PERU,x\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"d\.csv:2: give a smelter_id or a name"):
        read("[smelters]\ndeny = ['d.csv']\n", tmp_path)


WAIVER = """
[[waiver]]
supplier = "S-1"
rule = "MC101"
reason = "agreed"
approved_by = "K. Mori"
expires = 2026-12-31

[[waiver]]
supplier = "Tamarind"
rule = "duplicate-smelter-row"
cell = "Smelter List!A9"
reason = "two furnaces"
approved_by = "K. Mori"
expires = 2026-06-30
"""


def test_waivers_are_read_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(WAIVER, encoding="utf-8")
    waivers = read("[rules]\nwaivers = 'w.toml'\n", tmp_path).waivers
    assert [(each.supplier, each.rule, each.cell, each.line) for each in waivers] == [
        ("S-1", "MC101", "", 2),
        ("Tamarind", "duplicate-smelter-row", "Smelter List!A9", 9),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('rule = "MC101"', 'rule = "MC1"', r"w\.toml:4: waiver\.rule: no rule 'MC1'"),
        ('reason = "two furnaces"', 'reson = "x"', r"w\.toml:9: waiver\.reason: Field required"),
        (
            "expires = 2026-06-30",
            'expires = "June"',
            r"w\.toml:15: waiver\.expires: Input should be a valid date",
        ),
        ('cell = "Smelter List!A9"', 'cell = "A9"', r"w\.toml:12: waiver\.cell: String should match"),
        ("[[waiver]]", "[[waivers]]", r"w\.toml:2: waivers: Extra inputs"),
        ("[[waiver]]", "[[", r"w\.toml: not a TOML file"),
    ],
)
def test_a_waiver_that_cannot_be_used(old: str, new: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(WAIVER.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=expected):
        read("[rules]\nwaivers = 'w.toml'\n", tmp_path)


def test_a_waiver_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read("[rules]\nwaivers = 'w.toml'\n", tmp_path)
    (tmp_path / "w.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="it is not UTF-8 text"):
        read("[rules]\nwaivers = 'w.toml'\n", tmp_path)


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_profiles_can_be_loaded_by_name_and_as_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "copy.toml").write_text(built_in_text(name), encoding="utf-8")
    assert load_profile(name) == load_profile(tmp_path / "copy.toml")
    assert load_profile(name).profile.name == name
    assert starting_text(name) == built_in_text(name)


def test_an_unknown_built_in_profile() -> None:
    with pytest.raises(UsageError, match="no built-in profile 'lax'; there are: default"):
        starting_text("lax")


def test_effective_values_are_listed_by_section_and_key() -> None:
    lines = list(effective(load_profile("strict")))
    assert 'declaration.minimum_response = "100%"' in lines
    assert "template.families = []" in lines
    assert lines[0] == 'profile.name = "strict"'


def verdict(profile: str, **changes: object) -> Verdict:
    context = a_context(**changes)  # type: ignore[arg-type]  # each test names its changes
    return verdict_of(run_rules(context, load_profile(profile)))


@pytest.mark.parametrize("profile", BUILT_IN)
def test_a_sound_declaration_passes_every_profile(profile: str) -> None:
    assert verdict(profile, **status()) is Verdict.PASS


@pytest.mark.parametrize(
    ("changes", "verdicts"),
    [
        ({"fields": {"contact_name": None}}, ("fail", "fail", "fail", "fail")),
        ({"answers": {"supplier_response|Tin": "Greater than 90%"}}, ("warn", "pass", "fail", "warn")),
        ({"smelters": OTHERS}, ("fail", "fail", "fail", "warn")),
        (dict(NOT_ON_LIST), ("warn", "pass", "fail", "warn")),
        ({"smelters": [*SOUND, a_smelter()]}, ("warn", "pass", "fail", "pass")),
        ({"fields": {"authorizer_name": "same"}}, ("fail", "pass", "fail", "warn")),
    ],
)
def test_verdicts_of_the_built_in_profiles(changes: dict[str, object], verdicts: tuple[str, ...]) -> None:
    assert tuple(str(verdict(name, **changes)) for name in BUILT_IN) == verdicts


def test_the_checker_profile_reports_what_better_rules_would_say() -> None:
    changes = {"contact_email": "n/a", "authorizer_email": "x", "declaration_scope": "product"}
    context = a_context(fields=changes, smelters=OTHERS, comments={"policy_public": None})
    found = run_rules(context, load_profile("rmi-checker"))
    assert [(finding.code, str(finding.cell)) for finding in found] == [
        ("MC101", "Declaration!D16"),
        ("MC101", "Declaration!D20"),
        ("MC101", "Declaration!G77"),
        ("MC101", "Product List!B6"),
        ("MC101", "Smelter List!B5"),
    ]
    assert len(found) == sum(item.open for item in context.completeness)
