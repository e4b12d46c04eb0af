"""Views of the review desk: read the form, call a service, send the reader on."""
