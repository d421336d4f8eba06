"""What became of each recommendation: the evidence, the suggested status and how sure it is."""
