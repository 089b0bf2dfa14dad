"""Two programs over every case: where they decide differently, and why."""
