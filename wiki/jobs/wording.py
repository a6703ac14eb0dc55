"""The sentences of the errors of the jobs."""

SENTENCES = {
    "job_missing": "Ce travail n’est plus dans la file : il a été fait, ou retiré.",
}
