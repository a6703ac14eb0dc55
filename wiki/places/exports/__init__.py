"""Places in the forms that others read; one module for each form. Only what is public."""
