"""Pictures as plain values: pure functions from facts to places on a drawing. Templates write them as SVG."""
