def run(jobs):
    errors = []
    for job in jobs:
        try:
            job()
        except Exception as e:
            errors.append(e)
    if errors:
        raise ExceptionGroup("jobs failed", errors)

run([lambda: 1 / 0, lambda: None, lambda: int("x")])
