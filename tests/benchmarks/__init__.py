"""Benchmarks: ratios against named peers in one run. Printed, never asserted: machines differ."""
