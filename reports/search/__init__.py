"""Search: a reader's query to ranked paragraphs, in bounded time whatever the archive's size.

`service.search` is the one way in. A query goes through these steps, each a module: `wording` (what was
typed), `places` and `years` (names and years that are filters), `groups` (words and what the thesaurus
says for them), `estimate` (how much there is), `retrieval` (exact where hits are few, bounded where they
are many, the nearest where there are none), and then what is shown: `facets`, `snippets`, `spelling`.
"""
