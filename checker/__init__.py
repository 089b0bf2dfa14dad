"""Comity: policy as code, checked and compared across jurisdictions."""
