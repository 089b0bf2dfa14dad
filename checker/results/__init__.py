"""What a decision is: frozen records that every backend returns and every surface shows."""
