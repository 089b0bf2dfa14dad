"""Run every benchmark: `make bench`."""

from tests.benchmarks import bench_evaluate, bench_exact, bench_parse, bench_proofs, bench_start

for benchmark in (bench_start, bench_evaluate, bench_exact, bench_parse, bench_proofs):
    benchmark.main()
