"""Golden values of tests/metrics_golden.rs, computed independently with Python's standard library.

Run `python3 metrics.py > metrics.txt` in this folder after changing a case. One value a line: name, arguments, value.
"""

import math
import statistics
from statistics import NormalDist

SERIES = {
    "mixed": [0.12, -0.05, 0.33, -0.41, 0.07, 0.0, -0.02, 0.25],
    "binary": [0.8, -1.0, 0.8, 0.8, -1.0, -1.0, 0.8, 0.8, 0.8, -1.0],
    "skewed": [0.01, 0.02, 0.01, -0.5, 0.015, 0.02, 0.01],
    "wins": [0.1, 0.2, 0.3],
}


def moments(xs):
    n, mean = len(xs), statistics.fmean(xs)
    m2, m3, m4 = (math.fsum((x - mean) ** k for x in xs) / n for k in (2, 3, 4))
    return m3 / m2**1.5, m4 / m2**2


for name, xs in SERIES.items():
    mean, deviation = statistics.fmean(xs), statistics.stdev(xs)
    downside = math.sqrt(math.fsum(min(x, 0.0) ** 2 for x in xs) / len(xs))
    skewness, kurtosis = moments(xs)
    print("mean", name, repr(mean))
    print("deviation", name, repr(deviation))
    print("downside", name, repr(downside))
    print("sharpe", name, repr(mean / deviation))
    if downside > 0:
        print("sortino", name, repr(mean / downside))
    print("skewness", name, repr(skewness))
    print("kurtosis", name, repr(kurtosis))


def wilson(k, n, z=NormalDist().inv_cdf(0.975)):
    """The two roots of the score equation (p - k/n)^2 = z^2 p (1 - p) / n."""
    a, b, c = 1 + z * z / n, -(2 * k / n + z * z / n), (k / n) ** 2
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


for k, n in [(0, 1), (1, 1), (3, 7), (14, 24), (81, 263), (15, 148), (0, 20), (1, 29), (900, 1000)]:
    low, high = wilson(k, n)
    print("wilson_low", f"{k}/{n}", repr(low))
    print("wilson_high", f"{k}/{n}", repr(high))

for p in ["1e-12", "0.001", "0.025", "0.3", "0.5", "0.7", "0.975", "0.99", "0.9999"]:
    print("quantile", p, repr(NormalDist().inv_cdf(float(p))))

for x in ["-6.5", "-1.96", "0", "0.3", "1.2816", "4"]:
    print("cdf", x, repr(0.5 * math.erfc(-float(x) / math.sqrt(2))))

GAMMA = 0.5772156649015329


def deflated(sharpe, n, skewness, kurtosis, trials, variance):
    z = NormalDist().inv_cdf
    best = math.sqrt(variance) * ((1 - GAMMA) * z(1 - 1 / trials) + GAMMA * z(1 - 1 / (trials * math.e)))
    spread = math.sqrt(1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe**2)
    return best, NormalDist().cdf((sharpe - best) * math.sqrt(n - 1) / spread)


# sharpe, observations, skewness, kurtosis, trials, variance of the trials' ratios
for case in ["0.15811388300841897,1250,-3,10,100,0.002", "0.15811388300841897,1250,-3,10,46,0.002", "0.15811388300841897,1250,0,3,88,0.002", "0.2,60,0.5,4,10,0.01"]:
    best, probability = deflated(*(float(v) for v in case.split(",")))
    print("dsr_expected_max", case, repr(best))
    print("dsr_probability", case, repr(probability))
