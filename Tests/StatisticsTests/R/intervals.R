# Intervals of binomial proportions, for the tests beside.
#
#   Rscript intervals.R > intervals.json     R 4.2.2
#
# Clopper-Pearson is binom.test and Wilson prop.test, with correction too where prop.test's is a half; mid-P
# is the root of the binomial tails. Jeffreys and Agresti-Coull are their formulas in R.
numbers <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
mid_p <- function(x, n, level) {
  tail <- (1 - level) / 2
  root <- function(f) uniroot(f, c(0, 1), tol = 1e-15)$root
  c(if (x == 0) 0 else root(function(p) pbinom(x, n, p, lower.tail = FALSE) + dbinom(x, n, p) / 2 - tail),
    if (x == n) 1 else root(function(p) pbinom(x - 1, n, p) + dbinom(x, n, p) / 2 - tail))
}
rows <- c()
for (n in c(1L, 2L, 7L, 30L, 183L, 2187L)) for (x in as.integer(unique(pmin(n, c(0, 1, 5, n %/% 2, n - 1, n))))) for (level in c(0.9, 0.95, 0.99)) {
  tail <- (1 - level) / 2
  z <- qnorm(1 - tail)
  centre <- (x + z^2 / 2) / (n + z^2)
  coull <- centre + c(-1, 1) * z * sqrt(centre * (1 - centre) / (n + z^2))
  jeffreys <- qbeta(c(tail, 1 - tail), x + 0.5, n - x + 0.5)
  if (x == 0) jeffreys[1] <- 0
  if (x == n) jeffreys[2] <- 1
  wilson <- suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
  corrected <- suppressWarnings(prop.test(x, n, conf.level = level)$conf.int)
  whole <- if (abs(x - n / 2) >= 0.5) sprintf(', "wilsonCorrected": %s', numbers(corrected)) else ""
  rows <- c(rows, sprintf(
    '{"x": %d, "n": %d, "level": %s, "ends": {"clopperPearson": %s, "wilson": %s, "jeffreys": %s, "agrestiCoull": %s, "midP": %s%s}}',
    x, n, level, numbers(binom.test(x, n, conf.level = level)$conf.int), numbers(wilson), numbers(jeffreys),
    numbers(pmin(1, pmax(0, coull))), numbers(mid_p(x, n, level)), whole))
}
cat("[", paste(rows, collapse = ",\n"), "]\n", sep = "")
