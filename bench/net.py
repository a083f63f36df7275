"""``python -m bench.net``: readers without network, and feeds over the loopback, beside peers."""

from __future__ import annotations

import sys

from bench import feeds, readers

FEEDS = 5000


def main() -> None:
    """Measures and prints the tables; an argument is the number of feeds."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS
    lines = ["Leser ohne Netz, ein Kern; Verhältnis: so oft so schnell wie der Vergleich (parsel, json).", ""]
    lines.append(f"{'Art':24}{'verschiedene':>14}{'je Sekunde':>12}{'Vergleich':>12}{'Verhältnis':>12}")
    for kind, (count, ours, peer) in readers.measure().items():
        lines.append(_german(f"{kind:24}{count:>14}{ours:>12.0f}{peer:>12.0f}{ours / peer:>12.2f}"))
    lines += [
        "",
        f"{number} Feeds auf ebenso vielen Hosts, eine Anfrage je Sekunde und Host, robots.txt mitgelesen.",
        "",
    ]
    lines.append(f"{'Abfrage':36}{'Dauer s':>10}{'CPU s':>10}{'CPU ms je Feed':>16}")
    for name, spent in feeds.measure(number).items():
        lines.append(_german(f"{name:36}{spent.wall:>10.1f}{spent.cpu:>10.1f}{1000 * spent.cpu / number:>16.2f}"))
    sys.stdout.write("\n".join(lines) + "\n")


def _german(line: str) -> str:
    return line.replace(".", ",")


if __name__ == "__main__":
    main()
