"""Medians and spreads, and ratios between two in the same round."""
import statistics


def number(value):
    if value is None:
        return "never"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def spread(values, unit=""):
    """The median, and the least and greatest when there are several."""
    values = [value for value in values if value is not None]
    if not values:
        return "–"
    middle = number(statistics.median(values)) + unit
    return middle if len(values) == 1 else f"{middle} [{number(min(values))}–{number(max(values))}]"


def ratios(ours, theirs):
    return [a / b for a, b in zip(ours, theirs) if b]


def p99(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def pick(results, row, peer, *path):
    """The value at a path in one peer's results of a row; lists on the way are gone through. Empty when it was not measured."""
    found = results.get(row, {}).get(peer)
    for step in path:
        if isinstance(found, list):
            found = [each[step] for each in found if step in each]
        elif isinstance(found, dict):
            found = found.get(step)
    return found if isinstance(found, list) else [] if found is None else [found]
