"""Data as people take it away: CSV that spreadsheets open safely, and JSON; both streamed, row by row."""

from reports.exports.csv import csv_response
from reports.exports.json import json_response

__all__ = ["csv_response", "json_response"]
