"""Texts that do something when a program takes them for more than text."""

import unicodedata

ATTACKS = {
    "formula": "=cmd|'/c calc'!A1",
    "plus": "+1+HYPERLINK(A1)",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab before a formula": "\t=1+1",
    "return before a formula": "\r=1+1",
    "direction mark before a formula": "\u200e=1+1",
    "full-width formula": "＝1+1",
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)' x='",
    "markdown link": "[x](javascript:alert(1)) ![y](http://evil.example/z.png)",
    "markdown address": "<http://evil.example> http://evil.example www.evil.example",
    "markdown table": "a | b\n| c | d |\n\n# heading",
    "markdown code": "`a` ``b`` *c* __d__ ~~e~~",
    "mention": "@maintainer #1 octo/repo#2",
    "terminal colour": "\x1b[31mred\x1b]0;title\x07",
    "terminal control of one byte": "\x9b31mred",
    "direction override": "invoice\u202exslx.exe",
    "direction isolate": "\u2066a\u2069b\u2028c",
    "end of character data": "]]> --> </failure><x/>",
    "header": "x\r\nBcc: victim@evil.example\r\n\r\nbody",
    "workflow command": "x\n::error::pwned\n##[error]pwned ::stop-commands::x",
    "encoded workflow command": "%0A::error::pwned",
    "null": "a\x00b\x0bc\ufffed",
    "placeholder": "{0} {x} [x](1) %s ${7*7}",
    "template": "{{ 7*7 }}{% for x in y %}",
    "path": "../../etc/passwd",
    "device": "CON",
}


def hidden(text: str, besides: str = "\n\r") -> list[str]:
    """Control and direction characters of a text."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [sign for sign in text if unicodedata.category(sign) in kinds and sign not in besides]
