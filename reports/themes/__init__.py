"""Themes: which paragraphs are about one, and the figures drawn from them."""
