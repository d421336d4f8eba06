"""Data as people take it away: CSV that spreadsheets open safely, streamed row by row, and JSON, a page at a time."""

from reports.exports.csv import csv_response
from reports.exports.json_list import JsonList, as_objects, list_response

__all__ = ["JsonList", "as_objects", "csv_response", "list_response"]
