"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A shared machine has slow moments, which are no bug of anybody's; and a failure that comes
# once in a hundred runs helps nobody, so the examples are the same in every run.
settings.register_profile(
    "pkhost",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("pkhost")
