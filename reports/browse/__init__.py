"""Filters, facets and query parameters of the lists."""
