# Makes responses.csv, an invented survey, and what R's survey package says of it: expected.csv.
# R 4.2.2, survey 4.1-1. Rscript make.R
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
set.seed(20250815)

# Sites in seven provinces; the last has a single one. Unequal sizes and weights, answers alike in a site.
frame <- data.frame(province_code = c("01", "25", "42", "46", "48", "79", "82"),
                    sites = c(9, 6, 5, 7, 4, 12, 1), frame = c(40, 11, 9, 7, 31, 60, 5))
wards <- list("01" = c("00004", "00008", "00025"), "25" = c("07900", "07909"), "42" = c("18073", "18100"),
              "46" = c("19815", "19789"), "48" = c("20194", "20197"), "79" = c("26740", "26743"), "82" = c("28249"))
rows <- NULL
for (i in seq_len(nrow(frame))) for (s in seq_len(frame$sites[i])) {
  n <- sample(3:14, 1)
  mood <- rnorm(1, 1.1, 0.7)
  level <- function() pmin(5, pmax(1, round(3.6 + mood * 0.6 + rnorm(n))))
  rows <- rbind(rows, data.frame(
    province_code = frame$province_code[i],
    ward_code = wards[[frame$province_code[i]]][1 + s %% length(wards[[frame$province_code[i]]])],
    site_id = paste0("S", s), surveyed_at = sprintf("2025-08-%02dT%02d:%02d:00", sample(1:28, n, TRUE),
      sample(8:16, n, TRUE), sample(0:59, n, TRUE)),
    field = sample(c("land", "post", "tax"), n, TRUE, c(0.5, 0.3, 0.2)),
    weight = sample(c("0.5", "1", "1.25", "2"), 1), sites = frame$frame[i],
    access = level(), staff = level(), overall = level(), stringsAsFactors = FALSE))
}
for (q in c("access", "staff", "overall")) rows[[q]][runif(nrow(rows)) < 0.06] <- NA
rows$overall[rows$province_code == "82"] <- 5   # everybody at the single site
rows$staff[rows$ward_code == "19815"] <- 4      # and in one ward
rows <- cbind(response_id = sprintf("R%04d", seq_len(nrow(rows))), rows)
write.csv(rows, "responses.csv", row.names = FALSE, quote = FALSE, na = "")

rows$satisfaction <- (rows$overall >= 4) + 0
rows$satisfaction_staff <- (rows$staff >= 4) + 0
rows$satisfaction_access <- (rows$access >= 4) + 0
rows$score <- (rows$overall - 1) / 4
rows$weight <- as.numeric(rows$weight)
plain <- svydesign(~site_id, strata = ~province_code, weights = ~weight, fpc = ~sites, data = rows, nest = TRUE)
population <- data.frame(field = c("land", "post", "tax"), Freq = c(5200, 2300, 2950))
designs <- list(design = plain, population = postStratify(plain, ~field, population))

kg <- function(p, v, n, df, level = 0.95) {
  m <- min(n, p * (1 - p) / v * (qt((1 + level) / 2, n - 1) / qt((1 + level) / 2, df))^2)
  c(qbeta((1 - level) / 2, m * p, m * (1 - p) + 1), qbeta((1 + level) / 2, m * p + 1, m * (1 - p)))
}
row <- function(design, kpi, grouping, key, d, mask) {
  mask <- mask & !is.na(rows[[kpi]])
  n <- sum(mask)
  if (n == 0) return(NULL)
  # Without missing values: rows outside stay in a post-stratified design, with a weight of 0.
  d$variables$y <- ifelse(mask, rows[[kpi]], 0)
  est <- svymean(~y, subset(d, mask))
  units <- unique(rows[mask, c("province_code", "site_id")])
  df <- nrow(units) - length(unique(units$province_code))
  p <- coef(est)[[1]]; v <- vcov(est)[1, 1]
  ci <- c(NA, NA)
  if (v > 1e-20 && df > 0)
    ci <- if (kpi == "score") p + c(-1, 1) * qt(0.975, df) * sqrt(v) else kg(p, v, n, df)
  data.frame(design, kpi, grouping, key, n, estimate = p, se = if (v > 1e-20) sqrt(v) else 0, df,
             ci_low = ci[1], ci_high = ci[2])
}
out <- NULL
for (name in names(designs)) for (kpi in c("satisfaction", "satisfaction_staff", "score")) {
  d <- designs[[name]]
  out <- rbind(out, row(name, kpi, "national", "", d, TRUE))
  for (by in c("province_code", "ward_code", "field")) for (key in sort(unique(rows[[by]])))
    out <- rbind(out, row(name, kpi, by, key, d, rows[[by]] == key))
}
# The index: a weighted sum of two shares, each over its own respondents; its error by linearization.
for (name in names(designs)) {
  d <- designs[[name]]
  w <- weights(d)
  z <- 0
  index <- 0
  for (kpi in c("satisfaction_access", "satisfaction_staff")) {
    y <- rows[[kpi]]; x <- !is.na(y); y[!x] <- 0
    t <- sum(w * y) / sum(w * x)
    index <- index + t / 2
    z <- z + (y - t * x) / sum(w * x) / 2
  }
  d <- update(d, z = z)
  out <- rbind(out, data.frame(design = name, kpi = "index", grouping = "national", key = "",
    n = min(sum(!is.na(rows$satisfaction_access)), sum(!is.na(rows$satisfaction_staff))),
    estimate = index, se = SE(svytotal(~z, d))[[1]], df = degf(d), ci_low = NA, ci_high = NA))
}
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE, na = "")
