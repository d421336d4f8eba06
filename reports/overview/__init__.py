"""What many inspections say together: national figures, histories, trajectories, current grades."""
