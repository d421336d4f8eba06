"""Keeping the archive current from the inspectorate's site: listing, changed providers, new or changed files, ingest.

`site` alone knows the site's addresses and markup; `client` asks politely; `listing`, `providers` and `files` are the
three steps, each of which is saved as it is done; `run` goes through them, and begins where a killed run ended.
"""
