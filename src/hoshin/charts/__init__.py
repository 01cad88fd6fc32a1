"""Charts: what one series of an indicator shows, said and drawn the same everywhere."""
