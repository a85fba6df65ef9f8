# Intervals of survey proportions as svyciprop of R's survey finds them, for the tests beside.
#
#   Rscript survey-proportions.R > survey-proportions.json     R 4.2.2, survey 4.1-1, seed 20250831
#
# The surveys are invented: strata, sampling units in them, answers that are alike within a unit, and
# weights that are equal, unequal, or very unequal.
suppressMessages(library(survey))
set.seed(20250831)

numbers <- function(x) paste0("[", paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ", "), "]")

cases <- list()
for (spread in c(0, 0.4, 1.2)) for (share in c(0.12, 0.5, 0.86, 0.97)) for (units in c(6, 24)) {
  strata <- if (units == 6) 2 else 4
  unit <- rep(seq_len(units), times = sample(5:15, units, replace = TRUE))
  chance <- plogis(qlogis(share) + rnorm(units, 0, 0.6))[unit]
  answers <- data.frame(
    unit = unit, stratum = (unit - 1) %% strata, yes = as.numeric(runif(length(unit)) < chance),
    weight = if (spread == 0) 3 else exp(rnorm(length(unit), 0, spread)))
  if (mean(answers$yes) %in% 0:1) next
  design <- svydesign(ids = ~unit, strata = ~stratum, weights = ~weight, data = answers)
  mean <- svymean(~yes, design)
  intervals <- c()
  for (level in c(0.9, 0.95, 0.99)) for (method in c("logit", "likelihood", "asin", "beta", "mean", "xlogit")) {
    ends <- attr(svyciprop(~yes, design, method = method, level = level), "ci")
    intervals <- c(intervals, sprintf('{"method": "%s", "level": %s, "ends": %s}', method, level, numbers(ends)))
  }
  cases <- c(cases, sprintf(
    '{"estimate": %.17g, "variance": %.17g, "rows": %d, "degrees": %d,\n "yes": %s,\n "no": %s,\n "intervals": [%s]}',
    coef(mean), vcov(mean)[1], nrow(answers), degf(design),
    numbers(answers$weight[answers$yes == 1]), numbers(answers$weight[answers$yes == 0]),
    paste(intervals, collapse = ",\n  ")))
}
cat("[", paste(cases, collapse = ",\n"), "]\n", sep = "")
