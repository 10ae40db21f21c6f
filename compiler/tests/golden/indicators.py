"""Reference values of the indicators, from their published formulas, with pandas. Run it to make indicators.csv again.

Independent of the compiler: pandas' rolling and ewm where they follow the formula, plain loops where they do not
(Wilder's averages begin with the mean of the first n values, which pandas' ewm does not do). Missing samples are taken
out first and every indicator holds its value on them, which is what the documentation of the catalogue says.
"""

import math
import pathlib

import numpy as np
import pandas as pd

ROWS = 200


def series():
    rng = np.random.default_rng(20260928)
    steps = rng.choice([-0.02, -0.01, -0.005, 0.0, 0.0, 0.005, 0.01, 0.02], ROWS)
    mid = np.round(np.clip(0.5 + np.cumsum(steps), 0.05, 0.95), 6)
    mid[[7, 8, 40, 41, 42, 120]] = np.nan
    traded = np.where(rng.random(ROWS) < 0.5, np.round(rng.random(ROWS) * 500, 2), 0.0)
    volume = np.round(1000 + np.cumsum(traded), 2)
    volume[[20, 90]] = np.nan
    return pd.Series(mid), pd.Series(volume)


def wilder(values, n):
    out, y, seed = [], math.nan, []
    for x in values:
        if math.isnan(x):
            out.append(y)
            continue
        if math.isnan(y):
            seed.append(x)
            if len(seed) == n:
                y = sum(seed) / n
        else:
            y += (x - y) / n
        out.append(y)
    return pd.Series(out, index=values.index)


def ema(x, n):
    return x.ewm(span=n, adjust=False).mean()


def rsi(x, n):
    change = x.diff()
    gain, loss = wilder(change.clip(lower=0), n), wilder((-change).clip(lower=0), n)
    return (100 - 100 / (1 + gain / loss)).where(gain + loss > 0, 50.0).where(gain.notna())


def indicators(x):
    def rolling(n):
        return x.rolling(n)

    line = ema(x, 12) - ema(x, 26)
    fast = ema(x, 3) - ema(x, 8)
    middle, deviation = rolling(20).mean(), rolling(20).std(ddof=0)
    upper, lower = middle + 2 * deviation, middle - 2 * deviation
    low, high = rolling(14).min(), rolling(14).max()
    k = 100 * (x - low) / (high - low)
    mad = rolling(20).apply(lambda w: np.abs(w - w.mean()).mean(), raw=True)
    returns = np.log(x / x.shift(1))
    return {
        "EMA period=20 value": ema(x, 20),
        "EMA period=1 value": ema(x, 1),
        "SMA period=10 value": rolling(10).mean(),
        "SUM period=4 value": rolling(4).sum(),
        "MIN period=9 value": rolling(9).min(),
        "MAX period=9 value": rolling(9).max(),
        "MACD - line": line,
        "MACD - signal": ema(line, 9),
        "MACD - histogram": line - ema(line, 9),
        "MACD fast=3;slow=8;signal=4 histogram": fast - ema(fast, 4),
        "RSI - value": rsi(x, 14),
        "RSI period=3 value": rsi(x, 3),
        "STOCHASTIC - k": k,
        "STOCHASTIC - d": k.dropna().rolling(3).mean().reindex(x.index).ffill(),
        "CCI - value": (x - middle) / (0.015 * mad),
        "BOLLINGER - middle": middle,
        "BOLLINGER - upper": upper,
        "BOLLINGER - lower": lower,
        "BOLLINGER - percent_b": (x - lower) / (upper - lower),
        "BOLLINGER - width": (upper - lower) / middle,
        "BOLLINGER period=5;deviations=1.5 upper": rolling(5).mean() + 1.5 * rolling(5).std(ddof=0),
        "STDDEV period=12 value": rolling(12).std(ddof=0),
        "ZSCORE period=12 value": (x - rolling(12).mean()) / rolling(12).std(ddof=0),
        "DONCHIAN - upper": rolling(20).max(),
        "DONCHIAN - lower": rolling(20).min(),
        "DONCHIAN - middle": (rolling(20).max() + rolling(20).min()) / 2,
        "LAG period=3 value": x.shift(3),
        "MOMENTUM period=6 value": x - x.shift(6),
        "SLOPE period=6 value": (x - x.shift(6)) / 6,
        "ROC period=6 value": 100 * (x / x.shift(6) - 1),
        "ATR - value": wilder(x.diff().abs(), 14),
        "REALISED_VOL period=15 value": returns.rolling(15).std(ddof=1),
    }


def vwap(x, volume, n):
    both = pd.DataFrame({"x": x, "v": volume.diff()}).dropna()
    both["v"] = both["v"].clip(lower=0)
    weighted = both["x"] * both["v"]
    if n:
        return weighted.rolling(n).sum() / both["v"].rolling(n).sum()
    return weighted.cumsum() / both["v"].cumsum().where(lambda v: v > 0)


def main():
    mid, volume = series()
    table = {"mid_up": mid, "market_volume_usd": volume}
    present = mid.dropna()
    for name, values in indicators(present).items():
        table[name] = values.reindex(mid.index).ffill()
    both = mid.notna() & volume.notna()
    for name, n in [("VWAP - value", None), ("VWAP period=10 value", 10)]:
        values = vwap(mid[both], volume[both], n)
        # What nothing was traded over is missing on its own sample, and not what was known before.
        held = values.reindex(mid.index)
        held[both & held.isna()] = np.inf
        table[name] = held.ffill().replace(np.inf, np.nan)
    frame = pd.DataFrame(table)
    path = pathlib.Path(__file__).with_name("indicators.csv")
    frame.to_csv(path, index=False, float_format="%.12g")
    print(f"{path}: {len(frame)} rows, {len(frame.columns) - 2} outputs")


main()
