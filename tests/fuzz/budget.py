"""How many cases are tried: few and always the same in each run, thousands at night.

``make fuzz`` runs the same tests with the profile `NIGHTLY` and a seed, which it prints.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

NIGHTLY = "nightly"
settings.register_profile(NIGHTLY, deadline=None, database=None, print_blob=True)


def times(few: int, many: int) -> settings:
    """Return how often a test is run: the same few cases each time, or many by the seed given.

    What a server that runs is asked has no part in the next case, so that one serves all of them.
    """
    nightly = settings.get_current_profile_name() == NIGHTLY
    return settings(
        max_examples=many if nightly else few,
        derandomize=not nightly,
        deadline=None,
        database=None,
        # A case that fails shrinks where there is time for it.
        phases=[*Phase] if nightly else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
