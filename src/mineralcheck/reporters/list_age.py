"""How old the lists of a run are: a status list older than 90 days is warned of in every report that uses it.

A look-up list is as old as the template it comes from, and there may be no newer one.
"""

import datetime as dt

from mineralcheck.reference.lists import ListSource

OLD = dt.timedelta(days=90)


def age_in_days(source: ListSource, today: dt.date) -> int | None:
    """Days from the day a list speaks for to the day of the run; None when the list has no date."""
    return (today - source.as_of).days if source.as_of else None


def age_note(source: ListSource, today: dt.date) -> str:
    """Warning about an old status list, empty when it is new enough."""
    days = age_in_days(source, today)
    old = source.kind.has_status and days is not None and days > OLD.days
    return f"{days} days old: get a newer one" if old else ""
