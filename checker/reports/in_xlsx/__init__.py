"""The comparison as a workbook."""
