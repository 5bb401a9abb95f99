#!/usr/bin/env python3
"""Computes the index and the percentile of net positions from the weeks of a market, and compares them with those of the service.

usage: analytics-example.py BASE_URL REPORT_TYPE/SUBTYPE/CODE [WEEKS]
such as: analytics-example.py http://localhost:8080 tff/fo/099741 52
"""

import csv
import datetime
import sys
import urllib.parse
import urllib.request

GROUP = "g1"


def read(base, market, path, **parameters):
    """The rows of a table, oldest week first, as dictionaries of texts."""
    query = urllib.parse.urlencode({**parameters, "order": "asc", "format": "csv"})
    url = f"{base}/api/v1/cot/markets/{urllib.parse.quote(market)}{path}?{query}"
    with urllib.request.urlopen(url, timeout=60) as response:
        return list(csv.DictReader(response.read().decode("utf-8").splitlines()))


def window(days, nets, week, weeks):
    """The net positions of the weeks that are at most 7·weeks − 4 days older, the week itself included."""
    oldest = days[week] - datetime.timedelta(days=7 * weeks - 4)
    return [net for day, net in zip(days[: week + 1], nets[: week + 1]) if day >= oldest]


def index(values):
    return 100 * (values[-1] - min(values)) / (max(values) - min(values))


def percentile(values):
    lower = sum(value < values[-1] for value in values)
    equal = sum(value == values[-1] for value in values)
    return 100 * (lower + equal / 2) / len(values)


def main(base, market, weeks=52):
    positions = read(base, market, "", fields=f"{GROUP}_net")
    days = [datetime.date.fromisoformat(row["date"]) for row in positions]
    nets = [int(row[f"{GROUP}_net"]) for row in positions]

    measures = {"index": index, "percentile": percentile}
    requested = ",".join(f"{name}.{weeks}" for name in measures)
    answers = {row["date"]: row for row in read(base, market, "/analytics", measures=requested, groups=GROUP)}

    table = []
    compared = 0
    different = 0
    for week, day in enumerate(days):
        values = window(days, nets, week, weeks)
        line = [day.isoformat(), str(nets[week])]
        for name, compute in measures.items():
            theirs = answers[day.isoformat()][f"{name}_{weeks}_{GROUP}"]
            if theirs == "":  # too few weeks, or all of them equal
                line += ["", ""]
                continue
            own = compute(values)
            compared += 1
            different += abs(own - float(theirs)) > 0.05 + 1e-9  # responses have one decimal
            line += [theirs, f"{own:.3f}"]
        table.append(line)

    print("{:>10} {:>10} {:>8} {:>10} {:>10} {:>10}".format("date", "net", "index", "own", "percentile", "own"))
    for line in table[-5:]:
        print("{:>10} {:>10} {:>8} {:>10} {:>10} {:>10}".format(*line))
    print(f"{compared} values compared, {different} different")
    return 0 if compared and not different else 1


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2], *map(int, sys.argv[3:])))
