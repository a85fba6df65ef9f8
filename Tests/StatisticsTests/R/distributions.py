"""Distribution functions and quantiles to 25 digits and more, for the tests beside.

    python3 distributions.py > distributions.json     Python 3.11, mpmath 1.3.0, scipy 1.17.1

R's own are not accurate enough everywhere to judge by. The incomplete beta function is Lentz's continued
fraction in 45 digits; quantiles are Newton's steps from scipy's, until they stand still.
"""

import json
import sys

from mpmath import exp, gammainc, inf, log, loggamma, mp, mpf, ncdf, sqrt
from scipy import stats

mp.dps = 45


def fraction(x, a, b):
    """Of I_x(a, b), what stands beside x^a (1 − x)^b / (a B(a, b)); for x below the mean or so."""
    tiny = mpf(10) ** -200
    c, d = mpf(1), 1 - (a + b) * x / (a + 1)
    d = 1 / (d or tiny)
    value = d
    m = 1
    while True:
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            value *= c * d
        if abs(c * d - 1) < mpf(10) ** -42:
            return value
        m += 1


def front(x, y, a, b):
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a) - loggamma(b))


def beta_both(x, y, a, b):
    """P(X ≤ x) and P(X > x), y = 1 − x."""
    a, b = mpf(a), mpf(b)
    if x < (a + 1) / (a + b + 2):
        lower = front(x, y, a, b) * fraction(x, a, b) / a
        return lower, 1 - lower
    upper = front(x, y, a, b) * fraction(y, b, a) / b
    return 1 - upper, upper


def newton(start, miss, slope):
    x = mpf(start)
    for _ in range(60):
        step = miss(x) / slope(x)
        while abs(step) > abs(x) / 2:
            step /= 2
        x -= step
        if abs(step) <= abs(x) * mpf(10) ** -30:
            return x
    return None


def beta_quantile(p, a, b):
    start = float(stats.beta.ppf(p, a, b))
    if not 1e-290 < start < 1:
        return None
    return newton(
        start,
        lambda x: beta_both(x, 1 - x, a, b)[0] - mpf(p),
        lambda x: front(x, 1 - x, mpf(a), mpf(b)) / (x * (1 - x)),
    )


def beta_upper_quantile(p, a, b):
    start = float(stats.beta.isf(p, a, b))
    if not 1e-290 < start < 1:
        return None
    return newton(
        start,
        lambda x: mpf(p) - beta_both(x, 1 - x, a, b)[1],
        lambda x: front(x, 1 - x, mpf(a), mpf(b)) / (x * (1 - x)),
    )


def student_tail(t, degrees):
    square = t * t
    n = mpf(degrees)
    return beta_both(n / (n + square), square / (n + square), n / 2, mpf(1) / 2)[0] / 2


def student_quantile(p, degrees):
    """The positive number that is exceeded with probability p."""
    n = mpf(degrees)
    constant = exp(loggamma((n + 1) / 2) - loggamma(n / 2)) / sqrt(n * mp.pi)
    return newton(
        -float(stats.t.ppf(p, degrees)),
        lambda t: mpf(p) - student_tail(t, degrees),
        lambda t: constant * (1 + t * t / n) ** (-(n + 1) / 2),
    )


def fisher_quantile(p, above, below):
    m, n = mpf(above), mpf(below)
    x = beta_quantile(p, above / 2, below / 2)
    return None if x is None else n * x / (m * (1 - x))


rows = []


def note(function, arguments, value):
    if value is not None and 1e-290 < abs(value) < 1e290:
        rows.append({"function": function, "arguments": arguments, "value": float(value)})


parameters = [1e-3, 0.5, 1.0, 2.5, 40.25, 1234.5, 1e6, 1e8]
probabilities = [1e-12, 1e-4, 0.005, 0.025, 0.5, 0.975]
for a in parameters:
    for b in parameters:
        for p in probabilities:
            x = beta_quantile(p, a, b)
            note("beta quantile", [p, a, b], x)
            note("beta upper quantile", [p, a, b], beta_upper_quantile(p, a, b))
            if x is None or not 1e-290 < float(x) < 1 - 1e-9:
                continue
            at = float(x)
            lower, upper = beta_both(mpf(at), 1 - mpf(at), a, b)
            note("beta lower", [at, a, b], lower)
            note("beta upper", [at, a, b], upper)
    print(a, file=sys.stderr)
for degrees in [0.3, 1.0, 1.5, 2.0, 2.37, 5.0, 7.9, 14.0, 113.5, 1000.5, 1e6, 1e8]:
    for p in [1e-10, 1e-4, 0.005, 0.025, 0.05, 0.3]:
        t = student_quantile(p, degrees)
        note("student upper quantile", [p, degrees], t)
        note("student lower", [-float(t), degrees], student_tail(mpf(float(t)), degrees))
for above in [1.0, 4.0, 30.5, 2708.0]:
    for below in [1.0, 9.5, 113.0, 10832.0]:
        for p in [0.005, 0.025, 0.5, 0.975]:
            note("fisher quantile", [p, above, below], fisher_quantile(p, above, below))
        for f in [0.1, 1.0, 3.7, 20.0]:
            n, m = mpf(below), mpf(above)
            whole = n + m * mpf(f)
            note("fisher upper", [f, above, below], beta_both(n / whole, m * mpf(f) / whole, n / 2, m / 2)[0])
for degrees in [0.5, 1.0, 3.0, 17.5, 400.0]:
    for x in [0.01, 0.9, 4.0, 30.0, 500.0]:
        half = mpf(degrees) / 2
        upper = gammainc(half, mpf(x) / 2, inf, regularized=True)
        note("chi-squared upper", [x, degrees], upper)
        note("chi-squared lower", [x, degrees], gammainc(half, 0, mpf(x) / 2, regularized=True))
for x in [-37.5, -8.0, -1.96, -0.1, 0.0, 0.3, 2.5]:
    note("normal lower", [x], ncdf(mpf(x)))
for x in [1e-3, 0.3, 1.5, 7.25, 171.5, 1e5, 1e8]:
    note("log gamma", [x], loggamma(mpf(x)))

print("[" + ",\n".join(json.dumps(row) for row in rows) + "]")
