"""The specimens that the design page shows: made-up data for every component."""
