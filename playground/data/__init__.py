"""Where samples come from: generated points, tables and CSV files, made ready for a trainer."""
