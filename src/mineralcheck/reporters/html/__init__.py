"""The report as one HTML file that opens from a mail attachment, see docs/html-report.md."""

from mineralcheck.reporters.html.rollup_page import render_rollup
from mineralcheck.reporters.html.run_page import render

__all__ = ["render", "render_rollup"]
