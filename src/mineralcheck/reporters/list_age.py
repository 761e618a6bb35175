"""How old the lists of a run are: a list older than 90 days is a warning in every report that uses it."""

import datetime as dt

from mineralcheck.reference.lists import ListSource

OLD = dt.timedelta(days=90)


def age_in_days(source: ListSource, today: dt.date) -> int | None:
    """Days from the day a list speaks for to the day of the run; None when the list has no date."""
    return (today - source.as_of).days if source.as_of else None


def age_note(source: ListSource, today: dt.date) -> str:
    """Warning about an old list, empty when it is new enough or undated."""
    days = age_in_days(source, today)
    return f"{days} days old: get a newer one" if days is not None and days > OLD.days else ""
