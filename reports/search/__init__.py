"""Search: a reader's query to ranked paragraphs, in bounded time whatever the archive's size.

`service.search` is the one way in. A query goes through these steps, each a module: `wording` (what was
typed), `places` and `years` (names and years that are filters), `groups` and `terms` (words and what the
thesaurus says for them), `spelling` (what a word unknown here was meant to be), `understanding` (all of these),
`retrieval` (exact where hits are few, bounded where they are many), `nearest` (where few or none hold every
word), and then what is shown: `facets`, `snippets`, `shown`, `through_time`, `narrower`.
"""
