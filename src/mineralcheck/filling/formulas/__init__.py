"""The few spreadsheet functions that the official templates use, calculated as Excel calculates them."""
