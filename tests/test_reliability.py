from __future__ import annotations

from extractor.reliability import Rated, bins, thresholds

RATED = [
    Rated(0.1, False, "trade"),
    Rated(0.96, True, "trade"),
    Rated(0.98, True, "around"),
    Rated(0.97, False, "trade"),
    Rated(1.0, True, "trade"),
]


def test_bins_count_first() -> None:
    assert list(bins(RATED)) == [
        "confidence      claims  right  mean confidence  share right",
        "  0.00 to 0.30       1      0            0.100        0.000",
        "  0.95 to 1.00       4      3            0.978        0.750",
    ]
    assert len(list(bins([]))) == 1


def test_a_threshold_keeps_what_is_at_least_as_likely() -> None:
    head, *rest = thresholds(RATED)
    assert head.split() == [
        "at",
        "least",
        *("trade: kept right precision of all right around: kept right".split()),
        *"precision of all right".split(),
    ]
    assert rest[0].split() == ["0.50", "3", "2", "0.667", "1.000", "1", "1", "1.000", "1.000"]
    assert all(line.split()[-4:] == ["0", "0", "–", "–"] for line in list(thresholds(RATED[:2]))[1:])
