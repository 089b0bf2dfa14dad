"""What a comparison shows: frozen records in the reader's language, built by plain functions. Renderers only loop."""
