"""The Excel report: sheets, their columns, the summary with its charts."""
