"""What the reader sees: parameters of the URL, results with their snippets, facets, years, council cards."""
