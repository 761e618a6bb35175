"""What is no workbook is told by its content, each kind with its own reason and remedy."""

import pytest
from tests.workbook.containers import biff8, ole, one_sheet, xls, xlsb, xlsx_parts, zipped

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.opening import open_workbook
from mineralcheck.workbook.refusals import Refusal

EMPTY, FOREIGN = UnreadableReason.EMPTY, UnreadableReason.NOT_A_WORKBOOK
DAMAGED, PASSWORD = UnreadableReason.DAMAGED, UnreadableReason.PASSWORD
XML = '<?xml version="1.0"?>\n'


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", EMPTY, "empty"),
        (bytes(10_000), EMPTY, "empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FOREIGN, "image"),
        (b"\x89PNG\r\n\x1a\n", FOREIGN, "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FOREIGN, "image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", FOREIGN, "image"),
        (b"%PDF-1.7\n", FOREIGN, "PDF"),
        (b"\r\n<html><body><table>", FOREIGN, "web page"),
        (b"<!DOCTYPE html><title>x</title>", FOREIGN, "web page"),
        (b"<table border=1><tr><td>Tin</td></tr></table>", FOREIGN, "web page"),
        ((XML + '<?mso-application progid="Excel.Sheet"?><Workbook/>').encode(), FOREIGN, "Excel 2003 XML"),
        (
            ('<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">').encode("utf-16"),
            FOREIGN,
            "Excel 2003 XML",
        ),
        ((XML + "<catalogue/>").encode(), FOREIGN, "XML file"),
        (b"\xef\xbb\xbfMetal,Smelter\r\nTin,Example\r\n", FOREIGN, "plain text"),
        ("Metal;Smelter\n錫;例\n".encode("cp932"), FOREIGN, "plain text"),
        ("Metal\tSmelter\nTin\tExample\n".encode("utf-16"), FOREIGN, "plain text"),
        (b"Rar!\x1a\x07\x01\x00", FOREIGN, "archive"),
        (zipped({"readme.txt": "x"}), FOREIGN, "archive"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), FOREIGN, "text document"),
        (zipped({"ppt/presentation.xml": ""}), FOREIGN, "presentation"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
            FOREIGN,
            "text doc",
        ),
        (zipped({}), FOREIGN, "no workbook"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00", FOREIGN, "Excel 4"),
        (ole({"WordDocument": b"x"}), FOREIGN, "text document"),
        (ole({"Contents": b"x"}), FOREIGN, "no known kind"),
        (b"\x00\x01\x02\x03" * 10, FOREIGN, "no known kind"),
        (one_sheet("")[:-30], DAMAGED, "end of the file is missing"),
        (one_sheet("")[:200], DAMAGED, "end of the file is missing"),
        (xls(biff8({(0, 0): 1.0}))[:700], DAMAGED, "end of the file is missing"),
        (zipped({"xl/readme.txt": "x"}), DAMAGED, "'xl/workbook.xml' is missing"),
        (zipped(xlsx_parts({})), DAMAGED, "no worksheet"),
    ],
)
def test_each_kind_has_its_reason(data: bytes, reason: UnreadableReason, words: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        open_workbook(data)
    assert (caught.value.reason, words in caught.value.message) == (reason, True), caught.value.message


def test_names_do_not_matter_but_content_does() -> None:
    assert open_workbook(one_sheet("")).format == "xlsx"
    assert open_workbook(xls(biff8({(0, 0): 1.0}))).format == "xls"
    assert open_workbook(xlsb({(0, 0): 1.0}, [])).format == "xlsb"


@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.name)
def test_every_refusal_is_a_line_with_a_reason_and_a_remedy(refusal: Refusal) -> None:
    _, sentence = refusal.value
    assert "\n" not in sentence
    assert sentence.endswith(".")
    remedies = ("Ask ", "Open ", "Save ", "Unpack ", "Remove ", "Delete ", "Copy ", "Name ", "Check ")
    assert any(remedy in sentence for remedy in remedies), sentence
