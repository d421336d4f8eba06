"""Measurements of the archive on real reports. Figures for people, never timed tests."""
