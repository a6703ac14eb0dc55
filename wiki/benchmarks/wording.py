"""The sentences for the codes of the benchmarks' errors."""

SENTENCES = {
    "benchmark_title": "Donnez un titre à la page du comparatif.",
    "benchmark_nothing": "Choisissez au moins un lieu et un champ à comparer.",
    "benchmark_many": "Un comparatif a %(most)s lieux au plus.",
}
