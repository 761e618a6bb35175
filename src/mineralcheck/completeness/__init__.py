"""Required and open fields as the workbook's own Checker sheet counts them."""
