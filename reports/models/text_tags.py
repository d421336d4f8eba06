"""The tags of a text: what search filters by, as words of the search vector."""

# The value of a tag where the report does not say.
NO_VALUE = "none"
