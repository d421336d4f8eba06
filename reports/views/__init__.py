"""The pages, a module each kind: a view binds its parameters, asks once, and renders."""
